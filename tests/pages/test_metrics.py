"""What monitoring counts, and who is given the figures."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from app import create_app
from app.adapters import heartbeat
from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import now
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.organisation.records import Person
from tests.pages.conftest import OPEN, At, close, settings_for

ANSWERS = "konkurss_request_duration_seconds_count"
TOKEN = "monitoring-token-ā"


def figure(client: FlaskClient, name: str, **labels: str) -> float:
    """A figure of /metrics; 0 where it is not told."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    told = "{" + ",".join(f'{label}="{value}"' for label, value in labels.items()) + "}" if labels else ""
    found = re.search(rf"^{re.escape(name + told)} (\S+)$", answer.text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def answers(client: FlaskClient, endpoint: str, method: str, status: str) -> float:
    return figure(client, ANSWERS, endpoint=endpoint, method=method, status=status)


@pytest.mark.parametrize(
    ("method", "path", "counted_as"),
    [
        ("GET", "/lv/calls/liepaja-2020", ("public.call", "GET", "2xx")),
        ("GET", "/lv/calls/no-such-call", ("public.call", "GET", "4xx")),
        ("GET", "/lv/no-such-page", ("none", "GET", "4xx")),
        ("GET", "/lv/account", ("accounts.overview", "GET", "3xx")),
        ("GET", "/favicon.ico", ("static", "GET", "2xx")),
        ("BREW", "/lv/", ("none", "other", "4xx")),
    ],
)
def test_every_answer_is_counted_by_page_method_and_kind(client: FlaskClient, at: At, method, path, counted_as):
    at(OPEN)
    before = answers(client, *counted_as)
    with client.open(path, method=method):
        pass
    assert answers(client, *counted_as) == before + 1


def test_no_figure_holds_what_stood_in_an_address(client: FlaskClient):
    client.get("/lv/calls/anna-secret?email=anna@example.org")
    client.open("/anna-secret", method="ANNA")
    assert "anna" not in client.get("/metrics").text.lower()


def test_the_version_and_the_worker_are_told(own_site: Flask):
    client = own_site.test_client()
    build = r'^konkurss_build_info\{python="3\.\d+\.\d+",version="\d'
    assert re.search(build, client.get("/metrics").text, re.MULTILINE)
    assert "konkurss_worker_heartbeat_age_seconds" not in client.get("/metrics").text
    heartbeat.Heart(heartbeat.path_of(own_site.extensions["konkurss-settings"])).beat()
    assert 0 <= figure(client, "konkurss_worker_heartbeat_age_seconds") < 30
    assert "konkurss_worker_heartbeat_age_seconds" in client.get("/metrics").text


def test_what_waits_to_be_sent_is_told_with_the_age_of_the_oldest(own_site: Flask):
    client = own_site.test_client()
    with own_site.app_context():
        with acting(db.session(), SYSTEM, at=now() - timedelta(hours=2)) as act:
            person = act.session.scalars(select(Person)).first()
            assert person
            for _ in range(3):
                act.tell([person.id], "receipt")
            act.note("person.told", person)
        db.session.scalars(select(OutboxMessage).limit(1)).one().state = Delivery.FAILED
        db.session.commit()
    assert figure(client, "konkurss_outbox_messages", state="waiting") == 2
    assert figure(client, "konkurss_outbox_messages", state="failed") == 1
    assert 7200 <= figure(client, "konkurss_outbox_oldest_seconds") < 7300


def test_figures_are_told_while_the_database_is_gone(own_site: Flask):
    client = own_site.test_client()
    assert figure(client, "konkurss_database_up") == 1
    with own_site.app_context():
        event.listen(db.engine, "before_cursor_execute", broken)
    assert figure(client, "konkurss_database_up") == 0
    assert "konkurss_outbox" not in client.get("/metrics").text


def broken(connection, cursor, statement, *_more):
    cursor.execute("SELECT gone FROM gone")


@pytest.fixture
def with_token(tmp_path: Path) -> Iterator[FlaskClient]:
    app = create_app(settings_for(tmp_path, KONKURSS_METRICS_TOKEN=TOKEN))
    yield app.test_client()
    close(app)


@pytest.mark.parametrize(
    "given", [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x"]
)
def test_where_there_is_a_token_nobody_gets_them_without_it(with_token: FlaskClient, given):
    answer = with_token.get("/metrics", headers={"Authorization": given} if given is not None else {})
    assert (answer.status_code, answer.data) == (401, b"")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_who_names_the_token_gets_them_from_anywhere(tmp_path: Path):
    app = create_app(settings_for(tmp_path, KONKURSS_METRICS_TOKEN="token", KONKURSS_TRUSTED_PROXIES="1"))
    answer = app.test_client().get(
        "/metrics", headers={"Authorization": "Bearer token", "X-Forwarded-For": "192.0.2.1"}
    )
    close(app)
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("127.0.0.1", 200),
        ("127.8.9.1", 200),
        ("::1", 200),
        ("::ffff:127.0.0.1", 200),
        ("192.0.2.1", 404),
        ("10.0.0.1", 404),
        ("::ffff:192.0.2.1", 404),
        ("", 404),
        ("unix", 404),
    ],
)
def test_without_a_token_they_are_for_this_machine_only(client: FlaskClient, address, status):
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": address}).status_code == status


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_without_a_token_a_visitor_through_a_proxy_is_not_taken_for_this_machine(client: FlaskClient, header):
    assert client.get("/metrics", headers={header: "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("spoofed", ["127.0.0.1", "192.0.2.1, 127.0.0.1"])
def test_behind_proxies_they_need_a_token_whatever_address_is_claimed(tmp_path: Path, spoofed):
    app = create_app(settings_for(tmp_path, KONKURSS_TRUSTED_PROXIES="1"))
    statuses = [
        app.test_client().get("/metrics", headers=headers).status_code for headers in ({}, {"X-Forwarded-For": spoofed})
    ]
    close(app)
    assert statuses == [404, 404]
