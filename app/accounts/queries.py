"""What the account page tells a person of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.call.records import Call
from competition.foundation.alphabet import latvian
from competition.foundation.errors import NotFound
from competition.organisation.entry_records import Invitation
from competition.organisation.invitations import open_invitations
from competition.organisation.records import Membership, Organisation, Organiser, Person, Staff, Standing
from scoring.committee.records import CommitteeMember


@dataclass(frozen=True, slots=True)
class Part:
    """What a person is, and of what: an organiser, an organisation, or a call's title in languages."""

    word: str
    of: str | Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works for an organisation."""

    id: UUID
    name: str
    email: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class OwnOrganisation:
    """An organisation as those who work for it see it; invitations only where one is responsible for it."""

    id: UUID
    name: str
    registration_number: str | None
    responsible: bool
    people: list[Colleague]
    invitations: list[Invitation]

    def somebody(self, person_id: UUID) -> Colleague:
        """One of its people. Raises NotFound."""
        return _one_of(self.people, person_id)

    def invitation(self, invitation_id: UUID) -> Invitation:
        """One of the invitations that nobody has answered. Raises NotFound."""
        return _one_of(self.invitations, invitation_id)


def own_organisation(session: Session, person_id: UUID, organisation_id: UUID) -> OwnOrganisation | None:
    """An organisation with its people, by the Latvian alphabet; None where the person does not work for it."""
    organisation = session.get(Organisation, organisation_id)
    rows = session.execute(
        select(Person.id, Person.name, Person.email, Membership.standing)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == organisation_id)
    )
    people = sorted((Colleague(*row) for row in rows), key=lambda one: latvian(one.name))
    own = next((one for one in people if one.id == person_id), None)
    if organisation is None or own is None:
        return None
    responsible = own.standing == Standing.OWNER
    invitations = open_invitations(session, organisation_id) if responsible else []
    return OwnOrganisation(
        organisation.id, organisation.name, organisation.registration_number, responsible, people, invitations
    )


def organisations_of(session: Session, person_id: UUID) -> list[OwnOrganisation]:
    """Every organisation for which a person works, by the Latvian alphabet."""
    keys = session.scalars(select(Membership.organisation_id).where(Membership.person_id == person_id)).all()
    found = (own_organisation(session, person_id, key) for key in keys)
    return sorted((one for one in found if one is not None), key=lambda one: latvian(one.name))


Kept = TypeVar("Kept", Colleague, Invitation)


def _one_of(kept: list[Kept], key: UUID) -> Kept:
    found = next((one for one in kept if one.id == key), None)
    if found is None:
        raise NotFound(key=key)
    return found


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
