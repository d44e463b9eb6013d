"""When projects of a call run and how long they last: the one rule that the form, `submit` and the checking ask."""

from dataclasses import dataclass
from datetime import date

from competition.foundation.clock import last_day_of


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
