"""Applying in a call: for whom, until when, and the button that begins an application."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, arrived, current_person, whoever
from app.applicant.blueprint import applicant
from app.applicant.forms import StartForm, start_form
from app.extensions import db
from app.formats import Calendar
from app.refusals import refusals_to
from competition.application.own import own_applications, own_organisations
from competition.application.writing import begin
from competition.call.stage import Stage
from competition.foundation.clock import zone
from competition.result.own import verdicts
from competition.result.queries import CallPage, call_page

FORM_ERROR = 422
ADDRESS = "/calls/<slug>/apply"


@applicant.get(ADDRESS)
@may(Do.START_APPLICATION)
def apply(slug: str) -> str:
    """Who may apply, for which organisation, until when; what they have begun already."""
    page = call_page(db.session(), slug, arrived())
    return _page(page, start_form(own_organisations(db.session(), whoever().id)))


@applicant.post(ADDRESS)
@may(Do.START_APPLICATION)
def begin_application(slug: str) -> Response | tuple[str, int]:
    """Begin an application and go to it."""
    page = call_page(db.session(), slug, arrived())
    organisations = own_organisations(db.session(), whoever().id)
    form = start_form(organisations)
    if len(organisations) == 1:
        form.organisation.data = str(organisations[0].id)
    begun = None
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            begun = begin(act, page.call.id, UUID(form.organisation.data)).id
    if begun is None:
        return _page(call_page(db.session(), slug, arrived()), form), FORM_ERROR
    return redirect(url_for(".application", application_id=begun), 303)


def _page(page: CallPage, form: StartForm) -> str:
    session, at, person = db.session(), arrived(), whoever()
    place = zone(page.call.zone_name)
    mine = own_applications(session, person.id, at, page.call.id)
    told = verdicts(session, [own.application.id for own in mine], at)
    return render_template(
        "applicant/apply.html",
        page=page,
        call=page.call,
        calendar=Calendar(place, at.astimezone(place).year),
        form=form,
        organisations=own_organisations(session, person.id),
        begun=[(own, told.get(own.application.id) or own.state) for own in mine],
        can_begin=page.stage == Stage.OPEN and page.call.form is not None,
    )
