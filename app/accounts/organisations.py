"""The organisation for which somebody applies: naming it, its people, inviting and removing them."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from app.access import Do, may
from app.accounts.blueprint import accounts
from app.accounts.fields import address, line, wanted_next
from app.accounts.queries import OwnOrganisation, own_organisation
from app.accounts.words import WORDS
from app.acting import acting, whoever
from app.config import HOUSE_ZONE
from app.extensions import db
from app.formats import until_minute
from app.forms import Form, choices
from app.languages import page_language
from app.making import MakingForm, making
from app.refusals import refusals_to, status_of
from app.throttling import INVITING, throttle
from app.words import said_later as _l
from competition.foundation.errors import NotFound
from competition.organisation.entry_records import Invitation
from competition.organisation.invitations import invite_to_organisation, remove_member, take_back
from competition.organisation.operations import Applicant, name_own_organisation
from competition.organisation.records import Organisation, Standing

HERE = "/account/organisations/<uuid:organisation_id>"
STANDINGS = {
    Standing.MEMBER: _l("Works on applications"),
    Standing.OWNER: _l("Responsible: also invites and removes people"),
}


class OrganisationForm(MakingForm):
    """The organisation by its number and name."""

    next = HiddenField()
    number = line(
        _l("Registration number"),
        _l("Write the registration number."),
        _l("Eleven figures, for example 40008000009, as in the Register of Enterprises."),
    )
    name = line(_l("Name of the organisation"), _l("Write the name of the organisation."))


class InvitationForm(MakingForm):
    """Whom to invite, and as what."""

    email = address()
    standing = RadioField(
        _l("What they may do"),
        choices=choices(*((one.value, words) for one, words in STANDINGS.items())),
        validators=[InputRequired(_l("Choose what they may do."))],
        default=Standing.MEMBER.value,
    )


@accounts.route("/account/organisation", methods=["GET", "POST"])
@may(Do.NAME_ORGANISATION)
def name_organisation() -> str | Response | tuple[str, int]:
    """Name one's organisation; one that the portal knows already is not entered by knowing its number."""
    form, person = OrganisationForm(), whoever()
    if form.validate_on_submit():
        number = "".join(sign for sign in form.number.data or "" if sign not in " -")
        beside = {"registration-number-wrong": form.number, "organisation-known": form.number}
        with refusals_to(form, beside), making(form, Organisation) as act:
            name_own_organisation(act, person.id, Applicant(form.name.data or "", number))
        if not form.errors:
            return redirect(wanted_next() or url_for(".overview"), 303)
    form.next.data = wanted_next() or ""
    page = render_template("accounts/organisation.html", form=form)
    return page, status_of(form)


@accounts.get(HERE)
@may(Do.SEE_PEOPLE)
def people(organisation_id: UUID) -> str:
    """Who works for one's organisation; for those responsible the invitations too, and a form for another."""
    return _people_page(_own(organisation_id), InvitationForm())


@accounts.post(HERE)
@may(Do.INVITE)
def invite(organisation_id: UUID) -> Response | tuple[str, int]:
    """Send an invitation."""
    form = InvitationForm()
    if form.validate_on_submit():
        throttle().count(INVITING, str(whoever().id))
        with refusals_to(form, {"works-for-it-already": form.email}), making(form, Invitation) as act:
            standing = Standing(form.standing.data)
            invite_to_organisation(act, organisation_id, form.email.data or "", standing, page_language())
    if form.errors:
        return _people_page(_own(organisation_id), form), status_of(form)
    return redirect(url_for(".people", organisation_id=organisation_id), 303)


@accounts.post(f"{HERE}/invitations/<uuid:invitation_id>")
@may(Do.INVITE)
def send_again(organisation_id: UUID, invitation_id: UUID) -> Response:
    """Send an invitation once more, for two weeks from now."""
    invitation = _own(organisation_id).invitation(invitation_id)
    if Form().validate_on_submit():
        throttle().count(INVITING, str(whoever().id))
        assert invitation.standing is not None
        with acting(whoever()) as act:
            invite_to_organisation(act, organisation_id, invitation.email, invitation.standing, invitation.language)
    return redirect(url_for(".people", organisation_id=organisation_id), 303)


@accounts.post(f"{HERE}/invitations/<uuid:invitation_id>/back")
@may(Do.INVITE)
def take_invitation_back(organisation_id: UUID, invitation_id: UUID) -> Response:
    """Let nobody accept an invitation any more."""
    invitation = _own(organisation_id).invitation(invitation_id)
    if Form().validate_on_submit():
        with acting(whoever()) as act:
            take_back(act, invitation.id)
    return redirect(url_for(".people", organisation_id=organisation_id), 303)


@accounts.route(f"{HERE}/people/<uuid:person_id>/remove", methods=["GET", "POST"])
@may(Do.INVITE)
def remove(organisation_id: UUID, person_id: UUID) -> str | Response | tuple[str, int]:
    """Ask whether somebody should work for the organisation no more, and do it."""
    own, form = _own(organisation_id), Form()
    somebody = own.somebody(person_id)
    if form.validate_on_submit():
        with refusals_to(form), acting(whoever()) as act:
            remove_member(act, organisation_id, person_id)
        if not form.errors:
            mine = person_id == whoever().id
            return redirect(url_for(".overview") if mine else url_for(".people", organisation_id=organisation_id), 303)
        own = _own(organisation_id)
        somebody = own.somebody(person_id)
    page = render_template("accounts/remove.html", form=form, own=own, somebody=somebody)
    return page, status_of(form)


def _people_page(own: OwnOrganisation, form: InvitationForm) -> str:
    return render_template(
        "accounts/people.html",
        own=own,
        form=form,
        words=WORDS,
        lasts=lambda invitation: until_minute(invitation.until, HOUSE_ZONE),
    )


def _own(organisation_id: UUID) -> OwnOrganisation:
    """One of the person's organisations with its people. Raises NotFound for those responsible for none of it."""
    own = own_organisation(db.session(), whoever().id, organisation_id)
    if own is None:
        raise NotFound(what="organisation", key=organisation_id)
    return own
