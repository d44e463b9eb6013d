"""People: who they are in the portal, roles given and taken away, accounts locked and opened."""

from collections.abc import Callable, Iterable
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from app.access import Do, may
from app.acting import acting, arrived, current_person
from app.admin.accounts import end_codes, lock_account, open_account
from app.admin.blueprint import admin
from app.admin.listing import Whole, all_organisers, people_found, whole_person
from app.admin.words import ROLES, SEATS, STANDINGS
from app.config import HOUSE_ZONE
from app.extensions import db
from app.formats import until_minute
from app.forms import Form, choices, name_choices
from app.making import MakingForm, making
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.foundation.act import Act
from competition.foundation.errors import NotFound
from competition.organisation.administration import appoint, dismiss
from competition.organisation.invitations import open_role_invitations
from competition.organisation.operations import OrganiserMissing
from competition.organisation.records import Organiser, Staff, StaffRole

Answer = str | tuple[str, int] | Response
NONE = ""


class PeopleForm(Form):
    """Who is looked for. Asked for with the address: nothing changes by it."""

    q = StringField(_l("Name or e-mail"))
    role = SelectField(_l("Role"))


def role_field() -> SelectField:
    """Which role."""
    return SelectField(_l("Role"), validators=[InputRequired(_l("Choose a role."))])


def organiser_field() -> SelectField:
    """Of which organiser, or none."""
    return SelectField(_l("Organiser"), description=_l("The administrator’s role belongs to no organiser."))


class RoleForm(MakingForm):
    """A role, and of which organiser."""

    role = role_field()
    organiser = organiser_field()


OneRole = TypeVar("OneRole", bound=RoleForm)


@admin.get("/admin/people")
@may(Do.ADMINISTER)
def people() -> str:
    """Everybody who is known to the portal, and who is invited to become staff."""
    form = PeopleForm(request.args, meta={"csrf": False})
    form.role.choices = choices((NONE, gettext("everybody")), *((one.value, ROLES[one]) for one in ROLES))
    text = (form.q.data or "").strip()
    role = Staff(form.role.data) if form.role.data in list(Staff) else None
    kept = {name: value for name, value in request.args.items() if name in {"q", "role"} and value}
    here = url_for(".people")
    return render_template(
        "admin/people.html",
        form=form,
        found=people_found(db.session(), text, role, request.args.get("page", 1, type=int)),
        filtered=bool(text or role),
        roles=ROLES,
        invitations=open_role_invitations(db.session()),
        is_over=lambda invitation: invitation.is_over(arrived()),
        lasts=lambda invitation: until_minute(invitation.until, HOUSE_ZONE),
        asking=Form(),
        page_address=lambda page: f"{here}?{urlencode({**kept, 'page': page})}",
    )


@admin.get("/admin/people/<uuid:person_id>")
@may(Do.ADMINISTER)
def person(person_id: UUID) -> Answer:
    """One person with everything that they are."""
    return _page(whole_person(db.session(), person_id), _role_form())


@admin.post("/admin/people/<uuid:person_id>/roles")
@may(Do.ADMINISTER)
def give(person_id: UUID) -> Answer:
    """Give the person a role."""
    form = _role_form()
    if form.validate_on_submit():
        beside = {OrganiserMissing.code: form.organiser}
        with refusals_to(form, beside), making(form, StaffRole) as act:
            appoint(act, person_id, Staff(form.role.data), UUID(form.organiser.data) if form.organiser.data else None)
    if form.errors:
        return _page(whole_person(db.session(), person_id), form)
    return redirect(url_for(".person", person_id=person_id), 303)


@admin.route("/admin/people/<uuid:person_id>/roles/<uuid:role_id>/take", methods=["GET", "POST"])
@may(Do.ADMINISTER)
def take(person_id: UUID, role_id: UUID) -> Answer:
    """Ask whether to take a role away; take it away."""
    known = whole_person(db.session(), person_id)
    role = next((one for one in known.roles if one.id == role_id), None)
    if role is None:
        raise NotFound(what="staff_role", key=role_id)
    return _confirmed(
        known,
        gettext("Take a role away"),
        gettext("The person loses at once what the role lets them do. What they did stays as it is."),
        gettext("Take the role away"),
        lambda act: dismiss(act, person_id, role_id),
        about=str(ROLES[role.role]),
        of=role.organiser,
    )


@admin.route("/admin/people/<uuid:person_id>/lock", methods=["GET", "POST"])
@may(Do.ADMINISTER)
def lock(person_id: UUID) -> Answer:
    """Ask whether to lock the account; lock it."""
    return _confirmed(
        whole_person(db.session(), person_id),
        gettext("Lock the account"),
        gettext("The person is signed out everywhere and cannot sign in until the account is opened again."),
        gettext("Lock the account"),
        lambda act: lock_account(act, person_id),
    )


@admin.route("/admin/people/<uuid:person_id>/open", methods=["GET", "POST"])
@may(Do.ADMINISTER)
def open_(person_id: UUID) -> Answer:
    """Ask whether to open the account again; open it."""
    return _confirmed(
        whole_person(db.session(), person_id),
        gettext("Open the account"),
        gettext("The person can sign in again with the password that they had."),
        gettext("Open the account"),
        lambda act: open_account(act, person_id),
    )


@admin.route("/admin/people/<uuid:person_id>/codes-off", methods=["GET", "POST"])
@may(Do.ADMINISTER)
def codes_off(person_id: UUID) -> Answer:
    """Ask whether somebody lost the phone and the recovery codes; switch the second step off, passkeys too."""
    return _confirmed(
        whole_person(db.session(), person_id),
        gettext("Switch the second step off"),
        gettext(
            "For somebody who lost the phone and the recovery codes: the app, passkeys and recovery codes count"
            " no more. Make sure that it is them who asks, not by e-mail alone. They are signed out everywhere and"
            " told by e-mail."
        ),
        gettext("Switch the second step off"),
        lambda act: end_codes(act, person_id),
    )


def _confirmed(
    known: Whole,
    name: str,
    told: str,
    button: str,
    change: Callable[[Act], None],
    about: str | None = None,
    of: str | None = None,
) -> Answer:
    """The question, and what follows from it."""
    form, person_id = Form(), known.person.id
    if form.validate_on_submit():
        with refusals_to(form), acting(current_person()) as act:
            change(act)
        if not form.errors:
            return redirect(url_for(".person", person_id=person_id), 303)
        known = whole_person(db.session(), person_id)
    page = render_template(
        "admin/confirm.html",
        whole=known,
        name=name,
        told=told,
        button=button,
        about=about,
        of=of,
        form=form,
        action=request.path,
        back=url_for(".person", person_id=person_id),
    )
    return page, status_of(form)


def _role_form() -> RoleForm:
    return offer_roles(RoleForm(), all_organisers(db.session()))


def offer_roles(form: OneRole, organisers: Iterable[Organiser]) -> OneRole:
    """A form for a role, with every role and each of the organisers to choose from."""
    named = ((str(one.id), one.name) for one in organisers)
    form.role.choices = choices((NONE, gettext("Choose a role")), *((one.value, ROLES[one]) for one in ROLES))
    form.organiser.choices = [*choices((NONE, gettext("none"))), *name_choices(*named)]
    return form


def _page(known: Whole, form: RoleForm) -> Answer:
    me = current_person()
    page = render_template(
        "admin/person.html",
        whole=known,
        form=form,
        roles=ROLES,
        seats=SEATS,
        standings=STANDINGS,
        oneself=me is not None and me.id == known.person.id,
    )
    return page, status_of(form)
