"""Asking to work for an organisation that the portal knows already; answering that as one who is responsible for it."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired

from app.access import Do, may
from app.accounts.blueprint import accounts
from app.accounts.fields import line
from app.accounts.organisations import HERE, mine, plain_number
from app.acting import arrived, whoever
from app.extensions import db
from app.forms import AtMost, without_carriage_returns
from app.making import MakingForm, making
from app.refusals import refusals_to, status_of
from app.throttling import ASKING_TO_WORK, throttle
from app.words import said_later as _l
from app.work_requests import answer, answer_form, said_of
from competition.application.work_requests import OpenRequest, ask_to_work, requests_to_owners
from competition.foundation.errors import NotFound
from competition.organisation.entry_records import WorkRequest
from competition.organisation.records import Standing
from scoring.committee.staff_conflicts import aside_from

LONGEST = 500


class AskingForm(MakingForm):
    """For which organisation somebody wants to work, and what they say to those who decide."""

    next = HiddenField()
    number = line(
        _l("Registration number"),
        _l("Write the registration number."),
        _l("Eleven figures, for example 40008000009, as in the Register of Enterprises."),
    )
    message = TextAreaField(
        _l("Who are you in the organisation?"),
        description=_l("Those who answer read it, with your name and e-mail address."),
        validators=[DataRequired(_l("Write who you are in the organisation.")), AtMost(LONGEST)],
        filters=[without_carriage_returns],
    )


@accounts.route("/account/organisation/ask", methods=["GET", "POST"])
@may(Do.NAME_ORGANISATION)
def ask() -> str | Response | tuple[str, int]:
    """Ask to work for an organisation. Nothing is told of it."""
    form = AskingForm()
    if form.validate_on_submit():
        number = plain_number(form.number.data)
        throttle().count(ASKING_TO_WORK, str(whoever().id))
        with refusals_to(form, form.number), making(form, WorkRequest) as act:
            ask_to_work(act, whoever().id, number, form.message.data or "", aside_from(act.session, number))
        if not form.errors:
            return redirect(url_for(".overview", _anchor="requests"), 303)
    if request.method == "GET":
        form.number.data = plain_number(request.args.get("number"))
    return render_template("accounts/ask.html", form=form), status_of(form)


@accounts.route(f"{HERE}/requests/<uuid:request_id>", methods=["GET", "POST"])
@may(Do.INVITE)
def answer_request(organisation_id: UUID, request_id: UUID) -> str | Response | tuple[str, int]:
    """Whether somebody may work for one's organisation, and as what."""
    own, form = mine(organisation_id), answer_form(*Standing)
    if form.validate_on_submit():
        answer(form, request_id)
        if not form.errors:
            return redirect(url_for(".people", organisation_id=organisation_id), 303)
    asked = _asked(organisation_id, request_id)
    if asked is None and not form.errors:
        raise NotFound(what="work_request", key=request_id)
    page = render_template(
        "accounts/answer.html",
        own=own,
        form=form,
        request_id=request_id,
        asked=asked,
        said=said_of(asked),
    )
    return page, status_of(form)


def _asked(organisation_id: UUID, request_id: UUID) -> OpenRequest | None:
    waiting = requests_to_owners(db.session(), organisation_id, arrived())
    return next((one for one in waiting if one.id == request_id), None)
