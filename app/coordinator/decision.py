"""The decision: as the committee made it, with the record of its meeting."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.coordinator.blueprint import coordinator
from app.coordinator.loading import calendar_of, own_call
from app.extensions import db
from app.kept_rankings import rankings
from app.minutes import committee_of, minutes_form, record_of, stepped_out, vote_in_words
from app.ranking_rows import ranking_view
from app.refusals import refusals_to, status_of
from scoring.meeting.operations import decide

Answer = str | tuple[str, int] | Response


@coordinator.route("/desk/calls/<slug>/decision", methods=["GET", "POST"])
@may(Do.DECIDE)
def decision(slug: str) -> Answer:
    """What is to be decided and the record of the meeting; afterwards the decision as it was made."""
    call, session = own_call(slug), db.session()
    form = minutes_form(committee_of(session, call))
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            decide(act, call.id, form.minutes())
        if not form.errors:
            return redirect(url_for(".decision", slug=slug), 303)
    page = render_template(
        "coordinator/decision.html",
        call=call,
        form=form,
        record=record_of(session, call),
        view=ranking_view(session, call, rankings.of(session, call), 1),
        stepped_out=stepped_out(session, call),
        vote=vote_in_words,
        calendar=calendar_of(call),
    )
    return page, status_of(form)
