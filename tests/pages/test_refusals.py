"""Each refusal has its sentence, its page with what to do next, and a way on."""

import importlib
import pkgutil

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

import competition
import documents
import scoring
from app.errors import TROUBLES
from app.refusals import ANSWERS, PARTS, sentence_of
from competition.foundation.errors import Refusal
from tests.pages.conftest import ANNOUNCED, EVALUATED, At
from tests.pages.reading import links_of, text_of

HOUSES = (competition, scoring, documents)


def every_refusal() -> list[type[Refusal]]:
    """Every refusal of the domain, all its rooms loaded."""
    for package in HOUSES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    found, waiting = [], [Refusal]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        found += [kind for kind in kinds if kind.__module__.split(".")[0] in {house.__name__ for house in HOUSES}]
        waiting += kinds
    return found


def test_every_refusal_has_its_own_code_and_an_answer():
    codes = [refusal.code for refusal in every_refusal()]
    assert sorted(codes) == sorted(set(codes))
    assert set(ANSWERS) == set(codes)
    assert len(ANSWERS) == sum(len(part.ANSWERS) for part in PARTS)


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_every_answer_is_one_sentence_in_both_languages_whatever_the_facts(site: Flask, code):
    refusal = next(kind for kind in every_refusal() if kind.code == code)()
    said = set()
    for language in ("lv", "en"):
        with site.test_request_context("/"), force_locale(language):
            said.add(sentence_of(refusal))
    assert len(said) == 2
    assert all(sentence.endswith(".") for sentence in said)
    assert ANSWERS[code].status in TROUBLES


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/lv/nav-tadas", 404, "Šādas lapas nav."),
        ("/en/no-such", 404, "There is no such page."),
        ("/xx/", 404, "Šādas lapas nav."),
        ("/lv/calls/nav-tada", 404, "Šeit nekā nav, vai arī tas nav publisks."),
        ("/calls/nav-tada.ics", 404, "Šeit nekā nav, vai arī tas nav publisks."),
        ("/lv/calls/liepaja-2020/documents/019283c0-0000-7000-8000-000000000000", 404, "Šeit nekā nav"),
        ("/lv/calls/liepaja-2020/documents/nav-atslega", 404, "Šādas lapas nav."),
        ("/lv/calls/a\x00b", 404, ""),
    ],
)
def test_what_is_not_there_says_so_and_leads_on(client: FlaskClient, at: At, path, status, sentence):
    at(ANNOUNCED)
    answer = client.get(path)
    assert answer.status_code == status
    assert sentence in text_of(answer)
    assert any(link.endswith(("/lv/", "/en/")) for link in links_of(answer))


def test_an_unannounced_result_leads_to_its_call(client: FlaskClient, at: At):
    at(EVALUATED)
    assert "/lv/calls/liepaja-2020" in links_of(client.get("/lv/calls/liepaja-2020/results"))


def test_an_unannounced_result_says_where_to_look_and_names_the_request(client: FlaskClient, at: At):
    at(EVALUATED)
    answer = client.get("/lv/calls/liepaja-2020/results")
    assert "Tie būs šajā lapā, tiklīdz tos paziņos." in text_of(answer)
    assert f"Pieprasījuma numurs: {answer.headers['X-Request-Id']}" in text_of(answer)
