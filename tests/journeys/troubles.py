"""A page for each kind of trouble, so that a browser can be led into it."""

from flask import Blueprint, abort
from werkzeug.exceptions import TooManyRequests

from app.access import Do, may
from app.languages import UNDER_LANGUAGE

troubles = Blueprint("troubles", __name__, url_prefix=UNDER_LANGUAGE)
BROKEN, TOO_OFTEN = 500, 429


@troubles.get("/trouble/<int:code>")
@may(Do.SEE_PUBLIC)
def trouble(code: int) -> str:
    """Get into trouble of this kind; of a bug for 500."""
    if code == BROKEN:
        raise ZeroDivisionError
    if code == TOO_OFTEN:
        raise TooManyRequests(retry_after=60)
    abort(code)
