"""Who takes part: organisers, applicant organisations, people and their roles. Accounts (sign-in) are the site's."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competition.foundation.base import Base, Instant, Key, one_of


class Organiser(Base):
    """A municipality's education board that holds calls."""

    __tablename__ = "organiser"

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    created_at: Mapped[Instant]


class Letterhead(Base):
    """What an organiser's letters carry besides their text: head, signature, author, where to contest, numbers."""

    __tablename__ = "letterhead"

    organiser_id: Mapped[UUID] = mapped_column(ForeignKey("organiser.id"), primary_key=True)
    name: Mapped[str]
    registration_number: Mapped[str | None]
    address: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    place: Mapped[str]
    signatory_post: Mapped[str]
    signatory_name: Mapped[str]
    signs_electronically: Mapped[bool]
    author_name: Mapped[str]
    author_phone: Mapped[str]
    author_email: Mapped[str]
    contest_body: Mapped[str]
    contest_address: Mapped[str]
    number_pattern: Mapped[str]
    changed_at: Mapped[Instant]


class LetterNumbering(Base):
    """The last serial number of an organiser's letters in a year. A row of its own, locked briefly."""

    __tablename__ = "letter_numbering"
    __table_args__ = (CheckConstraint("last >= 0", name="last_is_not_negative"),)

    organiser_id: Mapped[UUID] = mapped_column(ForeignKey("organiser.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Organisation(Base):
    """An association, foundation or youth organisation that applies. Shared by all organisers."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("length(registration_number) = 11", name="registration_number_has_11_digits"),
        UniqueConstraint("registration_number", name="one_organisation_per_registration_number"),
    )

    id: Mapped[Key]
    name: Mapped[str]
    registration_number: Mapped[str | None]
    created_at: Mapped[Instant]
    spellings: Mapped[list["Spelling"]] = relationship(back_populates="organisation", lazy="raise_on_sql")


class SigningGround(StrEnum):
    """On what ground somebody signs for an organisation."""

    STATUTES = "statutes"
    POWER_OF_ATTORNEY = "power_of_attorney"


class OrganisationDetails(Base):
    """How an applicant organisation is reached and paid, and who signs for it, as its people wrote it down.

    `post_address` where it is not the `address`; `account` is an IBAN without spaces.
    """

    __tablename__ = "organisation_details"
    __table_args__ = (
        CheckConstraint("length(account) BETWEEN 15 AND 34", name="account_has_the_length_of_an_iban"),
        CheckConstraint(
            "(signatory_name IS NULL) = (signatory_post IS NULL)"
            " AND (signatory_name IS NULL) = (signatory_ground IS NULL)",
            name="signatory_is_whole",
        ),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    address: Mapped[str | None]
    post_address: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    account: Mapped[str | None]
    signatory_name: Mapped[str | None]
    signatory_post: Mapped[str | None]
    signatory_ground: Mapped[SigningGround | None] = mapped_column(one_of(SigningGround, "signing_ground"))
    changed_at: Mapped[Instant]


class Spelling(Base):
    """A name by which an organisation is known, folded for comparison."""

    __tablename__ = "organisation_spelling"
    __table_args__ = (UniqueConstraint("organisation_id", "folded", name="one_spelling_once"),)

    id: Mapped[Key]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    folded: Mapped[str] = mapped_column(index=True)
    organisation: Mapped[Organisation] = relationship(back_populates="spellings", lazy="raise_on_sql")


class Person(Base):
    """Somebody who acts in the portal. How they sign in is the site's business."""

    __tablename__ = "person"

    id: Mapped[Key]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str] = mapped_column(default="lv")
    created_at: Mapped[Instant]
    # asked of one person at a time, and not by every request: a sheet that saves itself asks for neither
    roles: Mapped[list["StaffRole"]] = relationship(back_populates="person", lazy="select")
    memberships: Mapped[list["Membership"]] = relationship(back_populates="person", lazy="select")


class Staff(StrEnum):
    """What a person may be for an organiser, or for the whole installation."""

    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class StaffRole(Base):
    """A person's role: of one organiser, but the administrator's, which is the installation's."""

    __tablename__ = "staff_role"
    __table_args__ = (
        CheckConstraint(
            "(role = 'administrator') = (organiser_id IS NULL)", name="administrators_belong_to_no_organiser"
        ),
        UniqueConstraint("person_id", "role", "organiser_id", name="one_role_once"),
    )

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Staff] = mapped_column(one_of(Staff, "staff"))
    organiser_id: Mapped[UUID | None] = mapped_column(ForeignKey("organiser.id"))
    person: Mapped[Person] = relationship(back_populates="roles", lazy="raise_on_sql")


class Standing(StrEnum):
    """What a person is in an applicant organisation: responsible for it, writing for it, or reading only."""

    OWNER = "owner"
    EDITOR = "editor"
    READER = "reader"


WRITERS = (Standing.OWNER, Standing.EDITOR)
"""Who writes applications and hands them in."""


class Membership(Base):
    """A person works for an applicant organisation."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id", name="one_membership_once"),)

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    standing: Mapped[Standing] = mapped_column(one_of(Standing, "standing"))
    person: Mapped[Person] = relationship(back_populates="memberships", lazy="raise_on_sql")
