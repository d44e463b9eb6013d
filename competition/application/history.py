"""What happened to an application, as the audit chain tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.application.records import Application
from competition.foundation.act import name_of
from competition.foundation.audit import AuditEvent
from competition.organisation.records import Person

PERSON = "person:"
ONE_BY_ONE = frozenset(
    {
        "application.saved",
        "application.brought-back",
        "application.attached",
        "application.attached-again",
        "application.replaced",
        "application.clarification-saved",
        "application.clarification-attached",
        "application.clarification-attached-again",
        "application.clarification-replaced",
        "application.clarification-detached",
        "application.clarification-passed-over",
    }
)
"""What the applicant does while writing: not told, there would be no end to it."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: when, what by its verb, who (None: the portal itself), and what the event tells."""

    at: datetime
    verb: str
    who: str | None
    facts: Mapping[str, Any]


def history_of(session: Session, application: Application) -> list[Happened]:
    """The events about an application, in their order. Two queries."""
    events = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.subject == name_of(application), AuditEvent.verb.not_in(ONE_BY_ONE))
        .order_by(AuditEvent.number)
    ).all()
    keys = {UUID(one.actor.removeprefix(PERSON)) for one in events if one.actor.startswith(PERSON)}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(keys)))
    names = {f"{PERSON}{key}": name for key, name in rows}
    return [Happened(one.at, one.verb, names.get(one.actor), one.facts) for one in events]
