"""What is made of the database while it is sent: each download gives its connection back, read to the end or not."""

import gc
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.pool import QueuePool

from app.extensions import db
from tests.pages.conftest import signed_in

DOWNLOADS = [
    ("auditor", "/lv/audit/calls/liepaja-2020/file.zip"),
    ("coordinator", "/lv/desk/calls/liepaja-2020/letters.zip"),
]


@pytest.fixture(autouse=True)
def _without_collecting() -> Iterator[None]:
    """Nothing is tidied up by chance: what is held is held until it is given back."""
    gc.disable()
    yield
    gc.enable()


def connections_held(app: Flask) -> int:
    with app.app_context():
        pool = db.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


@pytest.mark.parametrize(("who", "path"), DOWNLOADS)
def test_a_download_that_is_read_to_its_end_holds_no_connection(own_demo_site: Flask, who: str, path: str):
    answer = signed_in(own_demo_site, who).get(path, buffered=False)

    assert answer.status_code == 200
    assert len(answer.data) > 0
    answer.close()
    assert connections_held(own_demo_site) == 0


@pytest.mark.parametrize(("who", "path"), DOWNLOADS)
def test_a_download_that_is_broken_off_holds_no_connection(own_demo_site: Flask, who: str, path: str):
    answer = signed_in(own_demo_site, who).get(path, buffered=False)

    next(answer.iter_encoded())
    answer.close()
    assert connections_held(own_demo_site) == 0
