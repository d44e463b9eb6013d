"""What the applicant's pages are made of: an application of one's own, or 404, with its call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, redirect, url_for

from app.acting import arrived, whoever
from app.extensions import db
from app.formats import Calendar, day, hour, instant
from app.viewing import Files
from competition.application.own import Own, own_application, require_writable
from competition.application.reading import HandedInFile
from competition.call.operations import FileNote
from competition.form.answers import day_in
from competition.foundation.clock import day_of, zone
from competition.organisation.queries import writers_of
from competition.result.queries import CallPage, call_page


@dataclass(frozen=True)
class Seen:
    """An application with its call, at the instant of the request."""

    own: Own
    at: datetime

    @cached_property
    def page(self) -> CallPage:
        """The call as its own page shows it; asked for only by what shows some of it: saving does not."""
        return call_page(db.session(), self.own.call.slug, self.at)

    @property
    def place(self) -> ZoneInfo:
        """Where the call is held."""
        return zone(self.own.call.zone_name)

    @property
    def calendar(self) -> Calendar:
        """How days are said: the present year goes without saying."""
        return Calendar(self.place, self.at.astimezone(self.place).year)


def seen(application_id: UUID) -> Seen:
    """An application of one of the person's organisations. Raises NotFound."""
    session, at = db.session(), arrived()
    return Seen(own_application(session, whoever().id, application_id, at), at)


def written(application_id: UUID) -> Seen:
    """The same where its form may still be changed. Raises NotFound, WrongState."""
    one = seen(application_id)
    require_writable(one.own)
    return one


def opened(application_id: UUID) -> Seen:
    """The same for a page that is opened: where nothing can be changed any more, on to what was handed in."""
    one = seen(application_id)
    if not one.own.writable and one.own.latest:
        abort(redirect(url_for("applicant.submitted", application_id=application_id), 303))
    return one


def names_of_writers(own: Own) -> list[str]:
    """Who writes the application and hands it in."""
    return [one.name for one in writers_of(db.session(), own.application.organisation_id)]


def to_the_second(place: ZoneInfo) -> Callable[[datetime], str]:
    """How an instant is said with its day, hour and second."""
    return lambda at: instant(at, place, seconds=True)


def file_address(own: Own) -> Files:
    """Where a file of the version that counts is, by its digest."""
    return Files("applicant.handed_in_file", {"application_id": own.application.id})


def attached_files(own: Own) -> list[HandedInFile]:
    """The files of the form as they will be read, in the order of their slots."""
    return [
        HandedInFile(slot.key, slot.title, FileNote(one.file_name, one.media_type, one.size, one.digest))
        for slot in own.slots
        for one in own.files
        if one.slot == slot.key
    ]


def day_in_words(text: str) -> str:
    """A day that stands in an answer ("2026-09-15") in words; what is none is said as it stands."""
    found = day_in(text)
    return day(found) if found else text


def clock_words(at: datetime, now: datetime, place: ZoneInfo) -> str:
    """When something was, as seen from `now`: the hour alone on the same day."""
    if day_of(at, place) == day_of(now, place):
        return hour(at.astimezone(place).time().replace(second=0))
    return instant(at.replace(second=0), place)
