"""How somebody comes in: links by e-mail, and invitations. What either does is in `links.py` and `invitations.py`.

Neither row holds what opens it: the address in the message is signed with the installation's key when it is sent.
"""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
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
