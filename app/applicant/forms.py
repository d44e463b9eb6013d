"""The applicant's forms, made of what the call's form asks."""

from collections.abc import Iterator, Mapping

from flask import request
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import HiddenField, RadioField
from wtforms.validators import DataRequired
from wtforms.widgets import FileInput

from app.forms import Form, errors_of, name_choices, named
from app.languages import said
from app.question_fields import PeriodField, TableField, data_of, field_of, prepare, text_of
from app.row_buttons import RowWish, rearrange, wished
from app.words import said_later as _l
from competition.form.definition import Section
from competition.form.merging import marks_of
from competition.form.questions import Kind, Question
from competition.organisation.records import Organisation


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
        """Do what a button of a table asks for; the same wish of the rows as they are kept, without the empty ones."""
        table = self._fields[wish.table]
        assert isinstance(table, TableField)
        return rearrange(table, wish)

    @property
    def tables(self) -> Iterator[TableField]:
        """The tables among the questions."""
        return (field for field in self if isinstance(field, TableField))


class SlotForm(Form):
    """Files for one slot."""

    file = MultipleFileField(_l("File"), validators=[FileRequired(_l("Choose a file."))], widget=FileInput())


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
    """What the button of a table asks for with which a section was sent; None for another."""
    return wished({one.key for one in section.questions if one.kind is Kind.TABLE})


def start_form(organisations: list[Organisation]) -> StartForm:
    """The choice among one's organisations."""
    form = StartForm()
    names = ((str(one.id), " ".join(filter(None, (one.name, one.registration_number)))) for one in organisations)
    form.organisation.choices = name_choices(*names)
    return form


def named_errors(form: SectionForm, section: Section) -> list[tuple[str | None, str]]:
    """The mistakes as `errors_of` finds them, each with its question: the list stands far from the fields."""
    labels = {question.key: str(said(question.label)) for question in section.questions}
    parts = {cell.id: table.name for table in form.tables for row in table for cell in row}
    parts |= {end.id: period.name for period in form if isinstance(period, PeriodField) for end in period}
    return [
        (key, named(labels.get(parts.get(key or "", key or ""), ""), sentence)) for key, sentence in errors_of(form)
    ]


def _names(question: Question) -> Iterator[str]:
    """The names under which an answer to the question was sent."""
    cells = f"{question.key}-" if question.kind in (Kind.TABLE, Kind.PERIOD) else None
    return (name for name in request.form if name == question.key or (cells and name.startswith(cells)))
