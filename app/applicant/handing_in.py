"""Checking an application, handing it in, what says that it came in, and taking it back."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import current_app, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.applicant.blueprint import applicant
from app.applicant.own import (
    Seen,
    attached_files,
    day_in_words,
    file_address,
    names_of_writers,
    opened,
    seen,
    to_the_second,
    written,
)
from app.applicant.unopenable import Unopenable, unopenable
from app.applicant.words import (
    REVIEW,
    attachments_address,
    lacking_words,
    lacks_of,
    parts_of,
    section_address,
    unfit_words,
)
from app.config import Settings
from app.costly import costly
from app.extensions import db
from app.files import download, hand_out
from app.forms import Form
from app.languages import page_language
from app.letters import MEDIA_TYPES
from app.receipts import pieces_of, set_receipt
from app.refusals import refusals_to
from competition.application.own import Own
from competition.application.reading import latest_reading
from competition.application.reading import parts_of as read_parts
from competition.application.states import State, WrongState
from competition.application.submission import CallNotOpen, submit, take_back
from competition.eligibility.reading import whole_reading
from competition.foundation.errors import NotFound
from competition.result.own import told_of

FORM_ERROR = 422
ADDRESS = "/applications/<uuid:application_id>"


@applicant.get(f"{ADDRESS}/review")
@may(Do.READ_OWN)
def review(application_id: UUID) -> str:
    """All answers as the committee will read them, what is missing, and the button; who only reads gets no button."""
    one = opened(application_id)
    return _review(one, Form()) if one.own.may_write else _draft(one)


@applicant.get(f"{ADDRESS}/submit")
@may(Do.HAND_IN)
def ask_to_submit(application_id: UUID) -> Response:
    """What is handed in is looked at first."""
    return redirect(url_for(".review", application_id=seen(application_id).own.application.id), 303)


@applicant.post(f"{ADDRESS}/submit")
@may(Do.HAND_IN)
def hand_in(application_id: UUID) -> Response | tuple[str, int]:
    """Hand the application in; too late has a page of its own, what is missing is told on the page before."""
    written(application_id)
    form = Form()
    try:
        with refusals_to(form, but=CallNotOpen), acting(current_person()) as act:
            submit(act, application_id)
    except CallNotOpen:
        return _too_late(seen(application_id)), FORM_ERROR
    if form.form_errors:
        one = seen(application_id)
        if lacking := lacking_words(one.own):
            form.form_errors = [gettext("The application is not complete: %(what)s.", what=lacking)]
        return _review(one, form), FORM_ERROR
    return redirect(url_for(".receipt", application_id=application_id), 303)


@applicant.get(f"{ADDRESS}/receipt")
@may(Do.READ_OWN)
def receipt(application_id: UUID) -> str:
    """That the application was received: its number, the instant, the digests; and what comes next."""
    one = seen(application_id)
    reading = latest_reading(db.session(), application_id)
    return render_template(
        "applicant/receipt.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        calendar=one.calendar,
        reading=reading,
        pieces=pieces_of(reading, page_language()),
        earlier=[version for version in one.own.versions if version.version != reading.version],
        instant=to_the_second(one.place),
        received=one.own.application.received_at if one.own.by_hand else reading.at,
        told=told_of(db.session(), one.own.application, one.own.call, one.at),
        file_address=file_address(one.own),
        unopened=_unopened(one) if one.own.may_write and one.own.accepts and one.own.writable else [],
    )


@applicant.get(f"{ADDRESS}/receipts/<int:version>.pdf")
@may(Do.READ_OWN)
@costly
def receipt_file(application_id: UUID, version: int) -> Response:
    """The receipt of a version as PDF, sealed. There is none of a version from before receipts were signed."""
    if version not in {one.version for one in seen(application_id).own.versions}:
        raise NotFound(what="submission", key=application_id)
    settings: Settings = current_app.extensions["konkurss-settings"]
    name, content = set_receipt(db.session(), settings, page_language(), application_id, version)
    return download(content, name, MEDIA_TYPES["pdf"], size=len(content))


@applicant.get(f"{ADDRESS}/files/<digest>")
@may(Do.READ_OWN)
def handed_in_file(application_id: UUID, digest: str) -> Response:
    """A file of the version that counts or of what was clarified, also where it was taken out of the form since."""
    return hand_out(whole_reading(db.session(), seen(application_id).own.application.id).file(digest), to_sender=True)


@applicant.get(f"{ADDRESS}/withdraw")
@may(Do.HAND_IN)
def ask_to_withdraw(application_id: UUID) -> str:
    """The question before an application is taken back."""
    return _withdraw(seen(application_id), Form())


@applicant.post(f"{ADDRESS}/withdraw")
@may(Do.HAND_IN)
def withdraw(application_id: UUID) -> Response | tuple[str, int]:
    """Take the application back."""
    seen(application_id)
    form = Form()
    try:
        with refusals_to(form, but=CallNotOpen), acting(current_person()) as act:
            take_back(act, application_id)
    except CallNotOpen:
        return _withdraw(seen(application_id), form), FORM_ERROR
    if form.form_errors:
        return _withdraw(seen(application_id), form), FORM_ERROR
    return redirect(url_for(".application", application_id=application_id), 303)


def _review(one: Seen, form: Form) -> str:
    own = one.own
    unfit = {
        question.key: unfit_words(own, question, own.unfit[question.key])
        for section in own.sections
        for question in section.questions
        if question.key in own.unfit
    }
    return render_template(
        "applicant/review.html",
        own=own,
        call=own.call,
        page=one.page,
        calendar=one.calendar,
        form=form,
        lacks=lacks_of(own, REVIEW),
        reading=read_parts(own.form, own.application.title, own.answers),
        change=lambda section, question: section_address(own, section, question, REVIEW),
        missing=frozenset(own.missing),
        unfit=unfit,
        day=day_in_words,
        files=attached_files(own),
        unopened=_unopened(one),
        attachment_address=_attachment_address(own),
        parts=parts_of(own),
        address=url_for(".review", application_id=own.application.id),
        first=own.application.state == State.DRAFT,
    )


def _draft(one: Seen) -> str:
    own = one.own
    return render_template(
        "applicant/draft.html",
        own=own,
        call=own.call,
        page=one.page,
        calendar=one.calendar,
        lacking=lacking_words(own),
        reading=read_parts(own.form, own.application.title, own.answers),
        missing=frozenset(own.missing),
        day=day_in_words,
        files=attached_files(own),
        attachment_address=_attachment_address(own),
        writers=names_of_writers(own),
    )


def _too_late(one: Seen) -> str:
    return render_template(
        "applicant/too_late.html",
        own=one.own,
        call=one.own.call,
        page=one.page,
        calendar=one.calendar,
        arrived=to_the_second(one.place)(one.at),
    )


def _withdraw(one: Seen, form: Form) -> str:
    if one.own.application.number is None or one.own.application.withdrawn_at:
        raise WrongState(state=one.own.application.state, verb="withdraw")
    return render_template(
        "applicant/withdraw.html", own=one.own, call=one.own.call, page=one.page, calendar=one.calendar, form=form
    )


def _unopened(one: Seen) -> list[Unopenable]:
    own = one.own
    return unopenable(own.application.id, attached_files(own), partial(attachments_address, own))


def _attachment_address(own: Own) -> Callable[[str], str]:
    keys = {one.digest: one.id for one in own.files}
    return lambda digest: url_for(".attachment", application_id=own.application.id, attachment_id=keys[digest])
