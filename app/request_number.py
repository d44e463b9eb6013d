"""The number of a request: it stands in every answer, on the pages of errors and in the log.

Whoever asks for help names it, and whoever helps finds what happened.
"""

import secrets
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import has_request_context, request

HEADER = "X-Request-Id"
KEY = "konkurss.request-number"


class Numbered:
    """WSGI middleware that gives each request its number and each answer the header with it, files included."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        number = environ[KEY] = secrets.token_hex(6)

        def start(status: str, headers: list[tuple[str, str]], *exc_info: object) -> object:
            return start_response(status, [*headers, (HEADER, number)], *exc_info)  # pyright: ignore[reportArgumentType]

        return self.application(environ, start)  # pyright: ignore[reportArgumentType]


def request_number() -> str:
    """The number of the request at hand; "-" where nobody asked over the web."""
    return request.environ.get(KEY, "-") if has_request_context() else "-"
