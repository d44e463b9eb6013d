"""A new call as the PuMPuRS programme knows it: what is given, and what a coordinator may change.

What is law or was published of this competition is [S] in RULES; what is ours [A] is a parameter of the call.
"""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from competition.call.default_criteria import MEANINGS, REQUIREMENTS, TITLES
from competition.call.operations import Criterion, Level
from competition.foundation.clock import Moment

__all__ = ["REQUIREMENTS", "criteria", "days_open", "is_short"]

TITLE = {
    "lv": "Priekšlaicīgas mācību pārtraukšanas riska jauniešu iesaiste jaunatnes iniciatīvu projektos",
    "en": "Involving young people at risk of leaving school early in youth-initiative projects",
}
AWARD = Decimal("4600.00")
MONTHS = (3, 18)
MINIMUM_SHEETS = 3
THRESHOLD_TOTAL = Decimal(30)
HIGHEST = Decimal(5)
FLOORS: Mapping[str, Decimal] = {"2.2": Decimal(3), "2.4.1": Decimal(3), "2.4.3": Decimal(3)}
TIE_BREAK = ("2.2", "2.4.1", "2.4.3")
USUAL_DAYS = 30
"""Calls of the programme are open for 31 to 38 days; for fewer than this many we warn (RULES §1)."""


def criteria(floors: Mapping[str, Decimal] = FLOORS) -> tuple[Criterion, ...]:
    """The quality criteria, each from 0 to 5 points, with these floors by their codes."""
    return tuple(
        Criterion(
            code,
            {"lv": latvian, "en": english},
            maximum=HIGHEST,
            threshold=floors.get(code),
            levels=tuple(
                Level(Decimal(points), {"lv": lv, "en": en}) for points, (lv, en) in enumerate(MEANINGS[code])
            ),
        )
        for code, (latvian, english) in TITLES.items()
    )


def days_open(opens: Moment, deadline: Moment) -> int:
    """For how many days a call takes applications; a day that is only begun counts."""
    return max(0, -((opens.at - deadline.at) // timedelta(days=1)))


def is_short(opens: Moment, deadline: Moment) -> bool:
    """Whether a call is open for fewer days than is usual."""
    return days_open(opens, deadline) < USUAL_DAYS
