"""The chair's verbs around the scoring: closing it, and opening it again for a reason."""

from uuid import UUID

from sqlalchemy import select

from competition.call.records import Call
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.result.operations import require_decidable
from scoring.meeting.operations import require_all_scored
from scoring.meeting.queries import round_of
from scoring.outcome import outcome_of
from scoring.sheets.records import ScoringClosure


class ClosedAlready(Refusal):
    """The scoring is closed already."""

    code = "closed-already"


class NotClosed(Refusal):
    """The scoring is still open."""

    code = "not-closed"


class ReasonMissing(Refusal):
    """Opening a closed scoring again needs its reason."""

    code = "reason-missing"


def close_scoring(act: Act, call_id: UUID) -> ScoringClosure:
    """Close the scoring of a call: no sheet changes any more; drafts of sheets stay drafts and do not count.

    Raises AlreadyDecided, DeadlineNotPassed, ClosedAlready, StillUndecided where an application is not checked or has
    too few sheets.
    """
    call = act.lock(Call, call_id)
    require_decidable(act, call)
    if closure_of(act, call) is not None:
        raise ClosedAlready(slug=call.slug)
    require_all_scored(outcome_of(round_of(act.session, call)))
    closure = act.add(ScoringClosure(call_id=call.id, closed_at=act.at))
    act.note("scoring.closed", call)
    return closure


def reopen_scoring(act: Act, call_id: UUID, reason: str) -> ScoringClosure:
    """Open the scoring of a call again, until it is closed anew. Raises AlreadyDecided, NotClosed, ReasonMissing."""
    call = act.lock(Call, call_id)
    require_decidable(act, call)
    closure = closure_of(act, call)
    if closure is None:
        raise NotClosed(slug=call.slug)
    if not reason.strip():
        raise ReasonMissing
    closure.reopened_at, closure.reason = act.at, reason.strip()
    act.note("scoring.reopened", call, details={"reason": reason.strip()})
    return closure


def closure_of(act: Act, call: Call) -> ScoringClosure | None:
    """The closure in force, or None."""
    return act.session.scalar(
        select(ScoringClosure).where(ScoringClosure.call_id == call.id, ScoringClosure.reopened_at.is_(None))
    )
