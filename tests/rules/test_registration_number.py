"""Registration numbers of Latvian organisations."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from competition.organisation.registration_number import is_registration_number

ISSUED = ["40008999014", "40008999029", "40008999033", "40008999048"]


@pytest.mark.parametrize("number", ISSUED)
def test_eleven_digits_with_their_check_digit_are_a_registration_number(number):
    assert is_registration_number(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "4000899901",
        "400089990140",
        "40008999015",
        "LV40008999014",
        "4000 8999 014",
        " 40008999014",
        "40008999014\n",
        "４0008999014",
        "4000899901x",
    ],
)
def test_anything_else_is_not(number):
    assert not is_registration_number(number)


@pytest.mark.parametrize("number", ["16117519997", "32673679741", "00000000000"])
def test_a_personal_code_is_not_a_registration_number(number):
    assert not is_registration_number(number)


@given(st.sampled_from(ISSUED), st.integers(0, 10), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_noticed(number, place, digit):
    assume(number[place] != digit)

    assert not is_registration_number(number[:place] + digit + number[place + 1 :])


@given(st.text())
def test_no_text_is_too_strange_to_be_asked(text):
    assert is_registration_number(text) in (True, False)
