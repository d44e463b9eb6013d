"""Saving one part of an application form: in the form's text, as it stands when it is saved."""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.acting import acting, current_person
from app.coordinator.form_faults import fault_alone, fault_in_words
from app.coordinator.own import own_whole_call
from app.coordinator.part_forms import filled_rows, tell_row
from app.extensions import db
from app.making import making
from app.refusals import refusals_to
from app.slots import largest_file
from competition.call.operations import AlreadyPublished
from competition.call.records import Call, CallState, FormVersion
from competition.form.definition import Definition
from competition.form.operations import definition_of, edit_form, form_text
from competition.form.parts import PartMissing, What
from competition.form.reading import Fault, FormInvalid, read_definition
from competition.foundation.act import Act

ADDRESS = "/desk/calls/<slug>/form"
WRITTEN = "call.form-written"
PART = re.compile(r"(sections\[\d+\]\.(questions\[\d+\]\.)?|attachments\[\d+\]\.)")
"""Which part a place of the file is in."""
ROW = re.compile(r"(choices|columns)\[(\d+)\]\.(\w+)")
FIELDS = {"label": "label_lv", "title": "title_lv", "hint": "hint_lv", "needed_with": "needed", "questions": "rows"}
"""What a field of the file is called in the forms, where it is called otherwise."""
Edit = Callable[[Definition, str], str]
"""Makes of a form and its text the text that is to be."""


def draft(slug: str) -> tuple[Call, Definition]:
    """A call that is not public yet, and its form. Raises NotFound, AlreadyPublished."""
    call = own_whole_call(slug)
    if call.state != CallState.DRAFT:
        raise AlreadyPublished(slug=slug)
    return call, definition_of(db.session(), call.form)


def now(slug: str) -> Definition:
    """The form of a call as it stands now."""
    return definition_of(db.session(), own_whole_call(slug).form)


def change(call: Call, form: Any, edit: Edit, standing: Callable[[Definition], Mapping[str, Any]]) -> None:
    """Save what was typed into a part that is there, unless it was changed meanwhile."""

    def act_on(act: Act) -> None:
        text = form_text(act.session, act.lock(Call, call.id).form or "")
        form.require_fresh(act, standing(read_definition(text)), f"call:{call.id}", WRITTEN)

    _save(call, form, acting(current_person()), edit, act_on)


def make(call: Call, form: Any, edit: Edit) -> None:
    """Save a new part, once."""
    _save(call, form, making(form, FormVersion), edit)


def _save(
    call: Call,
    form: Any,
    opened: AbstractContextManager[Act],
    edit: Edit,
    first: Callable[[Act], None] = lambda _act: None,
) -> None:
    try:
        with refusals_to(form, but=(FormInvalid, PartMissing, AlreadyPublished)), opened as act:
            first(act)
            edit_form(act, call.id, lambda text: edit(read_definition(text), text), largest_file())
    except FormInvalid as wrong:
        for fault in wrong.faults:
            _tell(form, fault)


def _tell(form: Any, fault: Fault) -> None:
    """Put a fault beside the field that it is about; else among those of the whole form, with its place."""
    found = PART.match(fault.where)
    rest = fault.where[found.end() :] if found else ""
    if row := ROW.fullmatch(rest):
        rows = form[row[1]]
        cells = filled_rows(rows)[int(row[2]) - 1].form
        name = FIELDS.get(row[3], row[3])
        tell_row(rows, cells[name if name != "key" else "label_lv"], fault_alone(fault))
        return
    name = FIELDS.get(rest, rest)
    if name in form and name != "kind":
        form[name].errors = [*form[name].errors, fault_alone(fault)]
    else:
        form.form_errors.append(fault_in_words(fault))


def back(slug: str, what: What, key: str) -> Response:
    """To the form as applicants see it, at the part."""
    part = f"{what.value}-{key}"
    return redirect(url_for(".form", slug=slug, changed=part, _anchor=part), 303)
