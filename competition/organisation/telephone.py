"""Telephone numbers, as people write them."""

import re

_WRITTEN = re.compile(r"(\+|\(\+?)?[0-9][0-9 ().-]*")
FEWEST, MOST = 8, 15
"""Digits of a Latvian number, and the most that any number in the world has."""


def is_telephone(text: str) -> bool:
    """Whether a text is one telephone number: digits, and what parts them: spaces, hyphens, dots, brackets."""
    digits = sum(sign.isdigit() for sign in text)
    return _WRITTEN.fullmatch(text.strip()) is not None and FEWEST <= digits <= MOST
