"""The outbox: what is to be told to somebody, written in the transaction of its cause, sent by the worker."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from competition.foundation.base import Base, Instant, Kept, Key, one_of


class Delivery(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class OutboxMessage(Base):
    """One message to one person; `facts` names what it is about, its words are made when it is sent."""

    __tablename__ = "outbox"

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    facts: Mapped[Kept]
    written_at: Mapped[Instant]
    state: Mapped[Delivery] = mapped_column(one_of(Delivery, "delivery"), default=Delivery.WAITING, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[Instant]
    sent_at: Mapped[Instant | None]
    last_error: Mapped[str | None]
