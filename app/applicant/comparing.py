"""What came in a file of Word beside what stands in the application, question by question: to be read and taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField

from app.applicant.differing import Told, told
from app.applicant.own import Seen
from app.applicant.unread import FAR_TOO_LONG, MORE, Missed, Notes
from app.applicant.words import unfit_words
from app.forms import Form, without_carriage_returns
from app.languages import said
from app.question_fields import data_of, text_of
from app.words import said_later as _l
from competition.application.own import Own
from competition.call.period import Window
from competition.form.answers import unfit
from competition.form.definition import Section
from competition.form.merging import mark_of
from competition.form.questions import TITLE, Question
from documents.word_values import is_as_stored

ALL, NONE = "all", "none"
MOST_AT_ONCE = 300
"""So many answers are offered at once: a form has no more fields."""
LONGEST = 100_000


class WordFileForm(Form):
    """The filled-in file."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])


class TakeForm(Form):
    """For each question offered: the answer in the file, the mark of what stood there, and whether to take it. `kept`:
    what the page says of the file besides.
    """

    kept = HiddenField()

    def tick_as_asked(self, own: Own) -> bool:
        """Tick every answer or none, where that was asked for; whether it was."""
        asked = request.form.get("tick", "")
        if asked not in (ALL, NONE):
            return False
        for question in _sent_in(own.form.questions):
            self[f"take-{question.key}"].data = asked == ALL
        return True

    def taken(self, own: Own) -> dict[str, str]:
        """The answers that are ticked, as they are stored."""
        return {key: text for key, text in self.offered(own).items() if self[f"take-{key}"].data}

    def offered(self, own: Own) -> dict[str, str]:
        """All answers that came with the form, as they are stored."""
        return {
            question.key: text_of(question, data_of(question, self[f"text-{question.key}"].data or ""))
            for question in _sent_in(own.form.questions)
        }

    def seen(self, own: Own) -> dict[str, str]:
        """The marks of what stood under each question when it was offered."""
        return {question.key: self[f"seen-{question.key}"].data or "" for question in _sent_in(own.form.questions)}


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer in the file that is not what stands there: how they differ, and why it does not fit, if it does not.

    `empties`: whether nothing stands in the file where something stands now; `worse`: whether what stands now fits;
    `missed`: what of it was not read.
    """

    section: Section
    question: Question
    told: Told
    unfit: str
    empties: bool
    worse: bool
    missed: Sequence[Missed]


@dataclass(frozen=True, slots=True)
class _Filed:
    """An application as it would be with the answers of the file."""

    answers: Mapping[str, str]
    window: Window | None

    def answer(self, key: str) -> str:
        """What would stand under a question."""
        return self.answers.get(key, "")


def changed_in(own: Own, answers: Mapping[str, str]) -> tuple[dict[str, str], list[Missed]]:
    """The answers of a file that are not what stands in the application, as they are stored; and those that are too
    many or too long to be offered.
    """
    changed: dict[str, str] = {}
    missed: list[Missed] = []
    for question in own.form.questions:
        text = answers.get(question.key)
        if text is None or is_as_stored(question, text, own.answer(question.key)):
            continue
        if len(text) > LONGEST:
            missed.append(Missed(FAR_TOO_LONG, key=question.key, where=said(question.label)))
        elif len(changed) == MOST_AT_ONCE:
            missed.append(Missed(MORE))
            break
        else:
            changed[question.key] = text
    return changed, missed


def offers_of(one: Seen, texts: Mapping[str, str], missed: Sequence[Missed] = ()) -> list[Offer]:
    """Answers of a file beside what stands in the application, in the order of the form; what was `missed` at each."""
    own = one.own
    now = _Filed({**own.answers, TITLE: own.application.title}, own.window)
    filed = _Filed({**own.answers, TITLE: own.application.title, **texts}, own.window)
    return [
        Offer(
            section=section,
            question=question,
            told=told(question, own.answer(question.key), texts[question.key], whole=True),
            unfit=_unfit(filed, question),
            empties=not texts[question.key],
            worse=bool(own.answer(question.key).strip()) and not _unfit(now, question),
            missed=[told for told in missed if told.key == question.key],
        )
        for section in own.sections
        for question in section.questions
        if question.key in texts
    ]


def _unfit(filed: _Filed, question: Question) -> str:
    why = unfit(question, filed.answer(question.key), filed.answers, filed.window)
    return unfit_words(filed, question, why) if why else ""


def wanted_of(offers: Iterable[Offer], notes: Notes) -> set[str]:
    """The questions whose answers are ticked at first: not where the file is of another application; where it says
    nothing; where it is not certain what it says; where it does not fit, and what stands now does.
    """
    if notes.others:
        return set()
    return {
        one.question.key
        for one in offers
        if not one.empties and not (one.unfit and one.worse) and all(missed.is_sure for missed in one.missed)
    }


def take_form(own: Own, texts: Mapping[str, str] | None = None, ticked: Iterable[str] = (), kept: str = "") -> TakeForm:
    """The form with which answers are taken: as it was sent; or with these `texts`, of which those are `ticked`, and
    what the page keeps besides.
    """
    offered = _sent_in(own.form.questions) if texts is None else [q for q in own.form.questions if q.key in texts]
    fields: dict[str, Any] = {}
    for question in offered:
        fields[f"text-{question.key}"] = HiddenField(filters=[without_carriage_returns])
        fields[f"seen-{question.key}"] = HiddenField()
        fields[f"take-{question.key}"] = BooleanField()
    kind: type[TakeForm] = type("TakeForm", (TakeForm,), fields)
    if texts is None:
        return kind()
    data: dict[str, Any] = {f"text-{key}": text for key, text in texts.items()}
    data |= {f"seen-{key}": mark_of(own.answer(key)) for key in texts}
    data |= {f"take-{key}": True for key in ticked}
    return kind(formdata=None, data={**data, "kept": kept})


def _sent_in(questions: Iterable[Question]) -> list[Question]:
    """The questions whose answers came with the form."""
    return [question for question in questions if f"text-{question.key}" in request.form]
