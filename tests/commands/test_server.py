"""The site behind gunicorn as it is served: what its processes say together, and what they take from strangers."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.counting import FOLDERS
from tests.commands.served import SOON, Site

COUNT = re.compile(r'konkurss_request_duration_seconds_count{endpoint="help.overview",method="GET",status="2xx"} (\S+)')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if not Path("/proc/self/environ").exists():
        pytest.skip("processes are counted by /proc, which only Linux has")
    site = Site(tmp_path_factory.mktemp("server"))
    site.start()
    yield site
    process = site.process
    assert process
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=SOON)
    site.kill_all()


def test_any_process_tells_what_all_have_answered_together(site: Site):
    for _ in range(30):
        assert site.get("/lv/help")[0] == 200
    told = [COUNT.search(site.get("/metrics")[2]) for _ in range(10)]
    assert [float(found[1]) for found in told if found] == [30.0] * 10
    assert [path.name for path in FOLDERS.iterdir() if path.name in map(str, site.pids("gunicorn"))] != []


def test_the_worker_beside_it_is_well(site: Site):
    site.wait_for(lambda: '"worker":"ok"' in site.get("/readyz")[2].replace(" ", ""))


def test_no_answer_tells_the_version_of_the_server(site: Site):
    for path in ("/lv/help", "/lv/no-such", "/healthz", "/favicon.ico"):
        assert site.get(path)[1].get("server", "") == "gunicorn"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/lv/?" + "x" * 3000, {}, 200),
        ("/lv/?" + "x" * 4100, {}, 400),
        ("/lv/", {"X-Long": "x" * 8000}, 200),
        ("/lv/", {"X-Long": "x" * 9000}, 400),
        ("/lv/", {f"X-{number}": "x" for number in range(50)}, 200),
        ("/lv/", {f"X-{number}": "x" for number in range(70)}, 400),
    ],
)
def test_addresses_and_headers_have_their_limits(site: Site, path, headers, status):
    found = site.get(path, **headers)[0]
    assert found == status if status == 200 else 400 <= found < 500
