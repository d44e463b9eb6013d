"""What no database keeps, or what takes minutes, and nobody types: forms lose it; addresses that have it fail."""

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.cli.demo import load_demonstration
from tests.pages.applicants import HALF, address_of, answers_of, token_of, write
from tests.pages.conftest import DEMO_PASSWORD, close, settings_for, signed_in
from tests.pages.reading import fields_of, text_of


@pytest.fixture
def demonstration(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """The demonstration on each engine."""
    settings = settings_for(tmp_path, KONKURSS_DATABASE_URL=database_url, KONKURSS_DEMO_PASSWORD=DEMO_PASSWORD)
    app = create_app(settings)
    load_demonstration(app)
    yield app
    close(app)


WAYS = {
    "ngo": ("/lv/applications?call=%00", "/lv/calls/liepaja-demo/apply?organisation=%00", "/lv/help/a%00"),
    "coordinator": (
        "/lv/desk/calls/a%00/applications",
        "/lv/desk/calls/liepaja-demo/applications?q=%00",
        "/lv/desk/calls/liepaja-demo/applications?q%00=1",
    ),
    "auditor": ("/lv/audit/chain?person=%00", "/lv/audit/chain?application=%00", "/lv/audit/calls/a%00"),
    "member3": ("/lv/committee/a%00", "/lv/committee/liepaja-demo?after=%00"),
}


def test_addresses_with_it_lead_nowhere_and_say_so(demonstration: Flask):
    for who, addresses in WAYS.items():
        client = signed_in(demonstration, who)
        for address in ("/lv/calls/a%00b", "/calls/a%00b.ics", "/lv/verify?code=%00", *addresses):
            answer = client.get(address)
            assert answer.status_code == (400 if "?" in address else 404), address
            assert text_of(answer)


def test_what_is_typed_is_kept_without_it(demonstration: Flask):
    client = signed_in(demonstration, "ngo")
    section = address_of(demonstration, HALF, "/sections/aim")
    answer = write(client, section, {"aim-goal": "Kop\x00ā"})

    assert answer.status_code == 303
    assert answers_of(demonstration, HALF)["aim-goal"] == "Kopā"


def test_forms_of_every_room_take_it_without_harm(demonstration: Flask):
    anybody = demonstration.test_client()
    for address, typed in (
        ("/lv/sign-in", {"email": "a\x00b@example.org", "password": "x\x00"}),
        ("/lv/register", {"email": "zane\x00@example.org", "name": "Z\x00", "password": "lietus tasīte kalns"}),
        ("/lv/forgot", {"email": "\x00"}),
        ("/lv/verify", {"code": "\x00"}),
    ):
        assert _sent(anybody, address, typed) < 500, address
    member = signed_in(demonstration, "member3")
    call = "/lv/committee/liepaja-demo-scoring"
    typed = {"csrf_token": token_of(member, "/lv/sign-out"), "of-\x00": "\x00"}
    assert member.post(f"{call}/declaration", data=typed).status_code < 500


def test_marks_without_end_on_one_sign_hold_nobody_up(demonstration: Flask):
    marks = "a" + "\u0301\u0327" * 100_000
    anybody = demonstration.test_client()
    for address, typed in (
        ("/lv/sign-in", {"email": f"{marks}@example.org", "password": marks}),
        ("/lv/register", {"email": f"{marks}@example.org", "name": marks, "password": marks}),
        ("/lv/forgot", {"email": f"{marks}@example.org"}),
        ("/lv/sign-in", {"email": "\x00".join(marks[:100_000]) + "@example.org", "password": "a"}),
    ):
        begun = process_time()
        assert _sent(anybody, address, typed) < 500, address
        assert process_time() - begun < 5, address


def _sent(client: FlaskClient, address: str, typed: dict[str, str]) -> int:
    return client.post(address, data=fields_of(client.get(address)) | typed).status_code
