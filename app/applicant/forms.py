"""The applicant's forms, made of what the call's form asks."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired
from wtforms.widgets import DateInput, EmailInput, TelInput, TextInput

from app.forms import Form, choices, errors_of, named, without_carriage_returns
from app.languages import said
from app.words import said_later as _l
from competition.form.answers import YES, day_in
from competition.form.definition import Section
from competition.form.merging import marks_of
from competition.form.questions import Kind, Question
from competition.organisation.records import Organisation

NUL = "\0"


class SectionForm(Form):
    """One section: a field for each question, and the marks of what stood there when the page was opened."""

    seen = HiddenField()

    def typed(self, section: Section) -> dict[str, str]:
        """What was typed, by question. A question that the page did not have is left alone."""
        sent = request.form
        return {
            question.key: _text_of(self[question.key].data)
            for question in section.questions
            if question.kind is Kind.TICK or question.key in sent
        }


class SlotForm(Form):
    """A file for one slot."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])


class StartForm(Form):
    """For which of their organisations somebody begins an application."""

    organisation = RadioField(_l("Which organisation applies?"), validators=[DataRequired(_l("Choose who applies."))])


def section_form(section: Section, stored: Mapping[str, str]) -> SectionForm:
    """The form of a section with what stands `stored`, or what was typed where it was sent."""
    fields = {question.key: _field(question, stored[question.key]) for question in section.questions}
    kind: type[SectionForm] = type("SectionForm", (SectionForm,), fields)
    form = kind() if request.method == "POST" else kind(formdata=None, data={**_data(section, stored)})
    if request.method != "POST":
        form.seen.data = marks_of(stored)
    for question in section.questions:
        form[question.key].flags.required = question.required
        form[question.key].flags.maxlength = question.most
    return form


def start_form(organisations: list[Organisation]) -> StartForm:
    """The choice among one's organisations."""
    form = StartForm()
    form.organisation.choices = choices(*((str(one.id), one.name) for one in organisations))
    return form


def named_errors(form: SectionForm, section: Section) -> list[tuple[str | None, str]]:
    """The mistakes as `errors_of` finds them, each with its question: the list stands far from the fields."""
    labels = {question.key: str(said(question.label)) for question in section.questions}
    return [(key, named(labels.get(key or "", ""), sentence)) for key, sentence in errors_of(form)]


def looks_of(question: Question) -> dict[str, Any]:
    """How a question's field is shown, for the macro `field`."""
    if question.kind is Kind.TEXT:
        rows = 12 if question.most > 3000 else 6  # noqa: PLR2004 - a long answer wants to be seen
        return {"counted": True, "rows": rows, "lang": "lv"}
    return dict(_LOOKS.get(question.kind, {}))


_LOOKS: Mapping[Kind, Mapping[str, Any]] = {
    Kind.NUMBER: {"width": 4, "inputmode": "numeric", "autocomplete": "off"},
    Kind.EMAIL: {"width": 20, "inputmode": "email", "autocomplete": "email"},
    Kind.TELEPHONE: {"width": 20, "autocomplete": "tel"},
    Kind.IBAN: {"width": 20, "autocomplete": "off", "spellcheck": "false"},
    Kind.LINE: {"lang": "lv"},
}


def _field(question: Question, stored: str) -> Any:
    label = said(question.label)
    told = said(question.hint) if question.hint else ""
    match question.kind:
        case Kind.TICK:
            return BooleanField(label, description=told)
        case Kind.TEXT:
            return TextAreaField(label, description=told, filters=[_as_kept])
        case Kind.DAY:
            # A browser would hide what is no day in its field for days.
            widget = DateInput() if not stored or day_in(stored) else TextInput()
            return StringField(label, description=told, filters=[_as_kept], widget=widget)
        case Kind.EMAIL:
            return StringField(label, description=told, filters=[_as_kept], widget=EmailInput())
        case Kind.TELEPHONE:
            return StringField(label, description=told, filters=[_as_kept], widget=TelInput())
        case _:
            return StringField(label, description=told, filters=[_as_kept])


def _data(section: Section, stored: Mapping[str, str]) -> dict[str, Any]:
    return {
        question.key: bool(stored[question.key]) if question.kind is Kind.TICK else stored[question.key]
        for question in section.questions
    }


def _text_of(data: str | bool | None) -> str:
    if isinstance(data, bool):
        return YES if data else ""
    return data or ""


def _as_kept(text: str | None) -> str | None:
    """What was typed as it is kept: databases take no NUL."""
    text = without_carriage_returns(text)
    return text.replace(NUL, "") if text else text
