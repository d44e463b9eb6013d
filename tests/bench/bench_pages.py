"""Requests per second of a call's public page, against the smallest Flask view on the same server.

Both under gunicorn with one worker, on loopback, asked by one client that keeps its connection, in turns.
"""

import http.client
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from app.config import ROOT
from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from scoring.archive.reading import read_file
from scoring.archive.replay import bring_in
from tests.bench.measuring import Measured
from tests.installed import installed

SLUG = "liepaja-2020"
PAGE, BARE = f"/lv/calls/{SLUG}", f"/{SLUG}"
ROUNDS, REQUESTS, WARM_UP = 5, 150, 30
SHARE = 0.5
COMES_UP_WITHIN = 30.0


def measure() -> list[Measured]:
    """The page, the bare view, and the page's share of it: the best of several rounds each."""
    with tempfile.TemporaryDirectory() as name:
        environment = installed(Path(name), _with_a_round)
        with served("wsgi:app", environment) as page, served("tests.bench.bare:create_app()", environment) as bare:
            pairs = [(_rate(page, PAGE), _rate(bare, BARE)) for _ in range(ROUNDS)]
    page_rate, bare_rate = max(first for first, _ in pairs), max(second for _, second in pairs)
    return [
        Measured("a call's public page", page_rate, "1/s"),
        Measured("the smallest Flask view", bare_rate, "1/s"),
        Measured("the page's share of it", page_rate / bare_rate, "", least=SHARE),
    ]


def _with_a_round(app: Flask) -> None:
    with app.app_context(), acting(db.session(), SYSTEM, brought_in=True) as act:
        bring_in(act, read_file(ROOT / "examples" / f"{SLUG}.json"))


@contextmanager
def served(application: str, environment: dict[str, str]) -> Iterator[http.client.HTTPConnection]:
    """A connection to the application under gunicorn with one worker."""
    with socket.socket() as door:
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # our first connection is older than gunicorn
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", application, "--bind", f"fd://{door.fileno()}"]
        options = [
            "--worker-class",
            "gthread",
            "--threads",
            "4",
            "--log-level",
            "warning",
            "--no-control-socket",
            "--keep-alive",
            "60",
        ]
        server = subprocess.Popen([*command, *options], cwd=ROOT, env=environment, pass_fds=[door.fileno()])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=COMES_UP_WITHIN)
    try:
        yield connection
    finally:
        connection.close()
        server.terminate()
        server.wait()


def _rate(connection: http.client.HTTPConnection, path: str) -> float:
    for _ in range(WARM_UP):
        _ask(connection, path)
    begun = time.perf_counter()
    for _ in range(REQUESTS):
        _ask(connection, path)
    return REQUESTS / (time.perf_counter() - begun)


def _ask(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{path}: {answer.status}")
