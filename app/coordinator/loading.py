"""Whose call it is: a coordinator meets only the calls of their own organisers."""

from uuid import UUID

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
    return list(db.session.scalars(select(Organiser).where(Organiser.id.in_(_own_keys())).order_by(Organiser.name)))


def own_call(slug: str) -> Call:
    """The call of one of one's own organisers. Raises NotFound, also for the calls of others."""
    call = db.session.scalar(select(Call).where(Call.slug == slug, Call.organiser_id.in_(_own_keys())))
    if call is None:
        raise NotFound(what="call", key=slug)
    return call


def calendar_of(call: Call) -> Calendar:
    """Days of a call's pages: the present year goes without saying."""
    place = zone(call.zone_name)
    return Calendar(place, arrived().astimezone(place).year)


def _own_keys() -> list[UUID]:
    """The keys of those organisers: known from the person's roles, without asking."""
    person = current_person()
    roles = person.roles if person else []
    return [role.organiser_id for role in roles if role.role == Staff.COORDINATOR and role.organiser_id]
