"""The checklist of a call that is drawn up, and publishing it."""

from dataclasses import dataclass

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
from app.refusals import refusals_to
from competition.application.publishing import publish
from competition.call.records import CallState
from scoring.committee.readiness import Readiness, readiness_of


@dataclass(frozen=True, slots=True)
class Gap:
    """What should be looked at before publishing, in a sentence; one that `stops` must be mended."""

    sentence: str
    stops: bool = False


@coordinator.route("/desk/calls/<slug>/publish", methods=["GET", "POST"])
@may(Do.COORDINATE)
def publishing(slug: str) -> str | Response | tuple[str, int]:
    """What the call has, what it lacks; and the button that makes it public."""
    call, form = own_call(slug), Form()
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            publish(act, call.id)
        if not form.errors:
            return redirect(url_for(".call", slug=slug), 303)
    call = own_call(slug)
    ready = readiness_of(db.session(), call, arrived())
    page = render_template(
        "coordinator/publish.html",
        call=call,
        form=form,
        public=call.state == CallState.PUBLISHED,
        ready=ready,
        parts=_parts(slug, ready),
        gaps=_gaps(ready),
        calendar=calendar_of(call),
    )
    return (page, 422) if form.errors else page


def _parts(slug: str, ready: Readiness) -> list[Part]:
    """What a call is made of, each with the page where it is mended."""
    terms = url_for(".edit_call", slug=slug)
    fit = ready.in_time and not ready.is_short
    days = ngettext("open for %(num)d day", "open for %(num)d days", ready.days_open)
    members = committee_words(ready)
    documents = ngettext("%(num)d document", "%(num)d documents", ready.documents)
    head = gettext("filled in") if ready.has_letterhead else gettext("not filled in")
    return [
        Part(gettext("Terms"), terms, days, OK if fit else MISSING),
        Part(gettext("Criteria"), terms, ngettext("%(num)d criterion", "%(num)d criteria", ready.criteria), OK),
        Part(gettext("Documents"), url_for(".documents", slug=slug), documents, OK if ready.documents else MISSING),
        Part(gettext("Committee"), url_for(".members", slug=slug), members, OK if ready.chair_has_account else MISSING),
        Part(gettext("What letters carry"), url_for(".letterhead"), head, OK if ready.has_letterhead else MISSING),
    ]


def _gaps(ready: Readiness) -> list[Gap]:
    found = [
        (not ready.in_time, gettext("The deadline has passed: set a later one."), True),
        (not ready.criteria, gettext("There are no quality criteria."), True),
        (
            ready.is_short,
            gettext("The call is open for fewer than 30 days; in this programme 31 to 38 are usual."),
            False,
        ),
        (not ready.documents, gettext("There are no documents: applicants look for the rules and the form."), False),
        (not ready.members, gettext("The committee has no members; they can be named later, too."), False),
        (
            not ready.has_chair,
            gettext("The committee has no chair; only a chair with an account can close the scoring."),
            False,
        ),
        (
            ready.has_chair and not ready.chair_has_account,
            gettext("The chair has no account; only a chair with an account can close the scoring."),
            False,
        ),
        (
            not ready.has_letterhead,
            gettext("It is not filled in what letters carry; without it the results cannot be announced."),
            False,
        ),
    ]
    return [Gap(sentence, stops) for there, sentence, stops in found if there]
