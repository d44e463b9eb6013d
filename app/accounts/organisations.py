"""The organisation for which somebody applies: naming it, its people, inviting and removing them."""

from uuid import UUID

from flask import g, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from app.access import Do, may
from app.accounts.blueprint import accounts
from app.accounts.fields import address, line, wanted_next
from app.accounts.queries import OwnOrganisation, own_organisation
from app.accounts.words import WORDS
from app.acting import acting, arrived, whoever
from app.changing import ChangingForm
from app.config import HOUSE_ZONE
from app.extensions import db
from app.formats import until_minute
from app.forms import Form, choices
from app.languages import page_language
from app.making import MakingForm, making
from app.refusals import refusals_to, status_of
from app.throttling import INVITING, throttle
from app.words import said_later as _l
from competition.application.work_requests import requests_to_owners
from competition.foundation.errors import NotFound
from competition.organisation.entry_records import Invitation
from competition.organisation.invitations import invite_to_organisation, take_back
from competition.organisation.memberships import change_standing, membership_of, remove_member
from competition.organisation.operations import Applicant, OrganisationKnown, name_own_organisation
from competition.organisation.records import Organisation, Standing

HERE = "/account/organisations/<uuid:organisation_id>"
STANDINGS = {
    Standing.READER: _l("Reads applications, receipts and decisions, and changes nothing"),
    Standing.EDITOR: _l("Writes applications and hands them in"),
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


def what_they_may_do(default: Standing | None = None) -> RadioField:
    """The choice among what somebody may be in an organisation."""
    return RadioField(
        _l("What they may do"),
        choices=choices(*((one.value, words) for one, words in STANDINGS.items())),
        validators=[InputRequired(_l("Choose what they may do."))],
        default=default.value if default else None,
    )


class InvitationForm(MakingForm):
    """Whom to invite, and as what."""

    email = address()
    standing = what_they_may_do(Standing.EDITOR)


class StandingForm(ChangingForm):
    """What somebody may do from now on."""

    standing = what_they_may_do()


@accounts.route("/account/organisation", methods=["GET", "POST"])
@may(Do.NAME_ORGANISATION)
def name_organisation() -> str | Response | tuple[str, int]:
    """Name one's organisation; one that the portal knows already is not entered by knowing its number."""
    form, person = OrganisationForm(), whoever()
    if form.validate_on_submit():
        number = plain_number(form.number.data)
        beside = {"registration-number-wrong": form.number, "organisation-known": form.number}
        with refusals_to(form, beside), making(form, Organisation) as act:
            name_own_organisation(act, person.id, Applicant(form.name.data or "", number))
        if not form.errors:
            return redirect(wanted_next() or url_for(".overview"), 303)
    form.next.data = wanted_next() or ""
    known = plain_number(form.number.data) if g.get("refused") == OrganisationKnown.code else None
    page = render_template("accounts/organisation.html", form=form, known=known)
    return page, status_of(form)


def plain_number(typed: str | None) -> str:
    """A registration number without what people put between its figures, and without the LV of a VAT number."""
    figures = "".join(sign for sign in typed or "" if not sign.isspace() and sign not in "-–.")
    return figures.upper().removeprefix("LV")


@accounts.get(HERE)
@may(Do.SEE_PEOPLE)
def people(organisation_id: UUID) -> str:
    """Who works for one's organisation; for those responsible the invitations too, and a form for another."""
    return _people_page(mine(organisation_id), InvitationForm())


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
        return _people_page(mine(organisation_id), form), status_of(form)
    return redirect(url_for(".people", organisation_id=organisation_id), 303)


@accounts.post(f"{HERE}/invitations/<uuid:invitation_id>")
@may(Do.INVITE)
def send_again(organisation_id: UUID, invitation_id: UUID) -> Response:
    """Send an invitation once more, for two weeks from now."""
    invitation = mine(organisation_id).invitation(invitation_id)
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
    invitation = mine(organisation_id).invitation(invitation_id)
    if Form().validate_on_submit():
        with acting(whoever()) as act:
            take_back(act, invitation.id)
    return redirect(url_for(".people", organisation_id=organisation_id), 303)


@accounts.route(f"{HERE}/people/<uuid:person_id>/standing", methods=["GET", "POST"])
@may(Do.INVITE)
def standing(organisation_id: UUID, person_id: UUID) -> str | Response | tuple[str, int]:
    """What somebody may do for the organisation, to be changed."""
    own = mine(organisation_id)
    somebody = own.somebody(person_id)
    form = StandingForm(data={"standing": somebody.standing.value})
    form.mark({"standing": somebody.standing})
    if form.validate_on_submit():
        with refusals_to(form), acting(whoever()) as act:
            act.lock(Organisation, organisation_id)
            held = membership_of(act.session, person_id, organisation_id)
            about = f"organisation:{organisation_id}"
            form.require_fresh(act, {"standing": held.standing if held else None}, about, "membership.changed")
            change_standing(act, organisation_id, person_id, Standing(form.standing.data))
        if not form.errors:
            return redirect(_people_or_account(organisation_id, person_id), 303)
        own = mine(organisation_id)
    page = render_template("accounts/standing.html", form=form, own=own, somebody=somebody)
    return page, status_of(form)


@accounts.route(f"{HERE}/people/<uuid:person_id>/remove", methods=["GET", "POST"])
@may(Do.INVITE)
def remove(organisation_id: UUID, person_id: UUID) -> str | Response | tuple[str, int]:
    """Ask whether somebody should work for the organisation no more, and do it."""
    own, form = mine(organisation_id), Form()
    somebody = own.somebody(person_id)
    if form.validate_on_submit():
        with refusals_to(form), acting(whoever()) as act:
            remove_member(act, organisation_id, person_id)
        if not form.errors:
            return redirect(_people_or_account(organisation_id, person_id), 303)
        own = mine(organisation_id)
        somebody = own.somebody(person_id)
    page = render_template("accounts/remove.html", form=form, own=own, somebody=somebody)
    return page, status_of(form)


def _people_or_account(organisation_id: UUID, person_id: UUID) -> str:
    """Where to go on after somebody was changed: to the people, or to the account of whoever did it to themselves."""
    return url_for(".overview") if person_id == whoever().id else url_for(".people", organisation_id=organisation_id)


def _people_page(own: OwnOrganisation, form: InvitationForm) -> str:
    return render_template(
        "accounts/people.html",
        own=own,
        form=form,
        words=WORDS,
        requests=requests_to_owners(db.session(), own.id, arrived()) if own.responsible else [],
        lasts=lambda invitation: until_minute(invitation.until, HOUSE_ZONE),
    )


def mine(organisation_id: UUID) -> OwnOrganisation:
    """One of the person's organisations with its people. Raises NotFound for those responsible for none of it."""
    own = own_organisation(db.session(), whoever().id, organisation_id)
    if own is None:
        raise NotFound(what="organisation", key=organisation_id)
    return own
