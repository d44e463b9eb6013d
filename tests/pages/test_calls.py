"""The list of calls and a call's page, at every step of the call of 2020."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from competition.foundation.clock import TICK
from tests.pages.conftest import ANNOUNCED, BEFORE, COMING, EVALUATED, OPEN, At
from tests.pages.reading import links_of, text_of

PAGE = "/lv/calls/liepaja-2020"
ORDERED = datetime.fromisoformat("2020-03-16T12:00:00+02:00")


@pytest.mark.parametrize(
    ("instant", "under"),
    [
        (COMING, "Gaidāmie konkursi 2020. gada kārta"),
        (OPEN, "Atvērtie konkursi Atvērts pieteikumiem ar izdomātiem datiem 2020. gada kārta"),
        (EVALUATED, "Notiek vērtēšana 2020. gada kārta"),
        (ANNOUNCED, "Iepriekšējie konkursi 2020. gada kārta"),
    ],
)
def test_a_call_stands_in_the_list_under_its_step(client: FlaskClient, at: At, instant, under):
    at(instant)
    assert under in text_of(client.get("/lv/"))


def test_a_call_is_unknown_before_it_is_published(client: FlaskClient, at: At):
    at(BEFORE)
    assert "2020. gada kārta" not in text_of(client.get("/lv/"))
    assert client.get(PAGE).status_code == 404


def test_past_calls_show_what_was_received_and_approved(client: FlaskClient, at: At):
    at(ANNOUNCED)
    text = text_of(client.get("/lv/"))
    assert "Saņemti pieteikumi: 14, apstiprināti: 8" in text
    assert "Saņemti pieteikumi: 14, apstiprināti: 10" in text


def test_without_an_open_call_the_list_says_when_the_last_one_was_and_how_to_be_told(client: FlaskClient, at: At):
    at(ANNOUNCED)
    answer = client.get("/lv/")
    assert "Pašlaik neviens konkurss nav atvērts Pēdējā konkursa pieteikumu termiņš bija 14. aprīlis." in text_of(
        answer
    )
    assert "/feed.atom" in links_of(answer)


def test_the_deadline_card_shows_the_day_the_old_day_the_order_and_what_is_left(client: FlaskClient, at: At):
    at(OPEN)
    answer = client.get(PAGE)
    assert (
        "Pieteikumu termiņš līdz 14. aprīlim ieskaitot, līdz dienas beigām pēc Rīgas laika. "
        "Iepriekš: 23. marts, pagarināts: Liepājas pilsētas Izglītības pārvaldes rīkojums" in text_of(answer)
    )
    assert "vēl 11 dienas 11 h" in text_of(answer)
    assert "<del>23.\u00a0marts</del>" in answer.text


def test_before_an_order_is_published_the_page_shows_the_deadline_in_force_then(client: FlaskClient, at: At):
    at(ORDERED - TICK)
    before = text_of(client.get(PAGE))
    at(ORDERED)
    after = text_of(client.get(PAGE))

    assert ("līdz 23. martam" in before, "14. aprīl" in before) == (True, False)
    assert ("23. marts" in after, "14. aprīl" in after) == (True, True)


def test_after_the_deadline_the_page_tells_which_step_is_under_way_and_when_results_are_promised(
    client: FlaskClient, at: At
):
    at(EVALUATED)
    text = text_of(client.get(PAGE))
    assert "Notiek vērtēšana" in text
    assert "Pieteikumus vairs nepieņem" in text
    assert "līdz 25. aprīlim Vērtēšana un rezultāti (nākamais)" in text


def test_the_timeline_tells_the_amendment_with_both_deadlines_and_its_legal_basis(client: FlaskClient, at: At):
    at(OPEN)
    text = text_of(client.get(PAGE))
    assert "Norise 2020. gadā 20. februāris Konkurss izsludināts (noticis)" in text
    assert "16. marts Termiņš pagarināts no 23. marta līdz 14. aprīlim (noticis) Pamats: " in text
    assert "14. aprīlis Pieteikumu termiņš (šo dienu ieskaitot) (nākamais)" in text


def test_a_deadline_with_its_hour_says_the_hour(client: FlaskClient, at: At):
    at(ANNOUNCED)
    text = text_of(client.get("/lv/calls/liepaja-2019"))
    assert "līdz 2019. gada 20. maijam plkst. 17.00" in text
    assert "ieskaitot" not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "lv",
            [
                "Katram apstiprinātajam projektam piešķir tieši 4600,00 EUR, ne vairāk un ne mazāk.",
                "8 projekti",
                "3–18 mēneši",
            ],
        ),
        ("lv", ["2.4.1 Aktivitāšu saturs un metodes vismaz 3", "Kopā vismaz 30 līdz 50"]),
        ("lv", ["Nevienā no kritērijiem 2.2, 2.4.1 un 2.4.3 vidējais nedrīkst būt mazāks par 3"]),
        ("lv", ["jaunatnes organizācija;", "Konkursa nolikums", "konkurss@example.org"]),
        ("en", ["Each project gets exactly 4,600.00 EUR, no more and no less.", "8 projects", "until 14 April"]),
        ("en", ["Legal basis: Liepājas pilsētas Izglītības pārvaldes rīkojums", "11 days 11 h left"]),
    ],
)
def test_the_page_says_who_how_much_until_when_and_by_what(client: FlaskClient, at: At, language, said):
    at(OPEN)
    text = text_of(client.get(f"/{language}/calls/liepaja-2020"))
    assert [part for part in said if part not in text] == []


def test_made_up_data_is_named_on_the_call_and_its_results(client: FlaskClient, at: At):
    at(ANNOUNCED)
    for path in (PAGE, f"{PAGE}/results"):
        assert "Šeit ir izdomāti dati." in text_of(client.get(path))


def test_the_header_names_the_organiser_of_the_call(client: FlaskClient, at: At):
    at(OPEN)
    assert '<span class="organiser" lang="lv">Liepājas pilsētas Izglītības pārvalde</span>' in client.get(PAGE).text
    assert "organiser" not in client.get("/lv/").text


def test_the_last_accepted_instant_is_open_and_the_next_is_not(client: FlaskClient, at: At):
    last = datetime.fromisoformat("2020-04-14T23:59:59.999999+03:00")
    at(last)
    assert "Atvērts pieteikumiem" in text_of(client.get(PAGE))
    assert "vēl nepilna minūte" in text_of(client.get(PAGE))
    at(last + timedelta(microseconds=1))
    assert "Notiek vērtēšana" in text_of(client.get(PAGE))
