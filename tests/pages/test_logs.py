"""The log of a production: lines that a machine reads, with what helps and nothing of anybody."""

import io
import json
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from app import create_app
from app.access import Do, may
from app.config import read_settings
from app.extensions import db
from app.logs import HouseHandler, JsonLines, keep_log
from app.throttling import SIGN_IN_OF_ACCOUNT
from competition.foundation.clock import use_clock
from competition.organisation.records import Person
from tests.pages.applicants import HALF, THEIRS, address_of, write
from tests.pages.conftest import DEMO_DAY, DEMO_PASSWORD, close, settings_for
from tests.pages.mails import last_mail, path_in
from tests.pages.reading import fields_of, sign_in

SECRET = "a-long-and-random-secret-0123456789-xyz"
ANOTHER = "lietus tasīte kalns"
MARK = "Zīmētais Uzvārdiņš"
ADDRESS, BROWSER = "203.0.113.77", "Marked-Browser/7"
WHO = "ngo@example.org"
PRODUCTION = {"KONKURSS_ENV": "production", "KONKURSS_SECRET_KEY": SECRET, "KONKURSS_RECEIPT_KEY": SECRET[::-1]}
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What has been written so far, line by line; each line must be whole JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers, root.level = before, level


@pytest.fixture
def production(demo_root: Path, tmp_path: Path, lines: Lines) -> Iterator[Flask]:
    """A production with people of the demonstration, and pages that break."""
    shutil.copytree(demo_root, tmp_path / "site")
    app = create_app(read_settings(PRODUCTION, tmp_path / "site"))
    use_clock(lambda: DEMO_DAY)

    @app.get("/<any(lv, en):lang>/breaks/<who>")
    @may(Do.SEE_PUBLIC)
    def breaks(who: str) -> str:
        try:
            raise ValueError(who)
        except ValueError as error:
            raise RuntimeError(f"for {who}") from error

    @app.get("/<any(lv, en):lang>/breaks-database/<who>")
    @may(Do.SEE_PUBLIC)
    def breaks_database(who: str) -> str:
        db.session.execute(text("INSERT INTO person (email) VALUES (:who)"), {"who": who})
        return ""

    yield app
    close(app)
    use_clock(None)


def test_nothing_of_a_person_is_in_the_log_whatever_they_do(production: Flask, lines: Lines):
    client = production.test_client()
    client.environ_base.update(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=BROWSER)
    with production.app_context():
        person = db.session.scalars(select(Person).where(Person.email == WHO)).one()
        key, name = str(person.id), person.name
    half, theirs = address_of(production, HALF), address_of(production, THEIRS)
    assert sign_in(client, WHO, f"wrong {MARK}").status_code == 422
    assert sign_in(client, f"{MARK}@example.org", "wrong").status_code == 422
    assert sign_in(client, WHO, DEMO_PASSWORD, next=f"/lv/?who={MARK}").status_code == 302
    for page in ("/lv/account", "/lv/applications", half, f"{half}/attachments", f"{half}/review", f"/lv/?q={MARK}"):
        assert client.get(page).status_code == 200
    assert client.get(theirs).status_code == 404
    assert client.get(f"/lv/desk?who={MARK}").status_code == 403
    section = f"{half}/sections/risks"
    assert write(client, section, {"risks": MARK * 5}).status_code == 303
    assert client.post(section, data={"risks": MARK}).status_code == 400
    assert client.get(f"/lv/breaks/{MARK}").status_code == 500
    assert client.get(f"/lv/breaks-database/{MARK}").status_code == 500

    written = lines()
    said = json.dumps(written, ensure_ascii=False)
    secrets = (MARK, "Zīmētais", WHO, "example.org", name, ADDRESS, BROWSER, half.split("/")[-1], theirs.split("/")[-1])
    assert [secret for secret in secrets if secret in said] == []
    assert {line["person"] for line in written if "person" in line} == {key}
    assert {line["status"] for line in written if "status" in line} >= {200, 302, 303, 400, 403, 404, 422, 500}


def events_in(written: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(line["event"], line.get("person")) for line in written if "event" in line]


def send(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    return client.post(path, data=fields_of(client.get(path)) | typed)


def test_what_happens_with_the_means_to_sign_in_is_an_event_of_its_own(production: Flask, lines: Lines):
    client = production.test_client()
    with production.app_context():
        key = str(db.session.scalars(select(Person.id).where(Person.email == WHO)).one())
    sign_in(client, "nobody@example.org", "nepareiza")
    sign_in(client, WHO, "nepareiza")
    sign_in(client, WHO, DEMO_PASSWORD)
    client.post(
        "/lv/sign-in",
        data={"email": "nobody@example.org", "password": "x"} | fields_of(client.get("/lv/account/password")),
    )
    send(client, "/lv/account/password", present="nepareiza", password=ANOTHER)
    send(client, "/lv/account/password", present=DEMO_PASSWORD, password=ANOTHER)
    send(client, "/lv/account/email", present=ANOTHER, email="jauna@example.org")
    send(client, path_in(last_mail(production, "address"), "/account/email/"))
    client.post("/lv/sign-out", data=fields_of(client.get("/lv/sign-out")))
    send(client, "/lv/forgot", email="jauna@example.org")
    send(client, path_in(last_mail(production, "recover"), "/forgot/"), password=f"{ANOTHER} vēl")

    assert events_in(lines()) == [
        ("sign-in.failed", None),
        ("sign-in.failed", key),
        ("sign-in.succeeded", key),
        ("password.wrong", key),
        ("password.changed", key),
        ("address.changed", key),
        ("sign-out", key),
        ("password.changed", key),
    ]
    said = json.dumps(lines(), ensure_ascii=False)
    assert [secret for secret in ("example.org", ANOTHER, DEMO_PASSWORD, "nepareiza") if secret in said] == []


def test_a_try_that_is_refused_unread_is_an_event_that_warns(production: Flask, lines: Lines):
    for _ in range(SIGN_IN_OF_ACCOUNT.times):
        sign_in(production.test_client(), "nobody@example.org", "nepareiza")
    assert sign_in(production.test_client(), "nobody@example.org", "nepareiza").status_code == 429
    warned = [line for line in lines() if line["level"] == "WARNING"]
    assert [(line["event"], line["endpoint"]) for line in warned] == [("sign-in.throttled", "security.login")]
    assert events_in(lines())[:-1] == [("sign-in.failed", None)] * SIGN_IN_OF_ACCOUNT.times


def test_a_password_that_is_guessed_at_in_a_session_is_an_event_that_warns(production: Flask, lines: Lines):
    client = production.test_client()
    sign_in(client, WHO, DEMO_PASSWORD)
    for _ in range(SIGN_IN_OF_ACCOUNT.times + 1):
        send(client, "/lv/account/password", present="nepareiza", password=ANOTHER)
    ((_, key), *wrong, last) = events_in(lines())
    assert wrong == [("password.wrong", key)] * SIGN_IN_OF_ACCOUNT.times
    assert last == ("password.throttled", key)


def test_a_line_of_an_answer_says_what_was_asked_by_whom_and_how_long_it_took(production: Flask, lines: Lines):
    client = production.test_client()
    answer = client.get("/lv/help")
    (line,) = lines()
    assert line["time"].endswith("+00:00")
    assert line["ms"] >= 0
    assert {key: line[key] for key in line if key not in {"time", "ms"}} == {
        "level": "INFO",
        "logger": "app.errors",
        "message": f"request {answer.headers['X-Request-Id']}: GET /<any(lv, en):lang>/help answered 200",
        "request": answer.headers["X-Request-Id"],
        "method": "GET",
        "endpoint": "help.overview",
        "status": 200,
    }


def test_what_breaks_is_one_line_with_the_way_to_it_and_not_what_it_said(production: Flask, lines: Lines):
    answer = production.test_client().get(f"/lv/breaks/{MARK}")
    (line,) = lines()
    assert (line["level"], line["status"], line["request"]) == ("ERROR", 500, answer.headers["X-Request-Id"])
    told = line["exception"].split("\n")
    assert "ValueError" in told
    assert told[-1] == "RuntimeError"
    assert any("test_logs.py" in one and "in breaks" in one for one in told)
    assert MARK not in line["exception"]


def test_what_the_database_refuses_is_told_by_its_code(production: Flask, lines: Lines):
    production.test_client().get(f"/lv/breaks-database/{MARK}")
    (line,) = lines()
    assert line["exception"].endswith("sqlalchemy.exc.IntegrityError SQLITE_CONSTRAINT_NOTNULL")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/lv/no-such", "/wp-login.php"])
def test_what_monitoring_and_strangers_ask_all_day_fills_no_log(production: Flask, lines: Lines, path: str):
    production.test_client().get(path)
    assert [line for line in lines() if line["logger"] == "app.errors"] == []


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Invalid request from ip=203.0.113.77: Invalid HTTP Header", "Invalid request: Invalid HTTP Header"),
        ("Invalid request from ip=2001:db8::7: Invalid HTTP Header", "Invalid request: Invalid HTTP Header"),
        ("Error handling request /lv/applications/anna?x=y", "Error handling request"),
        ("Booting worker with pid: 7", "Booting worker with pid: 7"),
    ],
)
def test_the_servers_own_lines_tell_no_address(said: str, written: str):
    record = logging.LogRecord("gunicorn.error", logging.WARNING, __file__, 1, said, (), None)
    assert json.loads(JsonLines().format(record))["message"] == written


@pytest.mark.parametrize(
    ("settings", "begins"),
    [(PRODUCTION, '{"time": "20'), ({"KONKURSS_ENV": "demo"}, "20")],
)
def test_a_production_writes_json_on_stderr_and_a_demonstration_lines_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings, begins
):
    root = logging.getLogger()
    before = list(root.handlers)
    keep_log(read_settings(settings, tmp_path))
    keep_log(read_settings(settings, tmp_path))
    logging.getLogger("app.worker").warning("in two\nlines")
    assert len([one for one in root.handlers if isinstance(one, HouseHandler)]) == 1
    root.handlers = before
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(begins)
    assert len(err.splitlines()) == (1 if settings is PRODUCTION else 2)


def test_tests_read_records_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    others = [one for one in logging.getLogger().handlers if not isinstance(one, HouseHandler)]
    monkeypatch.setattr(logging.getLogger(), "handlers", others)
    keep_log(settings_for(tmp_path))
    assert [one for one in logging.getLogger().handlers if isinstance(one, HouseHandler)] == []
