"""The applications of a call: the list of all channels, one with everything on it, its files, its withdrawal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField

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
from competition.application.channels import Channel
from competition.application.history import Happened, history_of
from competition.application.queries import acceptance_of, draft_count, versions_of
from competition.application.reading import latest_reading
from competition.application.records import Application
from competition.application.states import Side, Verb, may_move
from competition.application.submission import withdraw as withdraw_application
from competition.call.deadline import in_time
from competition.call.records import Call
from competition.eligibility.queries import asked_of
from competition.form.answers import day_in
from scoring.sheets.applications import Show, Wanted, application_list, standing_of

ANY = ""


class FilterForm(Form):
    """Which applications are listed. Asked for with the address: nothing changes by it."""

    q = StringField(_l("Number, applicant or project"))
    show = SelectField(_l("Which"), choices=choices(*((one.value, SHOWN[one]) for one in Show)))
    channel = SelectField(
        _l("Received"), choices=choices((ANY, _l("in any way")), *((one.value, CHANNELS[one]) for one in Channel))
    )

    def wanted(self) -> Wanted:
        """What is looked for; what the form does not offer is passed over."""
        show = Show(self.show.data) if self.show.data in list(Show) else Show.ALL
        channel = Channel(self.channel.data) if self.channel.data in list(Channel) else None
        return Wanted(show, channel, (self.q.data or "").strip())


@coordinator.get("/desk/calls/<slug>/applications")
@may(Do.COORDINATE)
def applications(slug: str) -> str:
    """The applications that came in, by every channel."""
    call, form, session = own_call(slug), FilterForm(request.args, meta={"csrf": False}), db.session()
    wanted = form.wanted()
    found = application_list(session, call, wanted, request.args.get("page", 1, type=int))
    kept = {name: value for name, value in request.args.items() if name in {"q", "show", "channel"} and value}
    return render_template(
        "coordinator/applications.html",
        call=call,
        form=form,
        found=found,
        filtered=wanted != Wanted(),
        drafts=draft_count(session, call.id),
        channels={channel: str(word) for channel, word in CHANNELS.items()},  # said once, not in each row
        instant=_second(place_of(call)),
        address=lambda row: url_for(".application", slug=slug, application_id=row.id),
        page_address=lambda page: url_for(".applications", slug=slug, page=page, **kept),  # pyright: ignore[reportArgumentType],
    )


@coordinator.get("/desk/calls/<slug>/applications/<uuid:application_id>")
@may(Do.COORDINATE)
def application(slug: str, application_id: UUID) -> str:
    """One application with everything on it."""
    call, known = own_application(slug, application_id)
    session = db.session()
    acceptance = acceptance_of(session, known.id)
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
        may_accept=acceptance is None and _is_late(call, known) and _may(known, Verb.ACCEPT_LATE),
        may_withdraw=_may(known, Verb.WITHDRAW),
        may_check=_may(known, Verb.CHECK),
        answers=ANSWERS,
        channels=CHANNELS,
        instant=_second(place_of(call)),
        day=_day,
        calendar=calendar_of(call),
    )


@coordinator.get("/desk/calls/<slug>/applications/<uuid:application_id>/files/<digest>")
@may(Do.COORDINATE)
def application_file(slug: str, application_id: UUID, digest: str) -> Response:
    """A file of an application, as it was handed in."""
    _, known = own_application(slug, application_id)
    return hand_out(latest_reading(db.session(), known.id).file(digest))


@coordinator.route("/desk/calls/<slug>/applications/<uuid:application_id>/withdraw", methods=["GET", "POST"])
@may(Do.COORDINATE)
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


def _is_late(call: Call, known: Application) -> bool:
    return known.received_at is not None and not in_time(call.terms, known.received_at)


def _second(place: ZoneInfo) -> Callable[[datetime], str]:
    """How a list says when something came: the day in figures and the time to the second, on the call's clock."""

    def said(at: datetime) -> str:
        local = at.astimezone(place)
        mark = "." if formats.language() == "lv" else ":"
        return f"{short_day(local.date())} {local:%H{mark}%M{mark}%S}"

    return said


def _day(answer: str) -> str:
    """A day of an answer in words; what is no day as it was typed."""
    found = day_in(answer)
    return formats.day(found) if found else answer
