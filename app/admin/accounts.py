"""Accounts as the administrator sees them: there or not, open or locked. Passwords and sessions are not looked at."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.extensions import db
from competition.foundation.act import Act
from competition.foundation.errors import NotFound
from competition.foundation.twice import DoneAlready
from competition.organisation.administration import AccountMissing, require_another_administrator, require_other
from competition.organisation.records import Person, Staff, StaffRole

# The role folders do not know each other: the account is known here by its table alone.
ACCOUNTS, RECOVERY_CODES = db.metadata.tables["account"], db.metadata.tables["recovery_code"]


def account_state(session: Session, person_id: UUID) -> bool | None:
    """Whether a person's account is open; None where there is none."""
    return session.scalar(select(ACCOUNTS.c.active).where(ACCOUNTS.c.person_id == person_id))


def lock_account(act: Act, person_id: UUID) -> None:
    """Let a person in no more, and end the sessions that they have.

    Raises NotFound, OwnRoles, AccountMissing, LastAdministrator; DoneAlready of one who is not let in as it is.
    """
    require_other(act, person_id)
    roles = act.session.scalars(select(StaffRole.role).where(StaffRole.person_id == person_id)).all()
    if Staff.ADMINISTRATOR in roles:
        require_another_administrator(act, person_id)
    _require_change(act, person_id, active=False)
    _set(act, person_id, active=False)
    act.note("account.locked", f"person:{person_id}")


def open_account(act: Act, person_id: UUID) -> None:
    """Let a person in again. Raises NotFound, OwnRoles, AccountMissing; DoneAlready of one who is let in as it is."""
    require_other(act, person_id)
    _require_change(act, person_id, active=True)
    _set(act, person_id, active=True)
    act.note("account.opened", f"person:{person_id}")


def has_codes(session: Session, person_id: UUID) -> bool:
    """Whether a person signs in with the second step."""
    asked = select(ACCOUNTS.c.id).where(ACCOUNTS.c.person_id == person_id, ACCOUNTS.c.code_since.is_not(None))
    return session.scalar(asked) is not None


def end_codes(act: Act, person_id: UUID) -> None:
    """Let a person in by the password alone, who lost the phone and the recovery codes; their sessions end.

    Raises NotFound, OwnRoles.
    """
    require_other(act, person_id)
    if not has_codes(act.session, person_id):
        raise NotFound(what="second step", key=person_id)
    account = act.session.scalar(select(ACCOUNTS.c.id).where(ACCOUNTS.c.person_id == person_id))
    act.session.execute(delete(RECOVERY_CODES).where(RECOVERY_CODES.c.account_id == account))
    _set(act, person_id, code_secret=None, code_since=None, code_counter=None)
    act.note("account.codes-off", f"person:{person_id}")
    act.tell([person_id], "codes-off")


def _require_change(act: Act, person_id: UUID, *, active: bool) -> None:
    """Pressed twice, a button does nothing the second time: no other event, and no session ends."""
    act.lock(Person, person_id)
    if account_state(act.session, person_id) is active:
        raise DoneAlready


def _set(act: Act, person_id: UUID, **changed: Any) -> None:
    act.lock(Person, person_id)
    if account_state(act.session, person_id) is None:
        raise AccountMissing
    fresh = {**changed, "fs_uniquifier": uuid4().hex}  # sessions name it: those from before end
    act.session.execute(ACCOUNTS.update().where(ACCOUNTS.c.person_id == person_id).values(fresh))
