"""Drawing a call up from the template, and changing it as long as it is not public."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import Field

from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.coordinator.blueprint import coordinator
from app.coordinator.own import own_organisers, own_whole_call
from app.coordinator.plan_form import BESIDE, HOUSE, PlanForm, first_values, values_of
from app.extensions import db
from app.forms import choices
from app.refusals import refusals_to, status_of
from competition.call import template
from competition.call.operations import AlreadyPublished, draw_up, objections
from competition.call.queries import pattern_of
from competition.call.records import Call, CallState
from competition.call.revising import revise
from competition.foundation.clock import day_of, zone
from competition.organisation.records import Letterhead, Organiser

Page = str | Response | tuple[str, int]


@coordinator.route("/desk/new-call", methods=["GET", "POST"])
@may(Do.BEGIN_CALL)
def new_call() -> Page:
    """A new call, by one form, from the template of the programme."""
    ours = own_organisers()
    head = db.session.get(Letterhead, ours[0].id)
    form = PlanForm(data=first_values(ours[0], head, day_of(arrived(), zone(HOUSE))))
    _offer(form, ours)
    if _is_accepted(form):
        with refusals_to(form, _beside(form)), acting(current_person()) as act:
            draw_up(act, UUID(form.organiser.data), form.plan(None))
    return _answer(form, None)


@coordinator.route("/desk/calls/<slug>/edit", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def edit_call(slug: str) -> Page:
    """The terms and criteria of a call that is not public yet."""
    call = own_whole_call(slug)
    if call.state != CallState.DRAFT:
        raise AlreadyPublished(slug=slug)
    form = PlanForm(data=_standing(call))
    form.mark(_standing(call))
    _offer(form, [db.session.get_one(Organiser, call.organiser_id)])
    if _is_accepted(form, call.id):
        plan = form.plan(call)
        with refusals_to(form, _beside(form)), acting(current_person()) as act:
            act.lock(Call, call.id)
            now = _standing(own_whole_call(slug))
            form.require_fresh(act, now, f"call:{call.id}", "call.revised", "call.drawn-up")
            revise(act, call.id, plan)
    return _answer(form, slug)


def _standing(call: Call) -> dict[str, Any]:
    """What stands in a call that is drawn up, by the names of the form's fields."""
    return values_of(call, pattern_of(db.session(), call.id))


def _is_accepted(form: PlanForm, of: UUID | None = None) -> bool:
    """Whether what was typed can be taken; what cannot is said all at once, and not in turns."""
    if not form.is_submitted():
        return False
    form.validate()
    form.complain(objections(db.session(), form.slug.data or "", form.number_pattern.data or "", of))
    return not form.errors


def _answer(form: PlanForm, slug: str | None) -> Page:
    if form.is_submitted() and not form.errors:
        return redirect(url_for(".call", slug=form.slug.data), 303)
    call: Call | None = own_whole_call(slug) if slug else None
    page = render_template(
        "coordinator/plan.html",
        form=form,
        call=call,
        criteria=template.criteria(),
        requirements=template.REQUIREMENTS,
        tie_break=template.TIE_BREAK,
        usual=template.USUAL_DAYS,
    )
    return page, status_of(form)


def _offer(form: PlanForm, ours: list[Organiser]) -> None:
    form.organiser.choices = choices(*((str(one.id), one.name) for one in ours))
    if not form.organiser.data:
        form.organiser.data = str(ours[0].id)


def _beside(form: PlanForm) -> dict[str, Field]:
    return {code: form[name] for code, name in BESIDE.items()}
