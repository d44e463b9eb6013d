"""`flask serve` as `make run` starts it: everything comes up together and ends together, whoever is ended how."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

FLASK = Path(sys.executable).with_name("flask")
SOON = 45.0
SERVER, WORKER = "gunicorn", "flask worker"


class Site:
    """A `flask serve` in an installation of the test's own, and every process that came of it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.mark = f"KONKURSS_DATABASE_URL=sqlite:///{folder}/konkurss.db"
        name, _, address = self.mark.partition("=")
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("KONKURSS_")},
            name: address,
            "KONKURSS_ENV": "test",
            "KONKURSS_DEMO_PASSWORD": "x",
            "KONKURSS_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789",
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


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    if not Path("/proc/self/environ").exists():
        pytest.skip("processes are counted by /proc, which only Linux has")
    site = Site(tmp_path)
    yield site
    site.kill_all()


@pytest.fixture
def makefile(tmp_path: Path, site: Site) -> list[str]:
    """A make that runs it as ours does."""
    (tmp_path / "Makefile").write_text(f"run:\n\t@exec {' '.join(site.command)}\n")
    return ["make", "-f", str(tmp_path / "Makefile")]


def test_it_ends_all_when_it_is_asked_to_and_keeps_its_port_meanwhile(site):
    process = site.start()

    second = subprocess.run(
        site.command, env=site.environment, capture_output=True, text=True, timeout=SOON, check=False
    )
    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=SOON) == 0
    assert site.is_gone()
    assert (second.returncode, second.stdout) == (2, "")
    assert second.stderr == f"port {site.port} is in use; another one: make run PORT={site.port + 1}\n"
    assert site.log.read_text() == f"Konkurss: http://127.0.0.1:{site.port}\n"


def test_an_interrupt_that_only_make_gets_ends_all(site, makefile):
    process = site.start(makefile)

    process.send_signal(signal.SIGINT)

    site.wait_for(site.is_gone)
    assert process.wait(timeout=SOON) == -signal.SIGINT


def test_a_part_that_ends_by_itself_ends_all_and_is_named(site):
    process = site.start()
    (worker,) = site.pids(WORKER)

    os.kill(worker, signal.SIGKILL)

    assert process.wait(timeout=SOON) == 1
    assert site.is_gone()
    assert site.log.read_text().endswith("the worker ended by itself (SIGKILL); everything is stopped\n")


def test_nothing_stays_behind_when_it_is_killed_outright(site):
    process = site.start()

    process.kill()

    process.wait(timeout=SOON)
    site.wait_for(site.is_gone)
