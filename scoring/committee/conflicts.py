"""Who must not see or score what: said once for a record, once for a query.

Nothing of an application opens to a member before they have declared themselves of its applicant (RULES §4).
"""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from competition.application.records import Application
from scoring.committee.records import Conflict, Declaration

Member = UUID | InstrumentedAttribute[UUID]
"""A member's key, or the column in which a query has it."""


def in_conflict(session: Session, member_id: UUID, application_id: UUID) -> bool:
    """Whether the member has declared a conflict with the application."""
    found = exists().where(Conflict.member_id == member_id, Conflict.application_id == application_id)
    return bool(session.scalar(select(found)))


def has_declared(session: Session, member_id: UUID, application_id: UUID) -> bool:
    """Whether the member has said of this applicant that there is a conflict, or none."""
    found = exists().where(Declaration.member_id == member_id, Declaration.application_id == application_id)
    return bool(session.scalar(select(found)))


def free_of_conflict(member_id: Member) -> ColumnElement[bool]:
    """The SQL twin of `in_conflict`, turned round: the applications that are not kept from the member."""
    return ~exists().where(Conflict.member_id == member_id, Conflict.application_id == Application.id)


def declared_by(member_id: Member) -> ColumnElement[bool]:
    """The SQL twin of `has_declared`."""
    return exists().where(Declaration.member_id == member_id, Declaration.application_id == Application.id)


def open_to(member_id: Member) -> ColumnElement[bool]:
    """The applications that the member may read and score: declared, and free of conflict."""
    return and_(declared_by(member_id), free_of_conflict(member_id))
