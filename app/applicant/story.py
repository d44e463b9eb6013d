"""The story of an application for its applicant: what has happened to it, what is under way, what comes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask_babel import gettext

from app.applicant.own import Seen
from app.formats import Case, day
from competition.application.records import Channel
from competition.eligibility.clarifications import Clarifying
from competition.foundation.clock import Moment, exactly
from competition.result.own import Told

DONE, NOW, AHEAD = "done", "now", "ahead"


@dataclass(frozen=True, slots=True)
class Event:
    """One step, as `story` shows it: when (in words and for machines), what, how far, and a sentence about it."""

    when: str
    iso: str
    what: str
    progress: str
    about: str | None = None


def story_of(one: Seen, told: Told | None, now: Clarifying | None) -> list[Event]:
    """The steps in their order; the first that has not happened yet is the one under way."""
    clarified = list(_clarified(one, now)) if now else []
    events = [*_handed_in(one), *(_decided(one, told, clarified) if told else _awaited(one, clarified))]
    ahead = next((place for place, event in enumerate(events) if event.progress == AHEAD), None)
    return [replace(event, progress=NOW) if place == ahead else event for place, event in enumerate(events)]


def channel_words(channel: Channel) -> str:
    """By which way an application came."""
    return {
        Channel.ONLINE: gettext("in the portal"),
        Channel.IN_PERSON: gettext("in person"),
        Channel.POST: gettext("by post"),
        Channel.EMAIL: gettext("by e-mail"),
        Channel.E_DOCUMENT: gettext("as an electronically signed document"),
    }[channel]


def _handed_in(one: Seen) -> Iterator[Event]:
    own = one.own
    if not own.by_hand:
        yield _at(one, own.application.started_at, gettext("The application was begun"))
    for version in own.versions:
        what = gettext("Submitted") if version.version == 1 else gettext("Submitted again")
        if own.by_hand:
            what = gettext("The organiser added a file")
        if own.by_hand and version.version == 1:
            what = gettext("Received %(way)s", way=channel_words(version.channel))
        at = own.application.received_at if own.by_hand and version.version == 1 else version.at
        number = own.application.number
        about = gettext("Number %(number)s, version %(version)s", number=number, version=version.version)
        yield _at(one, at or version.at, what, about)
    if own.application.withdrawn_at:
        yield _at(one, own.application.withdrawn_at, gettext("Withdrawn"))


def _clarified(one: Seen, now: Clarifying) -> Iterator[Event]:
    """That something was asked, until when, and each answer."""
    about = gettext("Term of the answer: %(term)s", term=one.calendar.term(now.asked.until))
    yield _at(one, now.asked.asked_at, gettext("The organiser asked to clarify it"), about)
    for answer in now.answers:
        yield _at(one, answer.received_at, gettext("The clarification was received"))


def _awaited(one: Seen, clarified: list[Event]) -> Iterator[Event]:
    """What comes, as long as nothing is announced; of the evaluation only that it goes on."""
    own, calendar = one.own, one.calendar
    if own.application.number is None or own.application.withdrawn_at:
        return
    if own.accepts:
        yield _on(one, own.deadline, gettext("Deadline: until then the application can be changed or withdrawn"))
    elif own.late:
        yield Event(
            "",
            "",
            gettext("It came after the deadline: it is registered, but not evaluated"),
            DONE,
            gettext("The organiser answers in writing."),
        )
        return
    else:
        yield replace(_on(one, own.deadline, gettext("Deadline")), progress=DONE)
    yield from clarified
    promised = own.call.results_by
    about = gettext("First it is checked whether it is eligible, then the committee scores it.")
    if promised:
        when = gettext("until %(day)s", day=calendar.until(promised))
        yield Event(when, calendar.iso(promised), gettext("Evaluation and results"), AHEAD, about)
    else:
        yield Event("", "", gettext("Evaluation and results"), AHEAD, about)


def _decided(one: Seen, told: Told, clarified: list[Event]) -> Iterator[Event]:
    yield from clarified
    if not told.brought_in:
        yield _at(one, told.decided_at, gettext("The committee decided"))
    announced = gettext("The results were announced")
    yield (
        _at(one, told.announced.at, announced)
        if told.announced.day is None
        else replace(_on(one, told.announced, announced), progress=DONE)
    )
    letter = told.letter
    if letter is None or letter.sent_at is None:
        return
    yield _at(one, letter.sent_at, gettext("The letter with the decision was sent"))
    if letter.in_force_on:
        yield _day(one, letter.in_force_on, gettext("The decision comes into force"))
    if letter.contest_until:
        yield _day(one, letter.contest_until, gettext("The last day to contest the decision"))


def _at(one: Seen, at: datetime, what: str, about: str | None = None) -> Event:
    local = at.astimezone(one.place).replace(second=0, microsecond=0)
    progress = DONE if at <= one.at else AHEAD
    return Event(one.calendar.the(exactly(local)), local.isoformat(timespec="minutes"), what, progress, about)


def _on(one: Seen, moment: Moment, what: str) -> Event:
    return Event(one.calendar.the(moment), one.calendar.iso(moment), what, DONE if moment.at < one.at else AHEAD)


def _day(one: Seen, value: date, what: str) -> Event:
    year = value.year != one.at.astimezone(one.place).year
    progress = DONE if value < one.at.astimezone(one.place).date() else AHEAD
    return Event(day(value, Case.THE, year=year), value.isoformat(), what, progress)
