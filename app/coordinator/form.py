"""The application form of a call: as applicants see it, and its file, changed until the call is public."""

import re
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from app.access import Do, may
from app.acting import acting, current_person
from app.changing import ChangingForm
from app.coordinator.blueprint import coordinator
from app.coordinator.own import own_whole_call
from app.extensions import db
from app.files import download
from app.forms import without_carriage_returns
from app.question_fields import empty_fields, looks_of
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.call.operations import AlreadyPublished
from competition.call.records import Call, CallState
from competition.form.operations import definition_of, form_text, write_form
from competition.form.reading import MOST_BYTES, Fault, FormInvalid, Why
from competition.foundation.errors import NotFound

Page = str | Response | tuple[str, int]
TOML = "application/toml"
MOST_TOLD = 20

SENTENCES: dict[Why, Any] = {
    Why.NO_TOML: _l(
        "from here on the text cannot be read: is a quotation mark, a bracket or “=” missing or too many, or a name"
        " here twice? Within a text write „…”, not straight quotation marks."
    ),
    Why.TOO_LARGE: _l("the file is larger than a form can be"),
    Why.FORMAT: _l('the text must say: format = "application-form/1"'),
    Why.MISSING: _l("this is missing"),
    Why.UNKNOWN_FIELD: _l("there is nothing of that name in a form"),
    Why.NO_TEXT: _l("a text must stand here, in quotation marks"),
    Why.NO_WORDS: _l("texts in Latvian (.lv) and, if you wish, in English (.en) must stand here"),
    Why.NO_SWITCH: _l("true or false must stand here, without quotation marks"),
    Why.NO_NUMBER: _l("a whole number that is not too large must stand here"),
    Why.NO_TABLES: _l("at least one part of the form must stand here"),
    Why.NO_KEY: _l("“%(what)s” is no name: small Latin letters, digits and hyphens, a letter first, at most 40"),
    Why.REPEATED_KEY: _l("“%(what)s” stands here a second time"),
    Why.UNKNOWN_KIND: _l("there is no such kind of question: “%(what)s”"),
    Why.WRONG_KIND: _l("this question must be of the kind “%(what)s”, because the portal works with its answer"),
    Why.UNKNOWN_QUESTION: _l("the form has no question “%(what)s”"),
    Why.TOO_MANY_FIELDS: _l("a section can have 900 fields at the most, each row of a table counted"),
    Why.NOT_UTF8: _l("the file’s letters cannot be read: save it as UTF-8"),
    Why.NO_TITLE: _l('the form must ask for the project’s title (key = "title")'),
}


NUMBERED = re.compile(r"(\w+)\[(\d+)\]")
PLACES: dict[str, Any] = {
    "sections": _l("section %(number)s"),
    "questions": _l("question %(number)s"),
    "choices": _l("answer %(number)s"),
    "columns": _l("column %(number)s"),
    "attachments": _l("attachment %(number)s"),
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
    return render_template(
        "coordinator/form.html",
        call=call,
        definition=definition,
        fields=empty_fields(definition),
        looks_of=looks_of,
        saved="saved" in request.args,
        changeable=call.state == CallState.DRAFT,
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
                write_form(act, call.id, text)
        except FormInvalid as wrong:
            typed.form_errors.extend(map(_said, wrong.faults[:MOST_TOLD]))
        if not typed.errors:
            return redirect(url_for(".form", slug=slug, saved=1), 303)
    return render_template("coordinator/edit_form.html", call=call, form=typed, guide="coordinator"), status_of(typed)


def _standing(call: Call) -> dict[str, Any]:
    return {"text": form_text(db.session(), call.form) if call.form else ""}


def _said(fault: Fault) -> str:
    """A fault with its place, in words."""
    sentence = str(SENTENCES[fault.why]) % {"what": fault.what}
    if fault.why is Why.NO_TOML:
        return gettext("Line %(line)s (%(text)s): %(fault)s", line=fault.where, text=fault.what, fault=sentence)
    if not fault.where:
        return sentence[:1].upper() + sentence[1:] + "."
    return f"{', '.join(_place(part) for part in fault.where.split('.'))}: {sentence}."


def _place(part: str) -> str:
    """A step of the way to a place: which section, which question; the name of a field stays as it is in the file."""
    found = NUMBERED.fullmatch(part)
    return str(PLACES[found[1]]) % {"number": found[2]} if found and found[1] in PLACES else part
