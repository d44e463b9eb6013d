"""Whoever of the staff or the committee looks at an application is written into the log; applicants are not."""

import html
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from sqlalchemy import event, select, text
from werkzeug.routing import Rule

from app import reading_log
from app.access import PERMISSIONS, asked_of
from app.auditor.words import LISTS
from app.extensions import db
from app.reading_log import LATELY, Lately, has_many, shown_by
from app.standing import COMMITTEE, Kind
from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.clock import TICK, now, use_clock
from competition.foundation.reading_log import ONCE_IN, Reading
from tests.pages import deciding
from tests.pages.conftest import ANNOUNCED, DEMO_DAY, EMAIL, PASSWORD, At, signed_in
from tests.pages.coordinators import EVENING, handled, send
from tests.pages.keys import with_keys
from tests.pages.reading import sign_in, text_of

DESK = "/lv/desk/calls/liepaja-demo-scoring"
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


ROOMS = {
    "coordinator": "coordinator",
    "chair": "committee",
    "member3": "committee",
    "secretary": "committee",
    "auditor": "auditor",
}
STATES = {"scoring": lambda _app: None, "closed": deciding.close, "told": deciding.tell}


@pytest.mark.parametrize("state", STATES)
def test_every_page_on_which_an_applicant_of_the_call_stands_is_logged(own_demo_site: Flask, state: str):
    """Read by everybody who may, in every state of the call: a list that forgets the log is found."""
    app = own_demo_site
    STATES[state](app)
    names = applicants_in(app)
    unlogged = {
        rule.endpoint
        for who, room in ROOMS.items()
        for rule, said in pages_of_the_call(app, who, room)
        if any(name in said for name in names) and not is_logged(app, rule.endpoint)
    }
    assert unlogged == set()


def test_a_list_is_one_look_at_the_applications_of_the_call_whatever_is_looked_for(later: Flask):
    client = signed_in(later, "coordinator")

    answers = [client.get(f"{DESK}/applications{rest}").status_code for rest in ("", "?q=Vakara", "?page=2")]

    assert answers == [200] * 3
    assert readings(later) == [("coordinator", "application", "coordinator.applications", False)]


@pytest.mark.parametrize("path", ["/applications", "/ranking"])
def test_a_list_that_was_read_lately_asks_the_log_nothing(later: Flask, path: str):
    client = signed_in(later, "coordinator")
    with later.app_context():
        engine = db.engine
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    client.get(f"{DESK}{path}")
    first = [one for one in asked if "reading" in one]
    asked.clear()
    client.get(f"{DESK}{path}")

    assert (len(first), [one for one in asked if "reading" in one]) == (2, [])


def test_a_list_that_another_process_logged_is_asked_about_once(later: Flask):
    client = signed_in(later, "coordinator")
    for lately in (Lately(), Lately()):
        later.extensions[LATELY] = lately
        assert client.get(f"{DESK}/applications").status_code == 200

    assert readings(later) == [("coordinator", "application", "coordinator.applications", False)]
    assert lately.has(next(iter(vars(lately)["_since"])), DEMO_DAY + LATER)


def test_after_a_quarter_of_an_hour_a_list_is_another_look(later: Flask):
    client = signed_in(later, "coordinator")
    client.get(f"{DESK}/applications")

    use_clock(lambda: DEMO_DAY + LATER + ONCE_IN)
    client.get(f"{DESK}/applications")

    assert readings(later) == [("coordinator", "application", "coordinator.applications", False)]


def test_what_was_read_lately_is_kept_for_a_while_and_for_so_many(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading_log, "MOST_KEPT", 2)
    lately = Lately()
    for number in range(3):
        lately.keep((number,), DEMO_DAY, DEMO_DAY)
    assert [lately.has((number,), DEMO_DAY) for number in range(3)] == [True, True, False]
    assert [lately.has((0,), DEMO_DAY + step) for step in (-TICK, ONCE_IN - TICK, ONCE_IN)] == [False, True, False]
    lately.keep((3,), DEMO_DAY + ONCE_IN, DEMO_DAY + ONCE_IN)
    assert lately.has((3,), DEMO_DAY + ONCE_IN)


def is_logged(app: Flask, endpoint: str) -> bool:
    view = app.view_functions[endpoint]
    return has_many(view) or shown_by(view) is not None


def applicants_in(app: Flask) -> list[str]:
    """How applicants and their projects are called in the call that is being scored."""
    with app.app_context():
        rows = db.session.execute(
            select(Application.applicant_name, Application.title)
            .join(Call, Call.id == Application.call_id)
            .where(Call.slug == deciding.SLUG, Application.number.is_not(None))
        ).all()
    return [name for row in rows for name in row if name]


def pages_of_the_call(app: Flask, who: str, room: str) -> Iterator[tuple[Rule, str]]:
    """Every page of somebody's room that is about the whole call, and what it says."""
    client, address_of = signed_in(app, who), app.url_map.bind("localhost").build
    for rule in app.url_map.iter_rules():
        whole = rule.arguments == {"lang", "slug"} and "GET" in (rule.methods or ())
        if rule.endpoint.startswith(f"{room}.") and whole:
            with client.get(address_of(rule.endpoint, {"lang": "lv", "slug": deciding.SLUG})) as answer:
                if answer.status_code == HTTPStatus.OK and answer.mimetype == "text/html":
                    yield rule, html.unescape(answer.text)


def test_the_auditor_reads_which_list_somebody_looked_at(later: Flask):
    use_clock(lambda: DEMO_DAY + timedelta(days=3))
    auditor, since = signed_in(later, "auditor"), "/lv/audit/readings?since=2026-09-18&until=2026-09-18&person="
    signed_in(later, "secretary").get("/lv/committee/liepaja-demo-scoring/minutes")
    signed_in(later, "coordinator").get(f"{DESK}/applications")

    theirs, all_of_them = (text_of(auditor.get(f"{since}{one}")) for one in ("coordinator@", ""))

    assert ("pieteikumu saraksts" in theirs, "lēmums un sēdes protokola ziņas" in theirs) == (True, False)
    assert "lēmums un sēdes protokola ziņas" in all_of_them


def test_every_page_with_many_applications_has_its_words_for_the_auditor(site: Flask):
    assert {endpoint for endpoint, view in site.view_functions.items() if has_many(view)} == set(LISTS)
