"""Staff in conflict: whoever works for the organiser and has an interest in an application steps aside from it.

What an application is kept from is every page: `hide_from` makes each question that a session asks leave it out, with
all that belongs to it. Source: RULES §4, conflict of interest: it is told at once, and whoever has it takes no part.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, event, or_, select, union_all
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from competition.application.records import Application
from competition.application.versions import lock_with_call
from competition.foundation.act import Act
from competition.foundation.base import Base
from competition.foundation.engine import rows_of
from competition.foundation.errors import NotFound, Refusal
from competition.organisation.records import Organisation
from scoring.committee.records import CommitteeMember, Conflict, StaffConflict

_HIDDEN = "konkurss_hidden"


class OwnConflict(Refusal):
    """Nobody lifts their own conflict of interest."""

    code = "own-conflict"


class StaffConflictKnown(Refusal):
    """The conflict is declared already."""

    code = "staff-conflict-known"


class StepAside(Refusal):
    """This work concerns an application with which whoever does it is in conflict."""

    code = "step-aside"


def step_aside(act: Act, application_id: UUID, person_id: UUID) -> StaffConflict:
    """Note that somebody of the organiser is in conflict with an application: from now on it is not there for them.

    Raises StaffConflictKnown.
    """
    _, application = lock_with_call(act, application_id)
    standing = select(StaffConflict.id).where(
        StaffConflict.application_id == application.id,
        StaffConflict.person_id == person_id,
        StaffConflict.lifted_at.is_(None),
    )
    if act.session.scalar(standing) is not None:
        raise StaffConflictKnown(application=application_id)
    conflict = act.add(
        StaffConflict(
            id=act.key(),
            call_id=application.call_id,
            application_id=application.id,
            person_id=person_id,
            declared_at=act.at,
        )
    )
    act.note("conflict.stepped-aside", application, person=person_id)
    return conflict


def lift(act: Act, conflict_id: UUID, reason: str) -> StaffConflict:
    """Let somebody see an application again, because there is no conflict after all. Raises NotFound, OwnConflict."""
    conflict = act.lock(StaffConflict, conflict_id)
    if conflict.lifted_at is not None:
        raise NotFound(what="conflict", key=conflict_id)
    if conflict.person_id == act.actor.person_id:
        raise OwnConflict(conflict=conflict_id)
    conflict.lifted_at, conflict.lifted_by, conflict.lifted_because = act.at, act.actor.person_id, reason.strip()
    act.note(
        "conflict.lifted", act.get(Application, conflict.application_id), {"reason": reason}, person=conflict.person_id
    )
    return conflict


_STAFF = select(StaffConflict.application_id, StaffConflict.call_id).where(
    StaffConflict.person_id == bindparam("person_id"), StaffConflict.lifted_at.is_(None)
)
_SEATED = (
    select(Conflict.application_id, Conflict.call_id)
    .join(CommitteeMember, CommitteeMember.id == Conflict.member_id)
    .where(CommitteeMember.person_id == bindparam("person_id"))
)
_KEPT = union_all(_STAFF, _SEATED)


def kept_from(session: Session, person_id: UUID) -> dict[UUID, UUID]:
    """The applications that are kept from somebody, as staff or as a member of a committee, with their calls."""
    rows: Sequence[Any] = rows_of(session, _KEPT, {"person_id": person_id})
    return {row.application_id: row.call_id for row in rows}


def aside_from(session: Session, registration_number: str) -> set[UUID]:
    """Who of staff and committees is in conflict with an application of the organisation with this number."""
    of = Application.organisation_id == Organisation.id
    numbered = Organisation.registration_number == registration_number
    staff = select(StaffConflict.person_id).join(Application, Application.id == StaffConflict.application_id)
    seated = select(CommitteeMember.person_id).join(Conflict, Conflict.member_id == CommitteeMember.id)
    seated = seated.join(Application, Application.id == Conflict.application_id)
    found = union_all(
        staff.join(Organisation, of).where(numbered, StaffConflict.lifted_at.is_(None)),
        seated.join(Organisation, of).where(numbered, CommitteeMember.person_id.is_not(None)),
    )
    return set(session.scalars(found))


def organisations_aside(session: Session, person_id: UUID) -> set[UUID]:
    """The organisations with whose applications somebody is in conflict."""
    kept = list(kept_from(session, person_id))
    return set(session.scalars(select(Application.organisation_id).where(Application.id.in_(kept)))) if kept else set()


def hide_from(session: Session, kept: Mapping[UUID, UUID]) -> None:
    """Let nothing that this session asks from now on answer with these applications (with their calls)."""
    session.info[_HIDDEN] = dict(kept)


def hidden_in(session: Session, call_id: UUID) -> set[UUID]:
    """The applications of a call that this session leaves out."""
    return {application for application, call in session.info.get(_HIDDEN, {}).items() if call == call_id}


@contextmanager
def whole(session: Session) -> Iterator[None]:
    """Ask for everything again while the block runs: for what a rule counts, not for what somebody reads."""
    hidden = session.info.pop(_HIDDEN, None)
    try:
        yield
    finally:
        if hidden is not None:
            session.info[_HIDDEN] = hidden


@event.listens_for(Session, "do_orm_execute")
def _leave_out(asked: ORMExecuteState) -> None:
    hidden = asked.session.info.get(_HIDDEN)
    if hidden and asked.is_select and not asked.is_column_load and not asked.is_relationship_load:
        keys = list(hidden)
        asked.statement = asked.statement.options(
            *(with_loader_criteria(kind, _none_of(kind, keys), include_aliases=True) for kind in _kinds())
        )


@cache
def _kinds() -> tuple[type[Base], ...]:
    """Every record that is an application or belongs to one."""
    kinds = (mapper.class_ for mapper in Base.registry.mappers)
    return tuple(kind for kind in kinds if kind is Application or "application_id" in kind.__mapper__.columns)


def _none_of(kind: Any, keys: list[UUID]) -> ColumnElement[bool]:
    if kind is Application:
        return Application.id.not_in(keys)
    return or_(kind.application_id.is_(None), kind.application_id.not_in(keys))
