"""The process of gunicorn that serves the site, with an end to its patience.

gunicorn's own waits for a slow client as long as it likes to send, one byte a minute; a few such clients hold every
thread. A proxy in front takes slow uploads; this is for where there is none, or it does not.
"""

import socket
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

HEADERS_WITHIN = 15.0
ALL_WITHIN = 300.0


@dataclass(slots=True)
class Listening:
    """Since when a thread listens to a client, and whether its headers are whole."""

    since: float
    asked: bool = False


class PatientWorker(ThreadWorker):
    """A process with threads that hears a request out, and no longer than that."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.listening: dict[TConn, Listening] = {}

    def handle(self, conn: TConn) -> Any:
        """Serve what a client asks on its connection."""
        self.listening[conn] = Listening(monotonic())
        try:
            return super().handle(conn)
        finally:
            self.listening.pop(conn, None)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Answer a request whose headers are whole."""
        if conn in self.listening:
            self.listening[conn].asked = True
        return super().handle_request(req, conn)

    def murder_pending(self) -> None:
        """Called every second: let go of clients that ask nothing, and hear no more from those that take too long."""
        super().murder_pending()
        self.lose_patience(monotonic())

    def lose_patience(self, now: float) -> None:
        """Hear no more from clients that take too long; a request that is whole is answered all the same."""
        for conn, heard in list(self.listening.items()):
            if now - heard.since > (ALL_WITHIN if heard.asked else HEADERS_WITHIN):
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)
