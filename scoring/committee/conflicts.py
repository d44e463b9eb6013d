"""Who must not see or score what: said once for a record, once for a query."""

from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from competition.application.records import Application
from scoring.committee.records import Conflict


def in_conflict(session: Session, member_id: UUID, application_id: UUID) -> bool:
    """Whether the member has declared a conflict with the application."""
    found = exists().where(Conflict.member_id == member_id, Conflict.application_id == application_id)
    return bool(session.scalar(select(found)))


def free_of_conflict(member_id: UUID) -> ColumnElement[bool]:
    """The SQL twin of `in_conflict`, turned round: the applications that the member may see."""
    return ~exists().where(Conflict.member_id == member_id, Conflict.application_id == Application.id)
