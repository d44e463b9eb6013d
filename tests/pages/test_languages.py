"""Every page in both languages, at the same path; the switch stays on the page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale, ngettext

from app.formats import NBSP
from app.languages import said
from tests import translations
from tests.pages.conftest import ANNOUNCED, At
from tests.pages.reading import links_of, sign_in, text_of

PAGES = ("/", "/calls/liepaja-2020", "/calls/liepaja-2020/results", "/sign-in", "/sign-out", "/no-such?page=1")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [(None, "lv"), ("en", "en"), ("en-GB,en;q=0.9,lv;q=0.8", "en"), ("lv,en;q=0.5", "lv"), ("de", "lv"), ("*", "lv")],
)
def test_the_front_goes_to_the_visitors_language(client: FlaskClient, accepted, language):
    answer = client.get("/", headers={"Accept-Language": accepted} if accepted else {})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_in_its_language_and_leads_to_itself_in_the_other(client: FlaskClient, at: At, path):
    at(ANNOUNCED)
    for language, other in (("lv", "en"), ("en", "lv")):
        answer = client.get(f"/{language}{path}", headers={"Accept-Language": other})
        assert f'<html lang="{language}">' in answer.text
        assert f"/{other}{path}" in links_of(answer)
        assert f"http://127.0.0.1:8000/{other}{path}" in links_of(answer)


def test_whoever_signed_in_in_english_goes_on_in_english(client: FlaskClient):
    sign_in(client, "coordinator@example.org", "pārole-ķēdē")
    text = text_of(client.get("/en/account"))
    assert "You are signed in as coordinator@example.org." in text
    assert "What you are in the portal Coordinator" in text


def test_a_text_that_is_not_there_in_the_language_is_latvian_and_marked_so(site: Flask):
    with site.test_request_context("/en/"):
        site.preprocess_request()
        assert said({"lv": "Jā & nē", "en": "Yes & no"}) == "Yes &amp; no"
        assert said({"lv": "Jā & nē"}) == '<span lang="lv">Jā &amp; nē</span>'


@pytest.mark.parametrize(
    ("count", "projects", "days"),
    [
        (0, "projektu", "dienas"),
        (1, "projekts", "diena"),
        (2, "projekti", "dienas"),
        (9, "projekti", "dienas"),
        (10, "projektu", "dienas"),
        (11, "projektu", "dienas"),
        (19, "projektu", "dienas"),
        (20, "projektu", "dienas"),
        (21, "projekts", "diena"),
        (22, "projekti", "dienas"),
        (100, "projektu", "dienas"),
        (101, "projekts", "diena"),
        (111, "projektu", "dienas"),
        (112, "projektu", "dienas"),
        (121, "projekts", "diena"),
    ],
)
def test_latvian_counts_in_three_forms(site: Flask, count, projects, days):
    with site.test_request_context("/lv/"), force_locale("lv"):
        assert ngettext("%(num)d project", "%(num)d projects", count) == f"{count}{NBSP}{projects}"
        assert ngettext("%(num)d day", "%(num)d days", count) == f"{count}{NBSP}{days}"


def test_every_text_has_its_translation():
    assert translations.complaints() == []
