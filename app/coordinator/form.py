"""The application form of a call: as applicants see it, and its file, changed until the call is public."""

from collections.abc import Iterable
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.file import FileField
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from app.access import Do, may
from app.acting import acting, current_person
from app.changing import ChangingForm
from app.check_form import check_form
from app.coordinator.blueprint import coordinator
from app.coordinator.form_faults import fault_in_words
from app.coordinator.kinds import MEANINGS
from app.coordinator.own import own_whole_call
from app.coordinator.part_places import PressForm, moves_of
from app.extensions import db
from app.files import download
from app.forms import without_carriage_returns
from app.languages import said
from app.question_fields import empty_fields, looks_of
from app.refusals import refusals_to, status_of
from app.slots import largest_file, takes_in_words, templates_of
from app.words import said_later as _l
from competition.call.operations import AlreadyPublished
from competition.call.queries import window_of
from competition.call.records import Call, CallState
from competition.form.definition import CheckAnswer, CheckQuestion, Definition, Says
from competition.form.operations import check_of, definition_of, form_text, write_form
from competition.form.reading import MOST_BYTES, Fault, FormInvalid, Why
from competition.foundation.errors import NotFound

Page = str | Response | tuple[str, int]
TOML = "application/toml"
MOST_TOLD = 20

SAYS: dict[Says, Any] = {
    Says.YES: _l("Says: yes"),
    Says.NO: _l("Says: no"),
    Says.FIRST: _l("Says: first something else"),
}


class FormFileForm(ChangingForm):
    """The file of a form, typed or chosen."""

    text = TextAreaField(
        _l("The form as a text"),
        filters=[without_carriage_returns],
        render_kw={"rows": 24, "spellcheck": "false"},
    )
    file = FileField(_l("Or a file with the form"))

    def wanted(self) -> str:
        """What the form is to say from now on: the file where one was chosen, else what stands in the field.

        Raises FormInvalid where the file is no text in UTF-8.
        """
        if self.file.data:
            try:
                text = self.file.data.stream.read(MOST_BYTES + 1).decode("utf-8-sig")
            except UnicodeDecodeError:
                raise FormInvalid([Fault(Why.NOT_UTF8, "")]) from None
            self.text.data = without_carriage_returns(text)
        return self.text.data or ""


@coordinator.get("/desk/calls/<slug>/form")
@may(Do.SEE_CALL)
def form(slug: str) -> str:
    """The form of a call as applicants see it."""
    call = own_whole_call(slug)
    definition = definition_of(db.session(), call.form)
    check = check_of(db.session(), call)
    return render_template(
        "coordinator/form.html",
        call=call,
        definition=definition,
        check=check,
        check_fields=check_form(check, window_of(call), MultiDict(), prefix="check"),
        check_leads_to={one.key: {answer.key: _leads_to(answer) for answer in one.answers} for one in check},
        unknown_criteria=_unknown_criteria(call, check),
        unknown_templates=_unknown_templates(call, definition),
        takes=takes_in_words,
        fields=empty_fields(definition),
        looks_of=looks_of,
        saved="saved" in request.args,
        changed=request.args.get("changed"),
        changeable=call.state == CallState.DRAFT,
        moves=moves_of(definition) if call.state == CallState.DRAFT else {},
        meant=MEANINGS,
        press=PressForm(),
    )


@coordinator.get("/desk/calls/<slug>/form.toml")
@may(Do.SEE_CALL)
def form_file(slug: str) -> Response:
    """The file of the form."""
    call = own_whole_call(slug)
    if call.form is None:
        raise NotFound(what="form", key=slug)
    return download(form_text(db.session(), call.form).encode(), f"{slug}-form.toml", TOML)


@coordinator.route("/desk/calls/<slug>/form/edit", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def edit_form(slug: str) -> Page:
    """The file of the form, to be changed as long as the call is not public."""
    call = own_whole_call(slug)
    if call.state != CallState.DRAFT:
        raise AlreadyPublished(slug=slug)
    typed = FormFileForm(data=_standing(call))
    typed.mark(_standing(call))
    if typed.validate_on_submit():
        try:
            text = typed.wanted()
            with refusals_to(typed, but=FormInvalid), acting(current_person()) as act:
                act.lock(Call, call.id)
                typed.require_fresh(act, _standing(own_whole_call(slug)), f"call:{call.id}", "call.form-written")
                write_form(act, call.id, text, largest_file())
        except FormInvalid as wrong:
            typed.form_errors.extend(map(fault_in_words, wrong.faults[:MOST_TOLD]))
        if not typed.errors:
            return redirect(url_for(".form", slug=slug, saved=1), 303)
    return render_template("coordinator/edit_form.html", call=call, form=typed, guide="coordinator"), status_of(typed)


def _leads_to(answer: CheckAnswer) -> Markup:
    """What an answer of the check says, why, and by what."""
    grounds = [said(answer.basis.paragraph)] if answer.basis.paragraph else []
    if answer.basis.criterion:
        grounds.append(escape(gettext("Eligibility criterion %(code)s", code=answer.basis.criterion)))
    by_what = Markup(" ({})").format(Markup(", ").join(grounds)) if grounds else ""
    return Markup("{}. {}{}").format(SAYS[answer.says], said(answer.reason) if answer.reason else "", by_what)


def _unknown_criteria(call: Call, check: Iterable[CheckQuestion]) -> list[str]:
    """The codes of criteria that the check names and the call has not."""
    named = dict.fromkeys(
        basis.criterion
        for one in check
        for basis in (one.basis, *(answer.basis for answer in one.answers))
        if basis.criterion
    )
    return [code for code in named if code not in {one.code for one in call.eligibility_criteria}]


def _unknown_templates(call: Call, form: Definition) -> list[str]:
    """The documents that attachments name and the call has not."""
    there = templates_of(call)
    return [slot.template for slot in form.slots if slot.template and slot.template not in there]


def _standing(call: Call) -> dict[str, Any]:
    return {"text": form_text(db.session(), call.form) if call.form else ""}
