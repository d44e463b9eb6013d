"""The rule of passwords, said beside the field of a form."""

from wtforms import PasswordField

from app.forms import Form
from app.refusals import refusals_to
from competition.organisation.passwords import check_password

CODES = ("password-short", "password-long", "password-weak")


def may_choose(form: Form, field: PasswordField, *known: str) -> bool:
    """Whether somebody of whom `known` is known may choose what stands in the field; else the field says why not."""
    with refusals_to(form, dict.fromkeys(CODES, field)):
        check_password(field.data or "", *known)
    return not form.errors
