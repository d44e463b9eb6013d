"""The check before an application as fields: on its page, and on the desk to be looked at."""

from collections.abc import Iterable, Mapping, Sequence

from werkzeug.datastructures import MultiDict
from wtforms import Field, FormField, RadioField
from wtforms.form import BaseForm

from app.forms import Group, choices
from app.languages import said
from app.project_days import limits_of
from app.question_fields import field_of
from competition.call.period import Window
from competition.form.definition import CheckQuestion

BETWEEN = "."
"""Between the name of a question and that of one of its days: no key has it."""
IDS = "check-"
"""Before the id of each field, because a page with the check has other fields and headings, and any key will do."""


def check_form(
    check: Sequence[CheckQuestion], window: Window | None, typed: MultiDict[str, str], prefix: str = ""
) -> BaseForm:
    """A field for each question, with what was typed.

    `window`: when projects of the call run, to be told; `prefix` tells the names apart on a page with other fields. An
    answer that stands in the address more than once, and each time otherwise, is none. All ids begin with IDS.
    """
    once = {name: " ".join(dict.fromkeys(values)) for name, values in typed.lists()}
    fields = {one.key: _days(one, once) if one.days else _choice(one) for one in check}
    form = type("CheckForm", (Group,), fields)(MultiDict(once), prefix=prefix)
    _name_apart(form, f"{prefix}-" if prefix else "")
    limits = limits_of(window)
    for one in check:
        form[one.key].flags.required = not one.days
        for day in one.days:
            day_field(form, one, day.key).description = limits.get(day.key, "")
    return form


def given_in(form: BaseForm, check: Sequence[CheckQuestion]) -> dict[str, str]:
    """What was answered, as the rule takes it: chosen keys by their questions', days by theirs."""
    chosen = {one.key: form[one.key].data or "" for one in check if one.answers}
    days = {day.key: day_field(form, one, day.key).data or "" for one in check for day in one.days}
    return chosen | days


def field_for(form: BaseForm, check: Sequence[CheckQuestion], key: str) -> Field:
    """The field of a question, or of one of the project's days."""
    asks = next((one for one in check if any(day.key == key for day in one.days)), None)
    return day_field(form, asks, key) if asks else form[key]


def day_field(form: BaseForm, question: CheckQuestion, key: str) -> Field:
    """The field of one of the days for which a question asks."""
    group = form[question.key]
    assert isinstance(group, FormField)
    return group.form[key]


def is_answered(check: Sequence[CheckQuestion], typed: Mapping[str, str]) -> bool:
    """Whether the check was sent, or an answer stands in the address: a page that is opened first has none."""
    names = {"asked", *(one.key for one in check)} | {
        f"{one.key}{BETWEEN}{day.key}" for one in check for day in one.days
    }
    return not names.isdisjoint(typed)


def _name_apart(fields: Iterable[Field], prefix: str) -> None:
    """Give every field its id."""
    for field in fields:
        field.id = field.label.field_id = f"{IDS}{field.name.removeprefix(prefix)}"
        if isinstance(field, FormField):
            _name_apart(field.form, prefix)


def _choice(question: CheckQuestion) -> RadioField:
    return RadioField(
        said(question.label),
        description=said(question.hint) if question.hint else "",
        choices=choices(*((one.key, said(one.label)) for one in question.answers)),
        validate_choice=False,
    )


def _days(question: CheckQuestion, typed: Mapping[str, str]) -> FormField:
    fields = {day.key: field_of(day, typed.get(f"{question.key}{BETWEEN}{day.key}", "")) for day in question.days}
    return FormField(
        type("Days", (Group,), fields),
        said(question.label),
        description=said(question.hint) if question.hint else "",
        separator=BETWEEN,
    )
