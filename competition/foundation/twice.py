"""What is asked for twice, or on a page that is not fresh any more: nothing is made twice or overwritten in silence.

A form that makes a record carries the record's key; a form that changes one carries the marks of what stood there.
"""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.foundation.audit import AuditEvent
from competition.foundation.base import Base, new_key
from competition.foundation.engine import locks_rows
from competition.foundation.errors import Refusal

TAIL = 48  # the last bits of a form's key, in whose place the record's key tells what was typed


class MadeAlready(Refusal):
    """The form has made its record, with something else typed into it."""

    code = "made-already"


class ChangedMeanwhile(Refusal):
    """What the form changes was changed after the form was shown."""

    code = "changed-meanwhile"


class DoneAlready(Exception):
    """What is asked for was done before, by the same form: there is nothing to do and nothing to refuse."""


def form_key(text: str | None) -> UUID:
    """The key that a form carries; a new one where it carries none that could be ours."""
    try:
        key = UUID(text or "")
    except ValueError:
        return new_key()
    return key if key.version == 7 else new_key()  # noqa: PLR2004 - as `new_key` makes them


def record_key(form: UUID, typed: bytes) -> UUID:
    """The key of the record that a form makes of what was `typed` (its digest): the same of the same."""
    return UUID(int=form.int >> TAIL << TAIL | int.from_bytes(typed[: TAIL // 8]))


def made_key(session: Session, kind: type[Base], form: UUID) -> UUID | None:
    """The key of the record that the form has made, if it has."""
    column = kind.__mapper__.primary_key[0]
    first = form.int >> TAIL << TAIL
    return session.scalar(select(column).where(column.between(UUID(int=first), UUID(int=first | (1 << TAIL) - 1))))


def require_unmade(session: Session, kind: type[Base], key: UUID) -> None:
    """Raise DoneAlready where this record is made, MadeAlready where the form made another.

    Two of the same form at once come one after the other.
    """
    if locks_rows(session):
        session.execute(select(func.pg_advisory_xact_lock((key.int >> TAIL) % (1 << 63))))
    made = made_key(session, kind, key)
    if made == key:
        raise DoneAlready
    if made is not None:
        raise MadeAlready


def last_change(session: Session, subject: str, *verbs: str) -> AuditEvent | None:
    """The last event with one of these verbs about what the audit chain names `subject`."""
    events = select(AuditEvent).where(AuditEvent.subject == subject, AuditEvent.verb.in_(verbs))
    return session.scalars(events.order_by(AuditEvent.number.desc())).first()
