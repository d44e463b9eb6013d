"""Giving a person the means to sign in, and changing them. Each is part of an act; the caller's act commits it."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from flask_security import hash_password
from flask_security.utils import verify_password
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.records import Account
from app.extensions import security
from competition.foundation.act import Act
from competition.foundation.clock import now
from competition.organisation.entry_records import LinkPurpose, MailedLink
from competition.organisation.links import LinkUsed, end_links, make_link, past_link, use_link
from competition.organisation.operations import create_person
from competition.organisation.passwords import LONGEST
from competition.organisation.queries import person_by_email
from competition.organisation.records import Person


def create_account(session: Session, person: Person, password: str) -> Account:
    """An account for `person`, whose address it takes over. The caller's act commits it. Needs the application."""
    return _add_account(session, person, hashed(password))


def _add_account(session: Session, person: Person, kept: str) -> Account:
    account = Account(
        person_id=person.id,
        email=person.email,
        password=kept,
        fs_uniquifier=uuid4().hex,
        confirmed_at=now(),
    )
    session.add(account)
    return account


def hashed(password: str) -> str:
    """The password as it is kept: normalised as the sign-in form does, then hashed."""
    return hash_password(security.password_util.normalize(password))


def is_password_of(account: Account, password: str) -> bool:
    """Whether this is the account's password."""
    return is_kept(account.password, password)


def is_kept(kept: str | None, password: str) -> bool:
    """Whether `kept` is what is kept of the password; where nothing is, looking takes as long."""
    if len(password) > LONGEST:
        return False
    if not kept:
        hashed(password)
        return False
    return verify_password(security.password_util.normalize(password), kept)


def account_by_email(session: Session, email: str) -> Account | None:
    """The account of an address, closed or not; None where there is none."""
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def account_of(session: Session, person_id: UUID | None) -> Account:
    """The account of a person who has one."""
    return session.scalars(select(Account).where(Account.person_id == person_id)).one()


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody typed who wants an account: the password as it is kept, and where they were going."""

    name: str
    email: str
    password: str
    language: str
    leads_to: str | None = None


def ask_to_register(act: Act, key: UUID, asked: Registration) -> None:
    """Send what shows whether the address is theirs: a link with this key, or where it has an account, word of that."""
    known = account_by_email(act.session, asked.email)
    if known is not None:
        act.tell([known.person_id], "account-known")
        act.note("account.asked-again", f"person:{known.person_id}")
        return
    link = MailedLink(
        id=key,
        purpose=LinkPurpose.CONFIRM,
        email=asked.email,
        language=asked.language,
        name=asked.name,
        password=asked.password,
        leads_to=asked.leads_to,
    )
    make_link(act, link)
    act.write_to(link.email, link.language, "confirm", link=link.id)


def ask_again(act: Act, before: UUID, key: UUID, email: str) -> None:
    """Send the message of a registration once more, with another link; where the address has an account, word of it."""
    link = past_link(act.session, before, LinkPurpose.CONFIRM)
    if link is not None and link.name is not None and link.password is not None:
        asked = Registration(link.name, link.email, link.password, link.language, link.leads_to)
        ask_to_register(act, key, asked)
        return
    known = account_by_email(act.session, email)
    if known is not None:
        act.tell([known.person_id], "account-known")
    act.note("account.asked-again", f"person:{known.person_id}" if known else "account:unknown")


def confirm_registration(act: Act, key: UUID | None) -> Account:
    """Make the account that was asked for. Raises LinkUnknown, LinkUsed, LinkOver."""
    link = use_link(act, key, LinkPurpose.CONFIRM)
    assert link.name is not None
    assert link.password is not None
    account = welcome(act, Registration(link.name, link.email, link.password, link.language))
    link.name = link.password = None
    return account


def welcome(act: Act, named: Registration) -> Account:
    """An account for somebody who showed that they read what comes to their address.

    Somebody whom the portal knows by this address without an account gets it, under the name that they gave now.
    Raises LinkUsed where the address has an account.
    """
    if account_by_email(act.session, named.email) is not None:
        raise LinkUsed
    try:
        with act.session.begin_nested():
            person = person_by_email(act.session, named.email) or create_person(
                act, named.email, named.name, named.language
            )
            person.name = named.name
            return admit(act, person, named.password)
    except IntegrityError:  # another link of the same address was used at this moment
        raise LinkUsed from None


def admit(act: Act, person: Person, kept: str) -> Account:
    """An account for a person who showed that they read what comes to their address; `kept` is the hashed password."""
    account = _add_account(act.session, person, kept)
    act.session.flush()  # an address that got an account at this moment is refused here
    act.note("account.created", person)
    return account


def ask_to_recover(act: Act, email: str, language: str) -> None:
    """Send a link for a new password, or where nobody can sign in with the address, word of that."""
    account = account_by_email(act.session, email)
    if account is None or not account.active:
        act.write_to(email, language, "recover-unknown")
        act.note("account.recovery-asked", "account:unknown")
        return
    link = make_link(
        act,
        MailedLink(purpose=LinkPurpose.RECOVER, email=account.email, language=language, person_id=account.person_id),
    )
    act.write_to(link.email, language, "recover", link=link.id)
    act.note("account.recovery-asked", f"person:{account.person_id}")


def recover(act: Act, key: UUID | None, kept: str) -> Account:
    """Set a new password by a link. Raises LinkUnknown, LinkUsed, LinkOver."""
    link = use_link(act, key, LinkPurpose.RECOVER)
    account = account_of(act.session, link.person_id)
    change_password(act, account, kept)
    return account


def change_password(act: Act, account: Account, kept: str) -> None:
    """Set another password; every session ends, links for a new password too, and the person is told."""
    account.password, account.fs_uniquifier = kept, uuid4().hex
    end_links(act, account.person_id, LinkPurpose.RECOVER)
    act.note("account.password-changed", f"person:{account.person_id}")
    act.tell([account.person_id], "password-changed")


def ask_to_change_address(act: Act, account: Account, email: str, language: str) -> None:
    """Send a link to the new address, or where that has an account, word of it; and tell the old one."""
    if person_by_email(act.session, email) is not None:
        act.write_to(email, language, "address-taken")
        act.note("account.address-asked", f"person:{account.person_id}")
    else:
        link = make_link(
            act,
            MailedLink(purpose=LinkPurpose.ADDRESS, email=email, language=language, person_id=account.person_id),
        )
        act.write_to(email, language, "address", link=link.id)
        act.note("account.address-asked", f"person:{account.person_id}", details={"email": email})
    act.tell([account.person_id], "address-asked")


def change_address(act: Act, key: UUID | None) -> Account:
    """Put the new address in force, for the person and the account. Raises LinkUnknown, LinkUsed, LinkOver.

    What went to the old address opens nothing any more, and the old address is told.
    """
    link = use_link(act, key, LinkPurpose.ADDRESS)
    account = account_of(act.session, link.person_id)
    if person_by_email(act.session, link.email) is not None:
        raise LinkUsed
    person, before = account.person, account.email
    try:
        with act.session.begin_nested():
            person.email = account.email = link.email
    except IntegrityError:  # somebody took the address at this moment
        raise LinkUsed from None
    for purpose in (LinkPurpose.RECOVER, LinkPurpose.ADDRESS):
        end_links(act, person.id, purpose)
    act.note("account.address-changed", person, details={"from": before, "to": link.email})
    act.write_to(before, person.language, "address-changed", link=link.id)
    return account
