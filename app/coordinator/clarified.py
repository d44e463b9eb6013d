"""An answer to what was to be clarified that came otherwise than by the portal: how, when, its files."""

from datetime import datetime
from uuid import UUID

from flask import current_app, redirect, render_template, url_for
from flask_wtf.file import MultipleFileField
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from app.access import Do, may
from app.acting import arrived
from app.config import Settings
from app.coordinator.blueprint import coordinator
from app.coordinator.fields import day, hour
from app.coordinator.intake import ON_PAPER
from app.coordinator.own import calendar_of, instant_at, own_application, place_of
from app.dossier import CHANNELS
from app.extensions import db
from app.files import FILE_REFUSALS, keep_file
from app.forms import choices
from app.languages import said
from app.making import MakingForm, making
from app.reading_log import shows
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.application.channels import Channel, is_by_hand
from competition.application.intake import NotByHand
from competition.call.records import Call
from competition.eligibility.answering import (
    AnswerOutsideItsTime,
    AnswerWithoutFile,
    ClarificationOver,
    Entered,
    enter_answer,
)
from competition.eligibility.clarifications import Clarifying, clarifying_of
from competition.eligibility.records import ClarificationAnswer
from competition.foundation.reading_log import Shown
from documents.kinds import ENDINGS

Page = str | Response | tuple[str, int]


class AnswerForm(MakingForm):
    """An answer that came otherwise than by the portal; its files have fields by the slots."""

    channel = RadioField(
        _l("How it came"),
        choices=choices(*((one.value, CHANNELS[one]) for one in ON_PAPER)),
        validators=[InputRequired(_l("Choose how it came."))],
    )
    day = day(_l("Day of receipt"), _l("Choose the day on which it was received."))
    hour = hour(
        _l("Time of receipt"),
        _l("Write the time at which it was received."),
        _l("As on the stamp or in the e-mail: 14:05 or 14:05:30."),
    )

    def received(self, call: Call) -> datetime:
        """The instant of receipt."""
        assert self.day.data is not None
        assert self.hour.data is not None
        return instant_at(self.day.data, self.hour.data, place_of(call))

    def kept(self, now: Clarifying) -> Entered:
        """What was typed, with its files kept. Raises what `keep_file` raises."""
        files = [
            (slot.key, keep_file(file, as_it_came=True))
            for place, slot in enumerate(now.slots)
            for file in self[f"files_{place}"].data or []
            if file
        ]
        return Entered(Channel(self.channel.data), self.received(now.call), files)


@coordinator.route(
    "/desk/calls/<slug>/applications/<uuid:application_id>/clarification/answer", methods=["GET", "POST"]
)
@may(Do.REGISTER)
@shows(Shown.APPLICATION)
def enter_clarification(slug: str, application_id: UUID) -> Page:
    """Write down an answer that came on paper, by e-mail or as an e-document."""
    call, known = own_application(slug, application_id)
    now = clarifying_of(db.session(), known.id, arrived())
    if not is_by_hand(known.channel):
        raise NotByHand(number=known.number)
    form = _answer_form(now)
    first = form["files_0"] if now.slots else form.day
    if form.validate_on_submit():
        beside = {
            **dict.fromkeys(FILE_REFUSALS, first),
            AnswerWithoutFile.code: first,
            AnswerOutsideItsTime.code: form.day,
            ClarificationOver.code: form.day,
        }
        with refusals_to(form, beside):
            entered = form.kept(now)
            with making(form, ClarificationAnswer) as act:
                enter_answer(act, known.id, entered)
        if not form.errors:
            return redirect(url_for(".check_eligibility", slug=slug, application_id=application_id), 303)
    call, known = own_application(slug, application_id)
    settings: Settings = current_app.extensions["konkurss-settings"]
    page = render_template(
        "coordinator/clarification_answer.html",
        call=call,
        application=known,
        now=clarifying_of(db.session(), known.id, arrived()),
        form=form,
        calendar=calendar_of(call),
        kinds=ENDINGS,
        megabytes=settings.max_upload_mb,
        guide="coordinator",
    )
    return page, status_of(form)


def _answer_form(now: Clarifying) -> AnswerForm:
    fields = {f"files_{place}": MultipleFileField(said(slot.title)) for place, slot in enumerate(now.slots)}
    kind: type[AnswerForm] = type("AnswerForm", (AnswerForm,), fields)
    return kind()
