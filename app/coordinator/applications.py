"""The applications of a call: the list of all channels, one with everything on it, its files, its withdrawal."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice  # pyright: ignore[reportAttributeAccessIssue] - newer than its stubs

from app import formats
from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.application_paper import hand_out_submitted
from app.coordinator.blueprint import coordinator
from app.coordinator.own import calendar_of, own_application, own_call, place_of
from app.coordinator.stepping_aside import asides_of
from app.coordinator.words import SHOWN
from app.costly import costly
from app.dossier import CHANNELS, dossier_of, to_the_second
from app.extensions import db
from app.forms import Form, choices
from app.reading_log import shows, shows_many
from app.refusals import refusals_to
from app.viewing import Files
from app.words import said_later as _l
from competition.application.channels import Channel, is_by_hand
from competition.application.records import Application
from competition.application.states import Side, Verb, may_move
from competition.application.submission import withdraw as withdraw_application
from competition.call.deadline import in_time
from competition.call.records import Call
from competition.eligibility.clarifications import Clarifying
from competition.eligibility.reading import whole_reading
from competition.foundation.reading_log import Shown
from scoring.sheets.applications import ApplicationRow, Show, Wanted, application_list

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
@shows_many
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
        over=not in_time(call.terms, arrived()),
        channels=words.channels,
        instant=to_the_second(place_of(call)),
        address=addresses_under(here),
        page_address=lambda page: f"{here}?{urlencode({**kept, 'page': page})}",
    )


@coordinator.get("/desk/calls/<slug>/applications/<uuid:application_id>")
@may(Do.READ_APPLICATION)
@shows(Shown.APPLICATION)
def application(slug: str, application_id: UUID) -> str:
    """One application with everything on it."""
    call, known = own_application(slug, application_id)
    seen = dossier_of(call, known)
    return render_template(
        "coordinator/application.html",
        **seen,
        asides=asides_of(known),
        file_address=file_address(call, known),
        may_accept=seen["late"] and _may(known, Verb.ACCEPT_LATE),
        may_withdraw=_may(known, Verb.WITHDRAW),
        may_check=_may(known, Verb.CHECK) and not seen["late"],
        may_add_file=is_by_hand(known.channel) and _may(known, Verb.ADD_FILE),
        enter_clarification=answer_address(call, seen["now"]),
        calendar=calendar_of(call),
    )


@coordinator.get("/desk/calls/<slug>/applications/<uuid:application_id>/application.pdf")
@may(Do.READ_APPLICATION)
@shows(Shown.APPLICATION)
@costly
def application_pdf(slug: str, application_id: UUID) -> Response:
    """The version of an application that counts, as a file."""
    call, known = own_application(slug, application_id)
    reading = whole_reading(db.session(), known.id)
    return hand_out_submitted(call, known, reading)


@coordinator.route("/desk/calls/<slug>/applications/<uuid:application_id>/withdraw", methods=["GET", "POST"])
@may(Do.WITHDRAW_FOR)
@shows(Shown.APPLICATION)
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


def file_address(call: Call, known: Application) -> Files:
    """From a file's digest to where it is handed out and looked at."""
    where = {"slug": call.slug, "application_id": known.id}
    return Files("coordinator.application_file", where, "coordinator.file_look")


def answer_address(call: Call, now: Clarifying | None) -> str | None:
    """Where an answer that came otherwise is entered: to what was asked of an application that came so, too."""
    if now is None or not is_by_hand(now.application.channel) or not _may(now.application, Verb.CLARIFY):
        return None
    return url_for(".enter_clarification", slug=call.slug, application_id=now.application.id)


def _may(known: Application, verb: Verb) -> bool:
    return may_move(Side.COORDINATOR, known.state, verb)
