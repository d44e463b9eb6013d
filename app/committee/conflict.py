"""A conflict of interest that a member notices later: asked once more, then the application is not there for them."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.committee.blueprint import committee
from app.committee.calls import about
from app.committee.loading import own_place
from app.forms import Form
from app.reading_log import shows
from app.refusals import refusals_to, status_of
from competition.foundation.reading_log import Shown
from scoring.committee.operations import declare_conflict


@committee.route("/committee/<slug>/applications/<uuid:application_id>/conflict", methods=["GET", "POST"])
@may(Do.DECLARE)
@shows(Shown.APPLICATION)
def conflict(slug: str, application_id: UUID) -> str | tuple[str, int] | Response:
    """Ask whether there is a conflict of interest with this applicant, and note it."""
    place = own_place(slug)
    task = place.task(application_id)
    form = Form()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            declare_conflict(act, application_id, place.member.id)
        if not form.form_errors:
            return redirect(url_for(".call", slug=slug, stepped_aside="1"), 303)
    return render_template("committee/conflict.html", **about(place), task=task, form=form), status_of(form)
