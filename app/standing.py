"""Who somebody is to what an address names: of its application, on its committee, of its organiser.

One question of the database for each, asked once a request. What an address names is the values of its parts: `slug`
(a call), `application_id`, `organisation_id`, `organiser` (a short name). Where it names none, any will do.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from flask import g
from sqlalchemy import bindparam, select

from app.extensions import db
from competition.application.own import of_person
from competition.application.queries import find_handed_in
from competition.application.records import Application
from competition.call.records import Call, CallState
from competition.foundation.engine import rows_of
from competition.organisation.records import WRITERS, Organiser, Person, Staff, Standing
from scoring.committee.records import CommitteeMember, Seat
from scoring.committee.staff_conflicts import hide_from, kept_from

Named = Mapping[str, Any]
Found = TypeVar("Found")


class Kind(StrEnum):
    """What somebody may be. The order is the one in which sentences list them."""

    ANYBODY = "anybody"
    SIGNED_IN = "whoever is signed in"
    APPLICANT = "somebody of the applicant"
    WRITER = "whoever writes for the applicant"
    RESPONSIBLE = "whoever is responsible for the applicant"
    COORDINATOR = "coordinator"
    CHAIR = "chair of the committee"
    MEMBER = "member of the committee"
    SECRETARY = "secretary of the committee"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


APPLICANTS = frozenset({Kind.APPLICANT, Kind.WRITER, Kind.RESPONSIBLE})
COMMITTEE = frozenset({Kind.CHAIR, Kind.MEMBER, Kind.SECRETARY})


def _works_as(*standings: Standing) -> Callable[[Person, Named], bool]:
    """Whoever works as one of these for the applicant of what is named; for any, where it names none."""

    def works(person: Person, named: Named) -> bool:
        own = {one.organisation_id for one in person.memberships if one.standing in standings}
        if "organisation_id" in named:
            return named["organisation_id"] in own
        if "application_id" not in named or not own:
            return bool(own)
        key: UUID = named["application_id"]
        theirs = select(Application.id).where(Application.id == key, of_person(person.id, *standings))
        return _once(("applicant", standings, person.id, key), lambda: db.session.scalar(theirs) is not None)

    return works


_SEATS = select(CommitteeMember.seat).where(CommitteeMember.person_id == bindparam("person_id"))
_SEAT = _SEATS.join(Call, Call.id == CommitteeMember.call_id).where(
    Call.slug == bindparam("slug"), Call.state == CallState.PUBLISHED
)


def _sits_as(*seats: Seat) -> Callable[[Person, Named], bool]:
    def sits(person: Person, named: Named) -> bool:
        return any(seat in seats for seat in _seats_of(person, named.get("slug")))

    return sits


def _seats_of(person: Person, slug: str | None) -> Sequence[Seat]:
    """The seat in a call; where none is named, every seat."""
    values = {"person_id": person.id} if slug is None else {"person_id": person.id, "slug": slug}
    statement = _SEATS if slug is None else _SEAT
    return _once(("seats", person.id, slug), lambda: [row[0] for row in rows_of(db.session(), statement, values)])


def _holds(role: Staff) -> Callable[[Person, Named], bool]:
    """Whoever has the role for the organiser of what is named."""

    def holds(person: Person, named: Named) -> bool:
        if "organiser" in named:
            return named["organiser"] in {one.slug for one in organisers_of(person, role)}
        if not any(one.role is role for one in person.roles):
            return False
        _step_aside(person)
        if "slug" not in named:
            return True
        call = call_of(person, role, named["slug"])
        if call is None or "application_id" not in named:
            return call is not None
        return application_in(call, named["application_id"]) is not None

    return holds


def _step_aside(person: Person) -> None:
    """Keep from the person, in whatever this request asks, the applications with which they are in conflict."""
    session = db.session()
    hide_from(session, _once(("kept", person.id), lambda: kept_from(session, person.id)))


IS: Mapping[Kind, Callable[[Person, Named], bool]] = {
    Kind.ANYBODY: lambda _person, _named: True,
    Kind.SIGNED_IN: lambda _person, _named: True,
    Kind.APPLICANT: _works_as(*Standing),
    Kind.WRITER: _works_as(*WRITERS),
    Kind.RESPONSIBLE: _works_as(Standing.OWNER),
    Kind.COORDINATOR: _holds(Staff.COORDINATOR),
    Kind.CHAIR: _sits_as(Seat.CHAIR),
    Kind.MEMBER: _sits_as(Seat.MEMBER, Seat.ALTERNATE),
    Kind.SECRETARY: _sits_as(Seat.SECRETARY),
    Kind.AUDITOR: _holds(Staff.AUDITOR),
    Kind.ADMINISTRATOR: lambda person, _named: any(one.role is Staff.ADMINISTRATOR for one in person.roles),
}


def organisers_of(person: Person, role: Staff) -> list[Organiser]:
    """The organisers for which a person has the role, by their names."""
    keys = _keys_of(person, role)
    asked = select(Organiser).where(Organiser.id.in_(keys)).order_by(Organiser.name)
    return _once(("organisers", person.id, role), lambda: list(db.session.scalars(asked)))


_CALL = select(Call).where(
    Call.slug == bindparam("slug"), Call.organiser_id.in_(bindparam("organisers", expanding=True))
)


def call_of(person: Person, role: Staff, slug: str) -> Call | None:
    """A call of the organisers for which a person has the role; None for another's."""
    values = {"slug": slug, "organisers": _keys_of(person, role)}
    return _once(("call", person.id, role, slug), lambda: db.session.scalar(_CALL, values))


def application_in(call: Call, application_id: UUID) -> Application | None:
    """An application that came in to a call; None for any other, and for a draft."""
    return _once(("application", call.id, application_id), lambda: find_handed_in(db.session(), call, application_id))


def _keys_of(person: Person, role: Staff) -> list[UUID]:
    """Known from the person's roles, without asking."""
    return [one.organiser_id for one in person.roles if one.role is role and one.organiser_id]


def _once(key: tuple[object, ...], ask: Callable[[], Found]) -> Found:
    """What was found before in this request, or what is found now."""
    kept: dict[tuple[object, ...], Any] = g.setdefault("standing", {})
    if key not in kept:
        kept[key] = ask()
    return kept[key]
