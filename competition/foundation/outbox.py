"""The outbox: what is to be told to somebody, written in the transaction of its cause, sent by the worker."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from competition.foundation.base import Base, Instant, Kept, Key, one_of


class Delivery(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class OutboxMessage(Base):
    """One message to a person, or to an address and in a language where it is nobody's yet, or not theirs any more.

    `facts` names what it is about, its words are made when it is sent.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) = (address IS NOT NULL)", name="to_a_person_or_to_an_address"),
        CheckConstraint("(address IS NULL) = (language IS NULL)", name="an_address_has_its_language"),
    )

    id: Mapped[Key]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str | None]
    language: Mapped[str | None]
    kind: Mapped[str]
    facts: Mapped[Kept]
    written_at: Mapped[Instant]
    state: Mapped[Delivery] = mapped_column(one_of(Delivery, "delivery"), default=Delivery.WAITING, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[Instant]
    sent_at: Mapped[Instant | None]
    last_error: Mapped[str | None]


@dataclass(frozen=True, slots=True)
class Backlog:
    """What has not left: how many messages wait, since when the oldest does, how many will not be tried again."""

    waiting: int
    oldest: datetime | None
    failed: int


def backlog(session: Session) -> Backlog:
    """How much has not left the house."""
    of_each = (
        select(OutboxMessage.state, func.count(), func.min(OutboxMessage.written_at))
        .where(OutboxMessage.state.in_([Delivery.WAITING, Delivery.FAILED]))
        .group_by(OutboxMessage.state)
    )
    found = {state: (number, oldest) for state, number, oldest in session.execute(of_each)}
    waiting, oldest = found.get(Delivery.WAITING, (0, None))
    return Backlog(waiting, oldest, found.get(Delivery.FAILED, (0, None))[0])
