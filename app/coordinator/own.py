"""What is the coordinator's own: a call of their organiser, an application in it. Anything else is not there (404)."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from app.coordinator.loading import calendar_of, own_call, own_organisers
from app.extensions import db
from app.standing import application_in
from competition.application.records import Application
from competition.call.queries import whole_call_of_organisers
from competition.call.records import Call
from competition.foundation.clock import Moment, exactly, instant_of, whole_of, zone
from competition.foundation.errors import NotFound

__all__ = [
    "calendar_of",
    "instant_at",
    "own_application",
    "own_call",
    "own_organisers",
    "own_whole_call",
    "place_of",
    "term_of",
]


def own_whole_call(slug: str) -> Call:
    """The same with its criteria and documents. Raises NotFound."""
    return whole_call_of_organisers(db.session(), slug, [one.id for one in own_organisers()])


def own_application(slug: str, application_id: UUID) -> tuple[Call, Application]:
    """An application that came in to a call of the person's organiser. Raises NotFound."""
    call = own_call(slug)
    application = application_in(call, application_id)
    if application is None:
        raise NotFound(what="application", key=application_id)
    return call, application


def place_of(call: Call) -> ZoneInfo:
    """On whose wall clock the call's days are."""
    return zone(call.zone_name)


def term_of(day: date, hour: time | None, place: ZoneInfo) -> Moment:
    """A day until which something lasts, or a day and an hour, as somebody typed it."""
    if hour is None:
        return whole_of(day, place)
    return exactly(instant_at(day, hour, place))


def instant_at(day: date, hour: time, place: ZoneInfo) -> datetime:
    """A wall-clock time; of an hour that comes twice the second, so that nobody loses it."""
    return instant_of(datetime.combine(day, hour), place, last=True)
