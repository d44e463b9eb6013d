"""Numbers of bank accounts, as people write them."""

import pytest

from competition.organisation.account_number import compact, grouped, has_wrong_digits, is_account_number

ACCOUNT = "LV80BANK0000435195001"


@pytest.mark.parametrize("text", [ACCOUNT, "LV80 BANK 0000 4351 9500 1", "lv80bank0000435195001"])
def test_an_account_is_one_with_spaces_or_without(text):
    assert is_account_number(text)
    assert compact(text) == ACCOUNT
    assert grouped(text) == "LV80 BANK 0000 4351 9500 1"


@pytest.mark.parametrize(
    ("text", "wrong_digits"),
    [("LV81BANK0000435195001", True), ("LV80BANK000043519500", False), ("40008000009", False), ("", False)],
)
def test_what_is_no_account_is_told_from_one_with_wrong_digits_and_stays_as_it_was_typed(text, wrong_digits):
    assert not is_account_number(text)
    assert has_wrong_digits(text) is wrong_digits
    assert grouped(text) == text
