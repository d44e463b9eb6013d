"""How a person signs in. The domain knows only the person; an account belongs to one."""

# The library declares what an account has; here it is columns, which is what it means.
# pyright: reportIncompatibleVariableOverride=false

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from flask_security.core import UserMixin
from flask_security.utils import verify_password
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, reconstructor, relationship

from competition.foundation.base import Base, Instant, InstantType, Key
from competition.organisation.records import Person


class Account(Base, UserMixin):
    """The address and password by which a person signs in, as the account library keeps them."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("person_id", name="one_account_per_person"),
        CheckConstraint("(code_secret IS NULL) = (code_since IS NULL)", name="codes_since_when"),
    )

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(InstantType)
    code_secret: Mapped[str | None]  # what an authenticator makes codes of, encrypted with the installation's key
    code_since: Mapped[datetime | None] = mapped_column(InstantType)
    code_counter: Mapped[int | None] = mapped_column(BigInteger)  # of the last code that was used: none is used twice
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    if TYPE_CHECKING:  # it asks about passkeys, which come below
        has_passkeys: Mapped[bool]

    @property
    def has_second_step(self) -> bool:
        """Whether a password alone opens nothing here, as it stood when the account was read."""
        return self.code_secret is not None or self.has_passkeys

    @reconstructor
    def keep_key(self) -> None:
        """Whose it is, for the log: told without asking the database, which may be what is broken."""
        vars(self)["known_key"] = vars(self).get("person_id")

    roles: ClassVar[list[str]] = []  # who may do what is asked of app/access.py, never of the account

    def verify_and_update_password(self, password: str) -> bool:
        """Whether this is the password. Signing in changes nothing: a record changes by an act alone."""
        return self.password is not None and verify_password(password, self.password)


class SignedIn(Base):
    """A browser in which somebody is signed in, until it is ended or its time is over.

    `mark` is what its cookie has of the account: a changed password gives the account another, and this is over.
    """

    __tablename__ = "signed_in"

    id: Mapped[Key]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    mark: Mapped[str]
    browser: Mapped[str]
    began_at: Mapped[Instant]
    ended_at: Mapped[datetime | None] = mapped_column(InstantType)


class Passkey(Base):
    """The public half of a key that a device of the person's keeps, and uses when a finger, a face or a PIN unlocks it.

    `credential` is how the device names it, `name` how the person does. Times are by the machine's clock.
    """

    __tablename__ = "passkey"

    id: Mapped[Key]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    made_at: Mapped[Instant]
    used_at: Mapped[datetime | None] = mapped_column(InstantType)


_OF_ACCOUNT = select(Passkey.id).where(Passkey.account_id == Account.id).correlate_except(Passkey)
Account.has_passkeys = column_property(_OF_ACCOUNT.exists())


class RecoveryCode(Base):
    """A code that takes the place of the authenticator or the passkey once. Kept as a keyed digest."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("account_id", "digest", name="one_code_once"),)

    id: Mapped[Key]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(InstantType)
