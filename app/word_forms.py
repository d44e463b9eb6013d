"""A call's form as a file of Word: empty for everybody, and with what stands in an application for its writers."""

from datetime import datetime

from flask import Response
from flask_babel import force_locale

from app.files import clean_name, download
from app.languages import page_language
from app.project_days import limits_of
from competition.application.own import Own
from competition.call.queries import window_of
from competition.call.records import Call
from competition.form.definition import Definition
from competition.form.questions import TITLE
from documents.kinds import OFFICE
from documents.word_form import WordForm, language_of, word_form
from documents.word_words import LANGUAGES


def hand_out_empty(call: Call, form: Definition) -> Response:
    """The empty form of a call that has one, to be downloaded."""
    return _downloaded(_form(call, form, call.form or "", _since(call)), f"{call.slug}-veidlapa.docx")


def hand_out_filled(own: Own) -> Response:
    """The form of an application with what stands in it, to be downloaded."""
    application = own.application
    answers = {**own.answers, TITLE: application.title}
    filled = _form(own.call, own.form, application.form or "", application.started_at, own, answers)
    return _downloaded(filled, f"{own.call.slug}-pieteikums.docx")


def limits_in_words(call: Call) -> list[str]:
    """What a call's forms say of its limits, in every language."""
    told: list[str] = []
    for language in LANGUAGES:
        with force_locale(language):
            told += limits_of(window_of(call)).values()
    return told


def _form(
    call: Call,
    form: Definition,
    digest: str,
    stamp: datetime,
    own: Own | None = None,
    answers: dict[str, str] | None = None,
) -> WordForm:
    language = language_of(form, page_language())
    return WordForm(
        slug=call.slug,
        call_title=call.title,
        form=form,
        digest=digest,
        stamp=stamp,
        language=language,
        title=own.application.title if own else None,
        applicant=own.application.applicant_name if own else "",
        author=call.organiser_name,
        answers=answers or {},
        limits=limits_of(window_of(call)) if language == page_language() else {},
    )


def _since(call: Call) -> datetime:
    return (call.published or call.opens).at


def _downloaded(form: WordForm, name: str) -> Response:
    content = word_form(form)
    return download(content, clean_name(name), OFFICE, size=len(content))
