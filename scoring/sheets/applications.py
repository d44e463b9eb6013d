"""The list of a call's applications for those who handle them: all channels, with the word for where each stands.

A constant number of queries whatever the number of applications; only columns that a row shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Row, Select, Uuid, bindparam, exists, func, select
from sqlalchemy.orm import Session

from competition.application.channels import Channel
from competition.application.queries import drafts_sql, in_time_sql
from competition.application.records import Application, LateAcceptance
from competition.application.states import State
from competition.call.deadline import Terms, in_time
from competition.call.records import Call
from competition.eligibility.queries import answers_sql, counted_sql, has_answer_sql, required_sql
from competition.eligibility.requirements import Answered
from competition.eligibility.standing import Eligibility, Tally, standing
from scoring.sheets.records import ScoreSheet

ROWS = 50
Statement = Select[*tuple[Any, ...]]
Found = Row[*tuple[Any, ...]]


class Show(StrEnum):
    """Which applications of a call are listed."""

    ALL = "all"
    TO_CHECK = Eligibility.TO_CHECK.value
    CLARIFIED = Eligibility.CLARIFIED.value
    ELIGIBLE = Eligibility.ELIGIBLE.value
    NOT_ELIGIBLE = Eligibility.NOT_ELIGIBLE.value
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
    accepted_late: bool
    standing: str


@dataclass(frozen=True, slots=True)
class ApplicationList:
    """One page of the list, how many there are in all, and how many are still being written and not listed."""

    rows: list[ApplicationRow]
    count: int
    drafts: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.count // ROWS))


def application_list(session: Session, call: Call, wanted: Wanted, page: int) -> ApplicationList:
    """A page of the applications that somebody looks for, in the order in which they were registered. Two queries."""
    if wanted.text:
        return _looked_up(session, call, wanted, page)
    given = {"call": call.id, "channel": wanted.channel}
    asked = (wanted.show, wanted.channel is not None)
    count, drafts, required = session.execute(_counts(*asked), given).one()
    page = _within(page, count)
    rows = session.execute(_page(*asked), given | {"rows": ROWS, "before": (page - 1) * ROWS})
    return ApplicationList(_rows(rows, call, required), count, drafts, page)


def standing_of(session: Session, call: Call, application: Application) -> str:
    """The word for where one application of a call stands, the same as in the list."""
    rows = session.execute(_columns().where(Application.id == application.id))
    return _rows(rows, call, _required(session, call))[0].standing


def to_check(session: Session, call: Call, after: int | None = None) -> tuple[int, UUID | None]:
    """How many applications wait for a check, and the next one: behind the place `after`, else the first."""
    waiting = _where(select(Application.position, Application.id), Show.TO_CHECK, by_channel=False)
    places = session.execute(waiting.order_by(Application.position), {"call": call.id}).all()
    behind = [key for place, key in places if after is None or (place or 0) > after]
    return len(places), next(iter([*behind, *(key for _, key in places)]), None)


def being_clarified(session: Session, call: Call) -> int:
    """How many applications are found to be clarified, whoever it is that waits."""
    return session.scalar(_counted(Show.CLARIFIED, by_channel=False), {"call": call.id}) or 0


def _looked_up(session: Session, call: Call, wanted: Wanted, page: int) -> ApplicationList:
    """The applications that hold every word: compared here, since SQLite knows no letters beyond English ones."""
    words = wanted.text.casefold().split()
    said = _where(
        select(Application.id, Application.number, Application.applicant_name, Application.title),
        wanted.show,
        by_channel=wanted.channel is not None,
    )
    found = session.execute(said.order_by(Application.position), {"call": call.id, "channel": wanted.channel})
    keys = [
        key
        for key, number, name, title in found
        if all(word in f"{number} {name} {title}".casefold() for word in words)
    ]
    page = _within(page, len(keys))
    shown = _columns().where(Application.id.in_(keys[(page - 1) * ROWS : page * ROWS])).order_by(Application.position)
    drafts = session.scalar(drafts_sql(call.id)) or 0
    return ApplicationList(_rows(session.execute(shown), call, _required(session, call)), len(keys), drafts, page)


def _required(session: Session, call: Call) -> int:
    return session.scalar(select(required_sql(bindparam("call", type_=Uuid()))), {"call": call.id}) or 0


def _within(page: int, count: int) -> int:
    return min(max(1, page), max(1, -(-count // ROWS)))


@cache
def _page(show: Show, by_channel: bool) -> Statement:
    """The statement for a page; made once, since making it costs more than asking it."""
    found = _where(_columns(), show, by_channel=by_channel).order_by(Application.position)
    return found.limit(bindparam("rows", type_=Integer)).offset(bindparam("before", type_=Integer))


@cache
def _counts(show: Show, by_channel: bool) -> Statement:
    """The statement for how many there are, and how many are being written."""
    found = _counted(show, by_channel=by_channel)
    call = bindparam("call", type_=Uuid())
    return select(found.scalar_subquery(), drafts_sql(call).scalar_subquery(), required_sql(call))


def _counted(show: Show, *, by_channel: bool) -> Select[int]:
    return _where(select(func.count()).select_from(Application), show, by_channel=by_channel)


def _columns() -> Statement:
    return select(
        Application.id,
        Application.number,
        Application.applicant_name,
        Application.title,
        Application.channel,
        Application.received_at,
        Application.state,
        LateAcceptance.until.label("accepted_until"),
        answers_sql(Answered.YES).label("yes"),
        *(has_answer_sql(answer).label(answer.value) for answer in (Answered.NO, Answered.PENDING)),
        exists().where(ScoreSheet.application_id == Application.id).label("scored"),
    ).outerjoin(LateAcceptance, LateAcceptance.application_id == Application.id)


def _where(statement: Statement, show: Show, *, by_channel: bool) -> Statement:
    """Narrow a statement to what is looked for, in a call that is given later. A place has who has a number; by places
    the rows before the page are passed over within the index."""
    narrowed = statement.where(
        Application.call_id == bindparam("call", type_=Uuid()), Application.position.is_not(None)
    )
    if by_channel:
        narrowed = narrowed.where(Application.channel == bindparam("channel", type_=Application.channel.type))
    if show == Show.WITHDRAWN:
        return narrowed.where(Application.state == State.WITHDRAWN)
    if show == Show.ALL:
        return narrowed
    joined = narrowed.join(Call, Call.id == Application.call_id)
    if show == Show.LATE:
        return joined.where(~in_time_sql(), Application.state != State.WITHDRAWN)
    return joined.where(counted_sql(Eligibility(show.value)))


def _rows(rows: Iterable[Found], call: Call, required: int) -> list[ApplicationRow]:
    terms = call.terms
    return [_row(row, required, terms) for row in rows]


def _row(row: Found, required: int, terms: Terms) -> ApplicationRow:
    counts = in_time(terms, row.received_at, row.accepted_until)
    tally = Tally(required, row.yes, int(row.no), int(row.pending))
    return ApplicationRow(
        id=row.id,
        number=row.number,
        applicant=row.applicant_name,
        title=row.title,
        channel=row.channel,
        received_at=row.received_at,
        in_time=counts,
        accepted_late=counts and not in_time(terms, row.received_at),
        standing=standing(row.state, tally, in_time=counts, scored=bool(row.scored)),
    )
