"""Between the password and the second step: nobody is signed in yet, and this browser knows whose code is awaited."""

from collections.abc import Callable
from functools import wraps

from flask import make_response, redirect, session, url_for
from flask_login import current_user
from flask_security.utils import logout_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from app.accounts.records import Account
from app.extensions import db
from app.throttling import MINUTE
from competition.foundation.clock import machine_now

HALFWAY = "halfway"
LASTS = 10 * MINUTE

View = Callable[..., object]


def stopped_for_code(view: View) -> View:
    """The view that signs in by a password; where the account has a second step, it leads to that instead."""

    @wraps(view)
    def stopped(**values: object) -> Response:
        was_in = current_user.is_authenticated
        response = make_response(view(**values))
        if was_in or not current_user.is_authenticated or not current_user.has_second_step:
            return response
        mark = current_user.fs_uniquifier
        logout_user()
        session[HALFWAY] = [mark, int(machine_now().timestamp())]
        return redirect(url_for("accounts.code", next=response.location), 303)

    return stopped


def awaited() -> Account | None:
    """Whose code this browser is asked for; None where no password was given lately, or the account was closed."""
    mark, at = session.get(HALFWAY, (None, 0))
    if mark is None or machine_now().timestamp() - at > LASTS:
        return None
    return db.session.scalar(select(Account).where(Account.fs_uniquifier == mark, Account.active))


def forget() -> None:
    """Await no code any more."""
    session.pop(HALFWAY, None)
