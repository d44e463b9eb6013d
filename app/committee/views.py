"""The committee member's way: the calls where they sit, the declaration, the list, the sheet."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from flask import current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.committee import leading, minutes
from app.committee.blueprint import committee
from app.committee.forms import CONFLICT, NONE, SheetForm, declaration_form, declared_in, key_of, sheet_form
from app.committee.loading import Place, criteria_in_order, own_application, own_place
from app.extensions import db
from app.files import hand_out
from app.formats import Calendar, hour
from app.forms import Form
from app.refusals import refusals_to, status_of
from competition.application.reading import latest_reading
from competition.call.ranking_rule import most_points
from competition.call.records import QualityCriterion
from competition.foundation.clock import zone
from scoring.committee.declaring import declare, still_to_declare
from scoring.committee.operations import declare_conflict
from scoring.outcome import shown
from scoring.sheets.member_queries import (
    OpenApplication,
    Waiting,
    common_points,
    not_scored,
    open_applications,
    seats_of,
    waiting_for,
)
from scoring.sheets.operations import complete, save_points

__all__ = ["committee", "leading", "minutes"]

Answer = str | tuple[str, int] | Response


@committee.get("/committee")
@may(Do.SIT)
def calls() -> str:
    """The calls where the member sits, and what is left in each."""
    person = current_person()
    assert person is not None
    at = arrived()
    rows = [(row, calendar_of(row.call.zone_name)) for row in seats_of(db.session(), person.id, at)]
    return render_template("committee/calls.html", rows=rows)


@committee.get("/committee/<slug>")
@may(Do.SIT)
def call(slug: str) -> Answer:
    """What is open to the member in a call, with the state of their sheets."""
    place, session = own_place(slug), db.session()
    waiting = waiting_for(session, place.member, place.call, arrived())
    if waiting is Waiting.DECLARATION:
        return redirect(url_for(".declaration", slug=slug), 303)
    rows = open_applications(session, place.member, place.call) if place.scores else []
    return render_template(
        "committee/call.html",
        place=place,
        call=place.call,
        waiting=waiting,
        rows=rows,
        upcoming=_next_of(rows),
        completed=next((row for row in rows if row.completed and row.number == request.args.get("completed")), None),
        not_scored=not_scored(session, place.member, place.call) if waiting is not Waiting.DEADLINE else 0,
        criteria=criteria_in_order(session, place.call),
        calendar=calendar_of(place.call.zone_name),
        links=links_of(place),
    )


@committee.route("/committee/<slug>/declaration", methods=["GET", "POST"])
@may(Do.SIT)
def declaration(slug: str) -> Answer:
    """Confidentiality, impartiality, and of each applicant whether there is a conflict of interest."""
    place = own_place(slug)
    asked = still_to_declare(db.session(), place.member)
    waiting = waiting_for(db.session(), place.member, place.call, arrived())
    form = declaration_form(asked)
    if asked and form.validate_on_submit():
        conflicts, free = declared_in(form, CONFLICT), declared_in(form, NONE)
        with refusals_to(form), acting(current_person()) as act:
            declare(act, place.member.id, conflicts=conflicts, free=free)
        if not form.errors:
            return redirect(url_for(".call", slug=slug), 303)
    page = render_template(
        "committee/declaration.html",
        place=place,
        call=place.call,
        asked=asked if waiting is not Waiting.DEADLINE else [],
        waiting=waiting,
        form=form,
        calendar=calendar_of(place.call.zone_name),
    )
    return page, status_of(form)


@committee.get("/committee/<slug>/applications/<uuid:application_id>")
@may(Do.SIT)
def sheet(slug: str, application_id: UUID) -> Answer:
    """An application beside the member's sheet."""
    place = own_place(slug)
    opened = own_application(place, application_id)
    criteria = criteria_in_order(db.session(), place.call)
    return _sheet_page(place, opened, criteria, _form_of(opened, criteria, completing=False))


@committee.post("/committee/<slug>/applications/<uuid:application_id>")
@may(Do.SIT)
def complete_sheet(slug: str, application_id: UUID) -> Answer:
    """Complete the sheet, and go on to the next one."""
    place = own_place(slug)
    opened = own_application(place, application_id)
    criteria = criteria_in_order(db.session(), place.call)
    form = _form_of(opened, criteria, completing=True)
    accepted = form.validate_on_submit()
    if accepted:
        with refusals_to(form), acting(current_person()) as act:
            complete(act, form.given(opened.id, place.member.id))
    elif not opened.completed:
        with refusals_to(form), acting(current_person()) as act:
            save_points(act, form.given(opened.id, place.member.id))  # what is given so far is kept
    if form.errors:
        return _sheet_page(place, own_application(place, application_id), criteria, form)
    after = _next_of(open_applications(db.session(), place.member, place.call))
    if after is None:
        return redirect(url_for(".call", slug=slug, completed=opened.number), 303)
    return redirect(url_for(".sheet", slug=slug, application_id=after.id, completed=opened.number), 303)


@committee.post("/committee/<slug>/applications/<uuid:application_id>/saved")
@may(Do.SIT)
def save_sheet(slug: str, application_id: UUID) -> Response:
    """Keep what stands on the sheet so far."""
    place = own_place(slug)
    opened = own_application(place, application_id)
    form = _form_of(opened, criteria_in_order(db.session(), place.call), completing=False)
    with acting(current_person()) as act:
        save_points(act, form.given(opened.id, place.member.id))
    at = arrived().astimezone(zone(place.call.zone_name)).time().replace(second=0)
    return jsonify(said=gettext("Saved %(hour)s", hour=hour(at)))


@committee.get("/committee/<slug>/applications/<uuid:application_id>/files/<digest>")
@may(Do.SIT)
def file(slug: str, application_id: UUID, digest: str) -> Response:
    """A file of an application that is open to the member."""
    opened = own_application(own_place(slug), application_id)
    return hand_out(latest_reading(db.session(), opened.id).file(digest))


@committee.route("/committee/<slug>/applications/<uuid:application_id>/conflict", methods=["GET", "POST"])
@may(Do.SIT)
def conflict(slug: str, application_id: UUID) -> Answer:
    """A conflict of interest that was noticed later."""
    place = own_place(slug)
    opened = own_application(place, application_id)
    form = Form()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            declare_conflict(act, opened.id, place.member.id)
        if not form.errors:
            return redirect(url_for(".call", slug=slug), 303)
    page = render_template("committee/conflict.html", place=place, call=place.call, opened=opened, form=form)
    return page, status_of(form)


def links_of(place: Place) -> list[tuple[str, str]]:
    """Where else the chair and the secretary go in a call: words and address."""
    if not place.leads:
        return []
    rooms = (
        ("committee.chair", gettext("Declarations and progress")),
        ("committee.ranking", gettext("Ranking")),
        ("committee.minutes", gettext("Decision and minutes")),
    )
    slug = place.call.slug
    return [(words, url_for(name, slug=slug)) for name, words in rooms if name in current_app.view_functions]


def calendar_of(zone_name: str) -> Calendar:
    """Days of a call's pages: the present year goes without saying."""
    place = zone(zone_name)
    return Calendar(place, arrived().astimezone(place).year)


def _form_of(opened: OpenApplication, criteria: list[QualityCriterion], *, completing: bool) -> SheetForm:
    reasons, notes = (opened.sheet.reasons, opened.sheet.notes) if opened.sheet else ({}, None)
    return sheet_form(criteria, opened.points, reasons, notes, complete=completing)


def _sheet_page(place: Place, opened: OpenApplication, criteria: list[QualityCriterion], form: SheetForm) -> Answer:
    session = db.session()
    others = open_applications(session, place.member, place.call)
    page = render_template(
        "committee/sheet.html",
        place=place,
        call=place.call,
        opened=opened,
        reading=latest_reading(session, opened.id),
        criteria=criteria,
        most=most_points(criteria),
        form=form,
        **_common(opened, criteria),
        levels_of=levels_of,
        file_address=lambda digest: url_for(".file", slug=place.call.slug, application_id=opened.id, digest=digest),
        completed=next((one for one in others if one.completed and one.number == request.args.get("completed")), None),
        upcoming=_next_of([one for one in others if one.id != opened.id]),
        done=sum(one.completed for one in others),
        whole=len(others),
        calendar=calendar_of(place.call.zone_name),
    )
    return page, status_of(form)


def _common(opened: OpenApplication, criteria: list[QualityCriterion]) -> dict[str, object]:
    """What the committee gave so far, once the member's own sheet is completed."""
    if not opened.completed:
        return {"common": None}
    common = common_points(db.session(), opened.id)
    return {
        "common": common,
        "own_total": sum((one.weight * opened.points[one.code] for one in criteria), Decimal()),
        "common_total": sum((Fraction(one.weight) * common.means[one.code] for one in criteria), Fraction()),
        "shown": shown,
    }


def levels_of(criterion: QualityCriterion) -> dict[str, dict[str, str]]:
    """What numbers of points mean under a criterion, by the keys of its scale."""
    return {key_of(level.points): level.text for level in criterion.levels}


def _next_of(rows: list[OpenApplication]) -> OpenApplication | None:
    return next((row for row in rows if not row.completed), None)
