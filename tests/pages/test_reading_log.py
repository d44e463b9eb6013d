"""Whoever of the staff or the committee looks at an application is written into the log; applicants are not."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.access import PERMISSIONS, asked_of
from app.extensions import db
from app.reading_log import shown_by
from app.standing import COMMITTEE, Kind
from competition.foundation.clock import now, use_clock
from competition.foundation.reading_log import Reading
from tests.pages.conftest import ANNOUNCED, DEMO_DAY, EMAIL, PASSWORD, At, signed_in
from tests.pages.coordinators import EVENING, handled, send
from tests.pages.keys import with_keys
from tests.pages.reading import sign_in

SHEET = "/lv/committee/liepaja-demo-scoring/applications/{Vakara skolotāji}"
# Pages below an application that show nothing of it: they answer a script, or lead on.
SHOW_NOTHING = {"committee.save_sheet", "coordinator.letter_again"}
EXPORTS = {"coordinator.letters_file", "coordinator.announcement"}
KINDS = COMMITTEE | {Kind.COORDINATOR, Kind.AUDITOR}
STAFF = {do for do, who in PERMISSIONS.items() if who and who <= KINDS}


LATER = timedelta(hours=1)  # other tests read in the same demonstration, on its day


@pytest.fixture
def later(own_demo_site: Flask) -> Flask:
    use_clock(lambda: DEMO_DAY + LATER)
    return own_demo_site


def readings(app: Flask) -> list[tuple[str, str, str, bool]]:
    with app.app_context():
        rows = db.session.scalars(select(Reading).where(Reading.at == now()).order_by(Reading.id)).all()
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
def test_a_look_is_written_down_once(later: Flask, who: str, path: str, said: tuple[str, str, str, bool]):
    client, address = signed_in(later, who), with_keys(later, path)

    answers = [client.get(address).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert readings(later) == [said]


def test_a_file_with_all_letters_is_an_export(own_site: Flask, at: At):
    at(ANNOUNCED + LATER)
    client = own_site.test_client()
    sign_in(client, EMAIL, PASSWORD)

    assert client.get("/lv/desk/calls/liepaja-2018/letters.zip").status_code == 200
    assert readings(own_site) == [("coordinator", "export", "coordinator.letters_file", False)]


def test_a_page_that_was_refused_or_that_asks_only_for_its_head_is_not_logged(later: Flask):
    address = handled(later, EVENING)

    signed_in(later, "ngo").get(address)
    signed_in(later, "coordinator").head(address)

    assert readings(later) == []


def test_what_a_form_shows_again_is_logged_and_the_writer_is_free(later: Flask):
    client = signed_in(later, "coordinator")
    page = handled(later, "Velosipēdu darbnīca", "/accept-late")

    assert send(client, page, {"until": ""}).status_code == 422
    assert [page for _, _, page, _ in readings(later)] == ["coordinator.accept"]


def test_an_applicant_reads_their_own_unlogged(later: Flask):
    client = signed_in(later, "ngo2")

    assert client.get(with_keys(later, "/lv/applications/{Kustības laboratorija}")).status_code == 200
    assert readings(later) == []


def test_a_log_that_fails_stops_no_page(later: Flask):
    client, address = signed_in(later, "coordinator"), handled(later, EVENING)
    with later.app_context():
        db.session.execute(text("ALTER TABLE reading RENAME TO lost"))
        db.session.commit()

    assert client.get(address).status_code == 200
