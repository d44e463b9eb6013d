"""What the site takes from strangers: under its own name only, so much at once, and no longer than it has patience."""

import socket
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, jsonify, request
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app import create_app
from app.access import Do, may
from app.building import LARGEST_FORM, LARGEST_TEXT, MOST_FIELDS
from app.config import read_settings
from app.patience import ALL_WITHIN, HEADERS_WITHIN, Listening, PatientWorker
from tests.pages.conftest import close, settings_for
from tests.pages.reading import text_of
from tests.pages.test_settings import PRODUCTION

NAME = "https://konkurss.example.org"


@pytest.fixture
def production(tmp_path: Path) -> Iterator[FlaskClient]:
    app = create_app(read_settings({**PRODUCTION, "KONKURSS_BASE_URL": NAME}, tmp_path))
    yield app.test_client()
    close(app)


@pytest.mark.parametrize("host", ["evil.example", "konkurss.example.org.evil.example", "xkonkurss.example.org", "a b"])
@pytest.mark.parametrize("path", ["/lv/help", "/lv", "/lv/no-such", "/lv/sign-in"])
def test_a_foreign_name_is_refused_with_a_page_that_says_where_the_site_is(production: FlaskClient, host, path):
    answer = production.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert f"Šis portāls atrodas adresē {NAME}." in text_of(answer)
    assert host not in answer.text
    assert "Location" not in answer.headers


def test_a_foreign_name_is_refused_in_the_language_of_the_page(production: FlaskClient):
    answer = production.post("/en/sign-in", headers={"Host": "evil.example"}, data={"email": "x"})
    assert answer.status_code == 400
    assert f"This site is at {NAME}." in text_of(answer)


@pytest.mark.parametrize(
    "host", ["konkurss.example.org", "KONKURSS.example.org:443", "127.0.0.1:8000", "localhost", "[::1]:8000"]
)
def test_its_own_name_and_those_of_the_machine_are_answered(production: FlaskClient, host):
    assert production.get("/lv/help", headers={"Host": host}).status_code == 200


def test_monitoring_asks_each_machine_by_its_address(production: FlaskClient):
    assert production.get("/healthz", headers={"Host": "10.0.0.5:8000"}).status_code == 200


def test_a_demonstration_answers_under_any_name(client: FlaskClient):
    assert client.get("/lv/help", headers={"Host": "laptop.local"}).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [
        ("0", ["127.0.0.1", "http", "localhost"]),
        ("1", ["198.51.100.2", "https", "evil.example"]),
        ("2", ["192.0.2.1", "https", "evil.example"]),
    ],
)
def test_who_a_visitor_is_said_to_be_counts_only_from_trusted_proxies(tmp_path: Path, proxies, seen):
    app = create_app(settings_for(tmp_path, KONKURSS_TRUSTED_PROXIES=proxies))
    app.add_url_rule("/who", view_func=may(Do.SEE_PUBLIC)(who))
    said = {
        "X-Forwarded-For": "192.0.2.1, 198.51.100.2",
        "X-Forwarded-Proto": "https, https",
        "X-Forwarded-Host": "evil.example, evil.example",
    }
    answer = app.test_client().get("/who", headers=said)
    close(app)
    assert answer.json == seen


def who():
    return jsonify([request.remote_addr, request.scheme, request.host])


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND"])
def test_a_method_that_no_page_knows_is_refused(client: FlaskClient, method):
    assert client.open("/lv/help", method=method).status_code == 405


FORM, FILES = "application/x-www-form-urlencoded", "multipart/form-data"


@pytest.mark.parametrize(
    ("kind", "typed", "status"),
    [
        (FORM, {"email": "x" * (LARGEST_FORM - 100)}, 400),
        (FORM, {"email": "x" * LARGEST_FORM}, 413),
        (FILES, {"email": "x" * LARGEST_TEXT}, 400),
        (FILES, {"email": "x" * (LARGEST_TEXT + 1)}, 413),
        (FILES, {f"field-{number}": "x" * LARGEST_TEXT for number in range(5)}, 413),
        *((kind, {f"field-{number}": "x" for number in range(MOST_FIELDS)}, 400) for kind in (FORM, FILES)),
        *((kind, {f"field-{number}": "x" for number in range(MOST_FIELDS + 1)}, 413) for kind in (FORM, FILES)),
        *((kind, {"email": ["x"] * (MOST_FIELDS + 1)}, 413) for kind in (FORM, FILES)),
    ],
)
def test_a_form_has_so_many_fields_and_so_much_text(client: FlaskClient, kind, typed, status):
    # What fits is refused for its missing token only.
    assert posted(client, "/lv/sign-in", kind, typed) == status


@pytest.mark.parametrize(("megabytes", "status"), [(25, 400), (27, 413)])
def test_where_files_are_taken_a_body_is_as_long_as_the_largest_with_the_form_around_it(
    client: FlaskClient, megabytes, status
):
    file = FileStorage(BytesIO(b"x" * (megabytes * 1024 * 1024)), "file.pdf")
    assert posted(client, "/lv/desk/calls/liepaja-demo/applications/new", FILES, {"file": file}) == status


def posted(client: FlaskClient, path: str, kind: str, typed: dict[str, Any]) -> int:
    """The status for a form; the client's own way of sending it leaves a file open for a large one."""
    if kind == FORM:
        return client.post(path, data=urlencode(typed, doseq=True), content_type=FORM).status_code
    boundary, body = encode_multipart(typed)
    return client.post(path, data=body, content_type=f"{FILES}; boundary={boundary}").status_code


class Connection:
    """A client to whom a thread listens."""

    def __init__(self) -> None:
        self.theirs, self.sock = socket.socketpair()
        self.heard: list[bytes] = []
        self.thread = Thread(target=lambda: self.heard.append(self.sock.recv(1)))
        self.thread.start()

    def hang_up(self) -> None:
        self.theirs.close()
        self.thread.join()
        self.sock.close()


@pytest.fixture
def connection() -> Iterator[Connection]:
    connection = Connection()
    yield connection
    connection.hang_up()


@pytest.mark.parametrize(("asked", "within"), [(False, HEADERS_WITHIN), (True, ALL_WITHIN)])
def test_a_client_that_takes_too_long_is_heard_no_more_and_can_still_be_answered(connection, asked, within):
    worker = PatientWorker.__new__(PatientWorker)
    began = monotonic()
    worker.listening = {connection: Listening(began, asked)}

    worker.lose_patience(began + within - 1)
    assert connection.thread.is_alive()

    worker.lose_patience(began + within + 1)
    connection.thread.join(timeout=10)
    assert connection.heard == [b""]
    connection.sock.sendall(b"answer")
    assert connection.theirs.recv(6) == b"answer"


def test_an_error_page_of_a_limit_is_the_sites_own(site: Flask):
    answer = site.test_client().post("/lv/sign-in", data={"email": ["x"] * (MOST_FIELDS + 1)}, content_type=FORM)
    assert "Nosūtītais ir pārāk liels." in text_of(answer)
