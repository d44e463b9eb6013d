"""The same browser and site as the journeys have; and a real server in an installation of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.served import Site
from tests.conftest import ENGINES
from tests.journeys.conftest import address, browser, regular, site, states, unheard, visitor, where

__all__ = ["address", "browser", "regular", "site", "states", "unheard", "visitor", "where"]


@pytest.fixture(params=ENGINES)
def real_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A `flask serve` that is not started yet, once on each engine; all that came of it is ended."""
    if not Path("/proc/self/environ").exists():
        pytest.skip("processes are counted by /proc, which only Linux has")
    if request.param == "sqlite":
        site = Site(tmp_path)
        yield site
        site.kill_all()
        return
    with request.getfixturevalue("cluster").empty() as database:
        site = Site(tmp_path, database)
        yield site
        site.kill_all()
