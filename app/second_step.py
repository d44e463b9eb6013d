"""Whether somebody signs in with a second step, and the end of it: for rooms that do not know each other.

Accounts and what belongs to them are known here by their tables alone.
"""

from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.extensions import db
from competition.foundation.act import Act

ACCOUNTS, PASSKEYS, RECOVERY_CODES = (db.metadata.tables[one] for one in ("account", "passkey", "recovery_code"))
WITHOUT_APP = {"code_secret": None, "code_since": None, "code_counter": None}


def has_second_step(session: Session, person_id: UUID) -> bool:
    """Whether a person signs in with codes of an authenticator, or with a passkey."""
    passkey = select(PASSKEYS.c.id).where(PASSKEYS.c.account_id == ACCOUNTS.c.id).exists()
    asked = select(ACCOUNTS.c.id).where(ACCOUNTS.c.person_id == person_id)
    return session.scalar(asked.where(or_(ACCOUNTS.c.code_since.is_not(None), passkey))) is not None


def end_second_step(act: Act, person_id: UUID) -> None:
    """Let the password alone open a person's account: no authenticator, passkey or recovery code counts any more.

    Whether that may be is for who calls. The person is told.
    """
    about = f"person:{person_id}"
    account = act.session.scalar(select(ACCOUNTS.c.id).where(ACCOUNTS.c.person_id == person_id))
    ended = act.session.execute(delete(PASSKEYS).where(PASSKEYS.c.account_id == account).returning(PASSKEYS.c.id))
    for key in ended.scalars():
        act.note("account.passkey-removed", about, passkey=key)
    act.session.execute(delete(RECOVERY_CODES).where(RECOVERY_CODES.c.account_id == account))
    act.session.execute(ACCOUNTS.update().where(ACCOUNTS.c.id == account).values(WITHOUT_APP))
    act.note("account.codes-off", about)
    act.tell([person_id], "codes-off")
