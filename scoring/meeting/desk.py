"""The desk: an organiser's calls with their numbers, and what waits in them. A constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, select
from sqlalchemy.orm import Session

from competition.application.channels import Channel
from competition.application.queries import in_time_sql
from competition.application.records import Application
from competition.application.states import State
from competition.call.amendments import terms_at
from competition.call.deadline import deadline_in_force
from competition.call.extras import Extras, extras_of
from competition.call.records import Call, CallState
from competition.call.stage import Stage, stage_of
from competition.eligibility.clarifying import Wait
from competition.eligibility.queries import counted_sql
from competition.eligibility.standing import Eligibility
from competition.eligibility.waiting import Waiting, waiting_in
from competition.foundation.clock import Moment
from competition.result.announcement import is_public
from competition.result.records import Decision, Notice
from scoring.committee.records import CommitteeMember, Declaration
from scoring.committee.seats import Seat
from scoring.meeting.todo import CallFacts, Todo, todos_of
from scoring.sheets.records import ScoreSheet, ScoringClosure

Counts = Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many applications of a call are where."""

    drafts: int = 0
    received: int = 0
    withdrawn: int = 0
    late: int = 0
    to_check: int = 0
    being_clarified: int = 0
    eligible: int = 0
    not_eligible: int = 0
    scored: int = 0
    channels: Mapping[Channel, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeskCall:
    """A call of the organiser; `stage` is None as long as it is not public."""

    call: Call
    stage: Stage | None
    deadline: Moment
    extras: Extras
    figures: Figures
    facts: CallFacts


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits, and the calls: those under way first, then the past ones, the newest first."""

    todos: list[Todo]
    calls: list[DeskCall]


def desk_of(session: Session, organisers: Collection[UUID], at: datetime) -> Desk:
    """The desk of those who hold the calls of these organisers."""
    calls = session.scalars(
        select(Call).where(Call.organiser_id.in_(organisers)).order_by(Call.opens_at.desc(), Call.slug)
    ).all()
    rows = desk_calls(session, calls, at)
    rows.sort(key=lambda row: row.stage == Stage.ANNOUNCED)
    return Desk(todos_of((row.facts for row in rows), at), rows)


def desk_calls(session: Session, calls: Sequence[Call], at: datetime) -> list[DeskCall]:
    """These calls with their numbers."""
    keys = [call.id for call in calls]
    figures = _figures(session, keys)
    decided = set(session.scalars(select(Decision.call_id).where(Decision.call_id.in_(keys))))
    closed = set(session.scalars(
        select(ScoringClosure.call_id).where(ScoringClosure.call_id.in_(keys), ScoringClosure.reopened_at.is_(None))
    ))  # fmt: skip
    letters, waiting = _letters(session, keys), _waiting(session, keys, at)
    undeclared, unbegun = _undeclared(session, keys), _unbegun(session, keys)
    rows = []
    for call in calls:
        terms, own = terms_at(call, at), figures.get(call.id, Figures())
        public, announced = call.state == CallState.PUBLISHED, is_public(call.announced, at, decided=call.id in decided)
        facts = CallFacts(
            slug=call.slug,
            public=public,
            deadline=deadline_in_force(terms),
            results_by=call.results_by,
            closed=call.id in closed,
            decided=call.id in decided,
            announced=announced,
            received=own.received,
            to_check=own.to_check,
            to_clarify=len(waiting[call.id, Wait.TO_ASK]),
            clarifying=tuple(one.until for one in waiting[call.id, Wait.ANSWER] if one.until),
            clarified=len(waiting[call.id, Wait.FINDING]),
            late=own.late,
            undeclared=undeclared.get(call.id, 0),
            unbegun=unbegun.get(call.id, 0),
            letters=letters.get(call.id, (0, 0))[0],
            letters_past_portal=letters.get(call.id, (0, 0))[1],
        )
        stage = stage_of(terms, at, announced=announced) if public else None
        rows.append(DeskCall(call, stage, facts.deadline, extras_of(call.more), own, facts))
    return rows


def _figures(session: Session, calls: Collection[UUID]) -> dict[UUID, Figures]:
    """The numbers of each call, in two queries."""
    came, live = Application.number.is_not(None), Application.state != State.WITHDRAWN
    conditions: dict[str, ColumnElement[bool]] = {
        "drafts": Application.state == State.DRAFT,
        "received": came,
        "withdrawn": Application.state == State.WITHDRAWN,
        "late": and_(came, live, ~in_time_sql()),
        **{known.value: counted_sql(known) for known in Eligibility},
        "scored": and_(came, live, in_time_sql(), exists().where(ScoreSheet.application_id == Application.id)),
    }
    rows = session.execute(
        select(Application.call_id, *(_sum(condition).label(name) for name, condition in conditions.items()))
        .join(Call, Call.id == Application.call_id)
        .where(Application.call_id.in_(calls))
        .group_by(Application.call_id)
    ).all()
    channels = _channels(session, calls)
    return {
        row.call_id: Figures(
            **{name: getattr(row, name) for name in conditions}, channels=channels.get(row.call_id, {})
        )
        for row in rows
    }


def _waiting(session: Session, calls: Collection[UUID], at: datetime) -> Mapping[tuple[UUID, Wait], list[Waiting]]:
    """What is to be clarified, by call and by what it waits for."""
    found: dict[tuple[UUID, Wait], list[Waiting]] = defaultdict(list)
    for one in waiting_in(session, calls, at):
        found[one.call_id, one.wait].append(one)
    return found


def _channels(session: Session, calls: Collection[UUID]) -> dict[UUID, dict[Channel, int]]:
    rows = session.execute(
        select(Application.call_id, Application.channel, func.count())
        .where(Application.call_id.in_(calls))
        .group_by(Application.call_id, Application.channel)
        .order_by(func.count().desc())
    )
    found: dict[UUID, dict[Channel, int]] = {}
    for call_id, channel, count in rows:
        if channel:
            found.setdefault(call_id, {})[channel] = count
    return found


def _sum(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


def _undeclared(session: Session, calls: Collection[UUID]) -> Counts:
    """The members who score and have not declared themselves of every applicant, by call."""
    # Told apart from the tables around it by name: within two queries, those of the outer one are not found by itself.
    declared = (
        exists()
        .where(Declaration.member_id == CommitteeMember.id, Declaration.application_id == Application.id)
        .correlate(CommitteeMember, Application)
    )
    unsaid = exists().where(
        Application.call_id == CommitteeMember.call_id,
        Application.number.is_not(None),
        Application.state.in_([State.SUBMITTED]),
        ~declared,
    )
    return _members(session, calls, unsaid)


def _unbegun(session: Session, calls: Collection[UUID]) -> Counts:
    """The members who have no sheet yet, by call."""
    return _members(session, calls, ~exists().where(ScoreSheet.member_id == CommitteeMember.id))


def _members(session: Session, calls: Collection[UUID], condition: ColumnElement[bool]) -> Counts:
    rows = session.execute(
        select(CommitteeMember.call_id, func.count())
        .where(CommitteeMember.call_id.in_(calls), CommitteeMember.seat.in_([Seat.CHAIR, Seat.MEMBER]), condition)
        .group_by(CommitteeMember.call_id)
    )
    return {key: count for key, count in rows}  # noqa: C416 - a row is not a pair for the type checker


def _letters(session: Session, calls: Collection[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """By call: how many letters have a number and are not sent, and how many never had one (a round brought in)."""
    numbered = Notice.number.is_not(None)
    rows = session.execute(
        select(Notice.call_id, _sum(and_(numbered, Notice.sent_at.is_(None))), _sum(~numbered))
        .where(Notice.call_id.in_(calls))
        .group_by(Notice.call_id)
    )
    return {key: (waiting, past) for key, waiting, past in rows}
