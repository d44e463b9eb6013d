"""What the account page tells a person of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.call.records import Call
from competition.foundation.alphabet import latvian
from competition.organisation.records import Organisation, Organiser, Person, Staff, Standing
from scoring.committee.records import CommitteeMember


@dataclass(frozen=True, slots=True)
class Part:
    """What a person is, and of what: an organiser, an organisation, or a call's title in languages."""

    word: str
    of: str | Mapping[str, str] | None


def parts_of(session: Session, person: Person) -> list[Part]:
    """Everything that a person is in the portal: staff, committee member, applicant.

    Roles of one kind stand by the Latvian alphabet of whom they are for, seats from the newest call on.
    """
    return [*_staff(session, person), *_seats(session, person), *_memberships(session, person)]


def _staff(session: Session, person: Person) -> list[Part]:
    asked = [role.organiser_id for role in person.roles if role.organiser_id]
    named = select(Organiser.id, Organiser.name).where(Organiser.id.in_(asked))
    names = {row.id: row.name for row in session.execute(named)}
    parts = [
        Part(role.role.value, names.get(role.organiser_id) if role.organiser_id else None) for role in person.roles
    ]
    return _in_order(parts, [role.value for role in Staff])


def _seats(session: Session, person: Person) -> list[Part]:
    seats = session.execute(
        select(CommitteeMember.seat, Call.title)
        .join(Call, Call.id == CommitteeMember.call_id)
        .where(CommitteeMember.person_id == person.id)
        .order_by(Call.opens_at.desc(), Call.slug)
    )
    return [Part(f"committee-{seat.value}", title) for seat, title in seats]


def _memberships(session: Session, person: Person) -> list[Part]:
    asked = [membership.organisation_id for membership in person.memberships]
    named = select(Organisation.id, Organisation.name).where(Organisation.id.in_(asked))
    names = {row.id: row.name for row in session.execute(named)}
    parts = [
        Part(f"applicant-{membership.standing.value}", names[membership.organisation_id])
        for membership in person.memberships
    ]
    return _in_order(parts, [f"applicant-{standing.value}" for standing in Standing])


def _in_order(parts: list[Part], words: list[str]) -> list[Part]:
    return sorted(parts, key=lambda part: (words.index(part.word), latvian(str(part.of or ""))))
