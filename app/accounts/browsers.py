"""The browsers in which somebody is signed in: each has a row, and a cookie that names it opens nothing without.

Signing in and out is no step of a competition, so it is no act: the row is the record. Counted by the machine's clock.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from flask import request, session
from sqlalchemy import ColumnElement, Update, bindparam, delete, select, update

from app.accounts.records import Account, SignedIn
from app.extensions import db
from competition.foundation.clock import machine_now

HERE = "signed-in"
LASTS = timedelta(days=7)
"""How long somebody stays signed in at most; closing the browser ends it sooner."""
PROGRAMS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)

_OPEN = (
    select(Account)
    .join(SignedIn, SignedIn.account_id == Account.id)
    .where(
        Account.fs_uniquifier == bindparam("fs_uniquifier"),
        SignedIn.id == bindparam("key"),
        SignedIn.mark == Account.fs_uniquifier,
        SignedIn.ended_at.is_(None),
        SignedIn.began_at > bindparam("since"),
    )
)


def begin_here(account: Account) -> None:
    """Remember that somebody signed in with this browser; what it had open before ends."""
    end_here()
    at = machine_now()
    db.session.execute(delete(SignedIn).where(SignedIn.account_id == account.id, SignedIn.began_at <= at - LASTS))
    row = SignedIn(account_id=account.id, mark=account.fs_uniquifier, browser=_browser(), began_at=at)
    db.session.add(row)
    db.session.commit()
    session[HERE] = row.id.hex


def end_here() -> None:
    """This browser is signed out."""
    key = session.pop(HERE, None)
    if key is not None:
        db.session.execute(update(SignedIn).where(SignedIn.id == UUID(key)).values(ended_at=machine_now()))
        db.session.commit()


def account_here(mark: str) -> Account | None:
    """The account with this mark, if this browser is signed in to it. One statement, for every request."""
    key = session.get(HERE)
    if key is None:
        return None
    values = {"fs_uniquifier": mark, "key": UUID(key), "since": machine_now() - LASTS}
    return db.session.scalar(_OPEN, values)


def open_browsers(account: Account) -> Sequence[SignedIn]:
    """Where the account is signed in, the newest first."""
    return db.session.scalars(select(SignedIn).where(*_of(account)).order_by(SignedIn.began_at.desc())).all()


def end_others(account: Account, key: UUID | None = None) -> None:
    """Sign one other browser out, or all others. One that is another's or ended already changes nothing."""
    others = _others(account)
    db.session.execute((others if key is None else others.where(SignedIn.id == key)).values(ended_at=machine_now()))
    db.session.commit()


def sign_others_out(account: Account) -> None:
    """Sign every other browser out, as a part of an act: the caller's act commits it."""
    db.session.execute(_others(account).values(ended_at=machine_now()))


def here() -> UUID:
    """The key of this browser, in which somebody is signed in."""
    return UUID(session[HERE])


def _others(account: Account) -> Update:
    return update(SignedIn).where(*_of(account), SignedIn.id != here())


def _of(account: Account) -> tuple[ColumnElement[bool], ...]:
    began = SignedIn.began_at > machine_now() - LASTS
    return SignedIn.account_id == account.id, SignedIn.mark == account.fs_uniquifier, SignedIn.ended_at.is_(None), began


def _browser() -> str:
    """The kind of browser and of machine, as far as it says; nothing finer is kept."""
    said = request.headers.get("User-Agent", "")
    known = (next((name for sign, name in names if sign in said), "") for names in (PROGRAMS, SYSTEMS))
    return ", ".join(name for name in known if name)
