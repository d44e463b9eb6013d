"""What is asked before a file goes: which file of a full place another one replaces, one that was just sent and is kept
for a while or an earlier one of the place; and whether one is taken out.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import DataRequired

from app.acting import acting, whoever
from app.applicant.places import Cabinet, File, Open, file_shown
from app.formats import size
from app.forms import Form, name_choices
from app.offered_files import file_offered
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.application.placing import Shelf, file_with, in_slot, note_of, slot_with
from competition.call.operations import FileNote
from competition.form.definition import Slot
from competition.foundation.act import Act

SHOWN = 12
"""How much of a digest is read at a glance."""


class InsteadForm(Form):
    """Which file of a place another one replaces: `instead`, its key."""

    instead = HiddenField()

    @property
    def chosen(self) -> UUID | None:
        """The key that was chosen; None where it is none."""
        try:
            return UUID(self.instead.data or "")
        except ValueError:
            return None


class OneOfSeveralForm(InsteadForm):
    """The same where there are several to choose from."""

    instead = RadioField(
        _l("Which file is replaced?"),
        validators=[DataRequired(_l("Choose which file is replaced."))],
        validate_choice=False,  # one that is gone meanwhile has its own sentence
    )


def ask_for_offered(opened: Open, application_id: UUID, slot: str) -> Any:
    """The question about a file that was just sent, and the answer. Raises OfferOver."""
    cabinet = opened(application_id)
    place = slot_with(cabinet.slots, slot)
    file = file_offered(request.args.get("file", ""), cabinet.to(place.key), cabinet.one.at)

    def put(act: Act, instead: UUID | None) -> Any:
        return cabinet.put(act, application_id, place.key, file, instead)

    return _ask(opened, cabinet, place, file, put)


def ask_for_earlier(opened: Open, application_id: UUID, key: UUID) -> Any:
    """The question about a file that was in a place before, and the answer. Raises NotFound."""
    cabinet = opened(application_id)
    record = file_with(cabinet.ever(), key)

    def put(act: Act, instead: UUID | None) -> Any:
        return cabinet.bring_back(act, application_id, key, instead)

    return _ask(opened, cabinet, slot_with(cabinet.slots, record.slot), note_of(record), put, earlier=True)


def ask_to_take_out(cabinet: Cabinet, file: Any) -> str:
    """The question before a file that is there is taken out of its place."""
    return render_template(
        "applicant/remove.html",
        own=cabinet.one.own,
        call=cabinet.one.own.call,
        page=cabinet.one.page,
        clarifying=cabinet.shelf is Shelf.CLARIFICATION,
        file=file,
        title=slot_with(cabinet.slots, file.slot).title,
        remove=cabinet.address_of(cabinet.ways.remove, file.id),
        keep=cabinet.page(),
        form=FlaskForm(),
    )


def _ask(opened: Open, cabinet: Cabinet, slot: Slot, file: FileNote, put: Any, *, earlier: bool = False) -> Any:
    there = in_slot(cabinet.files, slot.key)
    if same := next((one for one in there if one.digest == file.digest), None):
        return redirect(cabinet.page(slot.key, [same.id]), 303)
    form = _form(cabinet, slot, there)
    if form.validate_on_submit():
        new = None
        with refusals_to(form), acting(whoever()) as act:
            new = put(act, form.chosen).id
        if new:
            return redirect(cabinet.page(slot.key, [new]), 303)
        told, cabinet = form.form_errors, opened(cabinet.key)
        there = in_slot(cabinet.files, slot.key)
        form = _form(cabinet, slot, there, formdata=None)
        form.form_errors = told
    page = render_template(
        "applicant/replace.html",
        own=cabinet.one.own,
        call=cabinet.one.own.call,
        page=cabinet.one.page,
        slot=slot,
        form=form,
        came=_came(cabinet, file, earlier=earlier),
        there=[replace(file_shown(cabinet, one), remove=None) for one in there],
        hints={str(one.id): _facts(file_shown(cabinet, one)) for one in there},
        several=isinstance(form, OneOfSeveralForm),
        full=len(there) >= slot.most,
        earlier=earlier,
        action=request.full_path.rstrip("?"),
        keep=cabinet.page(slot.key),
    )
    return page, status_of(form)


def _form(cabinet: Cabinet, slot: Slot, there: Sequence[Any], **more: Any) -> InsteadForm:
    if len(there) < slot.most:
        return InsteadForm(**more)
    if len(there) > 1:
        form = OneOfSeveralForm(**more)
        form.instead.choices = name_choices(*((str(one.id), one.file_name) for one in there))
        return form
    form = InsteadForm(**more)
    if not form.is_submitted() or more:
        form.instead.data = str(there[0].id)
    return form


def _facts(file: File) -> str:
    """What is known of a file, in one line."""
    return " · ".join([size(file.size), *file.facts, f"{gettext('SHA-256')} {file.digest[:SHOWN]}…"])


def _came(cabinet: Cabinet, file: FileNote, *, earlier: bool) -> File:
    """The file that is to come, which has no address of its own yet."""
    about = cabinet.about
    where = gettext("an earlier file of this place") if earlier else gettext("checked, not attached yet")
    return File(
        name=file.file_name,
        address="",
        size=file.size,
        facts=[*about.facts(file.digest), where],
        digest=file.digest,
        note=" ".join([*about.warnings(file.digest), *about.losses(file.digest)]) or None,
        kind="wait",
        inside=about.inside(file.digest, cabinet.one.place),
    )
