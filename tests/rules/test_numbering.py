"""The number that a pattern gives, and the serial that is found in it again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.application.numbering import number_of, serial_in
from competition.call.operations import NUMBER_PATTERN

words = st.text("0123456789abcXYZ./-", max_size=5)
fields = st.sampled_from(["{serial}", "{serial:02d}", "{serial:03d}", "{serial:09d}"])
years = st.integers(1990, 2199)
serials = st.integers(1, 999_999_999)


@st.composite
def patterns(draw) -> str:
    """Words around the serial, and the year before it, after it or not at all."""
    parts = [draw(words), draw(fields), draw(words)]
    if draw(st.booleans()):
        parts.insert(draw(st.integers(0, 3)), "{year}")
    return "".join(parts)


@pytest.mark.parametrize(
    ("pattern", "serial", "number"),
    [
        (NUMBER_PATTERN, 7, "2020-07"),
        (NUMBER_PATTERN, 107, "2020-107"),
        ("JI/{serial:04d}/{year}", 12, "JI/0012/2020"),
        ("{serial}", 3, "3"),
    ],
)
def test_a_pattern_gives_the_number_of_a_serial(pattern, serial, number):
    assert number_of(pattern, 2020, serial) == number


@given(patterns(), years, serials)
def test_the_serial_is_found_in_the_number_that_it_gave(pattern, year, serial):
    assert serial_in(pattern, year, number_of(pattern, year, serial)) == serial


@given(patterns(), years, serials, serials)
def test_two_serials_never_give_the_same_number(pattern, year, one, other):
    assert (number_of(pattern, year, one) == number_of(pattern, year, other)) is (one == other)


@pytest.mark.parametrize(
    ("number", "serial"),
    [
        ("2020-7", 7),
        ("2020-007", 7),
        ("2020-00", 0),
        ("2019-07", None),
        ("2020-", None),
        ("2020-07a", None),
        ("2020-٧", None),
        ("A.7", None),
        ("2020-1234567890", None),
    ],
)
def test_a_number_made_otherwise_has_no_serial(number, serial):
    assert serial_in(NUMBER_PATTERN, 2020, number) == serial


def test_the_signs_of_a_pattern_stand_for_themselves():
    assert serial_in("K.{serial}", 2020, "KX7") is None
    assert serial_in("K.{serial}", 2020, "K.7") == 7
