"""What became of each request: told once, when its answer begins, to whoever counts or writes it down."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Request

STATIC, NO_PAGE = "static", "none"
BEGAN = "konkurss.began"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that has begun. `endpoint` names the page and nothing of what stood in its address."""

    endpoint: str
    method: str
    status: int
    seconds: float


class Watched:
    """WSGI middleware that tells of every answer, files and errors included."""

    def __init__(self, application: WSGIApplication, *tell: Callable[[Answered], None]) -> None:
        self.application = application
        self._tell = tell

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began = environ[BEGAN] = perf_counter()

        def start(status: str, headers: list[tuple[str, str]], *exc_info: object) -> object:
            answered = Answered(
                _endpoint_of(environ), environ["REQUEST_METHOD"], int(status[:3]), perf_counter() - began
            )
            for tell in self._tell:
                tell(answered)
            return start_response(status, headers, *exc_info)  # pyright: ignore[reportArgumentType]

        return self.application(environ, start)  # pyright: ignore[reportArgumentType]


def _endpoint_of(environ: WSGIEnvironment) -> str:
    """The page, which Flask's request knows; where there is none, a file was answered before Flask was asked."""
    request = environ.get("werkzeug.request")
    return request.endpoint or NO_PAGE if isinstance(request, Request) else STATIC
