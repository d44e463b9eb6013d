"""The letters of a decided call: each as a page and as files, and what follows once they have gone."""

from contextlib import suppress
from datetime import datetime, time
from uuid import UUID

from flask import Response as FlaskResponse
from flask import redirect, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import DateField, RadioField
from wtforms.validators import InputRequired

from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.coordinator.blueprint import coordinator
from app.coordinator.loading import calendar_of, own_call
from app.costly import costly
from app.extensions import db
from app.files import download
from app.forms import Form, choices
from app.letters import MEDIA_TYPES, WAYS, Format, facts_of_row, set_letter
from app.reading_log import shows, shows_many
from app.refusals import refusals_to, status_of
from app.streaming import made_while_sent
from app.words import said_later as _l
from competition.call.records import Call
from competition.foundation.clock import instant_of, zone
from competition.foundation.errors import NotFound
from competition.foundation.reading_log import Shown
from competition.foundation.twice import DoneAlready
from competition.result.letter_queries import LetterRow, all_facts, decided_dossier, letter_row, letter_rows
from competition.result.letters import record_sent, send_again
from competition.result.terms import Way
from documents.letter_files import letters_zip
from documents.letters import letter_of
from scoring.committee.staff_conflicts import hidden_in

Answer = str | tuple[str, int] | Response
BY_HAND = (Way.REGISTERED_POST, Way.POST, Way.BY_HAND, Way.E_ADDRESS, Way.EMAIL)


class SentForm(Form):
    """That a letter has gone otherwise than by the portal's e-mail."""

    way = RadioField(
        _l("How the letter went"),
        choices=choices(*((way.value, WAYS[way]) for way in BY_HAND)),
        validators=[InputRequired(_l("Choose how the letter went."))],
    )
    day = DateField(_l("On which day"), validators=[InputRequired(_l("Choose the day on which the letter went."))])


@coordinator.get("/desk/calls/<slug>/letters")
@may(Do.SEND_LETTERS)
@shows_many
def letters(slug: str) -> str:
    """The letters with their numbers, how they went, and the days that follow."""
    call = own_call(slug)
    rows = letter_rows(db.session(), call)
    return render_template(
        "coordinator/letters.html",
        call=call,
        rows=rows,
        past_portal=any(row.past_portal for row in rows),
        ways=WAYS,
        calendar=calendar_of(call),
    )


@coordinator.get("/desk/calls/<slug>/letters/<uuid:application_id>")
@may(Do.SEND_LETTERS)
@shows(Shown.LETTER)
def letter(slug: str, application_id: UUID) -> Answer:
    """One letter as it leaves the house."""
    call = own_call(slug)
    return _letter_page(call, letter_row(db.session(), call, application_id), SentForm())


@coordinator.post("/desk/calls/<slug>/letters/<uuid:application_id>/sent")
@may(Do.SEND_LETTERS)
@shows(Shown.LETTER)
def letter_sent(slug: str, application_id: UUID) -> Answer:
    """Note that the letter has gone by post, by hand or by e-address."""
    call = own_call(slug)
    row = letter_row(db.session(), call, application_id)
    form = SentForm()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            record_sent(act, _notice(row), Way(form.way.data), _noon(call, form))
    if form.errors:
        return _letter_page(call, letter_row(db.session(), call, application_id), form)
    return redirect(url_for(".letter", slug=slug, application_id=application_id), 303)


@coordinator.post("/desk/calls/<slug>/letters/<uuid:application_id>/again")
@may(Do.SEND_LETTERS)
def letter_again(slug: str, application_id: UUID) -> Response:
    """Send the letter by e-mail again."""
    row = letter_row(db.session(), own_call(slug), application_id)
    with suppress(DoneAlready), acting(current_person()) as act:
        send_again(act, _notice(row))
    return redirect(url_for(".letter", slug=slug, application_id=application_id), 303)


@coordinator.get("/desk/calls/<slug>/letters/<uuid:application_id>.<any(pdf, docx):suffix>")
@may(Do.SEND_LETTERS)
@shows(Shown.LETTER)
@costly
def letter_file(slug: str, application_id: UUID, suffix: Format) -> FlaskResponse:
    """One letter as a file."""
    call, session = own_call(slug), db.session()
    facts = facts_of_row(session, call, letter_row(session, call, application_id))
    name, content = set_letter(facts, suffix)
    return download(content, name, MEDIA_TYPES[suffix], size=len(content))


@coordinator.get("/desk/calls/<slug>/letters.zip")
@may(Do.TAKE_LETTERS)
@shows(Shown.EXPORT)
@costly
def letters_file(slug: str) -> FlaskResponse:
    """All letters, as PDF and as DOCX, in one file."""
    call, session = own_call(slug), db.session()
    rows = letter_rows(session, call)
    if not rows:
        raise NotFound(what="letters", key=slug)
    pieces = letters_zip(all_facts(decided_dossier(session, call), rows), ("pdf", "docx"), _left_out(call))
    return download(made_while_sent(session, pieces), f"{slug}-vestules.zip", "application/zip")


def _left_out(call: Call) -> str:
    """What the file of all letters leaves out for whoever takes it, in words; empty where nothing."""
    count = len(hidden_in(db.session(), call.id))
    if not count:
        return ""
    return ngettext(
        "%(num)d letter is not in this file: you declared a conflict of interest with its application.",
        "%(num)d letters are not in this file: you declared a conflict of interest with their applications.",
        count,
    )


def _letter_page(call: Call, row: LetterRow, form: SentForm) -> Answer:
    page = render_template(
        "coordinator/letter.html",
        call=call,
        row=row,
        letter=letter_of(facts_of_row(db.session(), call, row)),
        form=form,
        ways=WAYS,
        calendar=calendar_of(call),
    )
    return page, status_of(form)


def _notice(row: LetterRow) -> UUID:
    if row.notice is None:
        raise NotFound(what="letter", key=row.application.id)
    return row.notice.id


def _noon(call: Call, form: SentForm) -> datetime:
    """An instant of the day on which the letter went: noon, or now where that is earlier."""
    assert form.day.data is not None
    return min(instant_of(datetime.combine(form.day.data, time(12)), zone(call.zone_name)), _latest(call, form))


def _latest(call: Call, form: SentForm) -> datetime:
    """Now, where the letter went today; any other day stands as it was chosen."""
    at = arrived()
    today = at.astimezone(zone(call.zone_name)).date()
    return at if form.day.data == today else datetime.max.replace(tzinfo=at.tzinfo)
