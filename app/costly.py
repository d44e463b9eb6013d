"""Pages that cost much to make: so many at once in a process, and so often for one network.

One that finds no place waits a moment, never without end, because the threads are for everybody, and is asked to come
back; a network that asks too often is told so.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from threading import BoundedSemaphore
from typing import Any, TypeVar

from flask import Flask, current_app, g, make_response

from app.errors import Busy
from app.throttling import MINUTE, Limit, network, throttle

OF_NETWORK = Limit("costly-network", 300, 10 * MINUTE)
AT_ONCE = 2
PATIENCE = 2.0
"""Seconds for which a page waits for its place."""
COME_BACK = 5

View = TypeVar("View", bound=Callable[..., Any])


def install_places(app: Flask) -> None:
    """The places for costly pages of one application."""
    app.extensions["konkurss-costly"] = BoundedSemaphore(AT_ONCE)


def costly(view: View) -> View:
    """The view, within its limits; what it streams has its place until it has gone. Raises TooManyRequests, Busy."""

    @wraps(view)
    def limited(**values: object) -> object:
        throttle().count(OF_NETWORK, network())
        places: BoundedSemaphore = current_app.extensions["konkurss-costly"]
        if not places.acquire(timeout=PATIENCE):
            g.refused = "too-much-at-once"
            raise Busy(retry_after=COME_BACK)
        place = _Place(places)
        try:
            response = make_response(view(**values))
        except BaseException:
            place.leave()
            raise
        if response.is_streamed:
            response.response = _sent(response.iter_encoded(), place)
            response.call_on_close(place.leave)  # of a HEAD nothing is sent
        else:
            place.leave()
        return response

    vars(limited)["costly"] = True  # so that a test can read every route
    return limited  # pyright: ignore[reportReturnType]


class _Place:
    """A place that is given back once."""

    def __init__(self, places: BoundedSemaphore) -> None:
        self._places: BoundedSemaphore | None = places

    def leave(self) -> None:
        """Give it back, if that was not done."""
        places, self._places = self._places, None
        if places is not None:
            places.release()

    def __del__(self) -> None:
        self.leave()  # of an answer that was made and never sent


def _sent(pieces: Iterable[bytes], place: _Place) -> Iterator[bytes]:
    try:
        yield from pieces
    finally:
        place.leave()
