"""Working days in Latvia, as terms of law are counted.

The holidays are those of the law "Par svētku, atceres un atzīmējamām dienām", as the library `holidays` lists them:
with the day off after 4 May or 18 November on a weekend, and the days that were given once (the Pope's visit, the song
festival, the hockey bronze).

The Cabinet also moves working days: a Monday or Friday becomes free, and a Saturday is worked instead. The library
knows the moves that were ordered before its release. A day made free is no working day here, for nobody is at the desk;
a Saturday that is worked instead is none either, because the Administrative Procedure Law names Saturday among the days
on which no term ends. Where the two readings differ, a term is the longer one: nobody loses a day by our counting.
"""

from datetime import date, timedelta
from functools import cache

from holidays import Latvia

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether `day` is Monday to Friday, and neither a holiday nor made free."""
    return day.weekday() < SATURDAY and day not in _days_off(day.year)


def first_working_day_from(day: date) -> date:
    """`day` itself where it is a working day, else the next one."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_day_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself does not count.

    Raises ValueError for a count below one.
    """
    if count < 1:
        raise ValueError(f"the {count}-th working day after {day}")
    for _ in range(count):
        day = first_working_day_from(day + ONE_DAY)
    return day


def last_working_day_before(day: date) -> date:
    """The nearest working day before `day`."""
    day -= ONE_DAY
    while not is_working_day(day):
        day -= ONE_DAY
    return day


@cache
def _days_off(year: int) -> frozenset[date]:
    return frozenset(Latvia(years=year, language="lv"))
