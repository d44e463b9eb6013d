"""A session that ended while somebody typed costs them nothing: they sign in, and go on with what they typed.

A view marked with `gives_back` keeps text and does nothing else. What is sent to it by somebody who is signed out, or
with the token of a session that is over, is carried by the page that answers: it asks to sign in beside it, and sends
the same once more. Files cannot be carried; what another site sends is not.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flask import Flask, current_app, make_response, render_template, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from app.acting import current_person
from app.errors import is_given_back, this_page, typed_texts, wants_json

STALE, SIGNED_OUT = 400, 401
AGAIN = "_again"  # no key of a question; whoever comes from our page, and is still signed out, is told so

View = TypeVar("View", bound=Callable[..., Any])


def gives_back(view: View) -> View:
    """Write on the view that it keeps text and nothing else, so that what is sent to it may be sent once more."""
    view.gives_back = True  # pyright: ignore[reportFunctionMemberAccess] - read by errors.is_given_back
    return view


def give_back(app: Flask) -> None:
    """Answer who is signed out with what they typed, before the token is asked for and the door is shut."""

    @app.before_request
    def carry_on() -> Response | None:
        here = this_page() if request.method == "POST" and is_given_back() and _is_ours() else None
        if here is None or wants_json():
            return None
        person = current_person()
        if person is not None and _is_fresh(request.form.get(_token())):
            return None
        return make_response(_page(here, signed_in=person is not None), SIGNED_OUT if person is None else STALE)


def _page(here: str, *, signed_in: bool) -> str:
    return render_template(
        "given_back.html",
        form=FlaskForm(),
        signed_in=signed_in,
        again=AGAIN in request.form,
        again_name=AGAIN,
        address=here,
        sign_in_address=url_for("security.login", next=here),
        carried=list(_carried()),
        typed=typed_texts(),
    )


def _carried() -> Iterator[tuple[str, str]]:
    for name, text in request.form.items(multi=True):
        if name not in {_token(), AGAIN}:
            yield name, text


def _token() -> str:
    return current_app.config["WTF_CSRF_FIELD_NAME"]


def _is_fresh(token: str | None) -> bool:
    if not current_app.config["WTF_CSRF_ENABLED"]:
        return True
    try:
        validate_csrf(token)
    except ValidationError:
        return False
    return True


def _is_ours() -> bool:
    """Whether a page of this site sends it, as far as the browser says: nobody else writes into our hidden fields.

    Browsers from before 2023 say only from where it comes.
    """
    own = request.scheme + "://" + request.host
    from_where = "same-origin" if request.headers.get("Origin", own) == own else "cross-site"
    return request.headers.get("Sec-Fetch-Site", from_where) == "same-origin"
