"""Requests to work for organisations for which nobody is responsible: the coordinators of the organiser answer."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import arrived, whoever
from app.coordinator.blueprint import coordinator
from app.coordinator.loading import own_organisers
from app.extensions import db
from app.refusals import status_of
from app.work_requests import answer, answer_form, said_of
from competition.application.work_requests import OpenRequest, organisation_asked, requests_to_coordinators
from competition.foundation.errors import NotFound
from competition.organisation.records import Standing
from scoring.committee.staff_conflicts import organisations_aside, whole


def requests_at_hand() -> list[OpenRequest]:
    """The requests that whoever is here answers: not their own, and none of organisations with which they are in
    conflict."""
    session = db.session()
    with whole(session):  # in whose calls an organisation took part is a rule's question
        found = requests_to_coordinators(session, [one.id for one in own_organisers()], arrived())
    aside = _aside() if found else set[UUID]()
    return [one for one in found if one.organisation_id not in aside and one.person_id != whoever().id]


def _aside() -> set[UUID]:
    """The organisations from whose applications whoever is here stepped aside."""
    session = db.session()
    with whole(session):
        return organisations_aside(session, whoever().id)


@coordinator.route("/desk/requests/<uuid:request_id>", methods=["GET", "POST"])
@may(Do.ANSWER_REQUEST)
def work_request(request_id: UUID) -> str | Response | tuple[str, int]:
    """Whether somebody may work for an organisation, as the one who is responsible for it."""
    if organisation_asked(db.session(), request_id) in _aside():
        raise NotFound(what="work_request", key=request_id)
    asked = next((one for one in requests_at_hand() if one.id == request_id), None)
    form = answer_form(Standing.OWNER)
    if form.validate_on_submit():
        answer(form, request_id)
        if not form.errors:
            return redirect(url_for(".desk"), 303)
    if asked is None and not form.errors:
        raise NotFound(what="work_request", key=request_id)
    page = render_template(
        "coordinator/work_request.html",
        form=form,
        request_id=request_id,
        asked=asked,
        said=said_of(asked),
    )
    return page, status_of(form)
