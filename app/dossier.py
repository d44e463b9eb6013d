"""One application with everything on it, for whoever of the staff looks at it: what its page is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext

from app import formats
from app.acting import arrived
from app.extensions import db
from app.formats import short_day
from app.happenings import happened
from app.words import said_later as _l
from competition.application.channels import Channel
from competition.application.history import Happened, history_of
from competition.application.queries import acceptance_of, awaits_acceptance, came_late, versions_of
from competition.application.records import Application
from competition.call.records import Call
from competition.eligibility.clarifications import find_clarifying
from competition.eligibility.queries import asked_of
from competition.eligibility.reading import whole_reading
from competition.eligibility.requirements import Answered
from competition.form.answers import day_in
from competition.foundation.clock import zone
from competition.result.letter_queries import has_letter
from scoring.sheets.applications import standing_of

CHANNELS: Mapping[Channel, Any] = {
    Channel.ONLINE: _l("through the portal"),
    Channel.IN_PERSON: _l("in person"),
    Channel.POST: _l("by post"),
    Channel.EMAIL: _l("by e-mail"),
    Channel.E_DOCUMENT: _l("as an e-document"),
}
ANSWERS: Mapping[Answered, Any] = {
    Answered.YES: _l("Yes"),
    Answered.NO: _l("No"),
    Answered.PENDING: _l("To be clarified"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A line of an application's story."""

    when: str
    iso: str
    what: str
    about: str | None
    progress: str = "done"


def dossier_of(call: Call, known: Application) -> dict[str, Any]:
    """What a page shows of an application, by the names that its templates know."""
    session, place = db.session(), zone(call.zone_name)
    acceptance = acceptance_of(session, known.id)
    late, unanswered = came_late(call, known), awaits_acceptance(call, known, acceptance)
    return {
        "call": call,
        "application": known,
        "reading": whole_reading(session, known.id),
        "now": find_clarifying(session, known.id, arrived()),
        "handed_in": versions_of(session, known.id),
        "asked": asked_of(session, call, known),
        "standing": standing_of(session, call, known),
        "acceptance": acceptance,
        "events": [_event(one, place) for one in history_of(session, known)],
        "late": unanswered,
        "accepted_late": late and acceptance is not None,
        "has_letter": unanswered and has_letter(session, known.id),
        "answers": ANSWERS,
        "channels": CHANNELS,
        "instant": to_the_second(place),
        "day": _day,
    }


def _event(one: Happened, place: ZoneInfo) -> Event:
    who = gettext("By: %(name)s", name=one.who) if one.who else None
    return Event(
        formats.instant(one.at, place), one.at.isoformat(timespec="milliseconds"), happened(one.verb, one.facts), who
    )


def to_the_second(place: ZoneInfo) -> Callable[[datetime], str]:
    """How a list says when something came: the day in figures and the time to the second, on the call's clock."""
    time = "%H.%M.%S" if formats.language() == "lv" else "%H:%M:%S"
    day = cache(short_day)

    def said(at: datetime) -> str:
        local = at.astimezone(place)
        return f"{day(local.date())} {local.strftime(time)}"

    return said


def _day(answer: str) -> str:
    """A day of an answer in words; what is no day as it was typed."""
    found = day_in(answer)
    return formats.day(found) if found else answer
