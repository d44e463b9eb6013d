"""What time it is, and what a day or a wall-clock time means as an instant.

The only module that reads the machine's clock. Instants are aware datetimes in UTC, to the microsecond;
days and wall-clock times belong to a zone (the call's). Source: call archive, Time.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

TICK = timedelta(microseconds=1)
NOT_PLACES = {"Factory", "localtime"}


def _machine_clock() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _machine_clock


def now() -> datetime:
    """The installation's present instant, in UTC: the machine's, unless the clock was moved."""
    return _source()


def machine_now() -> datetime:
    """The machine's own present instant, whatever the installation's clock says."""
    return _machine_clock()


def use_clock(source: Callable[[], datetime] | None) -> None:
    """Let `now` ask `source`; None gives the machine's clock back."""
    global _source
    _source = source or _machine_clock


@cache
def zone_names() -> frozenset[str]:
    """The names of the zones that a call may lie in, as the `tzdata` package spells them."""
    listed = (resources.files("tzdata") / "zones").read_text(encoding="utf-8").split()
    return frozenset(listed) - NOT_PLACES


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of that name, from the `tzdata` package: the same on every machine.

    Raises KeyError for a name that `zone_names` does not hold.
    """
    if name not in zone_names():
        raise KeyError(name)
    place = resources.files("tzdata.zoneinfo").joinpath(*name.split("/"))
    with place.open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def instant_of(wall: datetime, place: ZoneInfo, *, last: bool = False) -> datetime:
    """The instant, in UTC, at which the clocks of `place` show the naive time `wall`.

    A time that the clocks skip is read as that much later; one that comes twice is the first,
    with `last` the second (a deadline: nobody loses the hour). Source: call archive, Time.
    """
    first = wall.replace(tzinfo=place, fold=0).astimezone(UTC)
    if not last:
        return first
    return max(first, wall.replace(tzinfo=place, fold=1).astimezone(UTC))


def first_instant(day: date, place: ZoneInfo) -> datetime:
    """The first instant of `day` in `place`, in UTC: its first midnight, or the first instant after a skipped one."""
    midnight = datetime.combine(day, time())
    before = midnight.replace(tzinfo=place, fold=0).astimezone(UTC)
    after = midnight.replace(tzinfo=place, fold=1).astimezone(UTC)
    skipped = before > after
    return _end_of_gap(after, before, place) if skipped else before


def _end_of_gap(low: datetime, high: datetime, place: ZoneInfo) -> datetime:
    """The instant within (low, high] at which the clocks of `place` jump."""
    offset_before = low.astimezone(place).utcoffset()
    while high - low > TICK:
        middle = low + (high - low) // 2
        if middle.astimezone(place).utcoffset() == offset_before:
            low = middle
        else:
            high = middle
    return high


def last_instant(day: date, place: ZoneInfo) -> datetime:
    """The last instant of `day` in `place`, in UTC: one microsecond before the next day begins."""
    return first_instant(day + timedelta(days=1), place) - TICK


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a day and an hour, as somebody wrote it; `at` is the instant in UTC that it stands for."""

    at: datetime
    day: date | None = None

    def __composite_values__(self) -> tuple[datetime, date | None]:
        """How a record stores it: two columns."""
        return self.at, self.day


def start_of(day: date, place: ZoneInfo) -> Moment:
    """A day on which something begins or happens: from its first instant."""
    return Moment(first_instant(day, place), day)


def whole_of(day: date, place: ZoneInfo) -> Moment:
    """A day until which something lasts: to its last instant."""
    return Moment(last_instant(day, place), day)


def exactly(at: datetime) -> Moment:
    """An instant with its hour."""
    return Moment(at.astimezone(UTC))


def day_of(at: datetime, place: ZoneInfo) -> date:
    """The day that the calendar of `place` shows at the instant `at`."""
    return at.astimezone(place).date()


def calendar_day(moment: Moment, place: ZoneInfo) -> date:
    """The day of a moment: the one that was written, else the one that the calendar of `place` shows then."""
    return moment.day or day_of(moment.at, place)


def last_day_of(first: date, months: int) -> date:
    """The last day of a project that begins on `first` and lasts so many months: 1 June and 3 months is 31 August."""
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    if year > MAXYEAR:  # somebody typed the year 9999
        return date.max
    return date(year, month, min(first.day, monthrange(year, month)[1])) - timedelta(days=1)
