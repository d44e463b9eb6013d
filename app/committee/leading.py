"""What the chair and the secretary look after: who declared what, how far the scoring is, closing it."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.committee.blueprint import committee
from app.committee.forms import ReasonForm
from app.committee.loading import Place, leading_place
from app.extensions import db
from app.formats import Calendar
from app.forms import Form
from app.refusals import refusals_to, status_of
from competition.call.deadline import in_time
from competition.foundation.clock import zone
from competition.foundation.errors import NotFound
from scoring.committee.records import Seat
from scoring.meeting.closing import close_scoring, reopen_scoring
from scoring.meeting.progress import progress_of

Answer = str | tuple[str, int] | Response


@committee.get("/committee/<slug>/chair")
@may(Do.SIT)
def chair(slug: str) -> Answer:
    """Who has declared what, who has scored how much, and whether the scoring is closed."""
    return _page(leading_place(slug), Form(), ReasonForm())


@committee.post("/committee/<slug>/closing")
@may(Do.SIT)
def close(slug: str) -> Answer:
    """Close the scoring."""
    place, form = _chairing(slug), Form()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            close_scoring(act, place.call.id)
    if form.errors:
        return _page(place, form, ReasonForm(formdata=None))
    return redirect(url_for(".chair", slug=slug), 303)


@committee.post("/committee/<slug>/reopening")
@may(Do.SIT)
def reopen(slug: str) -> Answer:
    """Open the scoring again, for a reason."""
    place, form = _chairing(slug), ReasonForm()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            reopen_scoring(act, place.call.id, form.reason.data or "")
    if form.errors:
        return _page(place, Form(formdata=None), form)
    return redirect(url_for(".chair", slug=slug), 303)


def _chairing(slug: str) -> Place:
    """The seat of the chair, who alone closes. Raises NotFound."""
    place = leading_place(slug)
    if place.member.seat != Seat.CHAIR:
        raise NotFound(what="seat", key=slug)
    return place


def _page(place: Place, form: Form, reason: ReasonForm) -> Answer:
    at, wall = arrived(), zone(place.call.zone_name)
    wrong = form if form.errors else reason
    page = render_template(
        "committee/chair.html",
        place=place,
        call=place.call,
        progress=progress_of(db.session(), place.call),
        is_open=in_time(place.call.terms, at),
        is_chair=place.member.seat == Seat.CHAIR,
        form=form,
        reason=reason,
        wrong=wrong,
        calendar=Calendar(wall, at.astimezone(wall).year),
    )
    return page, status_of(wrong)
