"""When projects of a call run and how long they last: the one rule that the form, `submit` and the checking ask."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """When projects of a call run: between these days, for so many months."""

    begins: date
    ends: date
    months_min: int
    months_max: int

    def holds(self, day: date) -> bool:
        """Whether a day is one on which projects run."""
        return self.begins <= day <= self.ends

    def too_short(self, first: date, last: date) -> bool:
        """Whether a project with these days lasts for fewer months than the call wants."""
        return last < last_day_of(first, self.months_min)

    def too_long(self, first: date, last: date) -> bool:
        """Whether it lasts for more months than the call allows."""
        return last > last_day_of(first, self.months_max)


def last_day_of(first: date, months: int) -> date:
    """The last day of a project that begins on `first` and lasts so many months: 1 June and 3 months is 31 August."""
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    if year > MAXYEAR:  # somebody typed the year 9999
        return date.max
    return date(year, month, min(first.day, monthrange(year, month)[1])) - timedelta(days=1)
