"""Dates and instants as the archive writes them. Call archive, Time."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from competition.foundation.clock import Moment, exactly, instant_of, start_of, whole_of
from scoring.archive.shapes import Expected

DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
INSTANT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
FIRST_YEAR, LAST_YEAR = 1990, 2199
HOURS, MINUTES = 24, 60
AN_INSTANT = "an instant such as 2020-03-24T09:12:30+02:00, of the years 1990 to 2199"
A_MOMENT = "a date such as 2020-03-24 or an instant such as 2020-03-24T09:12:30+02:00, of the years 1990 to 2199"
FARTHEST = timezone(timedelta(hours=23, minutes=59))
FARTHEST_BACK = timezone(-timedelta(hours=23, minutes=59))


class Times:
    """Reads the times of one call, whose wall clocks are those of `place`."""

    def __init__(self, place: ZoneInfo) -> None:
        self.place = place

    def instant(self, value: Any) -> datetime:
        """An instant in UTC; a wall-clock time that comes twice is the first."""
        return self._instant(value, last=False)

    def last_accepted(self, value: Any) -> datetime:
        """An instant until which something is accepted: of a wall-clock time that comes twice, the second."""
        return self._instant(value, last=True)

    def beginning(self, value: Any) -> Moment:
        """A day from its first instant, or an instant."""
        day = _day(value)
        return start_of(day, self.place) if day else exactly(self._instant(value, last=False, expected=A_MOMENT))

    def end(self, value: Any) -> Moment:
        """A day to its last instant, or an instant."""
        day = _day(value)
        return whole_of(day, self.place) if day else exactly(self._instant(value, last=False, expected=A_MOMENT))

    def deadline(self, value: Any) -> Moment:
        """The whole of a day, or an instant inclusive; nobody loses the hour that comes twice."""
        day = _day(value)
        return whole_of(day, self.place) if day else exactly(self._instant(value, last=True, expected=A_MOMENT))

    def _instant(self, value: Any, *, last: bool, expected: str = AN_INSTANT) -> datetime:
        found = INSTANT.fullmatch(value) if isinstance(value, str) else None
        if not found:
            raise Expected(expected, value)
        year, month, day, hour, minute, second, fraction, offset = found.groups()
        try:
            wall = datetime(  # noqa: DTZ001 - a wall-clock time, until its zone is known
                int(year),
                int(month),
                int(day),
                int(hour),
                int(minute),
                int(second or 0),
                int((fraction or "").ljust(6, "0")),
            )
        except ValueError:
            raise Expected(expected, value) from None
        if not FIRST_YEAR <= wall.year <= LAST_YEAR:
            raise Expected(expected, value)
        if offset is None:
            return instant_of(wall, self.place, last=last)
        return (wall - _shift(offset, value, expected)).replace(tzinfo=UTC)


def moment_text(moment: Moment, place: ZoneInfo) -> str:
    """A day as a day, an instant with the offset of the call's zone."""
    return moment.day.isoformat() if moment.day else instant_text(moment.at, place)


def instant_text(at: datetime, place: ZoneInfo) -> str:
    """An instant on the call's clocks, with its offset, and with decimals only where they are not zero."""
    local = at.astimezone(place)
    if local.year < FIRST_YEAR:  # written elsewhere on the earth within the years that may be written
        local = at.astimezone(FARTHEST)
    elif local.year > LAST_YEAR:
        local = at.astimezone(FARTHEST_BACK)
    whole = local.replace(microsecond=0).isoformat()
    if not local.microsecond:
        return whole
    decimals = f"{local.microsecond:06d}".rstrip("0")
    return f"{whole[:19]}.{decimals}{whole[19:]}"


def _day(value: Any) -> date | None:
    """The day that the text is; None when it is not written as a day."""
    found = DATE.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        raise Expected(A_MOMENT, value) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Expected(A_MOMENT, value)
    return day


def _shift(offset: str, value: Any, expected: str) -> timedelta:
    if offset == "Z":
        return timedelta()
    hours, minutes = int(offset[1:3]), int(offset[4:6])
    if hours >= HOURS or minutes >= MINUTES:
        raise Expected(expected, value)
    shift = timedelta(hours=hours, minutes=minutes)
    return -shift if offset[0] == "-" else shift
