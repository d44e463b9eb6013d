"""Applying in a call: the check whether one may, for everybody; then for whom, and the button that begins."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import Do, may, sign_in_first
from app.acting import acting, arrived, current_person, whoever
from app.applicant.blueprint import applicant
from app.applicant.check import Checked, checked
from app.applicant.forms import StartForm, start_form
from app.extensions import db
from app.formats import Calendar
from app.refusals import refusals_to
from competition.application.own import own_applications, own_organisations
from competition.application.writing import begin
from competition.call.stage import Stage
from competition.form.operations import check_of
from competition.foundation.clock import zone
from competition.organisation.queries import writers_of
from competition.organisation.records import WRITERS, Organisation, Person, Standing
from competition.result.own import verdicts
from competition.result.queries import CallPage, call_page

FORM_ERROR = 422
ADDRESS = "/calls/<slug>/apply"


@applicant.get(ADDRESS)
@may(Do.ASK_WHETHER)
def apply(slug: str) -> str | Response | tuple[str, int]:
    """May we apply? Then who begins, for which organisation, until when; what they have begun already.

    The check forbids nothing: `?begin` goes past it. Where to go on after signing in never tells what was answered.
    """
    page, person = call_page(db.session(), slug, arrived()), current_person()
    check = check_of(db.session(), page.call) if _can_begin(page) else ()
    asked = checked(page.call, check, request.args) if check and "begin" not in request.args else None
    if asked is None and person is None and _can_begin(page):
        return sign_in_first(_begin_address(slug) if check else url_for(".apply", slug=slug))
    form = start_form(_writes_for(person)) if person else None
    answer = _page(page, person, form, asked, checkable=bool(check))
    return (answer, FORM_ERROR) if asked and asked.form.errors else answer


@applicant.post(ADDRESS)
@may(Do.START_APPLICATION)
def begin_application(slug: str) -> Response | tuple[str, int]:
    """Begin an application and go to it."""
    page = call_page(db.session(), slug, arrived())
    organisations = _writes_for(whoever())
    form = start_form(organisations)
    if len(organisations) == 1:
        form.organisation.data = str(organisations[0].id)
    begun = None
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            begun = begin(act, page.call.id, UUID(form.organisation.data)).id
    if begun is None:
        return _page(call_page(db.session(), slug, arrived()), whoever(), form), FORM_ERROR
    return redirect(url_for(".application", application_id=begun), 303)


def _page(
    page: CallPage,
    person: Person | None,
    form: StartForm | None,
    asked: Checked | None = None,
    *,
    checkable: bool = False,
) -> str:
    session, at = db.session(), arrived()
    place = zone(page.call.zone_name)
    mine = own_applications(session, person.id, at, page.call.id) if person else []
    told = verdicts(session, [own.application.id for own in mine], at)
    return render_template(
        "applicant/apply.html",
        page=page,
        call=page.call,
        calendar=Calendar(place, at.astimezone(place).year),
        asked=asked,
        checkable=checkable,
        form=form,
        organisations=_writes_for(person) if person else [],
        read_only=_reads_for(person) if person else [],
        begun=[(own, told.get(own.application.id) or own.state) for own in mine],
        can_begin=_can_begin(page),
        begin_address=_begin_address(page.call.slug),
    )


def _writes_for(person: Person) -> list[Organisation]:
    """Those for which the person may apply."""
    return own_organisations(db.session(), person.id, *WRITERS)


def _reads_for(person: Person) -> list[tuple[Organisation, list[str]]]:
    """Those whose applications the person only reads, each with the names of who writes them."""
    session = db.session()
    return [
        (one, [who.name for who in writers_of(session, one.id)])
        for one in own_organisations(session, person.id, Standing.READER)
    ]


def _can_begin(page: CallPage) -> bool:
    return page.stage == Stage.OPEN and page.call.form is not None


def _begin_address(slug: str) -> str:
    """Where one begins, past the check."""
    return url_for("applicant.apply", slug=slug, begin="yes")
