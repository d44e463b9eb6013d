"""The field in which a question is answered, by the kind of its answer; and what is typed there, as it is stored."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.form import BaseForm
from wtforms.widgets import CheckboxInput, DateInput, EmailInput, ListWidget, TelInput, TextInput

from app.forms import Group, choices, without_carriage_returns
from app.languages import said
from competition.form.answers import YES, day_in
from competition.form.definition import Definition
from competition.form.questions import ONE_LINE, Column, Kind, Question
from competition.form.several import chosen_in, chosen_text, rows_in, rows_text

NUL = "\0"
LONG = 3000
"""A longer answer wants to be seen."""


class TableField(FieldList):
    """The rows of a table, each a group of fields."""

    def __init__(self, label: Any, question: Question, **more: Any) -> None:
        cells = {column.key: _cell(column) for column in question.columns}
        super().__init__(FormField(type("Row", (Group,), cells)), label, **more)

    def lengthen(self) -> None:
        """Offer an empty row at the end."""
        self.append_entry()


def field_of(question: Question, stored: str) -> Any:
    """The field of a question in which `stored` stands."""
    make = _MAKERS.get(question.kind, _line)
    return make(question, stored, label=said(question.label), description=said(question.hint) if question.hint else "")


def prepare(form: BaseForm, questions: Iterable[Question], longer: str | None = None) -> None:
    """Tell the fields of these questions what is required and how long an answer may be; a table has a row at least.

    `longer`: the table that has an empty row at its end.
    """
    for question in questions:
        field = form[question.key]
        field.flags.required, field.flags.maxlength = question.required, question.most
        if isinstance(field, TableField) and (question.key == longer or not field.entries):
            field.lengthen()


def empty_fields(definition: Definition) -> BaseForm:
    """Every field of a form, to be looked at."""
    fields = {question.key: field_of(question, "") for question in definition.questions}
    form = type("Questions", (Group,), fields)()
    prepare(form, definition.questions)
    return form


def data_of(question: Question, text: str) -> Any:
    """What is stored of an answer, as its field takes it."""
    match question.kind:
        case Kind.TICK:
            return bool(text)
        case Kind.CHOICES:
            return chosen_in(text)
        case Kind.TABLE:
            columns = [column.key for column in question.columns]
            return [dict(zip(columns, row, strict=False)) for row in rows_in(text)]
        case _:
            return text


def text_of(question: Question, data: Any) -> str:
    """What was typed, as it is stored."""
    match question.kind:
        case Kind.TICK:
            return YES if data else ""
        case Kind.CHOICES:
            return chosen_text(question, data or [])
        case Kind.TABLE:
            return rows_text([[row.get(column.key) or "" for column in question.columns] for row in data])
        case _:
            return data or ""


def looks_of(question: Question) -> dict[str, Any]:
    """How a question's field is shown, for the macro `field`."""
    if question.kind is Kind.TEXT:
        return {"counted": True, "rows": 12 if question.most > LONG else 6, "lang": "lv"}
    return dict(_LOOKS.get(question.kind, {}))


_LOOKS: Mapping[Kind, Mapping[str, Any]] = {
    Kind.NUMBER: {"width": 4, "inputmode": "numeric", "autocomplete": "off"},
    Kind.EMAIL: {"width": 20, "inputmode": "email", "autocomplete": "email"},
    Kind.TELEPHONE: {"width": 20, "autocomplete": "tel"},
    Kind.IBAN: {"width": 20, "autocomplete": "off", "spellcheck": "false"},
    Kind.LINE: {"lang": "lv"},
}


def _as_kept(text: str | None) -> str | None:
    """What was typed as it is kept: databases take no NUL."""
    text = without_carriage_returns(text)
    return text.replace(NUL, "") if text else text


def _line(_question: Question, _stored: str, *, widget: Any = None, **told: Any) -> Any:
    return StringField(filters=[_as_kept], widget=widget or TextInput(), **told)


def _day(question: Question, stored: str, **told: Any) -> Any:
    # A browser would hide what is no day in its field for days.
    widget = DateInput() if not stored or day_in(stored) else TextInput()
    return _line(question, stored, widget=widget, **told)


def _choice(question: Question, _stored: str, **told: Any) -> Any:
    return RadioField(choices=_offered(question), validate_choice=False, **told)


def _choices(question: Question, _stored: str, **told: Any) -> Any:
    looks = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
    return SelectMultipleField(choices=_offered(question), validate_choice=False, **looks, **told)


def _offered(question: Question) -> Any:
    return choices(*((one.key, said(one.label)) for one in question.choices))


def _cell(column: Column) -> Field:
    if column.most > ONE_LINE:
        return TextAreaField(said(column.label), filters=[_as_kept], render_kw={"lang": "lv", "rows": 3})
    return StringField(said(column.label), filters=[_as_kept], render_kw={"lang": "lv"})


_MAKERS: Mapping[Kind, Callable[..., Any]] = {
    Kind.TICK: lambda _question, _stored, **told: BooleanField(**told),
    Kind.TEXT: lambda _question, _stored, **told: TextAreaField(filters=[_as_kept], **told),
    Kind.DAY: _day,
    Kind.EMAIL: lambda question, stored, **told: _line(question, stored, widget=EmailInput(), **told),
    Kind.TELEPHONE: lambda question, stored, **told: _line(question, stored, widget=TelInput(), **told),
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TABLE: lambda question, _stored, **told: TableField(question=question, **told),
}
