"""The lines above the chain and the log of reading: of which call, application and person, what kind, from when."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import gettext
from wtforms import DateField, SelectField, StringField

from app.auditor.words import KINDS
from app.config import HOUSE_ZONE
from app.forms import Form, choices
from app.languages import page_language, said_plainly
from app.words import said_later as _l
from competition.application.chain import Kind, Search
from competition.call.records import Call
from competition.foundation.clock import first_instant, zone

ANY = ""
YEARS = range(1990, 2200)


class SearchForm(Form):
    """What is looked for. Asked for with the address: nothing changes by it."""

    call = SelectField(_l("Call"))
    application = StringField(_l("Number of the application"))
    person = StringField(_l("Who: name or e-mail"))
    kind = SelectField(_l("What about"))
    since = DateField(_l("From day"))
    until = DateField(_l("Until day"))


class ReadingForm(SearchForm):
    """The same for readings, which are of one kind."""

    kind = None  # pyright: ignore[reportAssignmentType] - WTForms leaves out what is None


def search_form(calls: list[Call], kind: type[SearchForm] = SearchForm) -> SearchForm:
    """The form as the address fills it in."""
    form = kind(request.args, meta={"csrf": False})
    named = ((call.slug, f"{said_plainly(call.title, page_language())} ({call.slug})") for call in calls)
    form.call.choices = choices((ANY, gettext("all calls")), *named)
    if form.kind is not None:
        form.kind.choices = choices((ANY, gettext("everything")), *((one.value, KINDS[one]) for one in KINDS))
    return form


def wanted_by(form: SearchForm, calls: list[Call], place: ZoneInfo) -> Search:
    """What a form looks for; what it does not offer is passed over. Days are those of `place`."""
    call = next((one for one in calls if one.slug == form.call.data), None)
    kind = form.kind.data if form.kind is not None else ANY
    return Search(
        call_id=call.id if call else None,
        application=(form.application.data or "").strip(),
        person=(form.person.data or "").strip(),
        kind=Kind(kind) if kind in list(KINDS) else None,
        since=_begin(form.since.data, place),
        before_instant=_begin(form.until.data, place, days=1),
    )


def place_for(calls: list[Call], slug: str | None) -> ZoneInfo:
    """On whose wall clock days and times are: of the call that is looked for, else of the newest."""
    call = next((one for one in calls if one.slug == slug), calls[0] if calls else None)
    return zone(call.zone_name) if call else HOUSE_ZONE


def _begin(day: date | None, place: ZoneInfo, days: int = 0) -> datetime | None:
    """When a day begins, or one so many days after it; what no calendar of ours reaches is passed over."""
    if day is None or day.year not in YEARS:
        return None
    return first_instant(day + timedelta(days=days), place)


def key_in(text: str | None) -> UUID | None:
    """The key that stands in an address, or None where none does."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
