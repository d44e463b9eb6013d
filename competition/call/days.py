"""Whether the days of a call follow each other, and whether a project has time enough between them."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from competition.foundation.clock import Moment, calendar_day, last_day_of


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a call, as far as they are known; projects run from `begins` to `ends`."""

    opens: Moment | None = None
    deadline: Moment | None = None
    results_by: Moment | None = None
    begins: Moment | None = None
    ends: Moment | None = None


def disorder(days: Days) -> list[str]:
    """The names of the days that come before what they must follow."""
    pairs = [
        ("deadline", days.opens, days.deadline),
        ("results_by", days.deadline, days.results_by),
        ("begins", days.deadline, days.begins),
        ("ends", days.begins, days.ends),
    ]
    return [name for name, before, after in pairs if before and after and after.at < before.at]


def leaves_time(begins: Moment | None, ends: Moment | None, months: int | None, place: ZoneInfo) -> bool:
    """Whether a project of so many months fits between two days; true where something of it is not known."""
    if not (begins and ends and months):
        return True
    return calendar_day(ends, place) >= last_day_of(calendar_day(begins, place), months)
