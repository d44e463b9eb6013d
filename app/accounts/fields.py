"""Fields that the forms of accounts share, and where they lead."""

import re
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import request
from wtforms import Field, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, StopValidation
from wtforms.widgets import EmailInput

from app.words import said_later as _l
from competition.organisation.passwords import LONGEST

LINE = 200
OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f]+")


def address(label: Any = None, hint: Any = "") -> StringField:
    """An e-mail address that mail can be sent to, in small letters as the portal keeps it."""
    return StringField(
        label or _l("E-mail address"),
        description=hint,
        validators=[DataRequired(_WRITE_ADDRESS), Length(max=LINE), _can_be_mailed],
        filters=[_one_line, _small],
        widget=EmailInput(),
    )


def optional_address(label: Any = None, hint: Any = "") -> StringField:
    """The same where it may be left out."""
    return StringField(
        label or _l("E-mail address"),
        description=hint,
        validators=[Optional(), Length(max=LINE), _can_be_mailed],
        filters=[_one_line, _small],
        widget=EmailInput(),
    )


def own_name() -> StringField:
    """The name and surname of whoever fills the form in."""
    return StringField(
        _l("Name and surname"),
        validators=[DataRequired(_l("Write your name and surname.")), Length(max=LINE)],
        filters=[_one_line],
    )


def new_password(label: Any = None) -> PasswordField:
    """A password that is chosen; whether it may be is for the rule."""
    return PasswordField(
        label or _l("Password"),
        description=_l("At least 10 characters. Take three or four unrelated words; figures and signs are not needed."),
        validators=[InputRequired(_l("Write a password."))],
    )


def present_password() -> PasswordField:
    """The password with which somebody shows that it is still them."""
    return PasswordField(
        _l("Present password"),
        validators=[InputRequired(_l("Write your present password.")), Length(max=LONGEST)],
    )


def line(label: Any, missing: Any, hint: Any = "") -> StringField:
    """A line of text that must be there."""
    return StringField(
        label, description=hint, validators=[DataRequired(missing), Length(max=LINE)], filters=[_one_line]
    )


def optional_line(label: Any, hint: Any = "", **more: Any) -> StringField:
    """A line of text that may be left out; `more` goes to the field."""
    filters = [_one_line, *more.pop("filters", ())]
    return StringField(label, description=hint, validators=[Optional(), Length(max=LINE)], filters=filters, **more)


def wanted_next() -> str | None:
    """Where somebody was going before they were asked for an account, if that is on this site."""
    wanted = request.form.get("next") or request.args.get("next") or ""
    return wanted if stays_here(wanted) else None


def stays_here(address: str) -> bool:
    """Whether an address is a path of this site, as browsers read it: they take `\\` for `/` and pass over controls."""
    return bool(OWN_PATH.fullmatch(address))


def _can_be_mailed(_form: object, field: Field) -> None:
    try:
        found = validate_email(field.data, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        found = None
    if found is None or found.ascii_email is None:
        raise StopValidation(_WRITE_ADDRESS)
    field.data = found.ascii_email.lower()


def _one_line(text: str | None) -> str | None:
    """What was typed on one line, without what no line holds; databases take no NUL."""
    return " ".join(_UNREADABLE.sub(" ", text).split()) if text else text


def _small(text: str | None) -> str | None:
    return text.lower() if text else text


_WRITE_ADDRESS = _l("Write an e-mail address such as name@example.org.")
