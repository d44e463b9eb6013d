"""Who waits for whom where something is to be clarified, for the desk and for the list of a call."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from competition.application.queries import in_time_sql
from competition.application.records import Application
from competition.application.states import State
from competition.call.records import Call
from competition.eligibility.clarifying import Wait, waits_for
from competition.eligibility.queries import eligibility_sql
from competition.eligibility.records import Clarification, ClarificationAnswer, Finding
from competition.eligibility.standing import Eligibility
from competition.foundation.clock import Moment


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application in which something is to be clarified: what it waits for, and until when."""

    call_id: UUID
    application_id: UUID
    number: str
    applicant: str
    title: str
    wait: Wait
    until: Moment | None
    answered: datetime | None


def waiting_in(session: Session, calls: Collection[UUID], at: datetime) -> list[Waiting]:
    """Those of these calls that wait at the instant `at`: for a finding, to be asked, for an answer by its term.
    One query."""
    found = [_waiting(row, at) for row in session.execute(_statement(calls))]
    return sorted((one for one in found if one), key=_urgency)


def _waiting(row: Any, at: datetime) -> Waiting | None:
    wait = waits_for(row.until_at, row.answered, row.found, at, pending=bool(row.pending))
    if wait is None:
        return None
    until = Moment(row.until_at, row.until_day) if row.until_at else None
    return Waiting(row.call_id, row.id, row.number, row.applicant_name, row.title, wait, until, row.answered)


def _urgency(one: Waiting) -> tuple[int, float, str]:
    order = (Wait.FINDING, Wait.TO_ASK, Wait.ANSWER)
    return order.index(one.wait), one.until.at.timestamp() if one.until else 0, one.number


def _statement(calls: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    answered = select(func.max(ClarificationAnswer.at)).where(ClarificationAnswer.application_id == Application.id)
    found = select(func.max(Finding.found_at)).where(Finding.application_id == Application.id)
    pending = eligibility_sql(Eligibility.CLARIFIED)
    return (
        select(
            Application.call_id,
            Application.id,
            Application.number,
            Application.applicant_name,
            Application.title,
            Clarification.until_at,
            Clarification.until_day,
            answered.correlate(Application).scalar_subquery().label("answered"),
            found.correlate(Application).scalar_subquery().label("found"),
            pending.label("pending"),
        )
        .join(Call, Call.id == Application.call_id)
        .outerjoin(Clarification, Clarification.application_id == Application.id)
        .where(
            Application.call_id.in_(list(calls)),
            Application.number.is_not(None),
            Application.state == State.SUBMITTED,
            in_time_sql(),
            or_(Clarification.id.is_not(None), pending),
        )
    )
