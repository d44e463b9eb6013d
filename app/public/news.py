"""How to be told: the feed of calls, amendments and results, and each call's calendar.

Both lie outside the languages; they are in Latvian, or with `?lang=en` in English.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, current_app, g, render_template, request, url_for
from flask_babel import gettext
from icalendar import Calendar as Ics
from icalendar import Event

from app.access import Do, may
from app.acting import arrived
from app.config import Settings
from app.extensions import db
from app.formats import Calendar, money
from app.languages import LANGUAGES, USUAL, page_language, said_plainly
from competition.call.amendments import amendments_at
from competition.call.records import Amendment, Call
from competition.call.stage import Stage
from competition.foundation.clock import Moment, zone
from competition.result.queries import CallRow, call_page, call_rows

news = Blueprint("news", __name__)

MOST_ENTRIES = 50
LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that became known."""

    key: str
    at: datetime
    title: str
    text: str
    path: str


@news.url_value_preprocessor
def choose_language(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    """What machines read is in one language whoever asks, unless the address says another."""
    asked = request.args.get("lang", USUAL)
    g.language = asked if asked in LANGUAGES else USUAL


@news.get("/feed.atom")
@may(Do.SEE_PUBLIC)
def feed() -> Response:
    """Calls, amendments and results as an Atom feed, the newest first."""
    at = arrived()
    entries = [entry for row in call_rows(db.session(), at) for entry in _entries(row) if entry.at <= at]
    entries = sorted(entries, key=lambda entry: (entry.at, entry.key), reverse=True)[:MOST_ENTRIES]
    updated = entries[0].at if entries else LONG_AGO
    text = render_template("feeds/feed.xml", entries=entries, updated=updated, base=_base())
    return Response(text, mimetype="application/atom+xml")


@news.get("/calls/<slug>.ics")
@may(Do.SEE_PUBLIC)
def calendar(slug: str) -> Response:
    """A call's days for people's own calendars: opening, deadline in force, results."""
    page = call_page(db.session(), slug, arrived())
    results = page.call.announced if page.stage == Stage.ANNOUNCED else page.call.results_by
    text = _calendar_of(page.call, page.deadline, results).to_ical()
    headers = {"Content-Disposition": f'inline; filename="{slug}.ics"'}
    return Response(text, headers=headers, content_type="text/calendar; charset=utf-8")


def feed_address() -> str:
    """Where the feed lies, in the language of the page."""
    return url_for("news.feed", lang=_told_apart())


def calendar_address(slug: str) -> str:
    """Where a call's calendar lies, in the language of the page."""
    return url_for("news.calendar", slug=slug, lang=_told_apart())


def _told_apart() -> str | None:
    return None if page_language() == USUAL else page_language()


def _base() -> str:
    settings: Settings = current_app.extensions["konkurss-settings"]
    return settings.base_url


def _entries(row: CallRow) -> list[Entry]:
    call = row.call
    title, path = said_plainly(call.title, str(g.language)), url_for("public.call", slug=call.slug)
    days = Calendar(zone(call.zone_name))
    entries = [_published(call, title, path, days)]
    entries += [_amended(call, amendment, title, path, days) for amendment in call.amendments]
    if row.counts and call.announced:
        text = gettext(
            "Applications received: %(received)s, approved: %(approved)s.",
            received=row.counts.received,
            approved=row.counts.approved,
        )
        results = url_for("public.results", slug=call.slug)
        entries.append(
            Entry(f"{call.slug}/results", call.announced.at, gettext("Results: %(title)s", title=title), text, results),
        )
    return entries


def _published(call: Call, title: str, path: str, days: Calendar) -> Entry:
    text = gettext(
        "%(organiser)s takes applications from %(opens)s until %(deadline)s. Each project gets %(amount)s.",
        organiser=call.organiser_name,
        opens=days.since(call.opens),
        deadline=days.until(call.deadline),
        amount=money(call.award_amount, call.currency),
    )
    at = (call.published or call.opens).at
    return Entry(f"{call.slug}/published", at, gettext("Call published: %(title)s", title=title), text, path)


def _amended(call: Call, amendment: Amendment, title: str, path: str, days: Calendar) -> Entry:
    text = amendment.legal_basis or ""
    if amendment.deadline:
        moved = gettext("Applications are taken until %(deadline)s.", deadline=days.until(amendment.deadline))
        text = f"{moved} {text}".strip()
    key = f"{call.slug}/amendment-{amendment.number}"
    return Entry(key, amendment.published_at, gettext("Call amended: %(title)s", title=title), text, path)


def _calendar_of(call: Call, deadline: Moment, results: Moment | None) -> Ics:
    title = said_plainly(call.title, str(g.language))
    ics = Ics()
    ics.add("prodid", "-//Konkurss//LV")
    ics.add("version", "2.0")
    ics.add("x-wr-calname", title)
    days = [("opens", gettext("Applications open: %(title)s", title=title), call.opens)]
    days.append(("deadline", gettext("Deadline for applications: %(title)s", title=title), deadline))
    if results:
        days.append(("results", gettext("Results: %(title)s", title=title), results))
    for kind, summary, when in days:
        ics.add_component(_event(call, kind, summary, when))
    return ics


def _event(call: Call, kind: str, summary: str, when: Moment) -> Event:
    event = Event()
    event.add("uid", f"{call.slug}-{kind}@konkurss")
    event.add("dtstamp", _changed(call))
    event.add("sequence", len(amendments_at(call, arrived())))
    event.add("summary", summary)
    event.add("description", call.organiser_name)
    event.add("url", _base() + url_for("public.call", slug=call.slug))
    _put_on(event, when)
    return event


def _put_on(event: Event, when: Moment) -> None:
    if when.day is not None:
        event.add("dtstart", when.day)
        event.add("dtend", when.day + timedelta(days=1))
    else:
        event.add("dtstart", when.at.astimezone(UTC))


def _changed(call: Call) -> datetime:
    """When the call's days were last changed: the same file as long as nothing changes."""
    changes = [amendment.published_at for amendment in amendments_at(call, arrived())]
    return max([(call.published or call.opens).at, *changes])
