"""What was decided, granted and told. Decisions and awards are never changed."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competition.application.records import Application
from competition.foundation.base import Base, Instant, InstantType, Kept, Key, Money, RawJson, Whole, one_of
from competition.result.notices import NoticeKind
from competition.result.terms import Way


class Verdict(StrEnum):
    """What became of an application. The words of the call archive."""

    AWARD = "award"
    RESERVE = "reserve"
    BELOW_THRESHOLD = "below_threshold"
    INELIGIBLE = "ineligible"
    LATE = "late"
    WITHDRAWN = "withdrawn"


class Decision(Base):
    """The decision on a call: one, whole, with the outcome as it was computed from the records then."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("call_id", name="one_decision_per_call"),
        UniqueConstraint("id", "call_id", name="decision_of_call"),
        ForeignKeyConstraint(["call_id", "organiser_id"], ["call.id", "call.organiser_id"]),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID]
    organiser_id: Mapped[UUID]
    decided_at: Mapped[Instant]
    outcome: Mapped[RawJson]
    brought_in: Mapped[bool]
    met_on: Mapped[date | None]  # the committee's meeting, and the number of its minutes
    minutes_number: Mapped[str | None]
    items: Mapped[list["DecisionItem"]] = relationship(lazy="raise_on_sql", order_by="DecisionItem.position")


class DecisionItem(Base):
    """What was decided on one application."""

    __tablename__ = "decision_item"
    __table_args__ = (
        UniqueConstraint("application_id", name="one_decision_per_application"),
        ForeignKeyConstraint(["decision_id", "call_id"], ["decision.id", "decision.call_id"]),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
    )

    id: Mapped[Key]
    decision_id: Mapped[UUID]
    call_id: Mapped[UUID]
    application_id: Mapped[UUID]
    position: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(one_of(Verdict, "verdict"))
    rank: Mapped[Whole | None]
    score: Mapped[str | None]  # as shown: two decimals, half away from zero
    reasons: Mapped[Kept]
    application: Mapped[Application] = relationship(lazy="raise_on_sql", viewonly=True)


class Award(Base):
    """What was granted: exactly the flat amount of the call, once for an application."""

    __tablename__ = "award"
    __table_args__ = (
        UniqueConstraint("application_id", name="one_award_per_application"),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        ForeignKeyConstraint(["decision_id", "call_id"], ["decision.id", "decision.call_id"]),
        ForeignKeyConstraint(["call_id", "amount"], ["call.id", "call.award_amount"], name="flat_amount"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID]
    application_id: Mapped[UUID]
    decision_id: Mapped[UUID]
    amount: Mapped[Money]
    granted_at: Mapped[Instant]


class Notice(Base):
    """The letter due to an applicant. At the announcement it gets its number, its date and all that it says (`facts`);
    once it has gone, the days that follow from that."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("application_id", name="one_notice_per_application"),
        UniqueConstraint("organiser_id", "number", name="one_letter_per_number"),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        ForeignKeyConstraint(["call_id", "organiser_id"], ["call.id", "call.organiser_id"]),
        CheckConstraint("sent_at IS NULL OR number IS NOT NULL", name="sent_with_its_number"),
        CheckConstraint("(number IS NULL) = (dated IS NULL)", name="numbered_and_dated"),
        CheckConstraint(
            "(sent_at IS NULL) = (sent_by IS NULL) AND (sent_at IS NULL) = (notified_on IS NULL)"
            " AND (sent_at IS NULL) = (contest_until IS NULL)",
            name="sending_is_whole",
        ),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID]
    organiser_id: Mapped[UUID]
    application_id: Mapped[UUID]
    kind: Mapped[NoticeKind] = mapped_column(one_of(NoticeKind, "notice_kind"))
    drafted_at: Mapped[Instant]
    number: Mapped[str | None]
    dated: Mapped[date | None]
    facts: Mapped[Kept | None]
    sent_at: Mapped[datetime | None] = mapped_column(InstantType)
    sent_by: Mapped[Way | None] = mapped_column(one_of(Way, "way"))
    notified_on: Mapped[date | None]
    in_force_on: Mapped[date | None]
    contest_until: Mapped[date | None]
