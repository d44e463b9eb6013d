"""Whoever of the staff or the committee looks at an application is written into the log; applicants are not."""

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.access import Do, asked_of
from app.extensions import db
from app.reading_log import shown_by
from competition.foundation.reading_log import Reading
from tests.pages.conftest import ANNOUNCED, EMAIL, PASSWORD, At, signed_in
from tests.pages.coordinators import EVENING, handled, send
from tests.pages.keys import with_keys
from tests.pages.reading import sign_in

SHEET = "/lv/committee/liepaja-demo-scoring/applications/{Vakara skolotāji}"
# Pages below an application that show nothing of it: they answer a script, or lead on.
SHOW_NOTHING = {"committee.save_sheet", "coordinator.letter_again"}
EXPORTS = {"coordinator.letters_file", "coordinator.announcement"}
STAFF = {Do.COORDINATE, Do.SIT, Do.AUDIT}


def readings(app: Flask) -> list[tuple[str, str, str, bool]]:
    with app.app_context():
        rows = db.session.scalars(select(Reading).order_by(Reading.id)).all()
        return [(one.role.value, one.shown.value, one.page, one.application_id is not None) for one in rows]


def test_every_page_that_shows_an_application_to_staff_or_committee_is_logged(site: Flask):
    showing = {
        rule.endpoint
        for rule in site.url_map.iter_rules()
        if asked_of(site.view_functions[rule.endpoint]) in STAFF and "application_id" in rule.arguments
    }
    logged = {endpoint for endpoint, view in site.view_functions.items() if shown_by(view)}

    assert showing - SHOW_NOTHING <= logged
    assert logged >= EXPORTS
    assert {asked_of(site.view_functions[endpoint]) for endpoint in logged} <= STAFF


@pytest.mark.parametrize(
    ("who", "path", "said"),
    [
        (
            "coordinator",
            "/lv/desk/calls/liepaja-demo-scoring/applications/{Vakara skolotāji}",
            ("coordinator", "application", "coordinator.application", True),
        ),
        ("chair", SHEET, ("chair", "application", "committee.sheet", True)),
        ("member3", SHEET, ("member", "application", "committee.sheet", True)),
    ],
)
def test_a_look_is_written_down_once(own_demo_site: Flask, who: str, path: str, said: tuple[str, str, str, bool]):
    client, address = signed_in(own_demo_site, who), with_keys(own_demo_site, path)

    answers = [client.get(address).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert readings(own_demo_site) == [said]


def test_a_file_with_all_letters_is_an_export(own_site: Flask, at: At):
    at(ANNOUNCED)
    client = own_site.test_client()
    sign_in(client, EMAIL, PASSWORD)

    assert client.get("/lv/desk/calls/liepaja-2018/letters.zip").status_code == 200
    assert readings(own_site) == [("coordinator", "export", "coordinator.letters_file", False)]


def test_a_page_that_was_refused_or_that_asks_only_for_its_head_is_not_logged(own_demo_site: Flask):
    address = handled(own_demo_site, EVENING)

    signed_in(own_demo_site, "ngo").get(address)
    signed_in(own_demo_site, "coordinator").head(address)

    assert readings(own_demo_site) == []


def test_what_a_form_shows_again_is_logged_and_the_writer_is_free(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    page = handled(own_demo_site, "Velosipēdu darbnīca", "/accept-late")

    assert send(client, page, {"until": ""}).status_code == 422
    assert [page for _, _, page, _ in readings(own_demo_site)] == ["coordinator.accept"]


def test_an_applicant_reads_their_own_unlogged(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo2")

    assert client.get(with_keys(own_demo_site, "/lv/applications/{Kustības laboratorija}")).status_code == 200
    assert readings(own_demo_site) == []


def test_a_log_that_fails_stops_no_page(own_demo_site: Flask):
    client, address = signed_in(own_demo_site, "coordinator"), handled(own_demo_site, EVENING)
    with own_demo_site.app_context():
        db.session.execute(text("ALTER TABLE reading RENAME TO lost"))
        db.session.commit()

    assert client.get(address).status_code == 200
