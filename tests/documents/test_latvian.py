"""Numbers as Latvian papers say them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.latvian import (
    decimal,
    money,
    money_in_words,
    needed,
    number_in_words,
    points,
    to_applications,
    working_days,
)

FIXED = "\u00a0"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "nulle euro, 00 centi"),
        ("0.01", "nulle euro, 01 cents"),
        ("1", "viens euro, 00 centi"),
        ("2.11", "divi euro, 11 centi"),
        ("10.21", "desmit euro, 21 cents"),
        ("100", "viens simts euro, 00 centi"),
        ("101", "viens simts viens euro, 00 centi"),
        ("1000", "viens tūkstotis euro, 00 centi"),
        ("1100.50", "viens tūkstotis viens simts euro, 50 centi"),
        ("2300", "divi tūkstoši trīs simti euro, 00 centi"),
        ("4600.00", "četri tūkstoši seši simti euro, 00 centi"),
        ("11000", "vienpadsmit tūkstoši euro, 00 centi"),
        ("21000", "divdesmit viens tūkstotis euro, 00 centi"),
        ("36800", "trīsdesmit seši tūkstoši astoņi simti euro, 00 centi"),
        ("111111.11", "viens simts vienpadsmit tūkstoši viens simts vienpadsmit euro, 11 centi"),
        ("121000", "viens simts divdesmit viens tūkstotis euro, 00 centi"),
        ("1000000", "viens miljons euro, 00 centi"),
        ("2500000", "divi miljoni pieci simti tūkstoši euro, 00 centi"),
    ],
)
def test_an_amount_in_words(amount, words):
    assert money_in_words(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["0.001", "-1"])
def test_what_is_no_amount_to_the_cent_is_not_written(amount):
    with pytest.raises(ValueError, match="no amount to the cent"):
        money_in_words(Decimal(amount))


@given(st.integers(0, 10**8))
def test_different_numbers_have_different_words(number):
    assert number_in_words(number) != number_in_words(number + 1)
    assert number_in_words(number) == " ".join(number_in_words(number).split())


def test_a_negative_number_is_not_written_in_words():
    with pytest.raises(ValueError, match="not to be written"):
        number_in_words(-1)


@pytest.mark.parametrize(
    ("amount", "figure"),
    [
        ("4600", "4600,00 EUR"),
        ("36800.5", "36 800,50 EUR"),
        ("9999.99", "9999,99 EUR"),
        ("1234567", "1 234 567,00 EUR"),
    ],
)
def test_an_amount_in_figures_is_grouped_from_five_digits_on(amount, figure):
    assert money(Decimal(amount), "EUR") == figure.replace(" ", FIXED)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0", "0 punktu"),
        ("1", "1 punkts"),
        ("2", "2 punkti"),
        ("2.75", "2,75 punkti"),
        ("2.1", "2,1 punkts"),
        ("2.11", "2,11 punkti"),
        ("2.50", "2,5 punkti"),
        ("10", "10 punktu"),
        ("11", "11 punktu"),
        ("21", "21 punkts"),
        ("30", "30 punktu"),
        ("44.5", "44,5 punkti"),
    ],
)
def test_points_with_their_noun(value, said):
    assert points(Fraction(value)) == said.replace(" ", FIXED)


@pytest.mark.parametrize(
    ("value", "short_of", "shown"),
    [
        (Fraction(5, 3), None, "1,67"),
        (Fraction("2.995"), None, "3"),
        (Fraction("2.995"), Fraction(3), "2,995"),
        (Fraction("2.99999"), Fraction(3), "2,999"),
        (Fraction(2999999999, 10**9), Fraction(3), "2,999"),
        (Fraction("2.994"), Fraction(3), "2,99"),
        (Fraction(3), Fraction(3), "3"),
        (Fraction("0.05"), None, "0,05"),
    ],
)
def test_points_as_a_number(value, short_of, shown):
    assert decimal(value, short_of) == shown


@given(st.fractions(0, 50), st.fractions(0, 50))
def test_a_number_short_of_another_never_looks_as_if_it_had_reached_it(value, floor):
    shown = Fraction(decimal(value, floor).replace(",", "."))
    if value < floor:
        assert shown < floor
    assert abs(shown - value) <= Fraction(1, 200) or shown <= value


def test_nouns_follow_their_numbers():
    assert [needed(Fraction(floor)) for floor in (1, 3, 21, 30)] == [
        f"nepieciešams vismaz{FIXED}1",
        f"nepieciešami vismaz{FIXED}3",
        f"nepieciešams vismaz{FIXED}21",
        f"nepieciešami vismaz{FIXED}30",
    ]
    assert [working_days(count) for count in (1, 10, 11, 21)] == [
        f"1{FIXED}darbdienas",
        f"10{FIXED}darbdienu",
        f"11{FIXED}darbdienu",
        f"21{FIXED}darbdienas",
    ]
    assert [to_applications(count) for count in (1, 8, 21)] == [
        f"1{FIXED}pieteikumam",
        f"8{FIXED}pieteikumiem",
        f"21{FIXED}pieteikumam",
    ]
