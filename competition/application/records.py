"""What an application is made of. What was submitted is never changed, only followed by the next version."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competition.application.channels import Channel
from competition.application.states import State
from competition.call.records import Call
from competition.foundation.base import Base, Instant, InstantType, Kept, Key, RawJson, Texts, Whole, one_of
from competition.organisation.records import Organisation


class Application(Base):
    """One organisation's application in one call, from its draft on.

    `number`, `position`, `channel` and `received_at` are given at its first submission or intake. The applicant's
    name and number are kept as they were then. `form` is the digest of the form for which it is written.
    """

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("id", "call_id", name="application_of_call"),
        UniqueConstraint("call_id", "number", name="one_application_per_number"),
        UniqueConstraint("call_id", "position", name="one_application_per_position"),
        CheckConstraint("(state = 'draft') = (number IS NULL)", name="numbered_once_submitted"),
        CheckConstraint(
            "(number IS NULL) = (received_at IS NULL)"
            " AND (number IS NULL) = (channel IS NULL)"
            " AND (number IS NULL) = (position IS NULL)",
            name="intake_is_whole",
        ),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_an_instant"),
        CheckConstraint("withdrawn_at >= received_at", name="withdrawn_after_receipt"),
        CheckConstraint("wins_before >= 0", name="wins_are_not_negative"),
        Index("ix_application_organisation_id", "organisation_id"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[State] = mapped_column(one_of(State, "application_state"), default=State.DRAFT)
    title: Mapped[str] = mapped_column(default="")
    applicant_name: Mapped[str]
    applicant_number: Mapped[str | None]
    applicant_address: Mapped[str | None]
    applicant_email: Mapped[str | None]
    wins_before: Mapped[Whole | None]
    started_at: Mapped[Instant]
    number: Mapped[str | None]
    position: Mapped[int | None]
    channel: Mapped[Channel | None] = mapped_column(one_of(Channel, "channel"))
    form: Mapped[str | None]
    received_at: Mapped[datetime | None] = mapped_column(InstantType)
    withdrawn_at: Mapped[datetime | None] = mapped_column(InstantType)
    more: Mapped[RawJson | None]

    call: Mapped[Call] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    answers: Mapped[list["Answer"]] = relationship(lazy="raise_on_sql", order_by="Answer.question")
    attachments: Mapped[list["Attachment"]] = relationship(lazy="raise_on_sql", order_by="Attachment.id")
    submissions: Mapped[list["Submission"]] = relationship(lazy="raise_on_sql", order_by="Submission.version")
    late_acceptance: Mapped["LateAcceptance | None"] = relationship(lazy="raise_on_sql", uselist=False)


class Answer(Base):
    """What stands under one question of the form, as last saved; `from_details`: as the application began with it."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("application_id", "question", name="one_answer_per_question"),)

    id: Mapped[Key]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    question: Mapped[str]
    text: Mapped[str]
    saved_at: Mapped[Instant]
    from_details: Mapped[bool] = mapped_column(default=False)


class Revision(Base):
    """What stood under a question before somebody wrote there: `number` counts the changes of that question from one.

    What stood after it is the next one's text, or what stands there now. Saves of one sitting are one change, made
    from `since` to `until` (revisions.py); `gone` are the characters lost on the way. `handed_in`: when the
    application had last been handed in by then.
    """

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("application_id", "question", "number", name="one_revision_per_number"),
        CheckConstraint("number >= 1", name="revisions_from_one"),
        CheckConstraint("until >= since", name="sitting_in_order"),
        CheckConstraint("gone >= 0", name="gone_is_not_negative"),
    )

    id: Mapped[Key]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    question: Mapped[str]
    number: Mapped[int]
    text: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    since: Mapped[Instant]
    until: Mapped[Instant]
    gone: Mapped[Whole]
    brought_back: Mapped[bool] = mapped_column(default=False)
    handed_in: Mapped[datetime | None] = mapped_column(InstantType)


class Attachment(Base):
    """A file of an application: its content lies in the store under its digest, also after it was removed.

    `replaced_by`: the file that took its place, where it was not merely removed.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("size >= 0", name="size_is_not_negative"),
        CheckConstraint("replaced_by IS NULL OR removed_at IS NOT NULL", name="replaced_is_removed"),
    )

    id: Mapped[Key]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    slot: Mapped[str]
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[Whole]
    digest: Mapped[str]
    attached_at: Mapped[Instant]
    removed_at: Mapped[datetime | None] = mapped_column(InstantType)
    replaced_by: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))


class Submission(Base):
    """What was handed in at an instant: answers and digests as they stood then.

    `receipt` is the signed code (receipt.py); versions from before there was one, and of rounds held elsewhere, have
    none.
    """

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("application_id", "version", name="one_submission_per_version"),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        CheckConstraint("version >= 1", name="versions_from_one"),
    )

    id: Mapped[Key]
    application_id: Mapped[UUID]
    call_id: Mapped[UUID]
    version: Mapped[int]
    at: Mapped[Instant]
    channel: Mapped[Channel] = mapped_column(one_of(Channel, "submission_channel"))
    content: Mapped[Kept]
    digest: Mapped[str]
    receipt: Mapped[str | None]


class ReceiptKey(Base):
    """The public half of a key that has signed receipts: they stay good when the installation gets a new one."""

    __tablename__ = "receipt_key"

    id: Mapped[str] = mapped_column(primary_key=True)
    public: Mapped[str]
    first_used_at: Mapped[Instant]


class UnsentNotice(Base):
    """That the people of a draft were told, for a deadline, that it is not handed in: `kind` as in `unsent.py`."""

    __tablename__ = "unsent_notice"
    __table_args__ = (
        UniqueConstraint("application_id", "kind", "deadline_at", name="one_notice_per_deadline"),
        CheckConstraint("kind IN ('soon', 'last', 'over')", name="known_notice"),
    )

    id: Mapped[Key]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    kind: Mapped[str]
    deadline_at: Mapped[Instant]
    told_at: Mapped[Instant]


class LateAcceptance(Base):
    """The act that accepts this one application after the deadline: on what ground, until when."""

    __tablename__ = "late_acceptance"
    __table_args__ = (
        UniqueConstraint("application_id", name="one_acceptance_per_application"),
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
    )

    id: Mapped[Key]
    application_id: Mapped[UUID]
    call_id: Mapped[UUID]
    until: Mapped[Instant]
    legal_basis: Mapped[str | None]
    reason: Mapped[Texts | None]
    accepted_at: Mapped[Instant]
