"""The chair's and the secretary's view of the ranking, and the record of the meeting that they keep."""

from collections.abc import Collection
from uuid import UUID

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import arrived
from app.committee.blueprint import committee
from app.committee.loading import Place, own_place, seat_word, ways_of
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
from app.ranking_rows import RankingView, ranking_view
from app.reading_log import shows_many
from app.refusals import status_of
from competition.foundation.clock import zone
from scoring.committee.records import Conflict
from scoring.sheets.queries import is_closed

Answer = str | tuple[str, int] | Response


@committee.get("/committee/<slug>/ranking")
@may(Do.LEAD)
@shows_many
def ranking(slug: str) -> str:
    """The ranking, once the scoring is closed; without the applications with which one is in conflict."""
    place = own_place(slug)
    return render_template(
        "committee/ranking.html",
        place=place,
        call=place.call,
        seat=seat_word(place.seated),
        ways=ways_of(place.seated),
        view=_view(place, request.args.get("page", 1, type=int)),
        page_address=lambda number: url_for(".ranking", slug=slug, page=number),
    )


@committee.route("/committee/<slug>/minutes", methods=["GET", "POST"])
@may(Do.KEEP_MINUTES)
@shows_many
def minutes(slug: str) -> Answer:
    """What is to be decided and the record of the meeting; afterwards the decision as it was made."""
    place, session = own_place(slug), db.session()
    call = place.call
    members = committee_of(session, call)
    form = minutes_form(members)
    step = take_minutes(form, call)
    if step is Step.REGISTERED:
        return redirect(url_for(".minutes", slug=slug), 303)
    calendar = Calendar(zone(call.zone_name))
    page = render_template(
        "committee/minutes.html",
        place=place,
        call=call,
        seat=seat_word(place.seated),
        ways=ways_of(place.seated),
        form=form,
        record=record_of(session, call),
        view=_view(place, 1),
        stepped_out=stepped_out(session, call),
        left_over=left_over(form, members),
        checked=to_be_registered(form.minutes(), members) if step is Step.LOOK_OVER else None,
        file_address=lambda suffix: url_for(".minutes_file", slug=slug, suffix=suffix),
        calendar=calendar,
        promise=calendar.promised(call.results_by, arrived()) if call.results_by else None,
    )
    return page, status_of(form)


@committee.get("/committee/<slug>/minutes.<any(pdf, docx):suffix>")
@may(Do.KEEP_MINUTES)
@shows_many
@costly
def minutes_file(slug: str, suffix: Format) -> FlaskResponse:
    """The extract of the minutes as a file; without the applications with which one is in conflict."""
    place = own_place(slug)
    return hand_out_minutes(db.session(), place.call, suffix, _kept_from(place))


def _view(place: Place, page: int) -> RankingView | None:
    """A page of the ranking as the seat may see it; none before the scoring is closed."""
    session, call = db.session(), place.call
    if not is_closed(session, call.id) and record_of(session, call) is None:
        return None
    return ranking_view(session, call, rankings.of(session, call), page, _kept_from(place))


def _kept_from(place: Place) -> Collection[UUID]:
    return set(db.session.scalars(select(Conflict.application_id).where(Conflict.member_id == place.member.id)))
