"""The pages for what goes wrong: what happened, what to do next, a way on, the request's number.

A person's mistake is never a 500. Refusals of the competition have their sentences in app/refusals.py and their
advice here, by status.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from typing import Any

from flask import Flask, current_app, g, jsonify, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable
from werkzeug.wrappers import Response

from app.acting import current_person
from app.config import Settings
from app.languages import page_language
from app.logs import milliseconds, person_key
from app.request_number import request_number
from competition.foundation.engine import is_passing

log = logging.getLogger(__name__)

CARRIED = ("Allow", "Retry-After")
NOTED = frozenset({403, 409, 422, 429})
NOT_AGAIN = frozenset({403, 404})
NOT_TYPED = frozenset({"csrf_token", "seen", "next", "password", "new_password", "code"})
TYPED_FROM = 20  # shorter than a sentence is a choice, a number or a name, and soon written again

WayOn = tuple[str, str]  # its words and its address


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened, and what to do next; both are translated when they are said."""

    happened: Any
    advice: Any


TROUBLES: dict[int, Trouble] = {
    400: Trouble(
        _l("The site could not read this request."),
        _l("Nothing was changed. Open the page again and repeat what you did; an address must be copied whole."),
    ),
    403: Trouble(
        _l("You do not have permission for this page."),
        _l("The page may belong to another role or organisation. Whoever gave you your role can change it."),
    ),
    404: Trouble(
        _l("There is no such page."),
        _l("Check that the address is whole, or start from the list of calls: every public page is reached from it."),
    ),
    405: Trouble(
        _l("This address cannot be used in this way."),
        _l("Nothing was changed. Open the page itself and use the links and buttons on it."),
    ),
    409: Trouble(
        _l("Somebody changed it meanwhile."),
        _l(
            "Nothing was changed by you. Open the page again to see how things stand now;"
            " if you typed something, go back and copy it first, so that it is not lost."
        ),
    ),
    413: Trouble(
        _l("What was sent is too large."),
        _l(
            "A file may have at most %(largest)s MB. Make it smaller, for example by saving its pictures smaller,"
            " and send it again; shorten a very long text."
        ),
    ),
    422: Trouble(
        _l("What was sent cannot be accepted."),
        _l(
            "Nothing was changed. Go back: what you typed is still in the form."
            " Correct what can be corrected and send it again."
        ),
    ),
    429: Trouble(
        _l("That was too often in a short time."),
        _l("Wait a minute and try again."),
    ),
    500: Trouble(
        _l("Something went wrong on our side."),
        _l("It has been noted down. Try again in a moment; if it happens again, tell the organiser the number below."),
    ),
    503: Trouble(
        _l("The site is under maintenance."),
        _l("It will be back soon. If you were filling in a form, leave its page open and send it again afterwards."),
    ),
}
UNREACHED = Trouble(
    _l("The site’s database does not answer just now."),
    _l("Nothing was changed. Try again in a moment."),
)
UNREACHED_FOR = 10  # seconds after which it is worth trying again
BUSY = Trouble(
    _l("Other pages and files are being prepared just now."),
    _l("Try again in a moment."),
)
STORE_AWAY = Trouble(
    _l("The site cannot keep files just now."),
    _l("Nothing was kept of what you sent. Try again in some minutes; if it happens again, tell the organiser."),
)
STORE_UNREAD = Trouble(
    _l("The site cannot get this file just now."),
    _l("The file is not lost. Try again in some minutes; if it happens again, tell the organiser."),
)
STALE = Trouble(
    _l("The page had been open too long, or was opened in another session."),
    _l(
        "Nothing was changed. Open the page again and repeat what you did."
        " What you typed stands below, to be copied; open the page in another tab."
    ),
)
STALE_SCRIPT = _l(
    "Not saved: you have signed out, or in again, in another window."
    " Copy what you typed, open the page again and paste it."
)


GIVEN_BACK_SCRIPT = _l(
    "Not saved: your session has ended. Press the button at the end of the page: what you typed is not lost."
)


class Busy(ServiceUnavailable):
    """The site has no place for a costly page just now; come back after so many seconds."""

    trouble = BUSY


class StoreAway(ServiceUnavailable):
    """The store of files takes nothing just now."""

    trouble = STORE_AWAY


class StoreUnread(ServiceUnavailable):
    """The store of files gives nothing just now."""

    trouble = STORE_UNREAD


def show_errors(app: Flask) -> None:
    """Answer errors with pages of ours, and note down those that somebody may ask about."""
    app.logger.setLevel(logging.INFO)  # the loggers of app/ stand below Flask's
    app.log_exception = lambda exc_info: None  # `broken` does; Flask would write the whole address down
    app.after_request(_note_down)

    @app.errorhandler(CSRFError)
    def stale(_error: CSRFError) -> tuple[str | Response, int]:
        if wants_json():
            return jsonify(said=str(GIVEN_BACK_SCRIPT if is_given_back() else STALE_SCRIPT)), 400
        return error_page(400, STALE.happened, STALE.advice, typed=typed_texts()), 400

    app.register_error_handler(HTTPException, answer_error)

    @app.errorhandler(InternalServerError)
    def broken(error: InternalServerError) -> tuple[str, int, dict[str, str]]:
        code = 503 if is_passing(error.original_exception) else 500
        said = (request_number(), request.method, request.url_rule)
        log.error("request %s: %s %s failed", *said, exc_info=error.original_exception, extra=_facts(code))
        typed = typed_texts() if "form" in request.__dict__ else []  # what could not be read is not read again
        if code == HTTPStatus.SERVICE_UNAVAILABLE:
            return (
                bare_page(code, str(UNREACHED.advice), UNREACHED.happened, typed),
                code,
                {"Retry-After": str(UNREACHED_FOR)},
            )
        return bare_page(code, advice_for(code), typed=typed), code, {}


def answer_error(error: HTTPException) -> Response | tuple[str, int, dict[str, str]]:
    """The page of an error of HTTP."""
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if error.response is not None or code < HTTPStatus.BAD_REQUEST:  # the router's redirects are answers, not errors
        return error.get_response()
    headers = {name: value for name, value in error.get_headers() if name in CARRIED}
    own = getattr(error, "trouble", None)
    happened, advice = (own.happened, str(own.advice)) if own else (_trouble(code).happened, advice_for(code))
    return error_page(code, happened, _wait(error) or advice), code, headers


def advice_for(code: int) -> str:
    """What to do next after an answer with this status."""
    return str(_trouble(code).advice) % {"largest": _settings().max_upload_mb}


def error_page(code: int, happened: str, advice: str, ways: Sequence[WayOn] = (), typed: Sequence[str] = ()) -> str:
    """The page that says what went wrong; `ways` lead on from there, beside those that help with every error.

    `typed` is given back to be copied: nobody loses what they wrote.
    """
    offered: dict[str, str] = {}
    for words, address in (*_back_to_it(code), *ways, *_elsewhere()):
        offered.setdefault(address, words)
    return render_template(
        "error.html",
        code=code,
        happened=happened,
        advice=advice,
        ways=offered,
        typed=typed,
        sign_out=FlaskForm() if code == HTTPStatus.FORBIDDEN and current_person() else None,
        sign_in_address=_sign_in_address(),
        number=request_number(),
    )


def bare_page(code: int, advice: str, happened: Any = None, typed: Sequence[str] = ()) -> str:
    """The page for when the site does not work: nothing of the database or the session, which may be what is broken.

    `happened` where it is something else than usual; `typed` is given back to be copied.
    """
    home = url_for("public.calls", lang=page_language())
    return current_app.jinja_env.get_template("broken.html").render(  # past Flask, which would look who is signed in
        code=code,
        happened=happened or _trouble(code).happened,
        advice=advice,
        typed=typed,
        again=this_page() or home,
        home=home,
        number=request_number(),
    )


def _trouble(code: int) -> Trouble:
    return TROUBLES.get(code) or TROUBLES[400 if code < HTTPStatus.INTERNAL_SERVER_ERROR else 500]


def _wait(error: HTTPException) -> str | None:
    """How long to wait, where the error knows."""
    seconds = getattr(error, "retry_after", None)
    if error.code != HTTPStatus.TOO_MANY_REQUESTS or not isinstance(seconds, int):
        return None
    return ngettext(
        "Wait %(num)d minute and try again.", "Wait %(num)d minutes and try again.", max(1, ceil(seconds / 60))
    )


def _back_to_it(code: int) -> list[WayOn]:
    """Where to try again, or to sign in for it; nowhere when that would say the same."""
    here = this_page()
    if code == HTTPStatus.FORBIDDEN and not current_person():
        return [(gettext("Sign in"), _sign_in_address())]
    return [(gettext("Open the page again"), here)] if here and code not in NOT_AGAIN else []


def _elsewhere() -> list[WayOn]:
    return [(gettext("To the list of calls"), url_for("public.calls")), (gettext("Help"), url_for("help.overview"))]


def _sign_in_address() -> str:
    return url_for("security.login", next=this_page())


def this_page() -> str | None:
    """The address at hand, where it is a page that can be opened by itself."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None or "GET" not in adapter.allowed_methods(request.path):
        return None
    return request.script_root + request.full_path.rstrip("?")


def wants_json() -> bool:
    """Whether a script asks, which shows one sentence, and not somebody who reads a page."""
    return "json" in request.headers.get("Accept", "")


def is_given_back() -> bool:
    """Whether the view at hand is one whose page carries what was typed past a session that ended (giving_back)."""
    return getattr(current_app.view_functions.get(request.endpoint or ""), "gives_back", False)


def typed_texts() -> list[str]:
    """The texts of the form that was sent, without what is secret and what nobody types."""
    return [text for name, text in request.form.items(multi=True) if name not in NOT_TYPED and len(text) >= TYPED_FROM]


def _note_down(response: Response) -> Response:
    """A line for what people ask about, in production for every page; what strangers try all day fills no log.

    The rule of the address, not what stood in it: that may be personal.
    """
    code = response.status_code
    said = (request_number(), request.method, request.url_rule, code)
    if code in NOTED or "refused" in g:
        log.info("request %s: %s %s answered %s (%s)", *said, g.get("refused", "no refusal"), extra=_facts(code))
    elif code > HTTPStatus.INTERNAL_SERVER_ERROR and code != HTTPStatus.SERVICE_UNAVAILABLE:
        # A 500 has its line, with what broke; while the site is closed every page would write one.
        log.warning("request %s: %s %s answered %s", *said, extra=_facts(code))
    elif code < HTTPStatus.INTERNAL_SERVER_ERROR and _settings().production and not _is_noise(code):
        log.info("request %s: %s %s answered %s", *said, extra=_facts(code))
    return response


def _is_noise(code: int) -> bool:
    """What monitoring asks every few seconds, and what leads nowhere for somebody whom nobody knows."""
    return request.blueprint == "health" or (code >= HTTPStatus.BAD_REQUEST and person_key() is None)


def _facts(code: int) -> dict[str, object]:
    """What a line of the log says beside its sentence."""
    refused = {"refusal": g.refused} if "refused" in g else {}
    return {"status": code, "ms": milliseconds(), **refused}


def _settings() -> Settings:
    return current_app.extensions["konkurss-settings"]
