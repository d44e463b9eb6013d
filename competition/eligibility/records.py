"""What was found when an application was checked."""

from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.eligibility.requirements import Answered
from competition.foundation.base import Base, Instant, Key, one_of


class Finding(Base):
    """Whether one application fulfils one requirement of its call."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("application_id", "criterion_id", name="one_finding_per_requirement"),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        ForeignKeyConstraint(
            ["criterion_id", "call_id"], ["eligibility_criterion.id", "eligibility_criterion.call_id"]
        ),
    )

    id: Mapped[Key]
    application_id: Mapped[UUID]
    call_id: Mapped[UUID]
    criterion_id: Mapped[UUID]
    answered: Mapped[Answered] = mapped_column(one_of(Answered, "answered"))
    reason: Mapped[str | None]
    found_at: Mapped[Instant]
