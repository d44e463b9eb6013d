"""Accounts as the administrator sees them: there or not, open or locked. Passwords and sessions are not looked at."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.extensions import db
from competition.foundation.act import Act
from competition.organisation.administration import AccountMissing, require_another_administrator, require_other
from competition.organisation.records import Person, Staff, StaffRole

# The role folders do not know each other: the account is known here by its table alone.
ACCOUNTS = db.metadata.tables["account"]


def account_state(session: Session, person_id: UUID) -> bool | None:
    """Whether a person's account is open; None where there is none."""
    return session.scalar(select(ACCOUNTS.c.active).where(ACCOUNTS.c.person_id == person_id))


def lock_account(act: Act, person_id: UUID) -> None:
    """Let a person in no more, and end the sessions that they have.

    Raises NotFound, OwnRoles, AccountMissing, LastAdministrator.
    """
    require_other(act, person_id)
    roles = act.session.scalars(select(StaffRole.role).where(StaffRole.person_id == person_id)).all()
    if Staff.ADMINISTRATOR in roles:
        require_another_administrator(act, person_id)
    _set(act, person_id, active=False)
    act.note("account.locked", f"person:{person_id}")


def open_account(act: Act, person_id: UUID) -> None:
    """Let a person in again. Raises NotFound, OwnRoles, AccountMissing."""
    require_other(act, person_id)
    _set(act, person_id, active=True)
    act.note("account.opened", f"person:{person_id}")


def _set(act: Act, person_id: UUID, *, active: bool) -> None:
    act.lock(Person, person_id)
    if account_state(act.session, person_id) is None:
        raise AccountMissing
    fresh = {"active": active, "fs_uniquifier": uuid4().hex}  # sessions name it: those from before end
    act.session.execute(ACCOUNTS.update().where(ACCOUNTS.c.person_id == person_id).values(fresh))
