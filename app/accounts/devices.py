"""Browsers that have signed in before, and how often others may try: nobody locks somebody else out.

A browser that signed in to an account has a cookie that says so, signed. What it tries with that account is counted for
itself; everybody else's tries with the account are counted together (OWASP, device cookies). A changed password makes
the cookies of before worthless.
"""

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Flask, current_app, g, make_response, request
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from app.accounts.browsers import begin_here
from app.accounts.records import Account
from app.config import Settings
from app.extensions import db
from app.proof import note_proof
from app.security_log import Happened, note_security
from app.throttling import (
    ASKING_OF_ADDRESS,
    ASKING_OF_NETWORK,
    SIGN_IN_OF_ACCOUNT,
    SIGN_IN_OF_NETWORK,
    Limit,
    network,
    throttle,
)

KNOWN_FOR = 180 * 86400
MOST_ACCOUNTS = 5
REFUSED = 422

View = Callable[..., object]


def install_devices(app: Flask, settings: Settings) -> None:
    """Give browsers that sign in their cookie."""
    name = "__Host-konkurss-device" if settings.secure else "konkurss-device"
    app.config["KONKURSS_DEVICE_COOKIE"] = name

    @app.after_request
    def give(response: Response) -> Response:
        account: str | None = g.pop("signed_in_here", None)
        if account is not None:
            device, known = _device()
            kept = [account, *(one for one in known if one != account)][:MOST_ACCOUNTS]
            signed = _signer().dumps([device or secrets.token_urlsafe(12), kept])
            response.set_cookie(
                name, signed, max_age=KNOWN_FOR, secure=settings.secure, httponly=True, samesite="Lax", path="/"
            )
        return response


def remember_device(account: Account) -> None:
    """Let this browser be known to have signed in to an account; the answer carries its cookie."""
    g.signed_in_here = _mark(account)


def guarded(view: View) -> View:
    """The view that signs in, with its failures counted."""

    @wraps(view)
    def guard(**values: object) -> object:
        if request.method != "POST":
            return view(**values)
        typed = request.form.get("email") or ""
        account = _account_of(typed)
        person = account.person_id if account else None
        counted = _counted(typed, account, (SIGN_IN_OF_NETWORK, SIGN_IN_OF_ACCOUNT))
        _require_room(counted, person)
        was_in = current_user.is_authenticated
        response = make_response(view(**values))
        if response.status_code == REFUSED:
            for limit, whom in counted:
                throttle().note(limit, whom)
            note_security(Happened.SIGN_IN_FAILED, person)
        elif current_user.is_authenticated and not was_in:  # of whoever is in already the library asks nothing
            remember_device(current_user)  # pyright: ignore[reportArgumentType] - a stand-in for the account
            begin_here(current_user)  # pyright: ignore[reportArgumentType]
            note_proof()
            note_security(Happened.SIGNED_IN, current_user.person_id)
        return response

    return guard


def require_room_for_passkey(account: Account | None) -> None:
    """Whether somebody may try once more to sign in with a passkey, of this account or nobody's.

    Raises TooManyRequests.
    """
    _require_room(_counted_for_passkey(account), account.person_id if account else None)


def note_wrong_passkey(account: Account | None) -> None:
    """Count a passkey that did not sign in."""
    for limit, whom in _counted_for_passkey(account):
        throttle().note(limit, whom)
    note_security(Happened.SIGN_IN_FAILED, account.person_id if account else None)


def _counted_for_passkey(account: Account | None) -> list[tuple[Limit, str]]:
    """For itself: whoever guesses at a password keeps nobody's passkey out."""
    whose = f"passkey of {account.id}" if account else "passkey of nobody"
    return _counted(whose, account, (SIGN_IN_OF_NETWORK, SIGN_IN_OF_ACCOUNT))


def _require_room(counted: list[tuple[Limit, str]], person: UUID | None) -> None:
    try:
        for limit, whom in counted:
            throttle().require_room(limit, whom)
    except TooManyRequests:
        note_security(Happened.SIGN_IN_THROTTLED, person)
        raise


def count_asking(email: str) -> None:
    """Count a message that somebody asks to be sent to an address. Raises TooManyRequests."""
    for limit, whom in _counted(email, _account_of(email), (ASKING_OF_NETWORK, ASKING_OF_ADDRESS)):
        throttle().count(limit, whom)


def require_room_for_password(whom: str, person: UUID | None) -> None:
    """Whether a password may be tried once more. Raises TooManyRequests."""
    try:
        throttle().require_room(SIGN_IN_OF_ACCOUNT, f"present {whom}")
    except TooManyRequests:
        note_security(Happened.PASSWORD_THROTTLED, person)
        raise


def note_wrong_password(whom: str, person: UUID | None) -> None:
    """Count a password that was not right."""
    throttle().note(SIGN_IN_OF_ACCOUNT, f"present {whom}")
    note_security(Happened.PASSWORD_WRONG, person)


def _account_of(email: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.email == _as_kept(email).replace("\0", "")))


def _as_kept(email: str) -> str:
    return email.strip().lower()


def _counted(email: str, account: Account | None, limits: tuple[Limit, Limit]) -> list[tuple[Limit, str]]:
    """Under which names a try with an address is counted: the network's and the account's, or the known browser's."""
    device, known = _device()
    if device is not None and account is not None and _mark(account) in known:
        return [(limits[1], f"device {device} {account.id}")]
    return [(limits[0], network()), (limits[1], f"account {_as_kept(email)}")]


def _mark(account: Account) -> str:
    """What a cookie says of an account: changed with its password, and nothing that opens anything."""
    return hashlib.sha256(f"device {account.fs_uniquifier}".encode()).hexdigest()[:32]


def _device() -> tuple[str | None, list[str]]:
    """The name of this browser and the marks of the accounts that were signed in to on it."""
    sent = request.cookies.get(current_app.config["KONKURSS_DEVICE_COOKIE"])
    if not sent:
        return None, []
    try:
        value: Any = _signer().loads(sent, max_age=KNOWN_FOR)
    except BadSignature:
        return None, []
    return value[0], value[1]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="konkurss.device")
