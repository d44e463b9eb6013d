"""What pages ask of applications in SQL: the twins of rules, said once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from competition.application.channels import Channel
from competition.application.records import Application, LateAcceptance, Submission
from competition.application.states import State
from competition.call.deadline import in_time
from competition.call.queries import last_instant_in_force
from competition.call.records import Call
from competition.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an application that was handed in."""

    number: int
    at: datetime
    channel: Channel
    digest: str


def in_time_sql() -> ColumnElement[bool]:
    """Applications that came in time or were accepted late: the SQL twin of deadline.in_time. Needs the call joined."""
    accepted = (
        exists()
        .where(LateAcceptance.application_id == Application.id, LateAcceptance.until >= Application.received_at)
        .correlate(Application)
    )
    return or_(Application.received_at <= last_instant_in_force(), accepted)


def drafts_sql(call_id: UUID | BindParameter[UUID]) -> Select[int]:
    """How many applications of a call are begun and not handed in; more is nobody else's business."""
    drafts = and_(Application.call_id == call_id, Application.position.is_(None))
    return select(func.count()).select_from(Application).where(drafts)


def received_in(session: Session, call_id: UUID) -> list[UUID]:
    """The applications of a call that came in, in the order of their numbers."""
    rows = select(Application.id).where(Application.call_id == call_id, Application.number.is_not(None))
    return list(session.scalars(rows.order_by(Application.position)))


def find_handed_in(session: Session, call: Call, application_id: UUID) -> Application | None:
    """An application that came in to this call; None for a draft, and for another call's."""
    return session.scalar(
        select(Application)
        .where(Application.id == application_id, Application.call_id == call.id, Application.number.is_not(None))
        .execution_options(populate_existing=True)
    )


def handed_in_to(session: Session, call: Call, application_id: UUID) -> Application:
    """The same. Raises NotFound where there is none."""
    application = find_handed_in(session, call, application_id)
    if application is None:
        raise NotFound(what="application", key=application_id)
    return application


def acceptance_of(session: Session, application_id: UUID) -> LateAcceptance | None:
    """The act that accepts an application late, or None."""
    return session.scalar(select(LateAcceptance).where(LateAcceptance.application_id == application_id))


def came_late(call: Call, application: Application) -> bool:
    """Whether it was handed in after the deadline in force."""
    return application.received_at is not None and not in_time(call.terms, application.received_at)


def awaits_acceptance(call: Call, application: Application, acceptance: LateAcceptance | None) -> bool:
    """Whether it came late and nobody has accepted it, or taken it back: it counts as late."""
    return came_late(call, application) and acceptance is None and application.state is not State.WITHDRAWN


def others_of(session: Session, application: Application) -> int:
    """How many other applications of the same organisation have come in, in any call."""
    others = and_(
        Application.organisation_id == application.organisation_id,
        Application.id != application.id,
        Application.number.is_not(None),
    )
    return session.scalar(select(func.count()).select_from(Application).where(others)) or 0


def versions_of(session: Session, application_id: UUID) -> list[Version]:
    """What was handed in, version by version, the newest first."""
    rows = session.execute(
        select(Submission.version, Submission.at, Submission.channel, Submission.digest)
        .where(Submission.application_id == application_id)
        .order_by(Submission.version.desc())
    )
    return [Version(*row) for row in rows]
