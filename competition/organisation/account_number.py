"""Numbers of bank accounts (IBAN): two letters of the country, two check digits, the number that its banks give."""

from stdnum import iban
from stdnum.exceptions import ValidationError


def is_account_number(text: str) -> bool:
    """Whether a text is an IBAN, written with spaces or without."""
    return iban.is_valid(text)


def has_wrong_digits(text: str) -> bool:
    """Whether a text that is no IBAN would be one with other check digits: it has its form and its length."""
    number = iban.compact(text)
    try:
        return iban.is_valid(number[:2] + iban.calc_check_digits(number) + number[4:], check_country=False)
    except (ValidationError, ValueError):
        return False


def compact(text: str) -> str:
    """An IBAN as it is kept: capitals and digits."""
    return iban.compact(text)


def grouped(text: str) -> str:
    """An IBAN as it is read: in groups of four. What is none is given back as it stands."""
    return iban.format(text) if is_account_number(text) else text
