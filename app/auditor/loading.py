"""What an auditor may look into: their organisers, these' calls, what came in to them. All else is not there (404)."""

from uuid import UUID

from sqlalchemy import select

from app.acting import arrived, whoever
from app.extensions import db
from app.formats import Calendar
from app.standing import application_in, call_of, organisers_of
from competition.application.records import Application
from competition.call.queries import whole_call_of_organisers
from competition.call.records import Call
from competition.foundation.clock import zone
from competition.foundation.errors import NotFound
from competition.organisation.records import Organiser, Staff


def own_organisers() -> list[Organiser]:
    """The organisers that the person at hand audits, by their names."""
    return organisers_of(whoever(), Staff.AUDITOR)


def own_keys() -> list[UUID]:
    """The keys of those organisers."""
    return [one.id for one in own_organisers()]


def own_calls() -> list[Call]:
    """Their calls, the newest first."""
    calls = select(Call).where(Call.organiser_id.in_(own_keys()))
    return list(db.session.scalars(calls.order_by(Call.opens_at.desc(), Call.slug)))


def own_call(slug: str) -> Call:
    """A call of theirs. Raises NotFound, also for the calls of others."""
    call = call_of(whoever(), Staff.AUDITOR, slug)
    if call is None:
        raise NotFound(what="call", key=slug)
    return call


def own_whole_call(slug: str) -> Call:
    """The same with its criteria and documents. Raises NotFound."""
    return whole_call_of_organisers(db.session(), slug, own_keys())


def own_application(slug: str, application_id: UUID) -> tuple[Call, Application]:
    """An application that came in to a call of theirs. Raises NotFound."""
    call = own_call(slug)
    application = application_in(call, application_id)
    if application is None:
        raise NotFound(what="application", key=application_id)
    return call, application


def calendar_of(call: Call) -> Calendar:
    """Days of a call's pages: the present year goes without saying."""
    return Calendar(zone(call.zone_name), arrived().astimezone(zone(call.zone_name)).year)
