"""Score sheets and the points on them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competition.foundation.base import Base, Instant, InstantType, Kept, Key, Points, RawJson

_IS_CLOSED = text("reopened_at IS NULL")


class ScoringClosure(Base):
    """The chair closed the scoring of a call: no sheet changes any more, unless it is opened again for a reason."""

    __tablename__ = "scoring_closure"
    __table_args__ = (
        Index("one_closure_at_a_time", "call_id", unique=True, sqlite_where=_IS_CLOSED, postgresql_where=_IS_CLOSED),
        CheckConstraint("(reopened_at IS NULL) = (reason IS NULL)", name="reopened_for_a_reason"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    closed_at: Mapped[Instant]
    reopened_at: Mapped[datetime | None] = mapped_column(InstantType)
    reason: Mapped[str | None]


class ScoreSheet(Base):
    """One member's sheet for one application; a draft until it is completed."""

    __tablename__ = "score_sheet"
    __table_args__ = (
        UniqueConstraint("application_id", "member_id", name="one_sheet_per_member_and_application"),
        UniqueConstraint("id", "call_id", name="sheet_of_call"),
        UniqueConstraint("call_id", "position", name="one_sheet_per_position"),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        ForeignKeyConstraint(["member_id", "call_id"], ["committee_member.id", "committee_member.call_id"]),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID]
    application_id: Mapped[UUID]
    member_id: Mapped[UUID]
    position: Mapped[int | None]
    begun_at: Mapped[Instant]
    completed_at: Mapped[datetime | None] = mapped_column(InstantType)
    reasons: Mapped[Kept] = mapped_column(default=dict)  # by the criteria's codes, as the member wrote them
    notes: Mapped[str | None]  # for the member alone
    more: Mapped[RawJson | None]
    scores: Mapped[list["Score"]] = relationship(back_populates="sheet", lazy="raise_on_sql")


class Score(Base):
    """The points of one sheet for one criterion of the same call."""

    __tablename__ = "score"
    __table_args__ = (
        ForeignKeyConstraint(["sheet_id", "call_id"], ["score_sheet.id", "score_sheet.call_id"]),
        ForeignKeyConstraint(["criterion_id", "call_id"], ["quality_criterion.id", "quality_criterion.call_id"]),
    )

    sheet_id: Mapped[UUID] = mapped_column(primary_key=True)
    criterion_id: Mapped[UUID] = mapped_column(primary_key=True)
    call_id: Mapped[UUID]
    points: Mapped[Points]
    sheet: Mapped[ScoreSheet] = relationship(back_populates="scores", lazy="raise_on_sql")
