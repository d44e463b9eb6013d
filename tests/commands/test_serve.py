"""`flask serve` as `make run` starts it: everything comes up together and ends together, whoever is ended how."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.served import SOON, WORKER, Site


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
