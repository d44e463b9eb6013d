"""What is asked for twice, or on a page that is not fresh any more: nothing is overwritten in silence."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.foundation.audit import AuditEvent
from competition.foundation.errors import Refusal


class ChangedMeanwhile(Refusal):
    """What the form changes was changed after the form was shown."""

    code = "changed-meanwhile"


class DoneAlready(Exception):
    """What is asked for was done before, by the same form: there is nothing to do and nothing to refuse."""


def last_change(session: Session, subject: str, *verbs: str) -> AuditEvent | None:
    """The last event with one of these verbs about what the audit chain names `subject`."""
    events = select(AuditEvent).where(AuditEvent.subject == subject, AuditEvent.verb.in_(verbs))
    return session.scalars(events.order_by(AuditEvent.number.desc())).first()
