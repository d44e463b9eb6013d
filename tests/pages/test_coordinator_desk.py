"""The desk, a call's own page, and that a call of another organiser is not there."""

from datetime import timedelta

import pytest
from flask import Flask

from app.coordinator.steps import STEPS
from tests.pages.conftest import DEMO_DAY, draw_up_a_draft, signed_in
from tests.pages.coordinators import BICYCLES, EVENING, OPEN_DESK, SCORING_DESK, handled, queries_for
from tests.pages.keys import with_keys
from tests.pages.reading import links_of, text_of


def test_the_desk_says_what_waits_with_the_way_there(demo_site: Flask, at, language):
    at(DEMO_DAY)
    page = signed_in(demo_site, "coordinator").get(f"/{language}/desk")
    said = {
        "lv": "Uz 1 novēloti saņemtu pieteikumu vēl nav atbildēts",
        "en": "1 application came late and has no answer yet",
    }
    assert said[language] in text_of(page)
    assert f"/{language}/desk/calls/liepaja-demo-scoring/applications?show=late" in links_of(page)


def test_a_draft_call_is_on_the_desk_and_only_there(own_demo_site: Flask):
    draw_up_a_draft(own_demo_site)
    client = signed_in(own_demo_site, "coordinator")
    text = text_of(client.get("/lv/desk"))
    assert "Konkurss ir sagatavots, bet nav izsludināts" in text
    assert "Melnraksts" in text
    assert client.get("/lv/calls/liepaja-melnraksts").status_code == 404


def test_a_near_deadline_and_a_passed_promise_press(demo_site: Flask, at):
    at(DEMO_DAY + timedelta(days=19))
    client = signed_in(demo_site, "coordinator")
    assert "Tuvojas pieteikumu termiņš" in text_of(client.get("/lv/desk"))
    at(DEMO_DAY + timedelta(days=22))
    assert "Rezultātu solītais termiņš ir pagājis" in text_of(client.get("/lv/desk"))


def test_the_desk_shows_the_calls_of_ones_own_organiser_only(demo_site: Flask, at):
    at(DEMO_DAY)
    own = text_of(signed_in(demo_site, "coordinator").get("/lv/desk"))
    other = text_of(signed_in(demo_site, "coordinator2").get("/lv/desk"))
    assert "Jauniešu ideju konkurss" not in own
    assert "Jauniešu ideju konkurss" in other
    assert "iepriekšējā kārta" not in other


@pytest.mark.parametrize(
    "path",
    [
        OPEN_DESK,
        f"{OPEN_DESK}/edit",
        f"{OPEN_DESK}/preview",
        f"{OPEN_DESK}/publish",
        f"{OPEN_DESK}/documents",
        f"{OPEN_DESK}/documents/{{call liepaja-demo/nolikums.pdf}}",
        f"{OPEN_DESK}/documents/{{call liepaja-demo/nolikums.pdf}}/replace",
        f"{OPEN_DESK}/members",
        f"{OPEN_DESK}/members/{{member liepaja-demo/m1}}/remove",
        f"{OPEN_DESK}/amendments",
        f"{SCORING_DESK}/applications",
        f"{SCORING_DESK}/applications/new",
        f"{SCORING_DESK}/applications/{{{EVENING}}}",
        f"{SCORING_DESK}/applications/{{{EVENING}}}/registered",
        f"{SCORING_DESK}/applications/{{{EVENING}}}/accept-late",
        f"{SCORING_DESK}/applications/{{{EVENING}}}/withdraw",
        f"{SCORING_DESK}/applications/{{{BICYCLES}}}/add-file",
        f"{SCORING_DESK}/applications/{{{EVENING}}}/eligibility",
        f"{SCORING_DESK}/eligibility",
    ],
)
def test_a_call_of_another_organiser_is_not_there(demo_site: Flask, at, path):
    at(DEMO_DAY)
    client = signed_in(demo_site, "coordinator2")
    assert client.get(with_keys(demo_site, path)).status_code == 404


def test_an_application_of_another_call_and_a_draft_are_not_there(demo_site: Flask, at):
    at(DEMO_DAY)
    client = signed_in(demo_site, "coordinator")
    assert client.get(handled(demo_site, EVENING, desk=OPEN_DESK)).status_code == 404
    assert client.get(handled(demo_site, "Pagalma darbnīca", desk=OPEN_DESK)).status_code == 404


@pytest.mark.parametrize("who", ["ngo", "member", "chair", "secretary"])
def test_the_desk_is_for_coordinators(demo_site: Flask, at, who):
    at(DEMO_DAY)
    assert signed_in(demo_site, who).get("/lv/desk").status_code == 403


def test_a_call_lists_its_steps_each_with_a_page_that_is_there(demo_site: Flask, at):
    at(DEMO_DAY)
    client = signed_in(demo_site, "coordinator")
    page = client.get(SCORING_DESK)
    endpoints = {f"coordinator.{step.endpoint}" for step in STEPS}
    assert endpoints <= set(demo_site.view_functions)
    steps = [link for link in links_of(page) if link.startswith(f"{SCORING_DESK}/")]
    assert [client.get(link).status_code for link in steps] == [200] * len(steps)
    assert len(steps) == sum(step.public for step in STEPS)
    assert "saņemti: 7" in text_of(page)


def test_the_desk_asks_as_much_of_the_database_whatever_the_number_of_calls(own_demo_site: Flask):
    client = signed_in(own_demo_site, "coordinator")
    before = queries_for(own_demo_site, client, "/lv/desk")
    for number in range(5):
        draw_up_a_draft(own_demo_site, f"melnraksts-{number}")
    assert queries_for(own_demo_site, client, "/lv/desk") == before
