"""The number of an application: given at its first submission or intake, by the call's pattern, never used again."""

import re
from dataclasses import dataclass

from sqlalchemy import func, select

from competition.application.records import Application
from competition.call.records import Call, Numbering
from competition.foundation.act import Act
from competition.foundation.clock import day_of, zone
from competition.foundation.patterns import number_of


@dataclass(frozen=True, slots=True)
class Registered:
    """An application's number, and its place in the call's list."""

    number: str
    position: int


def serial_in(pattern: str, year: int, number: str) -> int | None:
    """The serial within a number made by `pattern`, or None where it was made otherwise."""
    before, _, rest = pattern.format_map({"year": year, "serial": _Mark()}).partition("\0")
    found = re.fullmatch(re.escape(before) + "([0-9]{1,9})" + re.escape(rest), number)
    return int(found[1]) if found else None


class _Mark:
    """Stands for the serial while a pattern is taken apart."""

    def __format__(self, spec: str) -> str:
        return "\0"


def register(act: Act, call: Call, given: Registered | None = None) -> Registered:
    """The next number and place of a call; those of a round brought in are kept, the pattern goes on after them."""
    numbering = act.lock(Numbering, call.id)
    year = day_of(call.opens.at, zone(call.zone_name)).year
    if given:
        numbering.last = max(numbering.last, serial_in(numbering.pattern, year, given.number) or 0)
        return given
    numbering.last += 1
    highest = act.session.scalar(select(func.max(Application.position)).where(Application.call_id == call.id))
    place = 0 if highest is None else highest + 1
    return Registered(number_of(numbering.pattern, year, numbering.last), place)
