"""When a letter counts as notified, when its decision comes into force, and until when it may be contested. RULES §5.

Days are those of the organiser's calendar. They are computed once the letter has gone; the letter itself holds the
clause, not the dates.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from competition.foundation.working_days import first_working_day_from, working_day_after

ELECTRONIC_AFTER = 2  # working days
REGISTERED_AFTER = timedelta(days=7)
POST_AFTER = timedelta(days=8)
DECEMBER = 12


class Way(StrEnum):
    """How a letter leaves the house."""

    EMAIL = "email"
    E_ADDRESS = "e_address"
    REGISTERED_POST = "registered_post"
    POST = "post"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class LetterTerms:
    """The days of a letter that has gone; `contest_until` is the last day on which its decision may be contested."""

    sent: date
    notified: date
    in_force: date
    contest_until: date


def letter_terms(sent: date, way: Way) -> LetterTerms:
    """The days that follow from the day on which a letter was sent, or handed over. RULES §5."""
    notified = notified_on(sent, way)
    return LetterTerms(sent, notified, in_force=notified, contest_until=a_month_from(notified))


def notified_on(sent: date, way: Way) -> date:
    """The day on which a letter counts as notified.

    By e-mail or e-address the second working day after sending, registered post the seventh day, ordinary post the
    eighth, by hand at once.
    """
    match way:
        case Way.EMAIL | Way.E_ADDRESS:
            return working_day_after(sent, ELECTRONIC_AFTER)
        case Way.REGISTERED_POST:
            return sent + REGISTERED_AFTER
        case Way.POST:
            return sent + POST_AFTER
        case Way.BY_HAND:
            return sent


def a_month_from(day: date) -> date:
    """The last day of a term of one month: the same date of the next month, or the last where that month is shorter.

    Where that is no working day, the next one.
    """
    year, month = (day.year + 1, 1) if day.month == DECEMBER else (day.year, day.month + 1)
    return first_working_day_from(date(year, month, min(day.day, monthrange(year, month)[1])))
