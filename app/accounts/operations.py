"""Giving a person the means to sign in."""

from uuid import uuid4

from flask_security import hash_password
from sqlalchemy.orm import Session

from app.accounts.records import Account
from app.extensions import security
from competition.foundation.clock import now
from competition.organisation.records import Person


def create_account(session: Session, person: Person, password: str) -> Account:
    """An account for `person`, whose address it takes over. The caller's act commits it. Needs the application."""
    account = Account(
        person_id=person.id,
        email=person.email,
        password=hashed(password),
        fs_uniquifier=uuid4().hex,
        confirmed_at=now(),
    )
    session.add(account)
    return account


def hashed(password: str) -> str:
    """The password as it is kept: normalised as the sign-in form does, then hashed."""
    return hash_password(security.password_util.normalize(password))
