"""What was found when an application was checked, what its applicant was asked to clarify, and what they answered.

What was asked and what was handed in are never changed; what is being typed stands beside them. Each names its
application, so that it is kept from whoever the application is kept from.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.application.channels import Channel
from competition.eligibility.requirements import Answered
from competition.foundation.base import Base, Day, Instant, InstantType, Kept, Key, Whole, one_of
from competition.foundation.clock import Moment


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


class Clarification(Base):
    """What an applicant was asked to clarify: in words, under which questions and slots, until the end of which day.

    Asked once, of the version that had been handed in then (`submission_id`).
    """

    __tablename__ = "clarification"
    __table_args__ = (
        UniqueConstraint("id", "application_id", name="clarification_of_application"),
        UniqueConstraint("application_id", name="one_clarification_per_application"),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        CheckConstraint("until_at > asked_at", name="ends_after_it_is_asked"),
    )

    id: Mapped[Key]
    application_id: Mapped[UUID]
    call_id: Mapped[UUID]
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[Instant]
    until_at: Mapped[Instant]
    until_day: Mapped[Day]
    text: Mapped[str]
    questions: Mapped[Kept]
    slots: Mapped[Kept]

    @property
    def until(self) -> Moment:
        """The last day on which the answer is taken."""
        return Moment(self.until_at, self.until_day)


def _of_clarification() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["clarification_id", "application_id"], ["clarification.id", "clarification.application_id"]
    )


class ClarifyingText(Base):
    """What is being answered under a question that was asked, as last saved."""

    __tablename__ = "clarifying_text"
    __table_args__ = (
        UniqueConstraint("clarification_id", "question", name="one_clarifying_text_per_question"),
        _of_clarification(),
    )

    id: Mapped[Key]
    clarification_id: Mapped[UUID]
    application_id: Mapped[UUID]
    question: Mapped[str]
    text: Mapped[str]
    saved_at: Mapped[Instant]


class ClarifyingFile(Base):
    """A file that is being answered with: its content lies in the store, also after it was taken out.

    `replaced_by`: the file that took its place, where it was not merely taken out.
    """

    __tablename__ = "clarifying_file"
    __table_args__ = (
        _of_clarification(),
        CheckConstraint("size >= 0", name="size_is_not_negative"),
        CheckConstraint("replaced_by IS NULL OR removed_at IS NOT NULL", name="replaced_is_removed"),
    )

    id: Mapped[Key]
    clarification_id: Mapped[UUID] = mapped_column(index=True)
    application_id: Mapped[UUID]
    slot: Mapped[str]
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[Whole]
    digest: Mapped[str]
    attached_at: Mapped[Instant]
    removed_at: Mapped[datetime | None] = mapped_column(InstantType)
    replaced_by: Mapped[UUID | None] = mapped_column(ForeignKey("clarifying_file.id"))


class ClarificationAnswer(Base):
    """An answer as it was handed in: the texts and the files' digests. Of several the last one counts.

    `received_at` is when it came; `at`, when it was written down: later, where it came otherwise than by the portal.
    """

    __tablename__ = "clarification_answer"
    __table_args__ = (
        UniqueConstraint("clarification_id", "version", name="one_answer_per_version"),
        _of_clarification(),
        CheckConstraint("version >= 1", name="answers_from_one"),
        CheckConstraint("received_at <= at", name="received_before_it_is_written_down"),
    )

    id: Mapped[Key]
    clarification_id: Mapped[UUID]
    application_id: Mapped[UUID]
    version: Mapped[int]
    at: Mapped[Instant]
    received_at: Mapped[Instant]
    channel: Mapped[Channel] = mapped_column(one_of(Channel, "answer_channel"))
    by_person: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    content: Mapped[Kept]
    digest: Mapped[str]


class ClarificationReminder(Base):
    """That an applicant who had not answered was reminded of the term."""

    __tablename__ = "clarification_reminder"
    __table_args__ = (_of_clarification(),)

    clarification_id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID]
    told_at: Mapped[Instant]
