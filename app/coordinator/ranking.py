"""The ranking, and the order of those who share the place at the line."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.access import Do, may
from app.coordinator.blueprint import coordinator
from app.coordinator.loading import calendar_of, own_call
from app.extensions import db
from app.forms import choices, without_carriage_returns
from app.kept_rankings import rankings
from app.making import MakingForm, making, was_made
from app.ranking_rows import PER_PAGE, RankingView, named, ranking_view
from app.reading_log import shows_many
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.foundation.errors import NotFound
from scoring.committee.staff_conflicts import StepAside
from scoring.meeting.operations import settle_tie
from scoring.meeting.ranking_page import Ranked
from scoring.meeting.records import TieOrder

Answer = str | tuple[str, int] | Response


@coordinator.get("/desk/calls/<slug>/ranking")
@may(Do.SEE_RANKING)
@shows_many
def ranking(slug: str) -> str:
    """The ranking with floors, ties and the line; what is needed next."""
    call = own_call(slug)
    page = request.args.get("page", 1, type=int)
    view: RankingView = ranking_view(db.session(), call, rankings.of(db.session(), call), page)
    return render_template(
        "coordinator/ranking.html",
        call=call,
        view=view,
        calendar=calendar_of(call),
        page_address=lambda number: url_for(".ranking", slug=slug, page=number),
        per_page=PER_PAGE,
    )


@coordinator.route("/desk/calls/<slug>/tie", methods=["GET", "POST"])
@may(Do.SETTLE_TIE)
@shows_many
def tie(slug: str) -> Answer:
    """Those who share the place at the line, to be put in order by the committee's vote."""
    call = own_call(slug)
    tied = rankings.of(db.session(), call).tied
    if was_made(MakingForm(), TieOrder):
        return redirect(url_for(".ranking", slug=slug), 303)
    if not tied:
        raise NotFound(what="tie", key=slug)
    names = named(db.session(), call, [one.number for one in tied])
    if len(names) < len(tied):
        raise StepAside(slug=slug)
    form = _tie_form(tied, names)
    if form.validate_on_submit():
        places = {one.number: form[f"place{number}"].data for number, one in enumerate(tied)}
        in_order = [names[number].id for number in sorted(places, key=lambda number: int(places[number]))]
        if len(set(places.values())) < len(places):
            form.form_errors.append(gettext("Give each application a place of its own."))
        else:
            with refusals_to(form), making(form, TieOrder) as act:
                settle_tie(act, call.id, in_order, form.reason.data)
    if form.is_submitted() and not form.errors:
        return redirect(url_for(".ranking", slug=slug), 303)
    return render_template("coordinator/tie.html", call=call, tied=tied, names=names, form=form), status_of(form)


def _tie_form(tied: Sequence[Ranked], names: dict[str, Any]) -> Any:
    places = [str(place) for place in range(1, len(tied) + 1)]
    fields: dict[str, Any] = {
        f"place{number}": SelectField(
            f"{one.number} {names[one.number].title}",
            choices=choices(("", _l("Choose a place")), *((place, f"{place}.") for place in places)),
            validators=[InputRequired(_l("Choose the place of %(number)s.", number=one.number))],
        )
        for number, one in enumerate(tied)
    }
    fields["reason"] = TextAreaField(
        _l("Why in this order"),
        description=_l("How the committee voted, and the number of the minutes."),
        validators=[InputRequired(_l("Write why the applications stand in this order.")), Length(max=2000)],
        filters=[without_carriage_returns],
    )
    return type("TieForm", (MakingForm,), fields)()
