"""The committee of a call: who sits on it, and another seat."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from app.access import Do, may
from app.acting import acting, current_person, whoever
from app.coordinator.blueprint import coordinator
from app.coordinator.fields import email, line
from app.coordinator.own import own_call
from app.extensions import db
from app.forms import Form, choices
from app.languages import page_language
from app.making import MakingForm, making
from app.refusals import refusals_to, status_of
from app.throttling import INVITING, throttle
from app.words import SEATS
from app.words import said_later as _l
from competition.foundation.errors import NotFound
from competition.organisation.queries import person_by_email
from scoring.committee.inviting import invite_member, invited_to
from scoring.committee.members import committee_of, member_of
from scoring.committee.operations import seat
from scoring.committee.records import CommitteeMember
from scoring.committee.seats import Seat
from scoring.meeting import unseating
from scoring.meeting.unseating import removable_in


class SeatForm(MakingForm):
    """Somebody's seat."""

    name = line(_l("Name and surname"), _l("Write the name of the member."))
    seat = RadioField(
        _l("Seat"),
        choices=choices(*((one.value, SEATS[one]) for one in Seat)),
        validators=[InputRequired(_l("Choose the seat."))],
        default=Seat.MEMBER.value,
    )
    email = email(
        _l("E-mail address"),
        _l(
            "With it the member scores in the portal; whoever has no account yet gets an invitation."
            " Without it somebody else enters what they score on paper."
        ),
    )


@coordinator.route("/desk/calls/<slug>/members", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def members(slug: str) -> str | Response | tuple[str, int]:
    """The committee, and a form for another seat."""
    call, form = own_call(slug), SeatForm()
    if form.validate_on_submit():
        address = (form.email.data or "").lower()
        if address:
            throttle().count(INVITING, str(whoever().id))
        person = person_by_email(db.session(), address) if address else None
        beside = {
            "chair-taken": form.seat,
            "member-known": form.email,
            "address-not-mailable": form.email,
            "name-on-committee": form.name,
            "name-missing": form.name,
        }
        with refusals_to(form, beside), making(form, CommitteeMember) as act:
            place = Seat(form.seat.data)
            member = seat(act, call.id, form.name.data or "", place, person.id if person else None)
            if address and person is None:
                invite_member(act, member.id, address, page_language())
        if not form.errors:
            return redirect(url_for(".members", slug=slug), 303)
    call = own_call(slug)
    page = render_template(
        "coordinator/members.html",
        call=call,
        form=form,
        members=committee_of(db.session(), call.id),
        removable=removable_in(db.session(), call.id),
        invited=invited_to(db.session(), call.id),
        seats=SEATS,
    )
    return page, status_of(form)


@coordinator.post("/desk/calls/<slug>/members/<uuid:member_id>/invitation")
@may(Do.SET_UP_CALL)
def invite_again(slug: str, member_id: UUID) -> Response:
    """Send a member's invitation once more, for two weeks from now."""
    call = own_call(slug)
    invitation = invited_to(db.session(), call.id).get(member_id)
    if invitation is None:
        raise NotFound(what="invitation", key=member_id)
    if Form().validate_on_submit():
        throttle().count(INVITING, str(whoever().id))
        with acting(current_person()) as act:
            invite_member(act, member_id, invitation.email, invitation.language)
    return redirect(url_for(".members", slug=slug), 303)


@coordinator.route("/desk/calls/<slug>/members/<uuid:member_id>/remove", methods=["GET", "POST"])
@may(Do.SET_UP_CALL)
def unseat(slug: str, member_id: UUID) -> Response | tuple[str, int]:
    """Take a wrong entry off the committee."""
    call, form = own_call(slug), Form()
    member = member_of(db.session(), call.id, member_id)
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            unseating.unseat(act, call.id, member.id)
        if not form.errors:
            return redirect(url_for(".members", slug=slug), 303)
    page = render_template("coordinator/unseat.html", call=own_call(slug), member=member, form=form, seats=SEATS)
    return page, status_of(form)
