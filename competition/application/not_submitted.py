"""What the organiser may know of drafts whose deadline is over: whose they are, and how handing in was tried.

Nothing that is written in them: that is the applicant's until it is handed in. It is asked before one of them is
accepted late by an act.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from competition.application.records import Application, LateAcceptance
from competition.application.states import State
from competition.call.amendments import terms_at
from competition.call.deadline import in_time
from competition.call.records import Call
from competition.foundation.act import RefusedAttempt, name_of
from competition.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class NotSubmitted:
    """A draft whose deadline is over: refused attempts to hand it in, and the act that accepts it late."""

    id: UUID
    applicant: str
    registration_number: str | None
    attempts: Sequence[RefusedAttempt]
    accepted: LateAcceptance | None


def not_submitted(session: Session, call: Call, at: datetime) -> list[NotSubmitted]:
    """The drafts of a call by the names of their applicants; none as long as the deadline in force is not over."""
    return _found(session, call, at, Application.call_id == call.id)


def find_not_submitted(session: Session, call: Call, draft_id: UUID, at: datetime) -> NotSubmitted:
    """One of them. Raises NotFound for what is handed in, for another call's, and before the deadline is over."""
    found = _found(session, call, at, Application.call_id == call.id, Application.id == draft_id)
    if not found:
        raise NotFound(what="draft", key=draft_id)
    return found[0]


def _found(session: Session, call: Call, at: datetime, *which: ColumnElement[bool]) -> list[NotSubmitted]:
    if in_time(terms_at(call, at), at):
        return []
    rows = session.execute(
        select(Application, LateAcceptance)
        .outerjoin(LateAcceptance, LateAcceptance.application_id == Application.id)
        .where(Application.state == State.DRAFT, *which)
        .order_by(Application.applicant_name, Application.id)
    ).all()
    tried: dict[str, list[RefusedAttempt]] = {name_of(draft): [] for draft, _ in rows}
    attempts = select(RefusedAttempt).where(RefusedAttempt.subject.in_(tried)).order_by(RefusedAttempt.at)
    for one in session.scalars(attempts):
        tried[one.subject].append(one)
    return [
        NotSubmitted(draft.id, draft.applicant_name, draft.applicant_number, tried[name_of(draft)], accepted)
        for draft, accepted in rows
    ]
