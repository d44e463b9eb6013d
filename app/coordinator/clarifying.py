"""Asking an applicant to clarify: what and until when, looked over before it goes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.access import Do, may
from app.acting import arrived
from app.config import Settings
from app.coordinator.applications import file_address
from app.coordinator.blueprint import coordinator
from app.coordinator.fields import day, text
from app.coordinator.own import calendar_of, own_application, place_of
from app.extensions import db
from app.forms import choices
from app.languages import USUAL, said
from app.making import MakingForm, making, was_made
from app.messages import Pages, clarification_words
from app.reading_log import shows
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.application.reading import Reading
from competition.application.records import Application
from competition.call.records import Call
from competition.eligibility.asking import (
    Asking,
    ClarificationEmpty,
    TermTooLong,
    TermTooShort,
    ask_clarification,
    refusal_to_ask,
    require_said,
    term_of,
)
from competition.eligibility.clarifying import OTHER, questions_to_ask, slots_to_ask, usual_items, usual_term
from competition.eligibility.evidence import evidence_of
from competition.eligibility.queries import facts_of, pending_of
from competition.eligibility.reading import whole_reading
from competition.eligibility.records import Clarification
from competition.form.definition import Definition
from competition.form.operations import definition_of
from competition.foundation.clock import Moment
from competition.foundation.reading_log import Shown
from competition.organisation.queries import writers_of

Page = str | Response | tuple[str, int]
ADDRESS = "/desk/calls/<slug>/applications/<uuid:application_id>/clarification"
MOST_TEXT = 3000


class AskingForm(MakingForm):
    """What must be clarified, in words and where, and until when. The questions have fields by their sections."""

    text = text(
        _l("What must be clarified, in Latvian"),
        _l("Write what must be clarified."),
        _l("The applicant reads it as it stands here. The reasons that you wrote at the criteria stand here first."),
        most=MOST_TEXT,
    )
    day = day(_l("Until which day"), hint=_l("That day included. At least five working days; later if you choose so."))

    def asking(self, form: Definition) -> Asking:
        """What was chosen and written, as `ask_clarification` takes it; in the order of the form."""
        ticked = {key for field in self if isinstance(field, SelectMultipleField) for key in field.data or []}
        return Asking(
            text=self.text.data or "",
            questions=[one.key for one in questions_to_ask(form) if one.key in ticked],
            slots=[one.key for one in slots_to_ask(form) if one.key in ticked],
            until=self.day.data,
        )


@coordinator.route(ADDRESS, methods=["GET", "POST"])
@may(Do.ASK_TO_CLARIFY)
@shows(Shown.APPLICATION)
def ask_to_clarify(slug: str, application_id: UUID) -> Page:
    """Ask the applicant to clarify: first what they will read, then the asking itself."""
    call, known = own_application(slug, application_id)
    session, back = db.session(), url_for(".check_eligibility", slug=slug, application_id=application_id)
    reading, definition = whole_reading(session, known.id), definition_of(session, known.form)
    form = _asking_form(call, known, reading, definition)
    if was_made(form, Clarification):
        return redirect(back, 303)
    if refusal := refusal_to_ask(session, call, known, arrived()):
        raise refusal
    if "edit" not in request.form and form.validate_on_submit():
        asking = form.asking(definition)
        beside = {TermTooShort.code: form.day, TermTooLong.code: form.day, ClarificationEmpty.code: form.text}
        with refusals_to(form, beside):
            if "checked" not in request.form:
                require_said(asking)
                return _check_page(call, known, form, asking, reading, term_of(call, asking, arrived()))
            with making(form, Clarification) as act:
                ask_clarification(act, known.id, asking)
        if not form.errors:
            return redirect(back, 303)
    call, known = own_application(slug, application_id)
    page = render_template(
        "coordinator/clarify.html",
        call=call,
        application=known,
        form=form,
        sections=[one for one in form if isinstance(one, SelectMultipleField)],
        by_hand=not reading.parts,
        guide="coordinator",
        calendar=calendar_of(call),
    )
    return page, status_of(form)


def _asking_form(call: Call, known: Application, reading: Reading, definition: Definition) -> AskingForm:
    """The form with what is likely to be asked already chosen."""
    session = db.session()
    pending = pending_of(session, known.id)
    likely = usual_items(pending, evidence_of(facts_of(session, call, known)))
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {
        "text": "\n".join(reason for reason in pending.values() if reason),
        "day": usual_term(arrived(), place_of(call)).day,
    }
    askable = {one.key for one in questions_to_ask(definition)} if reading.parts else set[str]()
    for section in definition.sections:
        asked = [one for one in section.questions if one.key in askable]
        if asked:
            name = f"in_{section.key}"
            fields[name] = _ticks(said(section.title), {one.key: said(one.label) for one in asked})
            data[name] = [one.key for one in asked if one.key in likely]
    slots = slots_to_ask(definition)
    fields["slots"] = _ticks(_l("Attachments"), {one.key: said(one.title) for one in slots})
    data["slots"] = [one.key for one in slots if one.key in likely]
    if not any(data[name] for name in fields):
        data["slots"] = [OTHER.key]
    kind: type[AskingForm] = type("AskingForm", (AskingForm,), fields)
    return kind(data=data)


def _ticks(label: Any, offered: Mapping[str, Any]) -> SelectMultipleField:
    looks = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
    return SelectMultipleField(label, choices=choices(*offered.items()), validators=[Optional()], **looks)


def _check_page(
    call: Call, known: Application, form: AskingForm, asking: Asking, reading: Reading, until: Moment
) -> str:
    """What the applicant will read: the message, and of the application what opens."""
    definition = definition_of(db.session(), known.form)
    return render_template(
        "coordinator/clarify_check.html",
        call=call,
        application=known,
        form=form,
        asking=asking,
        until=until,
        people=len(writers_of(db.session(), known.organisation_id)),
        letter=_letter(call, known, asking, until),
        items=[item for part in reading.parts for item in part.items if item.question.key in asking.questions],
        slots=[one for one in slots_to_ask(definition) if one.key in asking.slots],
        files=[one for one in reading.files if one.slot in asking.slots],
        file_address=file_address(call, known),
        calendar=calendar_of(call),
    )


def _letter(call: Call, known: Application, asking: Asking, until: Moment) -> tuple[str, str]:
    """The subject and the text of the message as the applicant's people will get it, in Latvian."""
    settings: Settings = current_app.extensions["konkurss-settings"]
    with force_locale(USUAL):
        pages = Pages(settings.base_url, USUAL)
        told = clarification_words(db.session(), call, known, (asking.text, until), pages)
        subject, _, words = render_template(f"mail/clarification.{USUAL}.txt", **told).partition("\n")
    return subject, words.strip()
