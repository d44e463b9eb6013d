"""A database that does not answer just now: a page that says so, gives back what was typed, and can be tried again."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from app import create_app
from app.building import LONGEST_WAIT
from app.config import read_settings
from app.extensions import db
from tests.pages.conftest import signed_in
from tests.pages.keys import with_keys
from tests.pages.reading import fields_of, text_of

SECTION = "/lv/applications/{Pagalma darbnīca}/sections/risks"
TYPED = "Ja līs, darbnīca notiks skolas zālē."


@pytest.fixture
def held(own_demo_site: Flask) -> Iterator[sqlite3.Connection]:
    """Another one that writes and does not end, and a site that does not wait for it."""

    def impatient(connection: Any, record: object) -> None:
        connection.execute("PRAGMA busy_timeout=0")

    own_demo_site.config["PROPAGATE_EXCEPTIONS"] = False
    with own_demo_site.app_context():
        event.listen(db.engine, "connect", impatient)
        db.engine.dispose()
        path = str(db.engine.url.database)
    other = sqlite3.connect(path, isolation_level=None)
    yield other
    other.close()


def test_a_form_sent_while_the_database_does_not_answer_is_given_back_and_can_be_sent_again(
    own_demo_site: Flask, held: sqlite3.Connection
):
    client = signed_in(own_demo_site, "ngo")
    address = with_keys(own_demo_site, SECTION)
    sent = fields_of(client.get(address)) | {"risks": TYPED}

    held.execute("BEGIN IMMEDIATE")
    refused = client.post(address, data=sent)
    held.execute("ROLLBACK")

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
    assert "Portāla datubāze šobrīd neatbild." in text_of(refused)
    assert TYPED in text_of(refused)
    assert "Pirms atstājat šo lapu, nokopējiet savu tekstu" in text_of(refused)
    assert client.post(address, data=sent).status_code == 303


def test_reading_goes_on_while_another_one_writes(own_demo_site: Flask, held: sqlite3.Connection):
    client = signed_in(own_demo_site, "ngo")

    held.execute("BEGIN IMMEDIATE")

    assert client.get(with_keys(own_demo_site, SECTION)).status_code == 200
    assert client.get("/lv/").status_code == 200


def test_postgresql_is_not_waited_for_longer_than_people_wait(tmp_path: Path):
    address = "postgresql+psycopg://konkurss@127.0.0.1:1/konkurss"
    app = create_app(read_settings({"KONKURSS_ENV": "test", "KONKURSS_DATABASE_URL": address}, tmp_path))

    with app.app_context():
        pool = db.engine.pool
        assert isinstance(pool, QueuePool)
        assert pool.timeout() == LONGEST_WAIT
