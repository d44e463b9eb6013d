"""The pages for what goes wrong: each one sentence and a way on. A person's mistake is never a 500."""

import logging
import secrets

from flask import Flask, g, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from app.languages import page_language

log = logging.getLogger(__name__)

SENTENCES = {
    400: _l("The site could not read this request."),
    403: _l("You do not have permission for this page."),
    404: _l("There is no such page."),
    405: _l("This address cannot be used in this way."),
    413: _l("What was sent is too large."),
    429: _l("That was too often in a short time. Wait a little and try again."),
    500: _l("Something went wrong on our side. It has been noted down; try again in a moment."),
    503: _l("The site is being looked after and will be back soon."),
}
STALE = _l("The page had been open too long, or was opened in another session. Open it again and repeat what you did.")


def show_errors(app: Flask) -> None:
    """Answer errors with pages of ours."""

    @app.before_request
    def name_the_request() -> None:
        g.request_id = secrets.token_hex(6)

    @app.errorhandler(CSRFError)
    def stale(_error: CSRFError) -> tuple[str, int]:
        again = request.full_path.rstrip("?")
        return render_template("error.html", code=400, sentence=STALE, again=again), 400

    @app.errorhandler(HTTPException)
    def wrong(error: HTTPException) -> Response | tuple[str, int, dict[str, str]]:
        code = error.code or 500
        if error.response is not None or code < 400:  # noqa: PLR2004 - redirects of the router are answers, not errors
            return error.get_response()
        sentence = SENTENCES.get(code) or SENTENCES[400 if code < 500 else 500]  # noqa: PLR2004
        headers = {"Allow": error.get_response().headers["Allow"]} if code == 405 else {}  # noqa: PLR2004
        return render_template("error.html", code=code, sentence=sentence), code, headers

    @app.errorhandler(InternalServerError)
    def broken(error: InternalServerError) -> tuple[str, int]:
        number = g.get("request_id", "-")
        log.error("request %s: %s %s failed", number, request.method, request.path, exc_info=error.original_exception)
        home = url_for("public.calls", lang=page_language())
        # Nothing of the database here: it may be what is broken.
        return render_template("broken.html", sentence=SENTENCES[500], number=number, home=home), 500
