"""Whose call it is: a coordinator meets only the calls of their own organisers."""

from app.acting import arrived, whoever
from app.formats import Calendar
from app.standing import call_of, organisers_of
from competition.call.records import Call
from competition.foundation.clock import zone
from competition.foundation.errors import NotFound
from competition.organisation.records import Organiser, Staff


def own_organisers() -> list[Organiser]:
    """The organisers whose calls the person at hand holds, by their names."""
    return organisers_of(whoever(), Staff.COORDINATOR)


def own_call(slug: str) -> Call:
    """The call of one of one's own organisers. Raises NotFound, also for the calls of others."""
    call = call_of(whoever(), Staff.COORDINATOR, slug)
    if call is None:
        raise NotFound(what="call", key=slug)
    return call


def calendar_of(call: Call) -> Calendar:
    """Days of a call's pages: the present year goes without saying."""
    place = zone(call.zone_name)
    return Calendar(place, arrived().astimezone(place).year)
