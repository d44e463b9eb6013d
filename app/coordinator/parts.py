"""One part of an application form at a time: a section, a question, an attachment is changed or added, by plain fields.

The file of the form stays the one truth: each change is made in its text and read again before it is saved.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.coordinator.blueprint import coordinator
from app.coordinator.kinds import KINDS, MEANINGS, NAMES
from app.coordinator.part_forms import (
    PERHAPS,
    F,
    NewSectionForm,
    NewSlotForm,
    Q,
    SectionForm,
    SlotForm,
    kind_asked,
    plain,
    question_form,
    rearranged,
    values_of_question,
    values_of_section,
    values_of_slot,
)
from app.coordinator.part_saving import ADDRESS, Edit, back, change, draft, make, now
from app.extensions import db
from app.refusals import status_of
from app.slots import largest_file, templates_of
from competition.call.records import Call
from competition.form import editing
from competition.form.definition import Definition, Slot
from competition.form.operations import definition_of
from competition.form.parts import What, key_for, keys_of, place_of, question_of, section_of, slot_of
from competition.form.questions import MEANT, MOST, ONE_LINE, Question, Words

Page = str | Response | tuple[str, int]
EDITED_AT = {What.SECTION: ".edit_section", What.ATTACHMENT: ".edit_slot"}


@coordinator.route(f"{ADDRESS}/sections/<key>", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def edit_section(slug: str, key: str) -> Page:
    """What a section is called."""
    call, asked = draft(slug)
    form = SectionForm(data=values_of_section(section_of(asked, key)))
    return _change(
        (call, What.SECTION, key),
        form,
        lambda form_now, text: editing.change_section(text, form.section(section_of(form_now, key))),
        lambda form_now: values_of_section(section_of(form_now, key)),
    )


@coordinator.route(f"{ADDRESS}/questions/<key>", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def edit_question(slug: str, key: str) -> Page:
    """A question: its words, its kind, what an answer may be."""
    call, asked = draft(slug)
    question = question_of(asked, key)
    if "kinds" in request.args and key not in MEANT:
        return _kinds_page(
            call, f"{What.QUESTION}-{key}", partial(url_for, ".edit_question", slug=slug, key=key), chosen=question.kind
        )
    kind = MEANT.get(key) or kind_asked(question.kind) or question.kind
    form = question_form(kind, question)
    form.mark(_shared(form, question))
    removing = rearranged(form) if form.is_submitted() else None
    if removing is None and form.validate_on_submit():

        def edit(form_now: Definition, text: str) -> str:
            return editing.change_question(text, form.question(question_of(form_now, key)))

        change(call, form, edit, lambda form_now: _shared(form, question_of(form_now, key)))
        if not form.errors:
            return back(slug, What.QUESTION, key)
    address = url_for(".edit_question", slug=slug, key=key)
    return _page(What.QUESTION, call, form, address=address, key=key, meaning=MEANINGS.get(key), removing=removing)


@coordinator.route(f"{ADDRESS}/attachments/<key>", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def edit_slot(slug: str, key: str) -> Page:
    """An attachment that the form asks for."""
    call, asked = draft(slug)
    form = SlotForm(data=values_of_slot(slot_of(asked, key)))
    form.offer(asked, templates_of(call), largest_file())
    return _change(
        (call, What.ATTACHMENT, key),
        form,
        lambda form_now, text: editing.change_slot(text, form.slot(slot_of(form_now, key))),
        lambda form_now: values_of_slot(slot_of(form_now, key)),
    )


@coordinator.route(f"{ADDRESS}/new-section", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def new_section(slug: str) -> Page:
    """A new section with its first question."""
    call, _ = draft(slug)
    form, behind = NewSectionForm(), request.args.get("behind")
    if form.validate_on_submit():
        make(call, form, lambda form_now, text: editing.add_section(text, form.whole(form_now), behind))
        if not form.errors:
            made = _made(((one.title, one.key) for one in now(slug).sections), form.title_lv.data)
            return back(slug, What.SECTION, made)
    address = url_for(".new_section", slug=slug, behind=behind)
    return _page(What.SECTION, call, form, address=address, hints={kind.value: KINDS[kind][1] for kind in KINDS})


@coordinator.route(f"{ADDRESS}/sections/<key>/new-question", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def new_question(slug: str, key: str) -> Page:
    """A new question in a section: first how it is answered, then the question itself."""
    call, asked = draft(slug)
    place_of(asked, What.SECTION, key)
    behind, meaning = request.args.get("behind"), request.args.get("kind", "")
    meant = meaning if meaning in MEANT and meaning not in keys_of(asked, What.QUESTION) else None
    kind = MEANT[meant] if meant else kind_asked(None)
    here = {"slug": slug, "key": key, "behind": behind}
    if kind is None:
        absent = [(one, NAMES[one]) for one in MEANT if one not in keys_of(asked, What.QUESTION)]
        return _kinds_page(call, f"{What.SECTION}-{key}", partial(url_for, ".new_question", **here), absent=absent)
    form = question_form(kind)
    removing = rearranged(form) if form.is_submitted() else None
    if removing is None and form.validate_on_submit():

        def edit(form_now: Definition, text: str) -> str:
            own = meant or key_for(form.label_lv.data or "", set(keys_of(form_now, What.QUESTION)), Q)
            new = Question(own, {}, kind=kind, most=MOST.get(kind, ONE_LINE))
            return editing.add_question(text, form.question(new), key, behind)

        make(call, form, edit)
        if not form.errors:
            made = _made(((one.label, one.key) for one in now(slug).questions), form.label_lv.data)
            return back(slug, What.QUESTION, made)
    address = url_for(".new_question", **here, kind=meant or kind.value)
    return _page(What.QUESTION, call, form, address=address, meaning=MEANINGS.get(meant or ""), removing=removing)


@coordinator.route(f"{ADDRESS}/new-attachment", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def new_slot(slug: str) -> Page:
    """A new attachment."""
    call, asked = draft(slug)
    form, behind = (
        NewSlotForm(data={"needed": PERHAPS, "most": asked.usual_most, "template": ""}),
        request.args.get("behind"),
    )
    form.offer(asked, templates_of(call), largest_file())
    if form.validate_on_submit():

        def edit(form_now: Definition, text: str) -> str:
            key = key_for(form.title_lv.data or "", set(keys_of(form_now, What.ATTACHMENT)), F)
            return editing.add_slot(text, form.slot(Slot(key, {})), behind)

        make(call, form, edit)
        if not form.errors:
            made = _made(((one.title, one.key) for one in now(slug).slots), form.title_lv.data)
            return back(slug, What.ATTACHMENT, made)
    return _page(What.ATTACHMENT, call, form, address=url_for(".new_slot", slug=slug, behind=behind))


def _change(
    part: tuple[Call, What, str], form: Any, edit: Edit, standing: Callable[[Definition], dict[str, Any]]
) -> Page:
    """The page of a part that is there: its fields, saved where they were sent."""
    call, what, key = part
    form.mark(standing(definition_of(db.session(), call.form)))
    if form.validate_on_submit():
        change(call, form, edit, standing)
        if not form.errors:
            return back(call.slug, what, key)
    return _page(what, call, form, address=url_for(EDITED_AT[what], slug=call.slug, key=key), key=key)


def _shared(form: Any, question: Question) -> dict[str, Any]:
    """What stands in a question, as far as the form asks it."""
    values = values_of_question(question)
    return {name: values[name] for name in form.data if name in values}


def _made(words: Iterable[tuple[Words, str]], latvian: str | None) -> str:
    """The key of the part that was made with these words: the last one that has them."""
    return next((key for said, key in reversed(list(words)) if said["lv"] == plain(latvian)), "")


def _kinds_page(call: Call, back_to: str, address_of: Callable[..., str], **more: Any) -> str:
    told = {"call": call, "back": back_to, "address_of": address_of, "kinds": KINDS, "meanings": MEANINGS}
    return render_template("coordinator/part_kind.html", **{**told, "chosen": None, "absent": (), **more})


def _page(what: What, call: Call, form: Any, address: str, key: str | None = None, **more: Any) -> Page:
    told = {"call": call, "form": form, "address": address, "key": key, "what": what.value, "kinds": KINDS}
    empty = {"removing": None, "meaning": None, "hints": {}}
    return render_template("coordinator/part.html", **{**told, **empty, **more}), status_of(form)
