"""Passkeys (WebAuthn): made, asked for, and held against what the device answers.

A passkey is two factors in one: the device that keeps it, and the finger, face or PIN that unlocks it, which is always
asked for. What is asked of a device is new each time, kept in the session for five minutes and taken out by the first
answer. The name of the site comes from KONKURSS_BASE_URL, never from a request. What changes is part of an act.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, current_app
from flask import session as cookie
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from app.accounts.browsers import sign_others_out
from app.accounts.codes import leave_second_step, make_recovery_codes
from app.accounts.records import Account, Passkey
from app.config import LOOPBACK, Settings
from app.throttling import MINUTE
from competition.foundation.act import Act
from competition.foundation.clock import machine_now
from competition.foundation.errors import NotFound
from competition.foundation.twice import DoneAlready
from competition.organisation.second_step import PasskeyKnown, PasskeyWrong

ASKED = "passkey-asked"
LASTS = 5 * MINUTE
CHALLENGE_BYTES = 32
CREDENTIAL = re.compile(r"[A-Za-z0-9_-]{1,1400}")
USUAL_PORTS = {"http": 80, "https": 443}
VERIFIED = UserVerificationRequirement.REQUIRED

Result = TypeVar("Result")


class Purpose(StrEnum):
    """What a device is asked for."""

    ADD = "add"
    ENTER = "enter"


@dataclass(frozen=True, slots=True)
class Site:
    """Under which name passkeys are kept, and at which address they are asked for."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a device was asked to sign, and when."""

    challenge: bytes
    at: datetime


def install_passkeys(app: Flask, settings: Settings) -> None:
    """Let passkeys be known by the name of the site, and templates know where they work."""
    site = site_at(settings.base_url)
    app.extensions["konkurss-passkeys"] = site
    app.jinja_env.globals["passkeys_at"] = site.origin if site else None


def site_at(base_url: str) -> Site | None:
    """The site that people reach at an address; None where it has no name: browsers keep no passkeys for numbers."""
    parts = urlsplit(base_url)
    name = "localhost" if parts.hostname in LOOPBACK else (parts.hostname or "").encode("idna").decode()
    if not name or _is_number(name):
        return None
    port = "" if parts.port in {None, USUAL_PORTS.get(parts.scheme)} else f":{parts.port}"
    return Site(name, f"{parts.scheme}://{name}{port}")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def asked_to_add(account: Account, known: Sequence[Passkey]) -> str:
    """What a browser asks of a device so that it makes a passkey, as JSON. Raises NotFound where none can be."""
    return options_to_json(
        generate_registration_options(
            rp_id=_site().name,
            rp_name="Konkurss",
            user_id=account.id.bytes,
            user_name=account.email,
            user_display_name=account.person.name,
            challenge=_ask(Purpose.ADD),
            timeout=LASTS * 1000,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
            ),
            exclude_credentials=_named(known),
        )
    )


def asked_to_enter(known: Sequence[Passkey] = ()) -> str:
    """What a browser asks of a device that has a passkey, of the `known` ones or any, as JSON.

    Raises NotFound where passkeys cannot be.
    """
    return options_to_json(
        generate_authentication_options(
            rp_id=_site().name,
            challenge=_ask(Purpose.ENTER),
            timeout=LASTS * 1000,
            allow_credentials=_named(known),
            user_verification=VERIFIED,
        )
    )


def take_asked(purpose: Purpose) -> Asked:
    """What this browser was asked for lately, which counts for one answer. Raises PasskeyWrong where there is none."""
    kept = cookie.pop(ASKED, None)
    if kept is None or kept[0] != purpose:
        raise PasskeyWrong
    at = datetime.fromtimestamp(kept[2], UTC)
    if (machine_now() - at).total_seconds() > LASTS:
        raise PasskeyWrong
    return Asked(base64url_to_bytes(kept[1]), at)


def passkeys_of(session: Session, account: Account) -> Sequence[Passkey]:
    """The passkeys of an account, in the order in which they were added."""
    return session.scalars(select(Passkey).where(Passkey.account_id == account.id).order_by(Passkey.id)).all()


def own_passkey(session: Session, account: Account, key: UUID) -> Passkey:
    """A passkey of an account. Raises NotFound."""
    found = session.scalar(select(Passkey).where(Passkey.id == key, Passkey.account_id == account.id))
    if found is None:
        raise NotFound(what="passkey", key=key)
    return found


def account_answering(session: Session, answer: str) -> Account | None:
    """Whose passkey a device says that it used, before that is held against anything; None where nobody's."""
    try:
        name = _trusting_nothing(lambda: parse_authentication_credential_json(answer)).id
    except PasskeyWrong:
        return None
    if not CREDENTIAL.fullmatch(name):
        return None
    return session.scalar(
        select(Account).join(Passkey, Passkey.account_id == Account.id).where(Passkey.credential == name)
    )


def add_passkey(act: Act, account: Account, name: str, answer: str, asked: Asked) -> list[str]:
    """Let a new passkey open the account from now on; the recovery codes, where it is the first second step.

    Then every other browser is signed out, too. Raises PasskeyWrong, PasskeyKnown, DoneAlready.
    """
    site = _site()
    made: VerifiedRegistration = _trusting_nothing(
        lambda: verify_registration_response(
            credential=answer,
            expected_challenge=asked.challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )
    act.lock(Account, account.id)
    act.session.refresh(account, ["has_passkeys"])  # as it is under the lock: a passkey is a row of its own
    is_first, credential = not account.has_second_step, _fitting(bytes_to_base64url(made.credential_id))
    if any(one.credential == credential for one in passkeys_of(act.session, account)):
        raise DoneAlready
    passkey = Passkey(
        account_id=account.id,
        credential=credential,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name,
        made_at=machine_now(),
    )
    try:
        act.add(passkey)
    except IntegrityError:
        raise PasskeyKnown from None
    about = f"person:{account.person_id}"
    act.note("account.passkey-added", about, {"name": name}, passkey=passkey.id)
    act.tell([account.person_id], "passkey-added")
    if not is_first:
        return []
    sign_others_out(account)
    return make_recovery_codes(act, account)


def use_passkey(act: Act, account: Account, answer: str, asked: Asked) -> None:
    """Hold against the account's passkey what a device answers. Raises PasskeyWrong, also where it is closed.

    What was asked before the passkey was last used counts no more: a session that somebody copied opens nothing again.
    """
    act.lock(Account, account.id)
    said = _trusting_nothing(lambda: parse_authentication_credential_json(answer))
    passkey = next((one for one in passkeys_of(act.session, account) if one.credential == said.id), None)
    if passkey is None or not account.active or (passkey.used_at is not None and asked.at <= passkey.used_at):
        raise PasskeyWrong
    passkey.sign_count = _counted(said, account, passkey, asked)
    passkey.used_at = machine_now()
    act.note("account.passkey-used", f"person:{account.person_id}", passkey=passkey.id)


def remove_passkey(act: Act, account: Account, key: UUID, *, needed: bool) -> None:
    """Let a passkey open the account no more; where it was the last second step, end that.

    Raises NotFound, CodesNeeded where the second step is `needed` and this is the last of it.
    """
    act.lock(Account, account.id)
    passkey = own_passkey(act.session, account, key)
    if is_last(act.session, account):
        leave_second_step(act, account, needed=needed)
        return
    act.session.delete(passkey)
    act.note("account.passkey-removed", f"person:{account.person_id}", passkey=key)
    act.tell([account.person_id], "passkey-removed")


def is_last(session: Session, account: Account) -> bool:
    """Whether an account has one passkey and nothing else for its second step."""
    return account.code_secret is None and len(passkeys_of(session, account)) == 1


def _counted(said: AuthenticationCredential, account: Account, passkey: Passkey, asked: Asked) -> int:
    """How often the passkey was used by now, as a right answer says. Raises PasskeyWrong."""
    site = _site()
    if said.response.user_handle not in {None, account.id.bytes}:
        raise PasskeyWrong
    return _trusting_nothing(
        lambda: verify_authentication_response(
            credential=said,
            expected_challenge=asked.challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    ).new_sign_count


def _trusting_nothing(read: Callable[[], Result]) -> Result:
    """What is read from what a stranger sent; whatever the library stumbles over there is PasskeyWrong."""
    try:
        return read()
    except Exception as stumbled:
        raise PasskeyWrong from stumbled


def _ask(purpose: Purpose) -> bytes:
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    cookie[ASKED] = [purpose.value, bytes_to_base64url(challenge), machine_now().timestamp()]
    return challenge


def _named(known: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in known]


def _fitting(credential: str) -> str:
    if not CREDENTIAL.fullmatch(credential):
        raise PasskeyWrong
    return credential


def _site() -> Site:
    site: Site | None = current_app.extensions["konkurss-passkeys"]
    if site is None:
        raise NotFound(what="passkey", key="")
    return site
