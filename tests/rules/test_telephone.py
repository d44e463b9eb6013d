"""Telephone numbers as people write them."""

import pytest

from competition.organisation.telephone import is_telephone


@pytest.mark.parametrize(
    "text",
    ["6000 0000", "60000000", "+371 6000 0000", "+371-60-000-000", "(+371) 60 000 000", "60.00.00.00", " 6000 0000 "],
)
def test_digits_parted_as_people_part_them_are_a_telephone_number(text):
    assert is_telephone(text)


@pytest.mark.parametrize(
    "text", ["", "abc", "123", "6000 000x", "6000+0000", "++371 6000 0000", "- 6000 0000", "1" * 16]
)
def test_anything_else_is_not(text):
    assert not is_telephone(text)
