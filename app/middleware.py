"""The outermost layer: the instant at which a request reached the site.

Taken before any waiting for a thread or a lock: a person in time is in time however busy the evening is.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from competition.foundation import clock

ARRIVED = "konkurss.arrived"
LONGEST_WAIT = timedelta(seconds=60)
STAMP = re.compile(r"(?:t=)?(\d{9,19}(?:\.\d{1,9})?)", re.ASCII)
# A proxy writes seconds, milli-, micro- or nanoseconds since 1970; their sizes tell them apart for centuries.
UNITS = ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3), (0, 1))


class Arrival:
    """WSGI middleware that writes the arrival instant into the environment."""

    def __init__(self, application: WSGIApplication, *, behind_proxies: bool) -> None:
        self.application = application
        self.behind_proxies = behind_proxies

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[ARRIVED] = clock.now()
        if self.behind_proxies:
            environ[ARRIVED] -= waited(environ.get("HTTP_X_REQUEST_START", ""), clock.machine_now())
        return self.application(environ, start_response)


def waited(stamp: str, now: datetime) -> timedelta:
    """How long a request waited since the proxy next to us stamped it: never negative, at most a minute."""
    match = STAMP.fullmatch(stamp.rpartition(",")[2].strip())
    if match is None:
        return timedelta()
    number = float(match[1])
    seconds = number / next(unit for size, unit in UNITS if number >= size)
    since = now - datetime.fromtimestamp(seconds, UTC)
    return min(max(since, timedelta()), LONGEST_WAIT)
