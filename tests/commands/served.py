"""A `flask serve` of a test's own, with every process that came of it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.cli.serve import GUNICORN
from app.config import ROOT

FLASK = Path(sys.executable).with_name("flask")
SOON = 45.0
PASSWORD, SECRET = "x", "abcdefghijklmnopqrstuvwxyz0123456789"
SERVER, WORKER = "gunicorn", "flask worker"


class Site:
    """A `flask serve` in an installation of the test's own, and every process that came of it.

    `database`: the address of an empty one, by which its processes are known; without it a file in the folder.
    """

    def __init__(self, folder: Path, database: str | None = None) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.database = database or f"sqlite:///{folder}/konkurss.db"
        self.mark = f"KONKURSS_DATABASE_URL={self.database}"
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("KONKURSS_")},
            "KONKURSS_DATABASE_URL": self.database,
            "KONKURSS_ENV": "test",
            "KONKURSS_DEMO_PASSWORD": PASSWORD,
            "KONKURSS_SECRET_KEY": SECRET,
            "KONKURSS_RECEIPT_KEY": SECRET[::-1],
            "KONKURSS_STORAGE_URL": f"file:{folder}/files",
            "KONKURSS_MAIL_URL": f"file:{folder}/mail",
        }
        self.log = folder / "log"
        self.command = [str(FLASK), "serve", "--port", str(self.port)]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, command: list[str] | None = None) -> subprocess.Popen[bytes]:
        """Start it, and wait until it answers and both of its parts run."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command or self.command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_for(self.answers)
        self.wait_for(lambda: len(self.pids(SERVER)) == 3 and len(self.pids(WORKER)) == 1)
        return self.process

    def start_server(self) -> None:
        """Start its server alone, with its two processes, and wait until it answers."""
        command = [sys.executable, *GUNICORN, "--bind", f"127.0.0.1:{self.port}"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_for(self.answers)

    def command_done(self, *words: str) -> None:
        """Do a command of ours in the same installation."""
        subprocess.run([FLASK, *words], env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """An answer by a connection of its own: its status, headers (in small letters) and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, said, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except ConnectionError:
            return False
        finally:
            connection.close()

    def pids(self, name: str = "") -> list[int]:
        """The processes that carry the mark of this installation in their environment, with `name` in their command."""
        return [int(path.name) for path in Path("/proc").glob("[0-9]*") if self._is_ours(path, name)]

    def _is_ours(self, path: Path, name: str) -> bool:
        try:
            return self.mark.encode() in (path / "environ").read_bytes() and name.encode() in (
                path / "cmdline"
            ).read_bytes().replace(b"\0", b" ")
        except OSError:
            return False

    def wait_for(self, happens: Callable[[], bool]) -> None:
        until = time.monotonic() + SOON
        while not happens():
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.05)

    def is_gone(self) -> bool:
        return self.pids() == []

    def kill_all(self) -> None:
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)
        if self.process:
            self.process.wait(timeout=SOON)
