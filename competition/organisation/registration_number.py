"""Registration numbers of Latvian organisations: eleven digits, the last a check digit."""

from stdnum.exceptions import ValidationError
from stdnum.lv import pvn

SMALLEST_FIRST_DIGIT = "4"


def is_registration_number(number: str) -> bool:
    """Whether `number` is a well-formed registration number; a personal code is not one."""
    try:
        plain = pvn.validate(number)
    except ValidationError:
        return False
    return plain == number and plain[0] >= SMALLEST_FIRST_DIGIT
