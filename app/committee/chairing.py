"""The chair's page, which the secretary reads: declarations, sheets, what is lacking; closing and reopening."""

from collections import Counter

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from app.access import Do, leads_to, may
from app.acting import acting, current_person
from app.committee.blueprint import committee
from app.committee.calls import about
from app.committee.loading import Place, own_place
from app.extensions import db
from app.forms import Form, without_carriage_returns
from app.reading_log import shows_many
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from scoring.meeting.closing import close_scoring, reopen_scoring
from scoring.meeting.progress import Progress, progress_of

Answer = str | tuple[str, int] | Response


class ReopenForm(Form):
    """Why the scoring is opened again."""

    reason = TextAreaField(
        _l("Why is the scoring opened again?"),
        description=_l("It is kept with the records of the call."),
        validators=[InputRequired(_l("Write the reason.")), Length(max=2000)],
        filters=[without_carriage_returns],
    )


@committee.get("/committee/<slug>/chair")
@may(Do.LEAD)
@shows_many
def chair(slug: str) -> str:
    """Who declared what, how far the sheets are, what is lacking."""
    place = own_place(slug)
    progress = progress_of(db.session(), place.call)
    shown = [one for one in progress.lacking if _may_name(place, one.number)]
    return render_template(
        "committee/chair.html",
        **about(place),
        progress=progress,
        lacking=shown,
        unnamed=len(progress.lacking) - len(shown),
        chairs=leads_to("committee.close", slug=slug),
    )


@committee.route("/committee/<slug>/chair/close", methods=["GET", "POST"])
@may(Do.CLOSE_SCORING)
@shows_many
def close(slug: str) -> Answer:
    """Ask whether to close the scoring, naming the drafts that will not count; close it."""
    place, progress = _closing(slug)
    form = Form()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            close_scoring(act, place.call.id)
        if not form.form_errors:
            return redirect(url_for(".chair", slug=slug), 303)
    drafts = [one for one in progress.drafts if _may_name(place, one.number)]
    return render_template(
        "committee/close.html",
        **about(place),
        form=form,
        progress=progress,
        drafts=drafts,
        unbegun=Counter(one.member_name for one in progress.unbegun if _may_name(place, one.number)),
        unnamed=len(progress.drafts) - len(drafts),
    ), status_of(form)


@committee.route("/committee/<slug>/chair/reopen", methods=["GET", "POST"])
@may(Do.CLOSE_SCORING)
def reopen(slug: str) -> Answer:
    """Ask for the reason and open the scoring again."""
    place, progress = _closing(slug)
    form = ReopenForm()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            reopen_scoring(act, place.call.id, form.reason.data or "")
        if not form.form_errors:
            return redirect(url_for(".chair", slug=slug), 303)
    return render_template("committee/reopen.html", **about(place), form=form, progress=progress), status_of(form)


def _closing(slug: str) -> tuple[Place, Progress]:
    place = own_place(slug)
    return place, progress_of(db.session(), place.call)


def _may_name(place: Place, number: str) -> bool:
    """Whether an application may be named to the person: to the chair only one that is open to them."""
    return not place.scores or any(task.number == number for task in place.work.tasks)
