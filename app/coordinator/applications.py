"""The applications of a call: the list of all channels, one with everything on it, its files, its withdrawal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice  # pyright: ignore[reportAttributeAccessIssue] - newer than its stubs

from app import formats
from app.access import Do, may
from app.acting import acting, current_person
from app.coordinator.blueprint import coordinator
from app.coordinator.own import calendar_of, own_application, own_call, place_of
from app.coordinator.words import ANSWERS, CHANNELS, SHOWN, happened
from app.extensions import db
from app.files import hand_out
from app.formats import short_day
from app.forms import Form, choices
from app.refusals import refusals_to
from app.words import said_later as _l
from competition.application.channels import Channel, is_by_hand
from competition.application.history import Happened, history_of
from competition.application.queries import acceptance_of, awaits_acceptance, came_late, versions_of
from competition.application.reading import latest_reading
from competition.application.records import Application
from competition.application.states import Side, Verb, may_move
from competition.application.submission import withdraw as withdraw_application
from competition.call.records import Call
from competition.eligibility.queries import asked_of
from competition.form.answers import day_in
from competition.result.letter_queries import has_letter
from scoring.sheets.applications import ApplicationRow, Show, Wanted, application_list, standing_of

ANY = ""


class FilterForm(Form):
    """Which applications are listed. Asked for with the address: nothing changes by it."""

    q = StringField(_l("Number, applicant or project"))
    show = SelectField(_l("Which applications"))
    channel = SelectField(_l("Received"))

    def wanted(self) -> Wanted:
        """What is looked for; what the form does not offer is passed over."""
        show = Show(self.show.data) if self.show.data in list(Show) else Show.ALL
        channel = Channel(self.channel.data) if self.channel.data in list(Channel) else None
        return Wanted(show, channel, (self.q.data or "").strip())


@coordinator.get("/desk/calls/<slug>/applications")
@may(Do.LIST_APPLICATIONS)
def applications(slug: str) -> str:
    """The applications that came in, by every channel."""
    call, form, words = own_call(slug), FilterForm(request.args, meta={"csrf": False}), _words(formats.language())
    form.show.choices, form.channel.choices = words.shown, words.any_channel
    wanted = form.wanted()
    found = application_list(db.session(), call, wanted, request.args.get("page", 1, type=int))
    here = url_for(".applications", slug=slug)
    kept = {name: value for name, value in request.args.items() if name in {"q", "show", "channel"} and value}
    return render_template(
        "coordinator/applications.html",
        call=call,
        form=form,
        found=found,
        filtered=wanted != Wanted(),
        drafts=found.drafts,
        channels=words.channels,
        instant=_second(place_of(call)),
        address=addresses_under(here),
        page_address=lambda page: f"{here}?{urlencode({**kept, 'page': page})}",
    )


@coordinator.get("/desk/calls/<slug>/applications/<uuid:application_id>")
@may(Do.READ_APPLICATION)
def application(slug: str, application_id: UUID) -> str:
    """One application with everything on it."""
    call, known = own_application(slug, application_id)
    session = db.session()
    acceptance = acceptance_of(session, known.id)
    late, unanswered = came_late(call, known), awaits_acceptance(call, known, acceptance)
    return render_template(
        "coordinator/application.html",
        call=call,
        application=known,
        reading=latest_reading(session, known.id),
        handed_in=versions_of(session, known.id),
        asked=asked_of(session, call, known),
        standing=standing_of(session, call, known),
        acceptance=acceptance,
        events=[_event(one, place_of(call)) for one in history_of(session, known)],
        file_address=file_address(call, known),
        may_accept=unanswered and _may(known, Verb.ACCEPT_LATE),
        may_withdraw=_may(known, Verb.WITHDRAW),
        may_check=_may(known, Verb.CHECK) and not unanswered,
        late=unanswered,
        accepted_late=late and acceptance is not None,
        has_letter=unanswered and has_letter(session, known.id),
        may_add_file=is_by_hand(known.channel) and _may(known, Verb.ADD_FILE),
        answers=ANSWERS,
        channels=CHANNELS,
        instant=_second(place_of(call)),
        day=_day,
        calendar=calendar_of(call),
    )


@coordinator.get("/desk/calls/<slug>/applications/<uuid:application_id>/files/<digest>")
@may(Do.READ_APPLICATION)
def application_file(slug: str, application_id: UUID, digest: str) -> Response:
    """A file of an application, as it was handed in."""
    _, known = own_application(slug, application_id)
    return hand_out(latest_reading(db.session(), known.id).file(digest))


@coordinator.route("/desk/calls/<slug>/applications/<uuid:application_id>/withdraw", methods=["GET", "POST"])
@may(Do.WITHDRAW_FOR)
def withdraw(slug: str, application_id: UUID) -> str | Response | tuple[str, int]:
    """Take an application back on the applicant's letter."""
    call, known = own_application(slug, application_id)
    form = Form()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            withdraw_application(act, known.id)
        if not form.errors:
            return redirect(url_for(".application", slug=slug, application_id=application_id), 303)
    call, known = own_application(slug, application_id)
    page = render_template("coordinator/withdraw.html", call=call, application=known, form=form)
    return (page, 422) if form.errors else page


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the list in one language, each said once."""

    shown: list[SelectChoice]
    any_channel: list[SelectChoice]
    channels: dict[Channel, str]


@cache
def _words(language: str) -> Words:
    """The list's words; `language` is that in which they are said now, and the key to them."""
    channels = {channel: str(word) for channel, word in CHANNELS.items()}
    return Words(
        shown=choices(*((one.value, str(SHOWN[one])) for one in Show)),
        any_channel=choices((ANY, gettext("in any way")), *((one.value, word) for one, word in channels.items())),
        channels=channels,
    )


def addresses_under(start: str, rest: str = "") -> Callable[[ApplicationRow], str]:
    """From a row of the list to the application's page: made of the list's own address, not asked for 50 times."""
    return lambda row: f"{start}/{row.id}{rest}"


def file_address(call: Call, known: Application) -> Callable[[str], str]:
    """From a file's digest to where it is handed out."""
    return lambda digest: url_for(".application_file", slug=call.slug, application_id=known.id, digest=digest)


@dataclass(frozen=True, slots=True)
class Event:
    """A line of an application's story."""

    when: str
    iso: str
    what: str
    about: str | None
    progress: str = "done"


def _event(one: Happened, place: ZoneInfo) -> Event:
    who = gettext("By: %(name)s", name=one.who) if one.who else None
    return Event(formats.instant(one.at, place), one.at.isoformat(), happened(one.verb, one.facts), who)


def _may(known: Application, verb: Verb) -> bool:
    return may_move(Side.COORDINATOR, known.state, verb)


def _second(place: ZoneInfo) -> Callable[[datetime], str]:
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
