"""What is public is sent compressed; what is somebody's own, or holds a token, is not (docs/decisions/0009)."""

from flask import Flask, Response, current_app, g, request, session
from flask_compress import Compress
from flask_login import current_user

WAYS = ("br", "gzip")
MODERATELY = {
    "COMPRESS_ALGORITHM": WAYS,
    "COMPRESS_BR_LEVEL": 5,  # at 4, gzip is tighter; both take a fraction of a millisecond a page
    "COMPRESS_LEVEL": 6,
    "COMPRESS_MIMETYPES": ("text/html", "text/calendar", "application/atom+xml", "application/json"),
    "COMPRESS_REGISTER": False,  # `compressed` says of which answer, not the library of every one
    "COMPRESS_STREAMS": False,
    "COMPRESS_EVALUATE_CONDITIONAL_REQUEST": False,  # app/headers.py has asked, before the work
}

_library = Compress()


def prepare_compression(app: Flask) -> None:
    """Tell the library how."""
    app.config.from_mapping(MODERATELY)
    _library.init_app(app)


def compressed(response: Response) -> Response:
    """A whole public answer as the visitor's browser takes it best. Its weak tag stays: one for all encodings."""
    if tells_a_secret():
        return response
    response.vary.add("Accept-Encoding")
    # The library takes even `gzip;q=0` for a wish, so it is asked only where one of the ways is welcome.
    if response.status_code == 200 and request.accept_encodings.best_match(WAYS):  # noqa: PLR2004
        return _library.after_request(response)
    return response


def tells_a_secret() -> bool:
    """Whether the size of the answer could give something away: it is a person's own, or holds their token."""
    return current_user.is_authenticated or session.modified or current_app.config["WTF_CSRF_FIELD_NAME"] in g
