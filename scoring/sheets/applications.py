"""The list of a call's applications for those who handle them: all channels, with the word for where each stands.

A constant number of queries whatever the number of applications; only columns that a row shows.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from competition.application.channels import Channel
from competition.application.queries import in_time_sql
from competition.application.records import Application
from competition.application.states import State
from competition.call.records import Call
from competition.eligibility.queries import required_count, tallies_of, unknown_sql
from competition.eligibility.standing import standing
from scoring.sheets.records import ScoreSheet

ROWS = 50


class Show(StrEnum):
    """Which applications of a call are listed."""

    ALL = "all"
    TO_CHECK = "to_check"
    LATE = "late"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: which ones, by which channel (None: any), and words of number, applicant or title."""

    show: Show = Show.ALL
    channel: Channel | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One application of the list."""

    id: UUID
    number: str
    applicant: str
    title: str
    channel: Channel
    received_at: datetime
    in_time: bool
    standing: str


@dataclass(frozen=True, slots=True)
class ApplicationList:
    """One page of the list, and how many there are in all."""

    rows: list[ApplicationRow]
    count: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.count // ROWS))


def application_list(session: Session, call: Call, wanted: Wanted, page: int) -> ApplicationList:
    """A page of the applications that somebody looks for, in the order in which they were registered."""
    required = required_count(session, call.id)
    where = _where(call, wanted, required)
    if wanted.text:
        where[:] = [Application.id.in_(_worded(session, where, wanted.text))]
    counted = select(func.count()).select_from(Application).join(Call, Call.id == Application.call_id)
    count = session.scalar(counted.where(*where)) or 0
    page = min(max(1, page), max(1, -(-count // ROWS)))
    return ApplicationList(_rows(session, where, required, page), count, page)


def standing_of(session: Session, call: Call, application: Application) -> str:
    """The word for where one application stands, the same as in the list."""
    (row,) = _rows(session, [Application.id == application.id], required_count(session, call.id), 1)
    return row.standing


def to_check(session: Session, call: Call, after: int | None = None) -> tuple[int, UUID | None]:
    """How many applications wait for a check, and the next one: behind the place `after`, else the first."""
    where = _where(call, Wanted(Show.TO_CHECK), required_count(session, call.id))
    places = session.execute(
        select(Application.position, Application.id)
        .join(Call, Call.id == Application.call_id)
        .where(*where)
        .order_by(Application.position)
    ).all()
    behind = [key for place, key in places if after is None or (place or 0) > after]
    return len(places), next(iter([*behind, *(key for _, key in places)]), None)


def _where(call: Call, wanted: Wanted, required: int) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Application.call_id == call.id, Application.number.is_not(None)]
    if wanted.channel:
        where.append(Application.channel == wanted.channel)
    if wanted.show == Show.WITHDRAWN:
        where.append(Application.state == State.WITHDRAWN)
    if wanted.show == Show.LATE:
        where += [~in_time_sql(), Application.state != State.WITHDRAWN]
    if wanted.show == Show.TO_CHECK:
        where += [Application.state == State.SUBMITTED, in_time_sql(), unknown_sql(required)]
    return where


def _worded(session: Session, where: list[ColumnElement[bool]], wanted: str) -> list[UUID]:
    """The applications that hold every word: compared here, since SQLite knows no letters beyond English ones."""
    words = wanted.casefold().split()
    rows = session.execute(
        select(Application.id, Application.number, Application.applicant_name, Application.title)
        .join(Call, Call.id == Application.call_id)
        .where(*where)
    )
    said = {key: f"{number} {name} {title}".casefold() for key, number, name, title in rows}
    return [key for key, text in said.items() if all(word in text for word in words)]


def _rows(session: Session, where: list[ColumnElement[bool]], required: int, page: int) -> list[ApplicationRow]:
    shown = (  # first which, then what of them: the pages before cost nothing but their places
        select(Application.id)
        .join(Call, Call.id == Application.call_id)
        .where(*where)
        .order_by(Application.position)
        .limit(ROWS)
        .offset((page - 1) * ROWS)
        .subquery()
    )
    columns = select(
        Application.id,
        Application.number,
        Application.applicant_name,
        Application.title,
        Application.channel,
        Application.received_at,
        Application.state,
        in_time_sql().label("in_time"),
        exists().where(ScoreSheet.application_id == Application.id).label("scored"),
    )
    rows = session.execute(
        columns.join(Call, Call.id == Application.call_id)
        .join(shown, shown.c.id == Application.id)
        .order_by(Application.position)
    ).all()
    tallies = tallies_of(session, [row.id for row in rows], required)
    return [
        ApplicationRow(
            id=row.id,
            number=row.number,
            applicant=row.applicant_name,
            title=row.title,
            channel=row.channel,
            received_at=row.received_at,
            in_time=bool(row.in_time),
            standing=standing(row.state, tallies[row.id], in_time=bool(row.in_time), scored=bool(row.scored)),
        )
        for row in rows
    ]
