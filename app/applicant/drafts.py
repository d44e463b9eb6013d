"""A draft with the answers of a withdrawn application, and a draft that is taken away."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.applicant.blueprint import applicant
from app.applicant.own import seen
from app.forms import Form
from competition.application.drafts import copy_to_draft, discard, require_discardable

ADDRESS = "/applications/<uuid:application_id>"


@applicant.post(f"{ADDRESS}/copy")
@may(Do.WRITE_OWN)
def copy(application_id: UUID) -> Response:
    """Begin a draft with the answers of a withdrawn application, and go to it."""
    seen(application_id)
    with acting(current_person()) as act:
        draft = copy_to_draft(act, application_id).id
    return redirect(url_for(".application", application_id=draft), 303)


@applicant.get(f"{ADDRESS}/discard")
@may(Do.WRITE_OWN)
def ask_to_discard(application_id: UUID) -> str:
    """The question before a draft is taken away."""
    one = seen(application_id)
    require_discardable(one.own.application.state, accepted=one.own.accepted_until is not None)
    return render_template("applicant/discard.html", own=one.own, call=one.own.call, page=one.page, form=Form())


@applicant.post(f"{ADDRESS}/discard")
@may(Do.WRITE_OWN)
def discard_draft(application_id: UUID) -> Response:
    """Take a draft away, and go back to the list."""
    seen(application_id)
    with acting(current_person()) as act:
        discard(act, application_id)
    return redirect(url_for(".applications"), 303)
