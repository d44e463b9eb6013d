"""The second factor: codes of an authenticator (RFC 6238), and recovery codes in their place.

A code works once: the last one's counter is kept. Phones go by the world's clock, so codes do, not by a moved one.
Secrets are encrypted and recovery codes kept as digests, both with keys that follow from KONKURSS_SECRET_KEY. What
changes is part of an act; the caller's act commits it.
"""

import hashlib
import hmac
import secrets

from flask import current_app
from passlib.totp import TOTP, TokenError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts.browsers import sign_others_out
from app.accounts.records import Account, RecoveryCode
from app.second_step import end_second_step
from competition.foundation.act import Act
from competition.foundation.clock import machine_now
from competition.organisation.second_step import CodesNeeded, CodeWrong

ISSUER = "Konkurss"
WINDOW = 30
"""Seconds by which a phone's clock may be wrong."""
CODES, CODE_SIGNS, CODE_PART = 10, 12, 4


def new_secret() -> str:
    """A secret for an authenticator, encrypted."""
    return _authenticator().new().to_json(encrypt=True)


def key_of(secret: str) -> str:
    """The secret as somebody types it into an authenticator, in groups."""
    return _authenticator().from_source(secret).pretty_key(format="base32", sep=" ")


def address_of(secret: str, email: str) -> str:
    """What the picture holds that an authenticator reads (otpauth://…)."""
    return _authenticator().from_source(secret).to_uri(label=email)


def counter_of(secret: str, typed: str, last: int | None = None) -> int | None:
    """The counter of a code that counts now; None for one that does not, or was used before."""
    try:
        code = _without_gaps(typed)
        return _authenticator().verify(code, secret, time=machine_now(), window=WINDOW, last_counter=last).counter
    except (TokenError, ValueError):
        return None


def switch_on(act: Act, account: Account, secret: str, counter: int) -> list[str]:
    """Ask for codes of this secret from now on; the new recovery codes. Every other browser is signed out.

    This one keeps its session: whoever presses the button twice is shown other codes, not the page to sign in.
    """
    act.lock(Account, account.id)
    if account.code_secret == secret:
        return renew_codes(act, account)
    account.code_secret, account.code_since, account.code_counter = secret, act.at, counter
    sign_others_out(account)
    act.note("account.codes-on", f"person:{account.person_id}")
    act.tell([account.person_id], "codes-on")
    return make_recovery_codes(act, account)


def switch_off(act: Act, account: Account, *, needed: bool) -> None:
    """Ask for no codes any more; where there is no passkey either, for no second step.

    Raises CodesNeeded where the second step is `needed`.
    """
    act.lock(Account, account.id)
    act.session.refresh(account, ["has_passkeys"])  # as it is under the lock: a passkey is a row of its own
    if not account.has_passkeys:
        leave_second_step(act, account, needed=needed)
        return
    account.code_secret = account.code_since = account.code_counter = None
    act.note("account.app-off", f"person:{account.person_id}")
    act.tell([account.person_id], "app-off")


def leave_second_step(act: Act, account: Account, *, needed: bool) -> None:
    """Give the last means of the second step up. Raises CodesNeeded where the second step is `needed`."""
    if needed:
        raise CodesNeeded
    end_second_step(act, account.person_id)


def renew_codes(act: Act, account: Account) -> list[str]:
    """Other recovery codes in the place of those from before."""
    act.note("account.recovery-codes-made", f"person:{account.person_id}")
    return make_recovery_codes(act, account)


def take_code(act: Act, account: Account, typed: str) -> None:
    """Use a code of the authenticator, or a recovery code. Raises CodeWrong."""
    act.lock(Account, account.id)
    counter = counter_of(account.code_secret or "", typed, account.code_counter) if account.code_secret else None
    if counter is not None:
        account.code_counter = counter
        act.note("account.code-used", f"person:{account.person_id}")
        return
    code = act.session.scalar(
        select(RecoveryCode).where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.digest == _digest(typed),
            RecoveryCode.used_at.is_(None),
        )
    )
    if code is None:
        raise CodeWrong
    code.used_at = act.at
    act.note("account.recovery-code-used", f"person:{account.person_id}")
    act.tell([account.person_id], "recovery-code-used")


def codes_left(session: Session, account: Account) -> int:
    """How many recovery codes are not used."""
    unused = RecoveryCode.used_at.is_(None)
    return session.scalar(select(func.count()).where(RecoveryCode.account_id == account.id, unused)) or 0


def make_recovery_codes(act: Act, account: Account) -> list[str]:
    """Ten recovery codes, to be shown this once; those from before count no more."""
    act.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    words = [secrets.token_hex(CODE_SIGNS // 2) for _ in range(CODES)]
    act.session.add_all(RecoveryCode(account_id=account.id, digest=_digest(word)) for word in words)
    return ["-".join(word[at : at + CODE_PART] for at in range(0, CODE_SIGNS, CODE_PART)) for word in words]


def _digest(typed: str) -> str:
    return hmac.new(_key("recovery codes"), _without_gaps(typed).lower().encode(), hashlib.sha256).hexdigest()


def _without_gaps(typed: str) -> str:
    return "".join(sign for sign in typed if not sign.isspace() and sign != "-")


def _authenticator() -> type[TOTP]:
    return TOTP.using(issuer=ISSUER, secrets={"1": _key("authenticators").hex()})


def _key(what: str) -> bytes:
    return hashlib.sha256(f"konkurss {what}\n{current_app.config['SECRET_KEY']}".encode()).digest()
