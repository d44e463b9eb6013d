"""How the committee settled a tie, and the record of the meeting in which it decided."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competition.foundation.base import Base, Instant, Kept, Key


class TieOrder(Base):
    """One recorded order; it counts where it names exactly the applications that share a place at the line."""

    __tablename__ = "tie_order"
    __table_args__ = (
        UniqueConstraint("call_id", "position", name="one_order_per_position"),
        UniqueConstraint("id", "call_id", name="order_of_call"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    position: Mapped[int]
    settled_at: Mapped[Instant]
    reason: Mapped[str | None]
    places: Mapped[list["TieOrderPlace"]] = relationship(lazy="selectin", order_by="TieOrderPlace.place")


class TieOrderPlace(Base):
    """One application's place in a recorded order."""

    __tablename__ = "tie_order_place"
    __table_args__ = (
        ForeignKeyConstraint(["order_id", "call_id"], ["tie_order.id", "tie_order.call_id"]),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        UniqueConstraint("order_id", "application_id", name="one_place_per_application"),
    )

    order_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[UUID]
    application_id: Mapped[UUID]


class Meeting(Base):
    """The meeting in which the committee decided on a call: who was there and how they voted. Never changed."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("call_id", name="one_meeting_decides"),
        CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND abstained >= 0", name="votes_are_not_negative"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    held_on: Mapped[date]
    number: Mapped[str]
    present: Mapped[Kept]  # the keys of the members who were there
    votes_for: Mapped[int]
    votes_against: Mapped[int]
    abstained: Mapped[int]
    remarks: Mapped[str | None]
    recorded_at: Mapped[Instant]
