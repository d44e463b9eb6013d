"""How somebody comes in: links by e-mail, invitations, and requests to work for an organisation that is known already.

What each does is in `links.py`, `invitations.py` and competition/application/work_requests.py. No row of links and
invitations holds what opens it: the address in the message is signed with the installation's key when it is sent.
"""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from competition.foundation.base import Base, Instant, Key, one_of
from competition.organisation.records import Staff, Standing


class LinkPurpose(StrEnum):
    """What a link by e-mail does."""

    CONFIRM = "confirm"
    RECOVER = "recover"
    ADDRESS = "address"


class MailedLink(Base):
    """A link that went to an address, to show that whoever opens it reads what comes there.

    Of a registration it keeps what was typed (the password hashed) until it is used; the others belong to a person.
    """

    __tablename__ = "mailed_link"
    __table_args__ = (
        CheckConstraint("until >= made_at", name="ends_after_it_begins"),
        CheckConstraint("(purpose = 'confirm') = (person_id IS NULL)", name="of_a_person_or_a_registration"),
        CheckConstraint("purpose = 'confirm' OR password IS NULL", name="only_a_registration_has_a_password"),
    )

    id: Mapped[Key]
    purpose: Mapped[LinkPurpose] = mapped_column(one_of(LinkPurpose, "link_purpose"))
    email: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str | None]
    password: Mapped[str | None]
    leads_to: Mapped[str | None]
    made_at: Mapped[Instant]
    until: Mapped[Instant]
    used_at: Mapped[Instant | None]


class InvitedTo(StrEnum):
    """What somebody is invited to."""

    MEMBERSHIP = "membership"
    SEAT = "seat"
    ROLE = "role"


class Invitation(Base):
    """Somebody was invited by e-mail: to work for an organisation, to a seat on a committee, or to a role of staff."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("until >= invited_at", name="ends_after_it_begins"),
        CheckConstraint("(purpose = 'membership') = (organisation_id IS NOT NULL)", name="membership_of_something"),
        CheckConstraint("(purpose = 'membership') = (standing IS NOT NULL)", name="membership_has_its_standing"),
        CheckConstraint("(purpose = 'seat') = (member_id IS NOT NULL)", name="seat_of_somebody"),
        CheckConstraint("(purpose = 'role') = (role IS NOT NULL)", name="role_is_named"),
        CheckConstraint(
            "(organiser_id IS NOT NULL) = (role IS NOT NULL AND role <> 'administrator')",
            name="administrators_belong_to_no_organiser",
        ),
        CheckConstraint("(accepted_at IS NULL) = (accepted_by_id IS NULL)", name="accepted_by_somebody"),
    )

    id: Mapped[Key]
    purpose: Mapped[InvitedTo] = mapped_column(one_of(InvitedTo, "invited_to"))
    email: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    standing: Mapped[Standing | None] = mapped_column(one_of(Standing, "standing"))
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("committee_member.id", ondelete="CASCADE"), index=True)
    organiser_id: Mapped[UUID | None] = mapped_column(ForeignKey("organiser.id"))
    role: Mapped[Staff | None] = mapped_column(one_of(Staff, "staff"))
    invited_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[Instant]
    until: Mapped[Instant]
    accepted_at: Mapped[Instant | None]
    accepted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[Instant | None]


_UNANSWERED = text("answered_at IS NULL")


class WorkRequest(Base):
    """Somebody asks to work for an organisation; once it is answered, as what they were let, or why they were not."""

    __tablename__ = "work_request"
    __table_args__ = (
        CheckConstraint("until >= asked_at", name="ends_after_it_begins"),
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="answered_by_somebody"),
        CheckConstraint(
            "(answered_at IS NOT NULL) = (standing IS NOT NULL OR reason IS NOT NULL)", name="answered_somehow"
        ),
        CheckConstraint("standing IS NULL OR reason IS NULL", name="let_or_declined"),
        Index(
            "one_request_waits",
            "organisation_id",
            "person_id",
            unique=True,
            sqlite_where=_UNANSWERED,
            postgresql_where=_UNANSWERED,
        ),
    )

    id: Mapped[Key]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    message: Mapped[str]
    asked_at: Mapped[Instant]
    until: Mapped[Instant]
    answered_at: Mapped[Instant | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    standing: Mapped[Standing | None] = mapped_column(one_of(Standing, "standing"))
    reason: Mapped[str | None]
