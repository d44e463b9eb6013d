"""Accepting an invitation: with the account that one has, or by choosing a password for a new one."""

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.access import Do, may
from app.accounts.blueprint import accounts
from app.accounts.entering import enter, link_page
from app.accounts.fields import new_password, own_name
from app.accounts.operations import Registration, account_by_email, account_of, hashed, welcome
from app.accounts.passwords import may_choose
from app.accounts.words import WORDS
from app.acting import acting, arrived, current_person
from app.extensions import db
from app.forms import Form
from app.languages import page_language
from app.menu import first_room
from app.offers import offer_of
from app.refusals import refusals_to, status_of
from app.tokens import Opens, key_in
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.organisation.entry_records import Invitation, InvitedTo
from competition.organisation.invitations import join_organisation, read_invitation, take_role, use_invitation
from competition.organisation.records import Person
from scoring.committee.inviting import take_seat

ADDRESS = "/invitations/<token>"
GIVES: Mapping[InvitedTo, Callable[[Act, Invitation, Person], None]] = {
    InvitedTo.MEMBERSHIP: join_organisation,
    InvitedTo.SEAT: take_seat,
    InvitedTo.ROLE: take_role,
}
"""What accepting gives, by what somebody is invited to."""


class NewcomerForm(Form):
    """Who somebody without an account is: their address is confirmed by the link."""

    name = own_name()
    password = new_password()


@accounts.get(ADDRESS)
@may(Do.ACCEPT_INVITATION)
def invitation(token: str) -> str | tuple[str, int]:
    """Who invites to what, and how to accept. Opening the page accepts nothing."""
    try:
        asked = read_invitation(db.session(), key_in(token, Opens.INVITATION), arrived())
    except Refusal as refusal:
        return link_page(refusal)
    form = _form_for(asked)
    if isinstance(form, NewcomerForm):
        form.name.data = offer_of(db.session(), asked).name
    return _page(token, asked, form)


@accounts.post(ADDRESS)
@may(Do.ACCEPT_INVITATION)
def accept(token: str) -> Response | tuple[str, int]:
    """Accept as whoever is signed in, or as somebody new, who is signed in by it."""
    try:
        asked = read_invitation(db.session(), key_in(token, Opens.INVITATION), arrived())
    except Refusal as refusal:
        return link_page(refusal)
    person, form = current_person(), _form_for(asked)
    if person is None and not isinstance(form, NewcomerForm):
        return redirect(url_for("security.login", next=url_for(".invitation", token=token)), 303)
    if form.validate_on_submit() and _fits(form, asked):
        key = asked.id
        with refusals_to(form), acting(person) as act:
            joined = _newcomer(act, key, form) if person is None else person
            _take(act, key, joined)
        if not form.errors:
            if person is None:
                enter(account_of(db.session(), joined.id))
            return redirect(first_room(joined), 303)
        asked = db.session().get_one(Invitation, key)
    return _page(token, asked, form), status_of(form)


def _take(act: Act, key: UUID, person: Person) -> None:
    """Give a person what the invitation promises."""
    asked = use_invitation(act, key, person.id)
    GIVES[asked.purpose](act, asked, person)


def _newcomer(act: Act, key: UUID, form: Form) -> Person:
    """A person with an account under the address to which the invitation went."""
    assert isinstance(form, NewcomerForm)
    asked = act.lock(Invitation, key)
    named = Registration(form.name.data or "", asked.email, hashed(form.password.data or ""), page_language())
    return act.get(Person, welcome(act, named).person_id)


def _form_for(asked: Invitation) -> Form:
    """A button for those who are signed in or have an account, else what a new account needs."""
    known = current_person() is not None or account_by_email(db.session(), asked.email) is not None
    return Form() if known else NewcomerForm()


def _fits(form: Form, asked: Invitation) -> bool:
    if not isinstance(form, NewcomerForm):
        return True
    return may_choose(form, form.password, form.name.data or "", asked.email)


def _page(token: str, asked: Invitation, form: Form) -> str:
    offer = offer_of(db.session(), asked)
    return render_template(
        "accounts/invitation.html",
        form=form,
        newcomer=isinstance(form, NewcomerForm),
        offer=offer,
        word=WORDS[offer.word],
        email=asked.email,
        heading=_heading(asked.purpose),
        token=token,
        this_page=url_for(".invitation", token=token),
    )


def _heading(purpose: InvitedTo) -> str:
    return {
        InvitedTo.MEMBERSHIP: gettext("You are invited to an organisation"),
        InvitedTo.SEAT: gettext("You are invited to an evaluation committee"),
        InvitedTo.ROLE: gettext("You are invited to work in the portal"),
    }[purpose]
