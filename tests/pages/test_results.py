"""The results of a call: nothing before the announcement, the numbers and the winners after it."""

import json
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from app.extensions import db
from competition.call.records import Call
from competition.foundation.audit import head_of
from tests.pages.conftest import ANNOUNCED, EVALUATED, At
from tests.pages.reading import text_of

PAGE = "/lv/calls/liepaja-2020/results"
ARCHIVE = "/calls/liepaja-2020/archive.json"
FIRST = datetime.fromisoformat("2020-05-20T00:00:00+03:00")

WINNERS = (
    "Attīstības platforma YOU+",
    "Melngaiļskolas atbalsta biedrība",
    "Pirmā skola",
    "Radi Vidi Pats",
    "centrs MARTA",
    "Izaugsmes matrica",
    "Workout Generation",
    "(ziņojumā nav nosaukts)",
)


@pytest.mark.parametrize("path", [PAGE, ARCHIVE])
def test_results_are_not_there_one_microsecond_before_the_announced_day(client: FlaskClient, at: At, path):
    at(FIRST - timedelta(microseconds=1))
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Šī konkursa rezultāti vēl nav paziņoti." in text_of(answer)
    assert [name for name in WINNERS if name in answer.text] == []
    at(FIRST)
    assert client.get(path).status_code == 200


def test_before_the_announcement_no_page_names_a_winner_or_a_number(client: FlaskClient, at: At):
    at(EVALUATED)
    for path in ("/lv/", "/lv/calls/liepaja-2020", "/feed.atom", "/calls/liepaja-2020.ics"):
        text = client.get(path).text
        assert [name for name in WINNERS if name in text and name not in BEFORE_2020] == []
        assert "36\u00a0800" not in text


BEFORE_2020 = {"Melngaiļskolas atbalsta biedrība", "Radi Vidi Pats"}


def test_the_numbers_are_those_of_the_decision(client: FlaskClient, at: At):
    at(ANNOUNCED)
    assert (
        "Saņemti pieteikumi 14 Apstiprināti projekti 8 Piešķirts kopā 36 800,00 EUR Katram projektam 4600,00 EUR"
        in text_of(client.get(PAGE))
    )


def test_winners_stand_by_how_often_they_have_won_then_by_the_alphabet(client: FlaskClient, at: At):
    at(ANNOUNCED)
    text = text_of(client.get(PAGE))
    assert sorted(WINNERS, key=text.index) == list(WINNERS)
    assert text.count("trešo reizi") == 1
    assert text.count("otro reizi") == 3
    assert text.count("pirmo reizi") == 3
    assert text.count("(ziņojumā nav nosaukts) Projekta nosaukums nav zināms (5. piemērs) nav zināms") == 1


def test_those_without_an_award_are_named_only_by_the_calls_rule(own_site: Flask, at: At):
    at(ANNOUNCED)
    client = own_site.test_client()
    assert "Pieteikumi bez finansējuma" not in text_of(client.get(PAGE))
    with own_site.app_context():
        db.session.scalars(select(Call).where(Call.slug == "liepaja-2020")).one().publishes_refusals = True
        db.session.commit()
    at(ANNOUNCED + timedelta(seconds=1))
    text = text_of(client.get(PAGE))
    assert "44,50 Noraidīts kritērijs 2.2" in text
    assert "Saņemts novēloti" in text


def test_the_page_gives_the_rule_the_archive_its_line_and_the_head_of_the_chain(
    site: Flask, client: FlaskClient, at: At
):
    at(ANNOUNCED)
    text = text_of(client.get(PAGE))
    with site.app_context():
        head = head_of(db.session())
    assert "Finansējumu piešķir 8 pirmajiem pieteikumiem šajā secībā; pārējie paliek rezervē." in text
    assert "flask call verify liepaja-2020-archive.json" in text
    assert f"notikumu Nr. {head.number}" in text
    assert head.hash in text


def test_the_archive_comes_under_the_name_that_the_line_says(client: FlaskClient, at: At):
    at(ANNOUNCED)
    answer = client.get(ARCHIVE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="liepaja-2020-archive.json"'
    assert json.loads(answer.text)["recorded"]["awarded_total"] == "36800.00"


def test_a_call_that_does_not_publish_its_archive_has_none(own_site: Flask, at: At):
    at(ANNOUNCED)
    with own_site.app_context():
        db.session.scalars(select(Call).where(Call.slug == "liepaja-2020")).one().publishes_archive = False
        db.session.commit()
    client = own_site.test_client()
    assert client.get(ARCHIVE).status_code == 404
    assert "flask call verify" not in client.get(PAGE).text


@pytest.mark.parametrize("path", ["/lv/", "/lv/calls/liepaja-{}", "/lv/calls/liepaja-{}/results", "/feed.atom"])
def test_the_number_of_queries_does_not_grow_with_what_is_shown(site: Flask, client: FlaskClient, at: At, path):
    at(ANNOUNCED)
    with site.app_context():
        engine = db.engine
    asked: list[str] = []

    def count(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        numbers = set()
        for year in (2018, 2019, 2020):
            at(ANNOUNCED + timedelta(seconds=year))
            asked.clear()
            assert client.get(path.format(year)).status_code == 200
            numbers.add(len(asked))
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert len(numbers) == 1
    assert numbers.pop() <= 12


def test_where_nobody_knows_how_many_times_anybody_has_won_the_page_says_nothing_of_it(client: FlaskClient, at: At):
    at(ANNOUNCED)
    text = text_of(client.get("/lv/calls/liepaja-2018/results"))
    assert "STEM izglītības vēstniecība" in text
    assert "reizi" not in text
