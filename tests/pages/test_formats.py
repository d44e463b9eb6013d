"""Days, hours, money and points as people write them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale

from app import formats
from app.formats import NBSP, Calendar, Case
from competition.foundation.clock import Moment, exactly, start_of, whole_of, zone

RIGA = zone("Europe/Riga")
DAY = whole_of(date(2020, 4, 14), RIGA)
HOUR = exactly(datetime.fromisoformat("2019-05-20T17:00:00+03:00"))
SECOND = exactly(datetime.fromisoformat("2020-04-14T23:58:07+03:00"))


@pytest.fixture
def latvian(site: Flask) -> Iterator[None]:
    with site.test_request_context("/lv/"), force_locale("lv"):
        yield


@pytest.fixture
def english(site: Flask) -> Iterator[None]:
    with site.test_request_context("/en/"), force_locale("en"):
        yield


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("month", "forms"),
    [
        (1, ("janvāris", "janvāra", "janvārim", "janvārī")),
        (2, ("februāris", "februāra", "februārim", "februārī")),
        (3, ("marts", "marta", "martam", "martā")),
        (4, ("aprīlis", "aprīļa", "aprīlim", "aprīlī")),
        (5, ("maijs", "maija", "maijam", "maijā")),
        (6, ("jūnijs", "jūnija", "jūnijam", "jūnijā")),
        (7, ("jūlijs", "jūlija", "jūlijam", "jūlijā")),
        (8, ("augusts", "augusta", "augustam", "augustā")),
        (9, ("septembris", "septembra", "septembrim", "septembrī")),
        (10, ("oktobris", "oktobra", "oktobrim", "oktobrī")),
        (11, ("novembris", "novembra", "novembrim", "novembrī")),
        (12, ("decembris", "decembra", "decembrim", "decembrī")),
    ],
)
@pytest.mark.usefixtures("latvian")
def test_months_are_declined(month, forms):
    said = tuple(plain(formats.day(date(2020, month, 1), case)) for case in Case)
    assert said == tuple(f"2020. gada 1. {form}" for form in forms)


@pytest.mark.usefixtures("latvian")
def test_terms_in_latvian():
    assert plain(formats.until(DAY, RIGA, year=False)) == "līdz 14. aprīlim (ieskaitot)"
    assert plain(formats.until(DAY, RIGA)) == "līdz 2020. gada 14. aprīlim (ieskaitot)"
    assert plain(formats.until(HOUR, RIGA, year=False)) == "līdz 20. maijam plkst. 17.00"
    assert plain(formats.instant(SECOND.at, RIGA)) == "2020. gada 14. aprīlī plkst. 23.58.07"
    assert formats.short_day(date(2020, 4, 14)) == "14.04.2020."


@pytest.mark.usefixtures("english")
def test_terms_in_english():
    assert plain(formats.until(DAY, RIGA)) == "until 14 April 2020 (inclusive)"
    assert plain(formats.until(HOUR, RIGA, year=False)) == "until 20 May at 17:00"
    assert plain(formats.money(Decimal(36800), "EUR")) == "36,800.00 EUR"
    assert plain(formats.money(Decimal(4600), "EUR")) == "4,600.00 EUR"
    assert formats.points("44.50") == "44.50"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "0,00 EUR"),
        ("4600", "4600,00 EUR"),
        ("4600.00", "4600,00 EUR"),
        ("4600.5", "4600,50 EUR"),
        ("9999.99", "9999,99 EUR"),
        ("10000", "10 000,00 EUR"),
        ("36800", "36 800,00 EUR"),
        ("1234567.89", "1 234 567,89 EUR"),
    ],
)
@pytest.mark.usefixtures("latvian")
def test_money_is_said_to_the_cent_and_grouped_from_five_digits_on(amount, said):
    assert plain(formats.money(Decimal(amount), "EUR")) == said


@pytest.mark.usefixtures("latvian")
def test_whole_numbers_have_no_decimals_and_are_grouped_from_five_digits_on():
    assert [plain(formats.number(value)) for value in (0, 9999, 10000)] == ["0", "9999", "10 000"]


@pytest.mark.usefixtures("latvian")
def test_points_have_a_comma_and_floors_no_needless_noughts():
    assert formats.points("44.50") == "44,50"
    assert formats.points(Decimal("3.000000")) == "3"
    assert formats.points(Decimal("2.500000")) == "2,5"
    assert formats.points(Decimal(50)) == "50"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(days=1), "vēl 1 diena 0 h"),
        (timedelta(days=2, hours=6), "vēl 2 dienas 6 h"),
        (timedelta(days=10), "vēl 10 dienas 0 h"),
        (timedelta(days=11, hours=6), "vēl 11 dienas 6 h"),
        (timedelta(days=21), "vēl 21 diena 0 h"),
        (timedelta(hours=6, minutes=12), "vēl 6 h 12 min"),
        (timedelta(minutes=12), "vēl 12 min"),
        (timedelta(seconds=59), "vēl nepilna minūte"),
    ],
)
@pytest.mark.usefixtures("latvian")
def test_time_left_is_said_in_its_two_largest_parts(span, said):
    assert plain(formats.left(span)) == said


@pytest.mark.usefixtures("latvian")
def test_wins_are_counted_in_words_and_then_in_figures():
    assert [formats.times_won(count) for count in (1, 2, 3, 10)] == [
        "pirmo reizi",
        "otro reizi",
        "trešo reizi",
        "desmito reizi",
    ]
    assert formats.times_won(11) == f"11.{NBSP}reizi"


@pytest.mark.usefixtures("latvian")
def test_codes_are_listed_as_in_a_sentence():
    assert formats.listed(["2.2", "2.4.1", "2.4.3"]) == "2.2, 2.4.1 un 2.4.3"
    assert formats.listed(["2.2"]) == "2.2"


@pytest.mark.usefixtures("latvian")
def test_a_day_is_that_of_the_calls_own_calendar():
    new_york = Calendar(zone("America/New_York"))
    midnight = Moment(start_of(date(2020, 4, 14), RIGA).at)
    assert plain(new_york.day(midnight)) == "2020. gada 13. aprīlis"
    assert new_york.iso(midnight) == "2020-04-13T17:00-04:00"


@pytest.mark.parametrize(
    ("language", "silent", "last", "said"),
    [
        ("lv", None, date(2027, 8, 31), "2027. gada 1. marts – 31. augusts"),
        ("en", None, date(2027, 8, 31), "1 March – 31 August 2027"),
        ("lv", 2027, date(2027, 8, 31), "1. marts – 31. augusts"),
        ("lv", 2027, date(2028, 8, 31), "1. marts – 2028. gada 31. augusts"),
        ("lv", None, date(2028, 8, 31), "2027. gada 1. marts – 2028. gada 31. augusts"),
    ],
)
def test_a_span_says_a_shared_year_once(site: Flask, language, silent, last, said):
    with site.test_request_context("/"), force_locale(language):
        calendar = Calendar(RIGA, silent)
        assert plain(calendar.span(start_of(date(2027, 3, 1), RIGA), whole_of(last, RIGA))) == said
