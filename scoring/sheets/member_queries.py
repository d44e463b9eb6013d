"""What a committee member's pages ask: only what is open to the member, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from competition.application.records import Application, LateAcceptance
from competition.application.states import State
from competition.call.deadline import deadline_in_force, in_time
from competition.call.records import Call, QualityCriterion
from competition.eligibility.records import Finding
from competition.eligibility.requirements import Answered
from competition.foundation.errors import NotFound
from competition.result.records import Decision
from scoring.committee.conflicts import free_of_conflict, open_to
from scoring.committee.declaring import still_to_declare
from scoring.committee.records import CommitteeMember
from scoring.outcome import mean
from scoring.sheets.queries import is_closed
from scoring.sheets.records import Score, ScoreSheet

NOT_SCORED = (State.DRAFT, State.WITHDRAWN, State.LATE)


class Waiting(StrEnum):
    """What a call asks of a member now."""

    DEADLINE = "deadline"
    DECLARATION = "declaration"
    SCORING = "scoring"
    NOTHING = "nothing"
    CLOSED = "closed"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A call where somebody sits, with what waits there and how much of it is done."""

    member: CommitteeMember
    call: Call
    waiting: Waiting
    done: int
    whole: int


@dataclass(frozen=True, slots=True)
class OpenApplication:
    """An application that is open to a member, with the member's own sheet."""

    id: UUID
    number: str
    applicant_name: str
    title: str
    sheet: ScoreSheet | None
    points: dict[str, Decimal] = field(default_factory=dict)

    @property
    def completed(self) -> bool:
        """Whether the member's sheet is completed."""
        return self.sheet is not None and self.sheet.completed_at is not None


def scorable_in(call: Call) -> ColumnElement[bool]:
    """The applications of a call that are scored: handed in in time or accepted late, and found eligible so far."""
    accepted = exists().where(
        LateAcceptance.application_id == Application.id, LateAcceptance.until >= Application.received_at
    )
    refused = exists().where(Finding.application_id == Application.id, Finding.answered == Answered.NO)
    return and_(
        Application.call_id == call.id,
        Application.number.is_not(None),
        Application.state.not_in(NOT_SCORED),
        or_(Application.received_at <= deadline_in_force(call.terms).at, accepted),
        ~refused,
    )


def seats_of(session: Session, person_id: UUID, at: datetime) -> list[SeatRow]:
    """The calls where somebody sits, the newest first."""
    rows = session.execute(
        select(CommitteeMember, Call)
        .join(Call, Call.id == CommitteeMember.call_id)
        .where(CommitteeMember.person_id == person_id, Call.published_at <= at)
        .order_by(Call.opens_at.desc(), Call.slug)
    ).all()
    return [_seat_row(session, member, call, at) for member, call in rows]


def _seat_row(session: Session, member: CommitteeMember, call: Call, at: datetime) -> SeatRow:
    applications = open_applications(session, member, call)
    done = sum(one.completed for one in applications)
    return SeatRow(member, call, waiting_for(session, member, call, at), done, len(applications))


def waiting_for(session: Session, member: CommitteeMember, call: Call, at: datetime) -> Waiting:
    """What the call asks of the member now."""
    if in_time(call.terms, at):
        return Waiting.DEADLINE
    if session.scalar(select(exists().where(Decision.call_id == call.id))):
        return Waiting.DECIDED
    if still_to_declare(session, member):
        return Waiting.DECLARATION
    if is_closed(session, call.id):
        return Waiting.CLOSED
    open_ones = open_applications(session, member, call)
    return Waiting.NOTHING if all(one.completed for one in open_ones) else Waiting.SCORING


def open_applications(session: Session, member: CommitteeMember, call: Call) -> list[OpenApplication]:
    """The applications that the member may score, in the call's order, with the member's own sheets."""
    return _opened(session, member, call, scorable_in(call))


def open_application(session: Session, member: CommitteeMember, call: Call, application_id: UUID) -> OpenApplication:
    """One of them. Raises NotFound for whatever is not open to the member."""
    found = _opened(session, member, call, and_(scorable_in(call), Application.id == application_id))
    if not found:
        raise NotFound(what="application", key=application_id)
    return found[0]


def not_scored(session: Session, member: CommitteeMember, call: Call) -> int:
    """How many applications nobody scores: late, withdrawn, not eligible. Those in conflict are not told of."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Application)
            .where(
                Application.call_id == call.id,
                Application.number.is_not(None),
                ~scorable_in(call),
                free_of_conflict(member.id),
            )
        )
        or 0
    )


def _opened(session: Session, member: CommitteeMember, call: Call, where: ColumnElement[bool]) -> list[OpenApplication]:
    rows = session.execute(
        select(Application.id, Application.number, Application.applicant_name, Application.title, ScoreSheet)
        .outerjoin(ScoreSheet, and_(ScoreSheet.application_id == Application.id, ScoreSheet.member_id == member.id))
        .where(where, open_to(member.id))
        .order_by(Application.position)
    ).all()
    points = _points_of(session, [sheet.id for *_, sheet in rows if sheet])
    return [
        OpenApplication(key, number or "", name, title, sheet, points.get(sheet.id, {}) if sheet else {})
        for key, number, name, title, sheet in rows
    ]


def _points_of(session: Session, sheet_ids: Iterable[UUID]) -> dict[UUID, dict[str, Decimal]]:
    rows = session.execute(
        select(Score.sheet_id, QualityCriterion.code, Score.points)
        .join(QualityCriterion, QualityCriterion.id == Score.criterion_id)
        .where(Score.sheet_id.in_(list(sheet_ids)))
        .order_by(QualityCriterion.position)
    )
    found: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    for sheet_id, code, value in rows:
        found[sheet_id][code] = value
    return found


@dataclass(frozen=True, slots=True)
class Common:
    """What the committee gave so far for one application: the mean by criterion, over the completed sheets."""

    sheets: int
    means: dict[str, Fraction]


def common_points(session: Session, application_id: UUID) -> Common:
    """The means of the completed sheets of an application: told to a member only once their own is completed.

    Means, not each member's points: enough to see whether one stands alone, too little to follow somebody.
    """
    sheets = session.scalars(
        select(ScoreSheet)
        .where(ScoreSheet.application_id == application_id, ScoreSheet.completed_at.is_not(None))
        .options(selectinload(ScoreSheet.scores))
    ).all()
    points = _points_of(session, [sheet.id for sheet in sheets])
    codes = next(iter(points.values()), {})
    means = {code: mean([Fraction(one[code]) for one in points.values()]) for code in codes}
    return Common(len(sheets), means)
