"""Whose call it is: a coordinator meets only the calls of their own organisers."""

from sqlalchemy import select

from app.acting import arrived, current_person
from app.extensions import db
from app.formats import Calendar
from competition.call.records import Call
from competition.foundation.clock import zone
from competition.foundation.errors import NotFound
from competition.organisation.records import Organiser, Staff


def own_organisers() -> list[Organiser]:
    """The organisers whose calls the person at hand holds, by their names."""
    person = current_person()
    roles = person.roles if person else []
    keys = [role.organiser_id for role in roles if role.role == Staff.COORDINATOR]
    return list(db.session.scalars(select(Organiser).where(Organiser.id.in_(keys)).order_by(Organiser.name)))


def own_call(slug: str) -> Call:
    """The call of one of one's own organisers. Raises NotFound, also for the calls of others."""
    keys = [organiser.id for organiser in own_organisers()]
    call = db.session.scalar(select(Call).where(Call.slug == slug, Call.organiser_id.in_(keys)))
    if call is None:
        raise NotFound(what="call", key=slug)
    return call


def calendar_of(call: Call) -> Calendar:
    """Days of a call's pages: the present year goes without saying."""
    place = zone(call.zone_name)
    return Calendar(place, arrived().astimezone(place).year)
