"""What a call is made of: its terms, amendments, documents and criteria."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from competition.call.deadline import Terms
from competition.foundation.base import (
    Base,
    Instant,
    InstantType,
    Kept,
    Key,
    Money,
    Points,
    RawJson,
    Texts,
    Whole,
    moment,
    moment_or_none,
    one_of,
)
from competition.foundation.clock import Moment


class CallState(StrEnum):
    """Whether the public may know of a call."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Call(Base):
    """One round of the competition. Its slug is unique in the installation."""

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("slug", name="one_call_per_slug"),
        UniqueConstraint("id", "organiser_id", name="call_of_organiser"),
        UniqueConstraint("id", "award_amount", name="call_of_amount"),
        CheckConstraint("award_amount > 0", name="award_is_positive"),
        CheckConstraint("(quota IS NULL) <> (budget IS NULL)", name="quota_or_budget"),
        CheckConstraint("quota >= 0", name="quota_is_not_negative"),
        CheckConstraint("budget >= 0", name="budget_is_not_negative"),
        CheckConstraint("minimum_sheets >= 1", name="at_least_one_sheet"),
        CheckConstraint("opens_at <= deadline_at", name="opens_before_its_deadline"),
        CheckConstraint(
            "(implementation_from_at IS NULL) = (implementation_until_at IS NULL)"
            " AND (implementation_from_at IS NULL) = (months_min IS NULL)"
            " AND (implementation_from_at IS NULL) = (months_max IS NULL)",
            name="implementation_is_whole",
        ),
        CheckConstraint("months_min >= 0 AND months_min <= months_max", name="months_in_order"),
        CheckConstraint("implementation_from_at <= implementation_until_at", name="implementation_in_order"),
    )

    id: Mapped[Key]
    organiser_id: Mapped[UUID] = mapped_column(ForeignKey("organiser.id"), index=True)
    slug: Mapped[str]
    state: Mapped[CallState] = mapped_column(one_of(CallState, "call_state"), default=CallState.DRAFT)
    title: Mapped[Texts]
    organiser_name: Mapped[str]
    organiser_slug: Mapped[str | None]
    zone_name: Mapped[str]

    published_at: Mapped[datetime | None] = mapped_column(InstantType)
    published_day: Mapped[date | None]
    opens_at: Mapped[Instant]
    opens_day: Mapped[date | None]
    deadline_at: Mapped[Instant]
    deadline_day: Mapped[date | None]
    results_by_at: Mapped[datetime | None] = mapped_column(InstantType)
    results_by_day: Mapped[date | None]
    announced_at: Mapped[datetime | None] = mapped_column(InstantType)
    announced_day: Mapped[date | None]
    implementation_from_at: Mapped[datetime | None] = mapped_column(InstantType)
    implementation_from_day: Mapped[date | None]
    implementation_until_at: Mapped[datetime | None] = mapped_column(InstantType)
    implementation_until_day: Mapped[date | None]

    published: Mapped[Moment | None] = composite(moment_or_none, "published_at", "published_day")
    opens: Mapped[Moment] = composite(moment, "opens_at", "opens_day")
    deadline: Mapped[Moment] = composite(moment, "deadline_at", "deadline_day")
    results_by: Mapped[Moment | None] = composite(moment_or_none, "results_by_at", "results_by_day")
    announced: Mapped[Moment | None] = composite(moment_or_none, "announced_at", "announced_day")
    implementation_from: Mapped[Moment | None] = composite(
        moment_or_none, "implementation_from_at", "implementation_from_day"
    )
    implementation_until: Mapped[Moment | None] = composite(
        moment_or_none, "implementation_until_at", "implementation_until_day"
    )
    months_min: Mapped[Whole | None]
    months_max: Mapped[Whole | None]

    award_amount: Mapped[Money]
    currency: Mapped[str]
    quota: Mapped[Whole | None]
    budget: Mapped[Money | None]
    minimum_sheets: Mapped[Whole]
    threshold_total: Mapped[Points | None]
    earlier_received_wins: Mapped[bool | None]

    form: Mapped[str | None]
    publishes_archive: Mapped[bool] = mapped_column(default=True)
    publishes_refusals: Mapped[bool] = mapped_column(default=False)
    tells_points: Mapped[bool] = mapped_column(default=True)  # to each applicant their own, by criterion
    public_seed: Mapped[bytes] = mapped_column(LargeBinary)
    recorded: Mapped[RawJson | None]
    more: Mapped[RawJson | None]

    amendments: Mapped[list["Amendment"]] = relationship(
        back_populates="call", lazy="selectin", order_by="Amendment.number"
    )
    eligibility_criteria: Mapped[list["EligibilityCriterion"]] = relationship(
        back_populates="call", lazy="raise_on_sql", order_by="EligibilityCriterion.position"
    )
    criteria: Mapped[list["QualityCriterion"]] = relationship(
        back_populates="call", lazy="raise_on_sql", order_by="QualityCriterion.position"
    )
    documents: Mapped[list["CallDocument"]] = relationship(
        back_populates="call", lazy="raise_on_sql", order_by="CallDocument.position"
    )

    @property
    def terms(self) -> Terms:
        """When it takes applications, as the rules want it said."""
        moved_to = tuple(amendment.deadline for amendment in self.amendments if amendment.deadline)
        return Terms(self.opens, self.deadline, moved_to)

    @property
    def available(self) -> int:
        """How many awards there are: the quota, or what the budget pays for. Call archive, Ranges."""
        if self.quota is not None:
            return self.quota
        return int((self.budget or Decimal()) // self.award_amount)


class Numbering(Base):
    """How a call numbers its applications. A row of its own: submissions share the call but queue here, briefly."""

    __tablename__ = "numbering"
    __table_args__ = (CheckConstraint("last >= 0", name="last_is_not_negative"),)

    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"), primary_key=True)
    pattern: Mapped[str]
    last: Mapped[int] = mapped_column(default=0)


class Amendment(Base):
    """An order that changes a published call. Never changed itself; only followed by the next."""

    __tablename__ = "amendment"
    __table_args__ = (
        UniqueConstraint("call_id", "number", name="one_amendment_per_number"),
        CheckConstraint("number >= 1", name="numbered_from_one"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    number: Mapped[int]
    published_at: Mapped[Instant]
    deadline_at: Mapped[datetime | None] = mapped_column(InstantType)
    deadline_day: Mapped[date | None]
    deadline: Mapped[Moment | None] = composite(moment_or_none, "deadline_at", "deadline_day")
    legal_basis: Mapped[str | None]
    reason: Mapped[Texts | None]
    changes: Mapped[Kept]  # [{"what", "old", "new"}], each old and new as the event tells it
    more: Mapped[RawJson | None]
    call: Mapped[Call] = relationship(back_populates="amendments", lazy="raise_on_sql")


class FormVersion(Base):
    """One version of a call's application form, as its file says it. `Call.form` is the digest of the one in force."""

    __tablename__ = "form_version"
    __table_args__ = (
        UniqueConstraint("call_id", "version", name="one_form_per_version"),
        CheckConstraint("version >= 1", name="forms_from_one"),
        Index("ix_form_version_digest", "digest"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    version: Mapped[int]
    text: Mapped[str]
    digest: Mapped[str]
    written_at: Mapped[Instant]


class CallDocument(Base):
    """A document of a call in one version: its file lies in the store under its digest."""

    __tablename__ = "call_document"
    __table_args__ = (
        UniqueConstraint("call_id", "position", "version", name="one_version_per_document"),
        CheckConstraint("size >= 0", name="size_is_not_negative"),
        ForeignKeyConstraint(["amendment_id"], ["amendment.id"]),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[Texts]
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[Whole]
    digest: Mapped[str]
    in_force_from: Mapped[Instant]
    amendment_id: Mapped[UUID | None]
    call: Mapped[Call] = relationship(back_populates="documents", lazy="raise_on_sql")


class EligibilityCriterion(Base):
    """What an application must fulfil to be scored at all."""

    __tablename__ = "eligibility_criterion"
    __table_args__ = (
        UniqueConstraint("call_id", "code", name="one_requirement_per_code"),
        UniqueConstraint("id", "call_id", name="requirement_of_call"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    position: Mapped[int]
    code: Mapped[str]
    title: Mapped[Texts]
    correctable: Mapped[bool | None]
    more: Mapped[RawJson | None]
    call: Mapped[Call] = relationship(back_populates="eligibility_criteria", lazy="raise_on_sql")


class QualityCriterion(Base):
    """What is scored: its scale, its weight, its floor, its place among the criteria that break ties."""

    __tablename__ = "quality_criterion"
    __table_args__ = (
        UniqueConstraint("call_id", "code", name="one_criterion_per_code"),
        UniqueConstraint("id", "call_id", name="criterion_of_call"),
        UniqueConstraint("call_id", "tie_break_place", name="one_criterion_per_tie_break_place"),
        CheckConstraint("step > 0", name="step_is_positive"),
        CheckConstraint("minimum <= maximum", name="scale_in_order"),
        CheckConstraint("weight >= 0", name="weight_is_not_negative"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    position: Mapped[int]
    code: Mapped[str]
    title: Mapped[Texts]
    minimum: Mapped[Points]
    maximum: Mapped[Points]
    step: Mapped[Points]
    weight: Mapped[Points]
    threshold: Mapped[Points | None]
    tie_break_place: Mapped[int | None]
    more: Mapped[RawJson | None]
    call: Mapped[Call] = relationship(back_populates="criteria", lazy="raise_on_sql")
    levels: Mapped[list["QualityLevel"]] = relationship(
        back_populates="criterion", lazy="raise_on_sql", order_by="QualityLevel.position"
    )


class QualityLevel(Base):
    """What some number of points means under a criterion."""

    __tablename__ = "quality_level"
    __table_args__ = (UniqueConstraint("criterion_id", "position", name="one_level_per_position"),)

    id: Mapped[Key]
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("quality_criterion.id"))
    position: Mapped[int]
    points: Mapped[Points]
    text: Mapped[Texts]
    more: Mapped[RawJson | None]
    criterion: Mapped[QualityCriterion] = relationship(back_populates="levels", lazy="raise_on_sql")
