"""The decision: as the committee made it, with the record of its meeting."""

from flask import Response as FlaskResponse
from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import arrived
from app.coordinator.blueprint import coordinator
from app.coordinator.loading import own_call
from app.costly import costly
from app.extensions import db
from app.formats import Calendar
from app.kept_rankings import rankings
from app.letters import Format
from app.minutes import (
    Step,
    committee_of,
    left_over,
    minutes_form,
    record_of,
    stepped_out,
    take_minutes,
    to_be_registered,
)
from app.minutes_paper import hand_out_minutes
from app.ranking_rows import ranking_view
from app.reading_log import shows_many
from app.refusals import status_of
from competition.foundation.clock import zone

Answer = str | tuple[str, int] | Response


@coordinator.route("/desk/calls/<slug>/decision", methods=["GET", "POST"])
@may(Do.DECIDE)
@shows_many
def decision(slug: str) -> Answer:
    """What is to be decided and the record of the meeting; afterwards the decision as it was made."""
    call, session = own_call(slug), db.session()
    members = committee_of(session, call)
    form = minutes_form(members)
    step = take_minutes(form, call)
    if step is Step.REGISTERED:
        return redirect(url_for(".decision", slug=slug), 303)
    calendar = Calendar(zone(call.zone_name))
    page = render_template(
        "coordinator/decision.html",
        call=call,
        form=form,
        record=record_of(session, call),
        view=ranking_view(session, call, rankings.of(session, call), 1),
        stepped_out=stepped_out(session, call),
        left_over=left_over(form, members),
        checked=to_be_registered(form.minutes(), members) if step is Step.LOOK_OVER else None,
        file_address=lambda suffix: url_for(".minutes_file", slug=slug, suffix=suffix),
        calendar=calendar,
        promise=calendar.promised(call.results_by, arrived()) if call.results_by else None,
    )
    return page, status_of(form)


@coordinator.get("/desk/calls/<slug>/decision.<any(pdf, docx):suffix>")
@may(Do.DECIDE)
@shows_many
@costly
def minutes_file(slug: str, suffix: Format) -> FlaskResponse:
    """The extract of the minutes as a file."""
    return hand_out_minutes(db.session(), own_call(slug), suffix)
