"""While the installation is closed for maintenance, people are told so and monitoring sees the truth."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from app.adapters.maintenance import FILE, begin, end, maintenance_at, path_of
from app.config import Settings
from app.extensions import db
from app.maintenance import seconds_left
from competition.foundation.clock import machine_now
from tests.pages.conftest import EMAIL, PASSWORD
from tests.pages.reading import links_of, sign_in, text_of

NOON = datetime(2026, 5, 5, 12, tzinfo=UTC)


def settings_of(app: Flask) -> Settings:
    return app.extensions["konkurss-settings"]


@pytest.mark.parametrize(
    "path",
    ["/", "/lv/", "/en/calls/liepaja-2020", "/feed.atom", "/lv/help", "/lv/no-such", "/lv/sign-in", "/lv/account"],
)
def test_every_page_answers_503_with_when_to_come_back(own_site: Flask, path):
    begin(settings_of(own_site))
    answer = own_site.test_client().get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Request-Id"] in text_of(answer)
    assert "Content-Security-Policy" in answer.headers


def test_what_monitoring_asks_and_files_are_answered_as_always(own_site: Flask):
    client = own_site.test_client()
    (stylesheet,) = [link for link in links_of(client.get("/lv/")) if link.endswith(".css")]
    begin(settings_of(own_site))
    for path in ("/healthz", "/readyz", stylesheet, "/favicon.ico"):
        with client.get(path) as answer:
            assert answer.status_code == 200


def test_the_page_speaks_the_language_of_the_address(own_site: Flask):
    begin(settings_of(own_site))
    client = own_site.test_client()
    assert "Portālā notiek apkope. Drīz tas atkal būs pieejams." in text_of(client.get("/lv/"))
    assert "The site is under maintenance. It will be back soon." in text_of(client.get("/en/"))


def test_a_known_end_is_told_in_riga_time(own_site: Flask):
    until = datetime(machine_now().year + 1, 5, 5, 17, tzinfo=UTC)
    begin(settings_of(own_site), until)
    client = own_site.test_client()
    answer = client.get("/lv/")
    wait = int(answer.headers["Retry-After"])
    assert timedelta() <= machine_now() + timedelta(seconds=wait) - until < timedelta(minutes=1)
    assert f"Apkope ilgs līdz {until.year}. gada 5. maijam plkst. 20.00 pēc Rīgas laika." in text_of(answer)
    assert f"until 5 May {until.year} at 20:00, Riga time." in text_of(client.get("/en/"))


def test_an_end_that_has_passed_is_not_told(own_site: Flask):
    begin(settings_of(own_site), NOON - timedelta(days=400))
    answer = own_site.test_client().get("/lv/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    assert "Drīz tas atkal būs pieejams." in text_of(answer)


def test_what_is_sent_meanwhile_changes_nothing_and_asks_nothing_of_the_database(own_site: Flask):
    client = own_site.test_client()
    sign_in(client, EMAIL, PASSWORD)
    asked: list[str] = []
    with own_site.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *parts: asked.append(parts[2]))
    begin(settings_of(own_site))
    assert client.get("/lv/account").status_code == 503
    answer = client.post("/lv/sign-out", data={"csrf_token": "stale"})
    assert answer.status_code == 503
    assert "atstājiet tās lapu atvērtu" in text_of(answer)
    assert asked == []


def test_a_running_process_follows_each_change(own_site: Flask):
    client = own_site.test_client()
    assert client.get("/lv/help").status_code == 200
    begin(settings_of(own_site))
    assert client.get("/lv/help").status_code == 503
    assert end(settings_of(own_site))
    assert client.get("/lv/help").status_code == 200
    assert not end(settings_of(own_site))


@pytest.mark.parametrize("said", ["", "{", "[]", "null", '{"until": 7}', '{"until": "rīt"}', '{"until": "0001-01-01"}'])
def test_a_file_made_by_hand_closes_the_site_whatever_stands_in_it(own_site: Flask, said):
    path_of(settings_of(own_site)).write_text(said, encoding="utf-8")
    answer = own_site.test_client().get("/lv/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")


@pytest.mark.parametrize("said", [b"\xff\xfe{", b"[" * 100_000, b'{"until": "9999-12-31T23:59:59+00:00"}'])
def test_a_file_that_no_one_can_read_closes_the_site_but_not_monitoring(own_site: Flask, said: bytes):
    path_of(settings_of(own_site)).write_bytes(said)
    client = own_site.test_client()
    assert client.get("/lv/").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_the_file_keeps_the_instant(own_site: Flask):
    settings = settings_of(own_site)
    assert maintenance_at(path_of(settings)) is None
    begin(settings, NOON)
    kept = maintenance_at(settings.instance / FILE)
    assert kept
    assert kept.until == NOON
    assert [path.name for path in settings.instance.iterdir() if FILE in path.name] == [FILE]


@pytest.mark.parametrize(
    ("until", "seconds"),
    [
        (None, None),
        (NOON, None),
        (NOON + timedelta(microseconds=1), 1),
        (NOON + timedelta(seconds=90), 90),
        (NOON - timedelta(hours=1), None),
    ],
)
def test_what_is_left_is_rounded_up(until, seconds):
    assert seconds_left(until, NOON) == seconds
