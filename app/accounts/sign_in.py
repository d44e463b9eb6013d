"""Signing in and out, by Flask-Security: its settings, its form, and the answers that it does not give."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import Flask, make_response, request, url_for
from flask_login import current_user
from flask_security.core import RoleMixin, UserMixin
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_security.forms import LoginForm
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.wrappers import Response
from wtforms import Field

from app.access import Do, may
from app.accounts.browsers import account_here, end_here
from app.accounts.devices import guarded, install_devices
from app.accounts.fields import wanted_next
from app.accounts.halfway import stopped_for_code
from app.accounts.passkeys import install_passkeys
from app.accounts.records import Account
from app.acting import current_person
from app.config import Environment, Settings
from app.extensions import db, security
from app.languages import UNDER_LANGUAGE
from app.menu import first_room
from app.security_log import Happened, note_security
from competition.organisation.passwords import LONGEST

LIGHT_HASH = {"argon2__time_cost": 1, "argon2__memory_cost": 256, "argon2__parallelism": 1}


class NoRole(RoleMixin):
    """The library asks for roles of its own; ours are a person's, and app/access.py knows what they may."""

    name = ""


class Accounts(SQLAlchemyUserDatastore):
    """The accounts; whoever is signed in is asked for by every request, so by a statement that is made once."""

    def find_user(self, case_insensitive: bool = False, **columns: Any) -> UserMixin | None:
        """The account with these values, or None."""
        if columns.keys() == {"fs_uniquifier"}:
            return account_here(columns["fs_uniquifier"])
        return super().find_user(case_insensitive=case_insensitive, **columns)


class SignInForm(LoginForm):
    """E-mail and password; nobody is remembered beyond the session."""

    remember = None  # pyright: ignore[reportAssignmentType] - the library asks whether it is there

    def validate(self, **options: object) -> bool:
        """Whether this is somebody's; what no password can be is not hashed."""
        if len(self.password.data or "") > LONGEST:
            self.password.errors = [*self.password.errors, "too long"]
            return False
        return super().validate(**options)

    def validate_next(self, field: Field) -> None:
        """Where to go afterwards is no reason to refuse somebody; `_answered` looks at it."""


def install(app: Flask, settings: Settings) -> None:
    """Take the library in. Its first reading comes after `begin_as_writer`, which is registered before."""
    app.config.from_mapping(_library_settings(settings))
    security.init_app(app, Accounts(db, Account, NoRole), login_form=SignInForm)
    app.config["KONKURSS_CODES_REQUIRED"] = settings.production
    install_devices(app, settings)
    install_passkeys(app, settings)
    _mark(app, "security.login", Do.SIGN_IN, _after_signing_in, lambda view: guarded(stopped_for_code(view)))
    _mark(app, "security.logout", Do.SIGN_OUT, lambda: url_for("public.calls"), _noted_leaving)


def _library_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECURITY_URL_PREFIX": UNDER_LANGUAGE,
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_FRESHNESS": timedelta(days=-1),  # its page for that stays away: ours asks for the code too
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "SECURITY_POST_LOGIN_VIEW": "accounts.overview",
        "SECURITY_POST_LOGOUT_VIEW": "public.calls",
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_CACHE_CONTROL": None,  # app/headers.py says it; the library writes it malformed ("no-store=True")
        "SECURITY_FLASH_MESSAGES": False,
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],  # Argon2 salts itself: a changed secret key loses no password
        "SECURITY_PASSWORD_SALT": "unused",
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": LIGHT_HASH if settings.env is Environment.TEST else {},
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": settings.secure,
    }


View = Callable[..., object]


def _mark(
    app: Flask, endpoint: str, do: Do, afterwards: Callable[[], str], around: Callable[[View], View] = lambda view: view
) -> None:
    """Say of a view of the library who may enter, and put our answer around it; `afterwards` is where it leads."""
    view = around(_answered(app.view_functions[endpoint], afterwards))

    @may(do)
    @wraps(view)
    def marked(**values: object) -> object:
        return view(**values)

    app.view_functions[endpoint] = marked  # pyright: ignore[reportArgumentType]


def _noted_leaving(view: View) -> View:
    """The view that signs out: it ends this browser's session, and who left is written down."""

    @wraps(view)
    def leaving(**values: object) -> object:
        person = current_person()
        key = person.id if person else None
        end_here()
        answer = view(**values)
        if key is not None and not current_user.is_authenticated:
            note_security(Happened.SIGNED_OUT, key)
        return answer

    return leaving


def _answered(view: View, afterwards: Callable[[], str]) -> View:
    """The library's view, with 422 for a form that it shows again, and never leading off the site."""

    @wraps(view)
    def answered(**values: object) -> Response:
        wanted = _take_next()
        response = make_response(view(**values))
        if response.location:
            response.location = wanted or afterwards()
        elif request.method == "POST" and response.status_code == 200:  # noqa: PLR2004 - the form again, with its errors
            response.status_code = 422
        return response

    return answered


def _after_signing_in() -> str:
    person = current_person()
    return first_room(person) if person else url_for("accounts.overview")


def _take_next() -> str | None:
    """Where to go afterwards, if it stays here; else it is taken away, because the library may stumble over it."""
    wanted = wanted_next()
    if wanted is not None:
        return wanted
    request.form = _without_next(request.form)  # pyright: ignore[reportAttributeAccessIssue] - a cached property
    request.args = _without_next(request.args)  # pyright: ignore[reportAttributeAccessIssue]
    return None


def _without_next(values: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict((name, value) for name, value in values.items(multi=True) if name != "next")
