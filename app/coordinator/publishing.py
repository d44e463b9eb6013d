"""The checklist of a call that is drawn up, and publishing it."""

from flask import redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.coordinator.blueprint import coordinator
from app.coordinator.own import calendar_of, own_call
from app.coordinator.steps import MISSING, OK, Part
from app.coordinator.words import committee_words
from app.extensions import db
from app.forms import Form
from app.refusals import refusals_to, sentence_of
from competition.application.publishing import publish
from competition.call.operations import ProjectsTooShort
from competition.call.records import CallState
from scoring.committee.readiness import Readiness, readiness_of


@coordinator.route("/desk/calls/<slug>/publish", methods=["GET", "POST"])
@may(Do.PUBLISH_CALL)
def publishing(slug: str) -> str | Response | tuple[str, int]:
    """What the call has, what it lacks; and the button that makes it public."""
    call, form = own_call(slug), Form()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            publish(act, call.id)
        if not form.errors:
            return redirect(url_for(".call", slug=slug, published=1), 303)
    call = own_call(slug)
    ready = readiness_of(db.session(), call, arrived())
    page = render_template(
        "coordinator/publish.html",
        call=call,
        form=form,
        public=call.state == CallState.PUBLISHED,
        ready=ready,
        parts=_parts(slug, ready),
        stopping=_stopping(ready),
        advice=_advice(ready),
        calendar=calendar_of(call),
    )
    return (page, 422) if form.errors else page


def _parts(slug: str, ready: Readiness) -> list[Part]:
    """What a call is made of, each with the page where it is mended."""
    terms = url_for(".edit_call", slug=slug)
    fit = ready.in_time and ready.projects_fit and not ready.is_short
    days = ngettext("open for %(num)d day", "open for %(num)d days", ready.days_open)
    members = committee_words(ready)
    documents = ngettext("%(num)d document", "%(num)d documents", ready.documents)
    head = gettext("filled in") if ready.has_letterhead else gettext("not filled in")
    return [
        Part(gettext("Terms"), terms, days, OK if fit else MISSING),
        Part(gettext("Criteria"), terms, ngettext("%(num)d criterion", "%(num)d criteria", ready.criteria), OK),
        Part(gettext("Documents"), url_for(".documents", slug=slug), documents, OK if ready.documents else MISSING),
        Part(gettext("Committee"), url_for(".members", slug=slug), members, OK if ready.chair_has_account else MISSING),
        Part(gettext("Letterhead"), url_for(".letterhead"), head, OK if ready.has_letterhead else MISSING),
    ]


def _stopping(ready: Readiness) -> list[str]:
    """What keeps the call from being published, in sentences."""
    found = [
        (not ready.in_time, gettext("The deadline has passed: set a later one.")),
        (not ready.projects_fit, sentence_of(ProjectsTooShort(months=ready.months_min))),
        (not ready.criteria, gettext("There are no quality criteria.")),
    ]
    return [sentence for there, sentence in found if there]


def _advice(ready: Readiness) -> list[str]:
    """What should be looked at before publishing, and may stay as it is."""
    found = [
        (ready.is_short, gettext("The call is open for fewer than 30 days; in this programme 31 to 38 are usual.")),
        (not ready.documents, gettext("There are no documents: applicants look for the rules and the form.")),
        (not ready.members, gettext("The committee has no members; they can be named later, too.")),
        (
            not ready.has_chair,
            gettext("The committee has no chair; only a chair with an account can close the scoring."),
        ),
        (
            ready.has_chair and not ready.chair_has_account,
            gettext("The chair has no account; only a chair with an account can close the scoring."),
        ),
        (
            not ready.has_letterhead,
            gettext("The letterhead is not filled in; without it the results cannot be announced."),
        ),
    ]
    return [sentence for there, sentence in found if there]
