"""Applicants who have not answered what they were asked to clarify are reminded once, a working day before the end."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from competition.application.records import Application
from competition.application.states import State
from competition.application.versions import lock_with_call, writers_of
from competition.call.records import Call
from competition.eligibility.clarifying import may_answer, reminded_at
from competition.eligibility.records import Clarification, ClarificationAnswer, ClarificationReminder, Finding
from competition.eligibility.requirements import Answered
from competition.foundation.act import SYSTEM, Act, acting
from competition.foundation.clock import now, zone
from competition.foundation.errors import NotFound

LONGEST_REST = timedelta(days=14)
"""No two working days lie further apart: terms that end later need not be looked at yet."""


def remind_all(session: Session, go_on: Callable[[], bool] = lambda: True) -> int:
    """Remind whomever it is time to, each in an act of its own, as long as `go_on`; how many applications."""
    told, waiting = 0, list(_waiting(session, now()))
    session.rollback()  # what was read here must not make the writing below a late one (engine.py)
    for application_id in waiting:
        if not go_on():
            break
        with suppress(NotFound), acting(session, SYSTEM) as act:
            told += remind_of_clarification(act, application_id)
    return told


def remind_of_clarification(act: Act, application_id: UUID) -> bool:
    """Remind those who write an application of the term, once and only if no answer came; whether they were now."""
    call, application = lock_with_call(act, application_id)
    asked = act.session.scalar(_unanswered().where(Clarification.application_id == application_id))
    if asked is None or not _is_time(asked, call.zone_name, act.at):
        act.note("application.clarification-passed-over", application)
        return False
    act.add(ClarificationReminder(clarification_id=asked.id, application_id=application_id, told_at=act.at))
    act.tell(writers_of(act, application), "clarification-reminder", clarification=asked.id)
    act.note("application.clarification-reminded", application, number=application.number)
    return True


def _waiting(session: Session, at: datetime) -> Iterator[UUID]:
    near = _unanswered().where(Clarification.until_at >= at, Clarification.until_at <= at + LONGEST_REST)
    rows = session.execute(near.add_columns(Call.zone_name).join(Call, Call.id == Clarification.call_id))
    for asked, zone_name in rows:
        if _is_time(asked, zone_name, at):
            yield asked.application_id


def _is_time(asked: Clarification, zone_name: str, at: datetime) -> bool:
    return reminded_at(asked.until_day, zone(zone_name)) <= at and may_answer(asked.until_at, at)


def _unanswered() -> Select[Clarification]:
    """What was asked and neither answered nor reminded of, as long as it is still to be clarified."""
    return (
        select(Clarification)
        .join(Application, Application.id == Clarification.application_id)
        .where(
            Application.state == State.SUBMITTED,
            exists().where(Finding.application_id == Application.id, Finding.answered == Answered.PENDING),
            ~exists().where(ClarificationAnswer.clarification_id == Clarification.id),
            ~exists().where(ClarificationReminder.clarification_id == Clarification.id),
        )
        .order_by(Clarification.id)
    )
