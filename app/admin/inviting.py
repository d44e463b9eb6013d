"""Inviting staff: to a role, by e-mail alone; the invitations that stand, sent again and taken back."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import DataRequired, Email, Length
from wtforms.widgets import EmailInput

from app.access import Do, may
from app.acting import acting, current_person
from app.admin.blueprint import admin
from app.admin.listing import all_organisers
from app.admin.people import Answer, RoleForm, offer_roles, organiser_field, role_field
from app.extensions import db
from app.forms import Form
from app.languages import page_language
from app.making import making
from app.refusals import refusals_to, status_of
from app.throttling import INVITING, throttle
from app.words import said_later as _l
from competition.organisation.administration import OwnRoles, RoleKnown
from competition.organisation.entry_records import Invitation
from competition.organisation.invitations import AddressNotMailable, invite_staff, role_invitation, take_back
from competition.organisation.operations import OrganiserMissing
from competition.organisation.records import Staff

LONGEST = 200


class InvitationForm(RoleForm):
    """Whom to invite, to which role, and of which organiser."""

    email = StringField(
        _l("E-mail address"),
        description=_l("The invitation goes there. Whoever accepts it writes their own name and chooses a password."),
        validators=[
            DataRequired(_l("Write an e-mail address such as name@example.org.")),
            Length(max=LONGEST),
            Email(),
        ],
        filters=[lambda typed: typed.strip().lower() if typed else typed],
        widget=EmailInput(),
    )
    role = role_field()  # once more: fields, and mistakes in them, stand in the order in which they are made
    organiser = organiser_field()


@admin.route("/admin/people/invite", methods=["GET", "POST"])
@may(Do.ADMINISTER)
def invite() -> Answer:
    """Invite somebody to work in the portal."""
    form = offer_roles(InvitationForm(), all_organisers(db.session()))
    if form.validate_on_submit():
        _count()
        beside = {
            OrganiserMissing.code: form.organiser,
            AddressNotMailable.code: form.email,
            RoleKnown.code: form.role,
            OwnRoles.code: form.email,
        }
        organiser = UUID(form.organiser.data) if form.organiser.data else None
        with refusals_to(form, beside), making(form, Invitation) as act:
            invite_staff(act, form.email.data or "", Staff(form.role.data), organiser, page_language())
        if not form.errors:
            return redirect(url_for(".people", _anchor="invited"), 303)
    return render_template("admin/invite.html", form=form), status_of(form)


@admin.post("/admin/people/invitations/<uuid:invitation_id>")
@may(Do.ADMINISTER)
def send_again(invitation_id: UUID) -> Response:
    """Send an invitation once more, for two weeks from now."""
    known = role_invitation(db.session(), invitation_id)
    if Form().validate_on_submit():
        _count()
        with acting(current_person()) as act:
            invite_staff(act, known.email, known.role, known.organiser_id, known.language)
    return redirect(url_for(".people", _anchor="invited"), 303)


@admin.post("/admin/people/invitations/<uuid:invitation_id>/back")
@may(Do.ADMINISTER)
def take_invitation_back(invitation_id: UUID) -> Response:
    """Let nobody accept an invitation any more."""
    known = role_invitation(db.session(), invitation_id)
    if Form().validate_on_submit():
        with acting(current_person()) as act:
            take_back(act, known.id)
    return redirect(url_for(".people"), 303)


def _count() -> None:
    person = current_person()
    assert person is not None
    throttle().count(INVITING, str(person.id))
