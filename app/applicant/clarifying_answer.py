"""Looking an answer over, handing it in, and what says that it came."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from flask import redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.applicant.blueprint import applicant
from app.applicant.clarifying import ADDRESS, Asked, asked, opened, writing
from app.applicant.own import day_in_words, file_address, to_the_second
from app.applicant.unopenable import unopenable
from app.applicant.words import Lack, lacking_in_words, unfit_words
from app.forms import Form
from app.languages import said
from app.refusals import refusals_to
from competition.application.reading import HandedInFile, Item
from competition.call.operations import FileNote
from competition.eligibility.answering import ClarificationOver, answer_clarification
from competition.eligibility.clarifications import Clarifying
from competition.foundation.errors import NotFound

FORM_ERROR = 422


@dataclass(frozen=True, slots=True)
class Row:
    """A question with what was handed in and what is answered now, and where that is changed."""

    before: Item
    now: Item
    address: str


@applicant.get(f"{ADDRESS}/review")
@may(Do.WRITE_OWN)
def clarification_review(application_id: UUID) -> str:
    """The answer beside what was handed in, what is missing, and the button."""
    return _review(opened(application_id), Form())


@applicant.get(f"{ADDRESS}/send")
@may(Do.HAND_IN)
def ask_to_answer(application_id: UUID) -> Response:
    """What is handed in is looked at first."""
    return redirect(url_for(".clarification_review", application_id=asked(application_id).one.own.application.id), 303)


@applicant.post(f"{ADDRESS}/send")
@may(Do.HAND_IN)
def answer(application_id: UUID) -> Response | tuple[str, int]:
    """Hand the answer in; too late, and what is missing, is told on the page before."""
    writing(application_id)
    form = Form()
    try:
        with refusals_to(form, but=ClarificationOver), acting(current_person()) as act:
            answer_clarification(act, application_id)
    except ClarificationOver:
        found = asked(application_id)
        return _review(found, form, arrived=to_the_second(found.one.place)(found.one.at)), FORM_ERROR
    if form.form_errors:
        found = asked(application_id)
        if lacking := _lacking(found.now):
            form.form_errors = [gettext("The answer is not complete: %(what)s.", what=lacking)]
        return _review(found, form), FORM_ERROR
    return redirect(url_for(".clarification_receipt", application_id=application_id), 303)


@applicant.get(f"{ADDRESS}/receipt")
@may(Do.READ_OWN)
def clarification_receipt(application_id: UUID) -> str:
    """That the answer was received: the number, the instant, the digest. Nothing is there before one was."""
    found = asked(application_id)
    latest = found.now.latest
    if latest is None:
        raise NotFound(what="clarification", key=application_id)
    return render_template(
        "applicant/clarification_receipt.html",
        own=found.one.own,
        call=found.one.own.call,
        page=found.one.page,
        calendar=found.one.calendar,
        now=found.now,
        latest=latest,
        earlier=found.now.answers[:-1],
        instant=to_the_second(found.one.place),
    )


def _review(found: Asked, form: Form, arrived: str | None = None) -> str:
    one, now = found.one, found.now
    return render_template(
        "applicant/clarification_review.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        calendar=one.calendar,
        now=now,
        form=form,
        lacks=_lacks(found),
        rows=_rows(found),
        day=day_in_words,
        before=[file for file in now.handed_in if file.slot in now.asked.slots],
        files=_files(now),
        unopened=unopenable(one.own.application.id, _files(now), partial(_place_of, now)),
        address_before=file_address(one.own),
        address_now=_address_of(now),
        parts=found.parts,
        address=url_for(".clarification_review", application_id=one.own.application.id),
        arrived=arrived,
    )


def _rows(found: Asked) -> list[Row]:
    now, key = found.now, found.one.own.application.id
    return [
        Row(
            Item(one, now.original.get(one.key, "")),
            Item(one, now.stored[one.key]),
            url_for(".clarification", application_id=key, _anchor=one.key),
        )
        for one in now.section.questions
    ]


def _lacks(found: Asked) -> list[Lack]:
    """Everything that keeps the answer from being handed in."""
    now, key, lacks = found.now, found.one.own.application.id, []
    for one in now.section.questions:
        why = unfit_words(now, one, now.unfit[one.key]) if one.key in now.unfit else ""
        if one.key in now.missing:
            why = gettext("missing")
        if why:
            address = url_for(".clarification", application_id=key, _anchor=one.key)
            lacks.append(Lack(gettext("Questions"), said(one.label), address, why))
    for slot in now.slots:
        if slot.key in now.missing_files:
            address = _place_of(now, slot.key)
            lacks.append(Lack(gettext("Attachments"), said(slot.title), address, gettext("missing")))
    return lacks


def _lacking(now: Clarifying) -> str:
    return lacking_in_words(now.missing, now.unfit, now.missing_files)


def _files(now: Clarifying) -> list[HandedInFile]:
    """The files of the answer as they will be read, in the order of their places."""
    return [
        HandedInFile(slot.key, slot.title, FileNote(one.file_name, one.media_type, one.size, one.digest))
        for slot in now.slots
        for one in now.files
        if one.slot == slot.key
    ]


def _place_of(now: Clarifying, slot: str) -> str:
    return url_for(".clarification_files", application_id=now.application.id, _anchor=slot)


def _address_of(now: Clarifying) -> Callable[[str], str]:
    keys = {one.digest: one.id for one in now.files}
    return lambda digest: url_for(".clarification_file", application_id=now.application.id, file_id=keys[digest])
