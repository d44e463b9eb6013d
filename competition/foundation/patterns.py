"""Numbers made by a pattern: of applications, of letters. `{serial}` once, `{year}` at most once."""

import re

_FIELDS = re.compile(r"\{(?:year|serial(?::0[1-9]d)?)\}")
_REST = re.compile(r"[0-9A-Za-z./-]{0,16}")


def is_pattern(pattern: str) -> bool:
    """Whether numbers can be made by `pattern`: beside its fields letters, digits, full stops, slashes, hyphens."""
    once = pattern.count("{serial") == 1 and pattern.count("{year}") <= 1
    return once and _REST.fullmatch(_FIELDS.sub("", pattern)) is not None


def number_of(pattern: str, year: int, serial: int) -> str:
    """The number that `pattern` ({year}, {serial}) gives."""
    return pattern.format(year=year, serial=serial)
