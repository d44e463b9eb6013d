"""What nobody handed in by the deadline: whose it is and how it was tried; one of these accepted late by an act."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for

from app.access import Do, may
from app.acting import arrived
from app.coordinator.blueprint import coordinator
from app.coordinator.intake import AcceptanceForm, Page
from app.coordinator.own import calendar_of, own_call, place_of, term_of
from app.dossier import to_the_second
from app.extensions import db
from app.making import making, was_made
from app.refusals import ANSWERS, refusals_to, sentence_of, status_of
from app.words import said_later as _l
from competition.application.intake import AcceptanceOver, AcceptedAlready, accept_late
from competition.application.not_submitted import find_not_submitted, not_submitted
from competition.application.records import LateAcceptance
from competition.foundation.clock import exactly

TRIED: Mapping[str, Any] = {
    "call-not-open": _l("It came after the deadline."),
    "application-incomplete": _l("Something was missing in the application."),
}
"""Why handing in was refused, as those read it who were not there; any other reason as it was said then."""


@coordinator.get("/desk/calls/<slug>/unsent")
@may(Do.ACCEPT_LATE)
def unsent(slug: str) -> str:
    """The drafts of a call whose deadline is over."""
    call = own_call(slug)
    return render_template(
        "coordinator/unsent.html",
        call=call,
        drafts=not_submitted(db.session(), call, arrived()),
        calendar=calendar_of(call),
        instant=to_the_second(place_of(call)),
        moment=exactly,
        why=lambda attempt: TRIED.get(attempt.code) or ANSWERS[attempt.code].sentence,
    )


@coordinator.route("/desk/calls/<slug>/unsent/<uuid:draft_id>/accept-late", methods=["GET", "POST"])
@may(Do.ACCEPT_LATE)
def accept_unsent(slug: str, draft_id: UUID) -> Page:
    """Open this one draft again after the deadline: first what it will mean, then the act."""
    call, back = own_call(slug), url_for(".unsent", slug=slug)
    if was_made(AcceptanceForm(), LateAcceptance):
        return redirect(back, 303)
    draft = find_not_submitted(db.session(), call, draft_id, arrived())
    if draft.accepted:
        raise AcceptedAlready
    form, template = AcceptanceForm(), "coordinator/accept_unsent.html"
    if form.validate_on_submit():
        acceptance = form.acceptance(call)
        if "checked" in request.form:
            beside = {"acceptance-over": form.day, "ground-vague": form.legal_basis}
            with refusals_to(form, beside), making(form, LateAcceptance) as act:
                accept_late(act, draft_id, acceptance)
            if not form.errors:
                return redirect(back, 303)
        elif acceptance.until < arrived():
            form.day.errors = [*form.day.errors, sentence_of(AcceptanceOver())]
        else:
            template = "coordinator/accept_unsent_check.html"
    until = term_of(form.day.data, form.hour.data, place_of(call)) if form.day.data else None
    page = render_template(
        template,
        call=call,
        draft=find_not_submitted(db.session(), own_call(slug), draft_id, arrived()),
        form=form,
        until=calendar_of(call).term(until) if until else None,
    )
    return page, status_of(form)
