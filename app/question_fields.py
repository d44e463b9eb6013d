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
from app.words import said_later as _l
from competition.form.answers import YES, day_in
from competition.form.definition import Definition
from competition.form.questions import ONE_LINE, Column, Kind, Question
from competition.form.several import chosen_in, chosen_text, ends_in, ends_text, rows_in, rows_text

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


class PeriodField(FormField):
    """A first and a last day, with what is wrong with both together."""

    def __init__(self, label: Any, stored: str, **more: Any) -> None:
        first, last = map(_day_widget, ends_in(stored))
        names = {"first": (_l("First day"), first), "last": (_l("Last day"), last)}
        ends = {name: _line(None, "", label=said_, widget=widget) for name, (said_, widget) in names.items()}
        super().__init__(type("Ends", (Group,), ends), label, **more)
        self._wrong: list[str] = []

    @property
    def errors(self) -> Any:
        """The mistakes of both together."""
        return self._wrong

    @errors.setter
    def errors(self, found: Any) -> None:
        self._wrong = list(found)


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
        case Kind.PERIOD:
            return dict(zip(("first", "last"), ends_in(text), strict=True))
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
        case Kind.PERIOD:
            return ends_text(data.get("first") or "", data.get("last") or "")
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


def _line(_question: Question | None, _stored: str, *, widget: Any = None, **told: Any) -> Any:
    return StringField(filters=[without_carriage_returns], widget=widget or TextInput(), **told)


def _day(question: Question, stored: str, **told: Any) -> Any:
    return _line(question, stored, widget=_day_widget(stored), **told)


def _day_widget(stored: str) -> Any:
    # A browser would hide what is no day in its field for days.
    return DateInput() if not stored or day_in(stored) else TextInput()


def _choice(question: Question, _stored: str, **told: Any) -> Any:
    return RadioField(choices=_offered(question), validate_choice=False, **told)


def _choices(question: Question, _stored: str, **told: Any) -> Any:
    looks = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
    return SelectMultipleField(choices=_offered(question), validate_choice=False, **looks, **told)


def _offered(question: Question) -> Any:
    return choices(*((one.key, said(one.label)) for one in question.choices))


def _cell(column: Column) -> Field:
    if column.most > ONE_LINE:
        return TextAreaField(
            said(column.label), filters=[without_carriage_returns], render_kw={"lang": "lv", "rows": 3}
        )
    return StringField(said(column.label), filters=[without_carriage_returns], render_kw={"lang": "lv"})


_MAKERS: Mapping[Kind, Callable[..., Any]] = {
    Kind.TICK: lambda _question, _stored, **told: BooleanField(**told),
    Kind.TEXT: lambda _question, _stored, **told: TextAreaField(filters=[without_carriage_returns], **told),
    Kind.DAY: _day,
    Kind.PERIOD: lambda _question, stored, **told: PeriodField(stored=stored, **told),
    Kind.EMAIL: lambda question, stored, **told: _line(question, stored, widget=EmailInput(), **told),
    Kind.TELEPHONE: lambda question, stored, **told: _line(question, stored, widget=TelInput(), **told),
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TABLE: lambda question, _stored, **told: TableField(question=question, **told),
}
