"""What an auditor asks of the chain of events and of the log of reading: those of their organisers, page by page.

Pages go by the event's number and the reading's key, newest first, and are not counted: the queries of a page do not
grow with the chain. Which events are an organiser's is written beside the chain (`audit_place`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.audit import AuditEvent, AuditPlace, Place
from competition.foundation.reading_log import Reading
from competition.organisation.records import Person

PERSON = "person:"
PER_PAGE = 50
MOST_PEOPLE = 200


class Kind(StrEnum):
    """What an event is about."""

    CALL = "call"
    APPLICATION = "application"
    ELIGIBILITY = "eligibility"
    COMMITTEE = "committee"
    SCORING = "scoring"
    RESULT = "result"
    ORGANISER = "organiser"
    ACCOUNTS = "accounts"


OF_ELIGIBILITY = ("application.checked", "application.clarif")
BEGINNINGS: Mapping[Kind, tuple[str, ...]] = {
    Kind.CALL: ("call.",),
    Kind.APPLICATION: ("application.",),
    Kind.ELIGIBILITY: OF_ELIGIBILITY,
    Kind.COMMITTEE: ("committee.", "conflict.", "member."),
    Kind.SCORING: ("sheet.", "scoring.", "tie."),
    Kind.RESULT: ("award.", "letter."),
    Kind.ORGANISER: ("organiser.", "letterhead."),
    Kind.ACCOUNTS: (
        "person.",
        "account.",
        "role.",
        "membership.",
        "invitation.",
        "organisation.",
        "work.",
        "readings.",
        "message.",
        "receipt-key.",
    ),
}
OF_RESULT = ("call.decided", "call.announced")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: in one call or all, of one application by its number, by a person by name or address."""

    call_id: UUID | None = None
    application: str = ""
    person: str = ""
    kind: Kind | None = None
    since: datetime | None = None
    before_instant: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it stands in the chain: whose it is, and what or whom it is about by its number or name."""

    event: AuditEvent
    place: Place
    who: str | None
    number: str | None
    whom: str | None


@dataclass(frozen=True, slots=True)
class Events:
    """A page of events; `older` is the number before which the next page begins, or None."""

    rows: list[Told]
    older: int | None


@dataclass(frozen=True, slots=True)
class Read:
    """One reading, with the names of who read and of what."""

    reading: Reading
    who: str
    number: str | None


@dataclass(frozen=True, slots=True)
class Readings:
    """A page of readings; `older` is the key before which the next page begins, or None."""

    rows: list[Read]
    older: UUID | None


def events_of(session: Session, organisers: Collection[UUID], wanted: Search, before: int | None = None) -> Events:
    """The events of these organisers that somebody looks for, the newest first. Four queries at most."""
    mine = select(Call.id).where(Call.organiser_id.in_(organisers))
    asked = (
        select(AuditEvent, AuditPlace)
        .join(AuditPlace, AuditPlace.number == AuditEvent.number)
        .where(or_(AuditPlace.organiser_id.in_(organisers), AuditPlace.call_id.in_(mine)))
    )
    if wanted.call_id:
        asked = asked.where(AuditPlace.call_id == wanted.call_id)
    if wanted.application:
        asked = asked.where(AuditPlace.application_id.in_(_numbered(mine, wanted.application)))
    return _events(session, asked, wanted, before)


def events_of_accounts(session: Session, wanted: Search, before: int | None = None) -> Events:
    """The events that belong to no organiser: of people, accounts, roles, organisations. The administrator's."""
    asked = (
        select(AuditEvent, AuditPlace)
        .outerjoin(AuditPlace, AuditPlace.number == AuditEvent.number)
        .where(AuditPlace.number.is_(None), _of_kind(Kind.ACCOUNTS))
    )
    return _events(session, asked, wanted, before)


def _events(session: Session, asked: Select[AuditEvent, AuditPlace], wanted: Search, before: int | None) -> Events:
    if wanted.person:
        asked = asked.where(AuditEvent.actor.in_([f"{PERSON}{key}" for key in _people(session, wanted.person)]))
    if wanted.kind:
        asked = asked.where(_of_kind(wanted.kind))
    asked = asked.where(*_between(AuditEvent.at, wanted))
    if before is not None:
        asked = asked.where(AuditEvent.number < before)
    found = session.execute(asked.order_by(AuditEvent.number.desc()).limit(PER_PAGE + 1)).all()
    rows = [(event, _place(place)) for event, place in found[:PER_PAGE]]
    names = names_of(session, actors_in(name for event, _ in rows for name in (event.actor, event.subject)))
    numbers = _numbers(session, [place.application_id for _, place in rows])
    told = [
        Told(event, place, names.get(event.actor), _number(numbers, place), names.get(event.subject))
        for event, place in rows
    ]
    return Events(told, rows[-1][0].number if len(found) > PER_PAGE else None)


def readings_of(session: Session, organisers: Collection[UUID], wanted: Search, before: UUID | None = None) -> Readings:
    """Who read what in the calls of these organisers, the newest first. Three queries at most."""
    mine = select(Call.id).where(Call.organiser_id.in_(organisers))
    asked = (
        select(Reading, Person.name, Application.number)
        .join(Person, Person.id == Reading.person_id)
        .outerjoin(Application, Application.id == Reading.application_id)
        .where(Reading.call_id.in_(mine))
    )
    if wanted.call_id:
        asked = asked.where(Reading.call_id == wanted.call_id)
    if wanted.application:
        asked = asked.where(Reading.application_id.in_(_numbered(mine, wanted.application)))
    if wanted.person:
        asked = asked.where(Reading.person_id.in_(_people(session, wanted.person)))
    asked = asked.where(*_between(Reading.at, wanted))
    if before is not None:
        asked = asked.where(Reading.id < before)
    found = session.execute(asked.order_by(Reading.id.desc()).limit(PER_PAGE + 1)).all()
    rows = [Read(*row) for row in found[:PER_PAGE]]
    return Readings(rows, rows[-1].reading.id if len(found) > PER_PAGE else None)


def events_of_call(session: Session, call: Call) -> list[AuditEvent]:
    """Every event of a call, in their order."""
    asked = select(AuditEvent).join(AuditPlace, AuditPlace.number == AuditEvent.number)
    return list(session.scalars(asked.where(AuditPlace.call_id == call.id).order_by(AuditEvent.number)))


def names_of(session: Session, people: Iterable[UUID]) -> dict[str, str]:
    """From how the chain names people to their names."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(set(people))))
    return {f"{PERSON}{key}": name for key, name in rows}


def actors_in(actors: Iterable[str]) -> set[UUID]:
    """The keys of the people among actors."""
    return {UUID(one.removeprefix(PERSON)) for one in actors if one.startswith(PERSON)}


def _of_kind(kind: Kind) -> ColumnElement[bool]:
    begins = _begins(BEGINNINGS[kind])
    if kind is Kind.RESULT:
        return or_(begins, AuditEvent.verb.in_(OF_RESULT))
    if kind is Kind.CALL:
        return and_(begins, AuditEvent.verb.not_in(OF_RESULT))
    return and_(begins, ~_begins(OF_ELIGIBILITY)) if kind is Kind.APPLICATION else begins


def _begins(beginnings: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(AuditEvent.verb.startswith(beginning, autoescape=True) for beginning in beginnings))


def _between(at: Any, wanted: Search) -> list[ColumnElement[bool]]:
    since = [at >= wanted.since] if wanted.since else []
    return since + ([at < wanted.before_instant] if wanted.before_instant else [])


def _numbered(calls: Select[UUID], number: str) -> Select[UUID]:
    return select(Application.id).where(Application.call_id.in_(calls), Application.number == number)


def _people(session: Session, text: str) -> Sequence[UUID]:
    """The people whose name or address holds a text, as far as a page can use them."""
    said = or_(Person.name.icontains(text, autoescape=True), Person.email.icontains(text, autoescape=True))
    return session.scalars(select(Person.id).where(said).order_by(Person.id).limit(MOST_PEOPLE)).all()


def _place(kept: AuditPlace | None) -> Place:
    return Place(kept.organiser_id, kept.call_id, kept.application_id) if kept else Place()


def _number(numbers: Mapping[UUID, str | None], place: Place) -> str | None:
    return numbers.get(place.application_id) if place.application_id else None


def _numbers(session: Session, keys: Iterable[UUID | None]) -> dict[UUID, str | None]:
    asked = select(Application.id, Application.number).where(Application.id.in_({key for key in keys if key}))
    return {key: number for key, number in session.execute(asked)}  # noqa: C416 - a row is not a pair for the type checker
