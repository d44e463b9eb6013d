"""Where the parts of an application form stand: they are moved, and taken out after a question."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import pairwise

from flask import render_template, request, url_for
from markupsafe import escape
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.coordinator.blueprint import coordinator
from app.coordinator.part_saving import ADDRESS, back, draft
from app.forms import Form
from app.languages import said
from app.words import said_later as _l
from competition.form import editing
from competition.form.definition import Definition, Section, Slot
from competition.form.operations import edit_form
from competition.form.parts import Held, Side, Tie, What, held, keys_of, place_of, question_of, section_with
from competition.form.questions import Question
from competition.foundation.twice import DoneAlready

HELD = 409
PART = f"{ADDRESS}/<any(section, question, attachment):what>/<key>"
Moves = Mapping[str, str]
TIES = {
    Tie.TITLE: _l("The portal needs the question “%(question)s”: its answer is the project’s title."),
    Tie.CHECK: _l(
        "The check “May we apply?” asks in the words of the question “%(question)s”. First remove the question about"
        " the days from the check, in the form’s text."
    ),
    Tie.ATTACHMENT: _l(
        "The attachment “%(attachment)s” is needed where “%(question)s” is answered. First change when it is needed."
    ),
    Tie.ONLY_QUESTION: _l(
        "It is the only question of its section: remove the whole section, or first add another question."
    ),
    Tie.ONLY_SECTION: _l("It is the only section: a form needs at least one."),
}


class PressForm(Form):
    """A form that is only buttons."""


@coordinator.post(f"{PART}/move")
@may(Do.SET_UP_CALL)
def move_part(slug: str, what: str, key: str) -> Response:
    """Move a part right before or behind another (`to`: "before title")."""
    call, _ = draft(slug)
    side, _, of = request.form.get("to", "").partition(" ")
    if side not in list(Side):
        raise BadRequest
    with suppress(DoneAlready), acting(current_person()) as act:
        edit_form(act, call.id, lambda text: editing.move(text, What(what), key, Side(side), of))
    return back(slug, What(what), key)


@coordinator.route(f"{PART}/remove", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def remove_part(slug: str, what: str, key: str) -> str | Response | tuple[str, int]:
    """Take a part out, after a question; where something holds it there, what that is."""
    call, form = draft(slug)
    kind, press = What(what), PressForm()
    ties = held(form, kind, key)
    if press.validate_on_submit() and not ties:
        with acting(current_person()) as act:
            edit_form(act, call.id, lambda text: editing.remove(text, kind, key))
        return back(slug, *_beside(form, kind, key))
    page = render_template(
        "coordinator/part_remove.html",
        call=call,
        form=press,
        what=kind.value,
        part=_part(form, kind, key),
        address=url_for(".remove_part", slug=slug, what=what, key=key),
        ties=[escape(TIES[one.by]) % {"question": _name(one), "attachment": _slot_name(one)} for one in ties],
        back=url_for(".form", slug=slug, _anchor=f"{kind.value}-{key}"),
    )
    return page, HELD if press.is_submitted() else 200


def moves_of(form: Definition) -> dict[str, Moves]:
    """Where each part can be moved by a step, up and down, as the address takes it; parts as the page names them."""
    moves: dict[str, dict[str, str]] = {}
    for what in (What.SECTION, What.ATTACHMENT):
        moves |= _steps(what, keys_of(form, what))
    for section in form.sections:
        moves |= _steps(What.QUESTION, [one.key for one in section.questions])
    for above, below in pairwise(form.sections):
        last, first = above.questions[-1].key, below.questions[0].key
        if len(above.questions) > 1:
            moves[f"{What.QUESTION}-{last}"]["down"] = f"{Side.BEFORE} {first}"
        if len(below.questions) > 1:
            moves[f"{What.QUESTION}-{first}"]["up"] = f"{Side.BEHIND} {last}"
    return dict(moves)


def _steps(what: What, keys: Sequence[str]) -> dict[str, dict[str, str]]:
    moves: dict[str, dict[str, str]] = {f"{what}-{key}": {"up": "", "down": ""} for key in keys}
    for above, below in pairwise(keys):
        moves[f"{what}-{above}"]["down"] = f"{Side.BEHIND} {below}"
        moves[f"{what}-{below}"]["up"] = f"{Side.BEFORE} {above}"
    return moves


def _part(form: Definition, what: What, key: str) -> Section | Question | Slot:
    place = place_of(form, what, key)
    match what:
        case What.SECTION:
            return form.sections[place]
        case What.QUESTION:
            return question_of(form, key)
        case What.ATTACHMENT:
            return form.slots[place]


def _beside(form: Definition, what: What, key: str) -> tuple[What, str]:
    """The part to go on with where one was taken out: the one before it, else after it, else its section."""
    keys = keys_of(form, what)
    if what is What.QUESTION:
        keys = [one.key for one in section_with(form, key).questions]
    place = keys.index(key)
    return what, next(iter((*reversed(keys[:place]), *keys[place + 1 :])), "")


def _name(one: Held) -> str:
    return said(one.question.label) if one.question else ""


def _slot_name(one: Held) -> str:
    return said(one.slot.title) if one.slot else ""
