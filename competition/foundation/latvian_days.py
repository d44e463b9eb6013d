"""Days and hours as Latvian writes them, on pages and in letters. Source: RULES §6.

Latvian declines the month by what the sentence says of the day: 14. aprīlis, no 14. aprīļa, līdz 14. aprīlim,
14. aprīlī.
"""

from datetime import date, time
from enum import StrEnum

NBSP = "\u00a0"


class Case(StrEnum):
    """What the sentence says of the day."""

    THE = "the day"
    FROM = "from the day"
    UNTIL = "until the day"
    ON = "on the day"


_STEMS = ("janvār", "februār", "mart", "aprīl", "maij", "jūnij", "jūlij", "august", "septembr", "oktobr", "novembr")
_MONTHS = (*_STEMS, "decembr")
_FIRST = frozenset({3, 5, 6, 7, 8})
_SOFTENED = {"aprīl": "aprīļa"}
_ENDINGS = {
    Case.THE: ("s", "is"),
    Case.FROM: ("a", "a"),
    Case.UNTIL: ("am", "im"),
    Case.ON: ("ā", "ī"),
}


def month(number: int, case: Case) -> str:
    """The month's name as the sentence wants it."""
    stem = _MONTHS[number - 1]
    if case is Case.FROM and stem in _SOFTENED:
        return _SOFTENED[stem]
    return stem + _ENDINGS[case][number not in _FIRST]


def day_in_words(value: date, case: Case = Case.THE, *, year: bool = True) -> str:
    """A day in words: "2020. gada 14. aprīlī"."""
    text = f"{value.day}.{NBSP}{month(value.month, case)}"
    return f"{value.year}.{NBSP}gada {text}" if year else text


def day_in_figures(value: date) -> str:
    """A day in figures: "14.04.2020."."""
    return f"{value:%d.%m.}{value.year:04}."


def hour_in_words(value: time, *, seconds: bool = False) -> str:
    """A time of day: "plkst. 23.59", with seconds only where they are not zero, or are wanted."""
    told = f".{value.second:02}" if value.second or seconds else ""
    return f"plkst.{NBSP}{value.hour}.{value.minute:02}{told}"
