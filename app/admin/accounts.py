"""Accounts as the administrator sees them: there or not, open or locked. Passwords and sessions are not looked at."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.second_step import ACCOUNTS, end_second_step, has_second_step
from competition.foundation.act import Act
from competition.foundation.errors import NotFound
from competition.foundation.twice import DoneAlready
from competition.organisation.administration import AccountMissing, require_another_administrator, require_other
from competition.organisation.records import Person, Staff, StaffRole


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


def end_codes(act: Act, person_id: UUID) -> None:
    """Let a person in by the password alone, who lost what they signed in with; their sessions end.

    Raises NotFound, OwnRoles.
    """
    require_other(act, person_id)
    if not has_second_step(act.session, person_id):
        raise NotFound(what="second step", key=person_id)
    _set(act, person_id)
    end_second_step(act, person_id)


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
