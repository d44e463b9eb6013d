"""Public pages are made once for everybody who is not signed in, as long as they would come out the same.

That is until something is done (the next event of the audit chain) and at the longest to the end of the second, for
pages tell the time. What somebody with a session sees is always made for them.
"""

from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock

from flask import Flask, Response, g, request
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.access import Do, asked_of
from app.acting import arrived
from app.compression import tells_a_secret
from app.extensions import db
from app.languages import LANGUAGES
from competition.foundation.audit import AuditHead

MOST = 200
PAGE = "text/html"

Moment = tuple[int, int]  # the last event of the chain, the second


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was made, and when."""

    made: Moment
    body: bytes


class KeptPages:
    """The pages of one process, those asked for last; safe among threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str, now: Moment) -> bytes | None:
        """The page of an address if it was made at this very moment."""
        with self._lock:
            kept = self._pages.get(address)
            if kept is None or kept.made != now:
                return None
            self._pages.move_to_end(address)
            return kept.body

    def put(self, address: str, now: Moment, body: bytes) -> None:
        """Keep a page, and forget the one asked for longest ago where there are too many."""
        with self._lock:
            self._pages[address] = Kept(now, body)
            self._pages.move_to_end(address)
            if len(self._pages) > self._most:
                self._pages.popitem(last=False)


def keep_pages(app: Flask) -> None:
    """Answer from the kept pages where one fits. After the doors, and before the headers are written."""
    pages = KeptPages()

    @app.before_request
    def answer_at_once() -> Response | None:
        moment = _moment() if _for_everybody(app) else None
        if moment is None:
            return None
        g.making = moment
        body = pages.take(request.full_path, moment)
        return None if body is None else Response(body, mimetype=PAGE)

    @app.after_request
    def keep(response: Response) -> Response:
        if "making" in g and _is_a_page(response) and not tells_a_secret():
            pages.put(request.full_path, g.making, response.get_data())
        return response


def _is_a_page(response: Response) -> bool:
    """Whether this is a whole page of the site as any other: nothing that is downloaded, streamed or kept otherwise."""
    of_its_own = "Content-Disposition" in response.headers or "Cache-Control" in response.headers
    return (
        response.status_code == HTTPStatus.OK
        and response.mimetype == PAGE
        and not of_its_own
        and not response.is_streamed
        and not response.direct_passthrough
    )


def _for_everybody(app: Flask) -> bool:
    """Whether this is a public page asked for by nobody in particular."""
    public = asked_of(app.view_functions.get(request.endpoint or "")) is Do.SEE_PUBLIC
    in_a_language = request.path.split("/")[1] in LANGUAGES
    return (
        public
        and in_a_language
        and request.method in {"GET", "HEAD"}
        and app.config["SESSION_COOKIE_NAME"] not in request.cookies
    )


def _moment() -> Moment | None:
    """The moment by the chain and the clock; None where the database does not answer: not every page needs it."""
    try:
        number = db.session.scalar(select(AuditHead.number))
    except DBAPIError:
        db.session.rollback()
        return None
    return None if number is None else (number, int(arrived().timestamp()))
