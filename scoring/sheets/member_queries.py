"""A member's work in their calls: which applications are theirs to score, and how far their sheets are.

Nothing of an application that is not open to the member comes out of here (RULES §4).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import Session, aliased

from competition.application.queries import in_time_sql
from competition.application.records import Application, LateAcceptance, Submission
from competition.application.states import State
from competition.call.deadline import in_time
from competition.call.records import Call, QualityCriterion
from competition.eligibility.queries import eligibility_sql
from competition.eligibility.standing import Eligibility
from competition.foundation.errors import NotFound
from competition.result.records import Decision
from scoring.committee.conflicts import declared_by, free_of_conflict
from scoring.committee.queries import Seated
from scoring.committee.records import CommitteeMember
from scoring.sheets.records import Score, ScoreSheet, ScoringClosure

NOT_SCORED = (State.DRAFT, State.WITHDRAWN, State.LATE)


class Unscored(StrEnum):
    """Why an application is not scored."""

    LATE = "late"
    WITHDRAWN = "withdrawn"
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Task:
    """An application that is the member's to score, with the state of their own sheet; whether it is found eligible."""

    application_id: UUID
    number: str
    applicant_name: str
    sheet_id: UUID | None
    completed_at: datetime | None
    eligible: bool = True

    @property
    def completed(self) -> bool:
        """Whether the member's sheet is completed."""
        return self.completed_at is not None


@dataclass(slots=True)
class Work:
    """What is a member's to do in one call."""

    undeclared: int = 0
    tasks: list[Task] = field(default_factory=list)
    unscored: dict[Unscored, int] = field(default_factory=dict)
    closed_at: datetime | None = None
    decided: bool = False

    @property
    def done(self) -> int:
        """How many sheets are completed."""
        return sum(task.completed for task in self.tasks)

    @property
    def over(self) -> bool:
        """Whether sheets do not change any more."""
        return self.decided or self.closed_at is not None

    def task(self, application_id: UUID) -> Task:
        """One of the tasks. Raises NotFound, alike where there is none and where it is not open to the member."""
        found = next((task for task in self.tasks if task.application_id == application_id), None)
        if found is None:
            raise NotFound(what="application", key=application_id)
        return found

    def next_after(self, application_id: UUID | None = None) -> Task | None:
        """The next application without a completed sheet: after this one, else from the beginning."""
        place = next((place for place, one in enumerate(self.tasks) if one.application_id == application_id), -1)
        turned = self.tasks[place + 1 :] + self.tasks[: max(place, 0)]
        return next((task for task in turned if not task.completed), None)


@dataclass(frozen=True, slots=True)
class Filled:
    """How far a sheet is: how many criteria have points, and the weighted sum of these."""

    criteria: int
    total: Decimal


def scorable_sql() -> ColumnElement[bool]:
    """Applications that are scored: in time or accepted late, and found eligible so far. Needs the call joined."""
    return and_(Application.number.is_not(None), Application.state.not_in(NOT_SCORED), in_time_sql(), ~_failed())


def _failed() -> ColumnElement[bool]:
    return eligibility_sql(Eligibility.NOT_ELIGIBLE)


def work_of(session: Session, seated: Seated) -> Work:
    """The member's work in one call."""
    return work_in(session, [seated])[seated.call.id]


def work_in(session: Session, seats: Iterable[Seated]) -> dict[UUID, Work]:
    """A person's work by call. The same number of queries for any number of calls."""
    calls = {one.call.id: one.call for one in seats}
    members = [one.member.id for one in seats]
    work = {call_id: Work() for call_id in calls}
    for row in session.execute(_rows(members)):
        _sort_in(work[row.call_id], calls[row.call_id], row)
    closures = select(ScoringClosure.call_id, ScoringClosure.closed_at).where(
        ScoringClosure.call_id.in_(calls), ScoringClosure.reopened_at.is_(None)
    )
    for call_id, closed_at in session.execute(closures):
        work[call_id].closed_at = closed_at
    for call_id in session.scalars(select(Decision.call_id).where(Decision.call_id.in_(calls))):
        work[call_id].decided = True
    return work


def filled_of(session: Session, member_id: UUID) -> dict[UUID, Filled]:
    """How far each of a member's sheets is, by application."""
    rows = session.execute(
        select(ScoreSheet.application_id, Score.points, QualityCriterion.weight)
        .join(Score, Score.sheet_id == ScoreSheet.id)
        .join(QualityCriterion, QualityCriterion.id == Score.criterion_id)
        .where(ScoreSheet.member_id == member_id)
    )
    points: dict[UUID, list[Decimal]] = defaultdict(list)
    for application_id, given, weight in rows:
        points[application_id].append(given * weight)
    return {key: Filled(len(values), sum(values, Decimal())) for key, values in points.items()}


def titles_of(session: Session, tasks: Iterable[Task]) -> dict[UUID, str]:
    """The titles under which the applications were handed in the last time."""
    later = aliased(Submission)
    last = select(func.max(later.version)).where(later.application_id == Submission.application_id).scalar_subquery()
    rows = session.execute(
        select(Submission.application_id, Submission.content).where(
            Submission.application_id.in_([task.application_id for task in tasks]), Submission.version == last
        )
    )
    return {key: content.get("title", "") for key, content in rows}


def _rows(members: list[UUID]) -> Any:
    """Every application that came in where these members sit, with what they declared and their own sheets."""
    return (
        select(
            Application.id,
            Application.call_id,
            Application.number,
            Application.applicant_name,
            Application.state,
            Application.received_at,
            LateAcceptance.until.label("accepted_until"),
            _failed().label("failed"),
            eligibility_sql(Eligibility.ELIGIBLE).label("eligible"),
            declared_by(CommitteeMember.id).label("declared"),
            free_of_conflict(CommitteeMember.id).label("free"),
            ScoreSheet.id.label("sheet_id"),
            ScoreSheet.completed_at,
        )
        .join(CommitteeMember, CommitteeMember.call_id == Application.call_id)
        .outerjoin(LateAcceptance, LateAcceptance.application_id == Application.id)
        .outerjoin(
            ScoreSheet,
            (ScoreSheet.application_id == Application.id) & (ScoreSheet.member_id == CommitteeMember.id),
        )
        .where(
            CommitteeMember.id.in_(members),
            Application.number.is_not(None),
        )
        .order_by(Application.position)
    )


def _sort_in(work: Work, call: Call, row: Row[Any]) -> None:
    if not row.declared and row.state != State.WITHDRAWN:
        work.undeclared += 1
    if not row.free:
        return
    if why := _unscored(call, row):
        work.unscored[why] = work.unscored.get(why, 0) + 1
    elif row.declared:
        work.tasks.append(Task(row.id, row.number, row.applicant_name, row.sheet_id, row.completed_at, row.eligible))


def _unscored(call: Call, row: Row[Any]) -> Unscored | None:
    if row.state == State.WITHDRAWN:
        return Unscored.WITHDRAWN
    if not in_time(call.terms, row.received_at, row.accepted_until):
        return Unscored.LATE
    return Unscored.NOT_ELIGIBLE if row.failed else None
