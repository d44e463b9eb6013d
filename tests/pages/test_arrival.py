"""The instant at which a request counts: when it reached the site, behind trusted proxies when it reached them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.acting import arrived
from app.middleware import ARRIVED, Arrival, waited
from competition.foundation import clock
from tests.pages.conftest import OPEN, At

NOW = datetime(2020, 4, 14, 20, 59, 59, 500_000, tzinfo=UTC)
STAMP = NOW.timestamp() - 2


@pytest.mark.parametrize(
    ("stamp", "wait"),
    [
        (f"t={STAMP:.3f}", 2),
        (f"{STAMP:.3f}", 2),
        (f"{STAMP * 1000:.0f}", 2),
        (f"t={STAMP * 1e6:.0f}", 2),
        (f"{STAMP * 1e9:.0f}", 2),
        (f"t={STAMP - 3000:.3f}, t={STAMP:.3f}", 2),
        (f"t={STAMP - 3600:.3f}", 60),
        (f"t={STAMP + 3600:.3f}", 0),
        ("", 0),
        ("yesterday", 0),
        ("t=99999999999999999999999", 0),
        ("9999999999999999999", 0),
    ],
)
def test_the_wait_since_the_proxys_stamp_is_at_most_a_minute(stamp, wait):
    assert abs(waited(stamp, NOW) - timedelta(seconds=wait)) < timedelta(milliseconds=1)


@pytest.mark.parametrize(("behind", "earlier"), [(True, timedelta(seconds=60)), (False, timedelta())])
def test_a_stamp_counts_only_from_a_trusted_proxy(at: At, behind, earlier):
    at(OPEN)
    seen = {}
    layer = Arrival(lambda environ, _start: seen.update(environ) or [], behind_proxies=behind)
    stamp = clock.machine_now().timestamp() - 3600
    layer({"HTTP_X_REQUEST_START": f"t={stamp}"}, lambda *_: None)
    assert seen[ARRIVED] == OPEN - earlier


def test_a_request_keeps_its_instant_however_long_it_takes(own_site: Flask, at: At):
    told = []

    @own_site.before_request
    def linger() -> None:
        told.append(arrived())
        at(OPEN + timedelta(days=30))
        told.append(arrived())

    at(OPEN)
    own_site.test_client().get("/healthz")
    assert told == [OPEN, OPEN]
