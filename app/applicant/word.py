"""The form as a file of Word: downloaded with what stands in it, and read back after it was filled in elsewhere.

Nothing changes by reading: the page shows what differs, and what is chosen there is saved like whatever is typed. The
file is not kept; its answers travel in the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import current_app, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.applicant.attachments import PAGE_AGAIN, TOO_LARGE
from app.applicant.blueprint import applicant
from app.applicant.comparing import ALL, NONE, TakeForm, WordFileForm, changed_in, offers_of, take_form, wanted_of
from app.applicant.own import Seen, opened, seen, written
from app.applicant.places import FORM_ERROR
from app.applicant.unread import Notes, missed_of, notes_in
from app.config import Settings
from app.costly import COME_BACK, costly
from app.errors import Busy
from app.extensions import db
from app.files import read_sent
from app.refusals import refusals_to
from app.slots import largest_file
from app.word_forms import hand_out_filled, limits_in_words
from competition.application.own import Own, require_writable
from competition.application.writing import take_answers
from competition.call.queries import call_with_slug
from competition.call.records import CallState
from competition.form.carrying import Carried, carried
from competition.form.operations import form_beginning
from documents.guarded import AllBusy
from documents.kinds import FileTooLarge
from documents.word_answers import WordAnswers, answers_in, sign_in
from documents.word_beginning import Expected
from documents.word_paper import Paper
from documents.word_places import DIGITS
from documents.word_reading import WordFormOfAnotherCall, WordFormUnknown, read_word

CHANGED_MEANWHILE = 409
ONE = "/applications/<uuid:application_id>"
ADDRESS = f"{ONE}/word"


@dataclass(frozen=True, slots=True)
class Found:
    """What was read of a file: the answers, and what is to be said of it besides."""

    answers: Mapping[str, str]
    notes: Notes


@applicant.get(f"{ONE}/form.docx")
@may(Do.WRITE_OWN)
@costly
def word_file(application_id: UUID) -> Response:
    """The form with what stands in it, as a file of Word."""
    one = opened(application_id)
    require_writable(one.own)
    return hand_out_filled(one.own)


@applicant.get(ADDRESS)
@may(Do.WRITE_OWN)
def word(application_id: UUID) -> str:
    """Where the form is downloaded, and where it is read back."""
    one = opened(application_id)
    require_writable(one.own)
    return _page(one, WordFileForm(formdata=None))


@applicant.post(ADDRESS)
@may(Do.WRITE_OWN)
@costly
def read_from_word(application_id: UUID) -> str | tuple[str, int]:
    """Read a filled-in file, and show what differs in it; nothing is changed."""
    one = written(application_id)
    form = WordFileForm()
    found = None
    if form.validate_on_submit():
        db.session().rollback()  # nobody waits for the database while a file is read
        with refusals_to(form, form.file):
            found = _read(application_id, form.file.data)
        one = written(application_id)
    if found:
        texts, more = changed_in(one.own, found.answers)
        notes = replace(found.notes, missed=(*found.notes.missed, *more))
        wanted = wanted_of(offers_of(one, texts, notes.missed), notes)
        return _compared(one, take_form(one.own, texts, wanted, notes.kept), texts, notes)
    return _page(one, form), TOO_LARGE if g.get("refused") == FileTooLarge.code else FORM_ERROR


@applicant.post(f"{ADDRESS}/take")
@may(Do.WRITE_OWN)
def take_from_word(application_id: UUID) -> Response | str | tuple[str, int]:
    """Save the answers that were chosen; back to the page where none was, or where something was changed meanwhile.

    What could not be read is told on every page that follows.
    """
    one = written(application_id)
    form = take_form(one.own)
    offered, taken = form.offered(one.own), form.taken(one.own)
    notes = notes_in(one.own, form.kept.data or "")
    if form.validate_on_submit() and form.tick_as_asked(one.own):
        return _compared(one, form, offered, notes)
    if not form.validate_on_submit() or not taken:
        form.form_errors = [gettext("Nothing is ticked: tick what is to be taken from the file.")]
        return _compared(one, form, offered, notes, heading=gettext("Nothing is taken")), FORM_ERROR
    with acting(current_person()) as act:
        merged = take_answers(act, application_id, taken, form.seen(one.own))
    one = seen(application_id)
    if merged.stored:
        texts = {key: taken[key] for key in merged.stored}
        again = take_form(one.own, texts, texts, notes.kept)
        again.form_errors = [
            gettext(
                "What follows was changed meanwhile by somebody else or in another window, and is not taken yet:"
                " compare it anew. Whatever else was ticked is saved."
            )
        ]
        return _compared(one, again, texts, notes, heading=gettext("Not everything is taken")), CHANGED_MEANWHILE
    if notes.missed:
        return _taken(one, len(taken), notes), 200
    return redirect(url_for(".application", application_id=application_id, read=len(taken)), 303)


def _read(application_id: UUID, sent: FileStorage) -> Found:
    """What a file answers to the questions of an application's form. Raises what `read_word` does, FileTooLarge,
    WordFormUnknown, WordFormOfAnotherCall; Busy.
    """
    name, content = read_sent(sent)
    try:
        paper = read_word(name, content)
    except AllBusy:
        raise Busy(retry_after=COME_BACK) from None
    own = written(application_id).own
    try:
        return _answered(own, paper, name)
    except WordFormUnknown:
        raise WordFormUnknown(name=name) from None


def _answered(own: Own, paper: Paper, name: str) -> Found:
    sign = sign_in(paper)
    if sign and sign.slug != own.call.slug:
        raise WordFormOfAnotherCall(name=name, call=_call_words(sign.slug))
    expected = Expected(tuple(own.call.title.values()), own.application.title, own.application.applicant_name)
    limits = limits_in_words(own.call)
    if sign is None or sign.digest == (own.application.form or "")[:DIGITS]:
        found = answers_in(paper, own.form, expected, limits)
        return _found(own, found, Carried(found.answers), another=False)
    other = form_beginning(db.session(), own.call.id, sign.digest)
    found = answers_in(paper, other or own.form, expected, limits)
    kept = carried(found.answers, other, own.form) if other else Carried(found.answers)
    return _found(own, found, kept, another=True)


def _found(own: Own, found: WordAnswers, kept: Carried, *, another: bool) -> Found:
    missed = missed_of(own, found.unread, kept.left)
    return Found(kept.answers, Notes(tuple(missed), found.others, another))


def _call_words(slug: str) -> str:
    """How another call is called; one that the public does not know by its short name."""
    call = call_with_slug(db.session(), slug)
    return call.title["lv"] if call and call.state == CallState.PUBLISHED else slug


def _again(values: Mapping[str, Any]) -> str:
    form = WordFileForm(formdata=None)
    size = largest_file()
    form.file.errors = [
        gettext("The file is larger than %(size)s MB: save its pictures smaller, or split it.", size=size)
    ]
    return _page(written(values["application_id"]), form)


PAGE_AGAIN[f"{applicant.name}.read_from_word"] = _again


def _page(one: Seen, form: WordFileForm) -> str:
    settings: Settings = current_app.extensions["konkurss-settings"]
    return render_template(
        "applicant/word.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        form=form,
        megabytes=settings.max_upload_mb,
    )


def _compared(one: Seen, form: TakeForm, texts: Mapping[str, str], notes: Notes, heading: str = "") -> str:
    return render_template(
        "applicant/word_compared.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        form=form,
        heading=heading,
        offers=offers_of(one, texts, notes.missed),
        missed=[told for told in notes.missed if told.key not in texts],
        notes=notes,
        ticks=(ALL, NONE),
    )


def _taken(one: Seen, count: int, notes: Notes) -> str:
    return render_template(
        "applicant/word_taken.html", own=one.own, call=one.own.call, page=one.page, count=count, missed=notes.missed
    )
