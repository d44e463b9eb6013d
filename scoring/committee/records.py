"""Who sits on the committee of a call, and which applications are kept from whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from competition.foundation.base import Base, Instant, InstantType, Key, RawJson, one_of
from scoring.committee.seats import Seat

__all__ = ["CommitteeMember", "Conflict", "Declaration", "Seat", "StaffConflict"]


_IS_CHAIR = text("seat = 'chair'")
_STANDS = text("lifted_at IS NULL")


class CommitteeMember(Base):
    """Somebody on the committee of one call. May have no account (brought in, or scoring on paper)."""

    __tablename__ = "committee_member"
    __table_args__ = (
        UniqueConstraint("call_id", "key", name="one_member_per_key"),
        UniqueConstraint("id", "call_id", name="member_of_call"),
        UniqueConstraint("call_id", "person_id", name="one_seat_per_person"),
        Index("one_chair_per_call", "call_id", unique=True, sqlite_where=_IS_CHAIR, postgresql_where=_IS_CHAIR),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int]
    key: Mapped[str]
    name: Mapped[str]
    seat: Mapped[Seat] = mapped_column(one_of(Seat, "seat"))
    appointed_at: Mapped[Instant]
    pledged_at: Mapped[datetime | None] = mapped_column(InstantType)
    more: Mapped[RawJson | None]


class Declaration(Base):
    """What a member declared of one applicant, once the applicants were known: a conflict of interest, or none.

    A conflict that arises or is noticed later is a `Conflict` too; what was declared stays as it was.
    """

    __tablename__ = "declaration"
    __table_args__ = (
        UniqueConstraint("application_id", "member_id", name="one_declaration_once"),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        ForeignKeyConstraint(["member_id", "call_id"], ["committee_member.id", "committee_member.call_id"]),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID]
    application_id: Mapped[UUID]
    member_id: Mapped[UUID]
    in_conflict: Mapped[bool]
    declared_at: Mapped[Instant]


class Conflict(Base):
    """A member's conflict of interest with one application: their points for it do not exist."""

    __tablename__ = "conflict"
    __table_args__ = (
        UniqueConstraint("application_id", "member_id", name="one_conflict_once"),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        ForeignKeyConstraint(["member_id", "call_id"], ["committee_member.id", "committee_member.call_id"]),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID]
    application_id: Mapped[UUID]
    member_id: Mapped[UUID]
    position: Mapped[int]
    declared_at: Mapped[Instant]


class StaffConflict(Base):
    """A conflict of interest of somebody who works for the organiser: the application is not there for them."""

    __tablename__ = "staff_conflict"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted_by_somebody"),
        CheckConstraint("lifted_by IS NULL OR lifted_by <> person_id", name="nobody_lifts_their_own"),
        Index(
            "one_standing_conflict",
            "application_id",
            "person_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_staff_conflict_person_id", "person_id"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID]
    application_id: Mapped[UUID]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[Instant]
    lifted_at: Mapped[datetime | None] = mapped_column(InstantType)
    lifted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    lifted_because: Mapped[str | None]
