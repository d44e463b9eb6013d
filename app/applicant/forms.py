"""The applicant's forms, made of what the call's form asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from flask import request
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField
from wtforms.validators import DataRequired

from app.forms import Form, choices, errors_of, named
from app.languages import said
from app.question_fields import TableField, data_of, field_of, prepare, text_of
from app.words import said_later as _l
from competition.form.definition import Section
from competition.form.merging import marks_of
from competition.form.questions import Kind, Question
from competition.organisation.records import Organisation


class Action(StrEnum):
    """What the buttons of a table do with its rows."""

    ADD = "add"
    REMOVE = "remove"
    UP = "up"
    DOWN = "down"
    ASK = "ask"
    KEEP = "keep"


PLACES = 3
"""As many figures has the place of a row at the most."""
_BESIDE = {Action.UP: -1, Action.DOWN: 1}


@dataclass(frozen=True, slots=True)
class RowWish:
    """What somebody wants of a table: its question, and the row from nought on."""

    table: str
    action: Action
    place: int = 0

    def lands_at(self, rows: int) -> str:
        """The id of the row to go on with, of a table in which so many rows stand; where none is, the table's."""
        match self.action:
            case Action.ADD:
                return f"{self.table}-{rows}"
            case Action.REMOVE:
                return self.table
            case _:
                return f"{self.table}-{max(0, min(self.place + _BESIDE.get(self.action, 0), rows - 1))}"


class SectionForm(Form):
    """One section: a field for each question, and the marks of what stood there when the page was opened."""

    seen = HiddenField()

    def typed(self, section: Section) -> dict[str, str]:
        """What was typed, by question. A question that the page did not have is left alone."""
        return {
            question.key: text_of(question, self[question.key].data)
            for question in section.questions
            if question.kind is Kind.TICK or any(_names(question))
        }

    def rearrange(self, wish: RowWish) -> RowWish:
        """Do what a button of a table asks for; the same wish of the rows as they are kept, without the empty ones.

        An empty row is taken away without being asked about: nothing of it is kept.
        """
        table = self._fields[wish.table]
        assert isinstance(table, TableField)
        rows, at = table.data, wish.place
        filled = [any((cell or "").strip() for cell in row.values()) for row in rows]
        is_empty = at >= len(rows) or not filled[at]
        if wish.action is Action.REMOVE and at < len(rows):
            del rows[at]
        beside = at + _BESIDE.get(wish.action, 0)
        if 0 <= beside < len(rows) and at < len(rows):
            rows[at], rows[beside] = rows[beside], rows[at]
        table.process(None, rows)
        action = Action.REMOVE if wish.action is Action.ASK and is_empty else wish.action
        return replace(wish, action=action, place=sum(filled[:at]))

    @property
    def tables(self) -> Iterator[TableField]:
        """The tables among the questions."""
        return (field for field in self if isinstance(field, TableField))


class SlotForm(Form):
    """A file for one slot."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])


class StartForm(Form):
    """For which of their organisations somebody begins an application."""

    organisation = RadioField(_l("Which organisation applies?"), validators=[DataRequired(_l("Choose who applies."))])


def section_form(section: Section, stored: Mapping[str, str], longer: str | None = None) -> SectionForm:
    """The form of a section with what stands `stored`, or what was typed where it was sent.

    `longer`: the table that has an empty row at its end; one without rows has one in any case.
    """
    fields = {question.key: field_of(question, stored[question.key]) for question in section.questions}
    kind: type[SectionForm] = type("SectionForm", (SectionForm,), fields)
    if request.method == "POST":
        form = kind()
    else:
        form = kind(formdata=None, data={one.key: data_of(one, stored[one.key]) for one in section.questions})
        form.seen.data = marks_of(stored)
    prepare(form, section.questions, longer)
    return form


def row_wish(section: Section) -> RowWish | None:
    """What the button of a table asks for (`table action row`) with which a section was sent; None for another."""
    table, action, row = (*request.form.get("row", "").split(" "), "", "", "")[:3]
    if action not in list(Action) or table not in {one.key for one in section.questions if one.kind is Kind.TABLE}:
        return None
    return RowWish(table, Action(action), int(row) if row.isdecimal() and len(row) <= PLACES else 0)


def start_form(organisations: list[Organisation]) -> StartForm:
    """The choice among one's organisations."""
    form = StartForm()
    form.organisation.choices = choices(*((str(one.id), one.name) for one in organisations))
    return form


def named_errors(form: SectionForm, section: Section) -> list[tuple[str | None, str]]:
    """The mistakes as `errors_of` finds them, each with its question: the list stands far from the fields."""
    labels = {question.key: str(said(question.label)) for question in section.questions}
    tables = {cell.id: table.name for table in form.tables for row in table for cell in row}
    return [
        (key, named(labels.get(tables.get(key or "", key or ""), ""), sentence)) for key, sentence in errors_of(form)
    ]


def _names(question: Question) -> Iterator[str]:
    """The names under which an answer to the question was sent."""
    cells = f"{question.key}-" if question.kind is Kind.TABLE else None
    return (name for name in request.form if name == question.key or (cells and name.startswith(cells)))
