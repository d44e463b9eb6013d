"""Organisers: the list, a new one, how one is called and reached."""

from dataclasses import fields

from flask import redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import Email, InputRequired, Length, Optional

from app.access import Do, may
from app.acting import acting, current_person
from app.admin.blueprint import admin
from app.admin.listing import all_organisers
from app.changing import ChangingForm
from app.extensions import db
from app.refusals import refusals_to, status_of
from app.words import said_later as _l
from competition.foundation.errors import NotFound
from competition.organisation.administration import Office, change_organiser
from competition.organisation.operations import NameMissing, SlugMalformed, SlugTaken, create_organiser
from competition.organisation.records import Organiser

Answer = str | tuple[str, int] | Response
LONGEST = 200


class OfficeForm(ChangingForm):
    """How an organiser is called and reached."""

    name = StringField(
        _l("Name of the organiser in full"),
        validators=[InputRequired(_l("Write the name of the organiser.")), Length(max=LONGEST)],
    )
    email = StringField(_l("E-mail address"), validators=[Optional(), Email(), Length(max=LONGEST)])
    phone = StringField(_l("Telephone"), validators=[Optional(), Length(max=LONGEST)])
    address = StringField(_l("Address"), validators=[Optional(), Length(max=LONGEST)])

    def office(self) -> Office:
        """The same as the operation takes it."""
        return Office(self.name.data or "", self.email.data, self.phone.data, self.address.data)


class NewOrganiserForm(OfficeForm):
    """The same with the short name, which stays."""

    slug = StringField(
        _l("Short name"),
        description=_l(
            "It stands in addresses and files and cannot be changed later: small letters, digits and hyphens."
        ),
        validators=[InputRequired(_l("Write a short name.")), Length(max=64)],
    )


@admin.get("/admin/organisers")
@may(Do.ADMINISTER)
def organisers() -> str:
    """Every organiser."""
    return render_template("admin/organisers.html", organisers=all_organisers(db.session()))


@admin.route("/admin/organisers/new", methods=["GET", "POST"])
@may(Do.ADMINISTER)
def new_organiser() -> Answer:
    """Make an organiser known."""
    form = NewOrganiserForm()
    if form.validate_on_submit():
        beside = {SlugTaken.code: form.slug, SlugMalformed.code: form.slug, NameMissing.code: form.name}
        with refusals_to(form, beside), acting(current_person()) as act:
            made = create_organiser(act, (form.slug.data or "").strip(), form.name.data or "")
            change_organiser(act, made.id, form.office())
        if not form.errors:
            return redirect(url_for(".organisers"), 303)
    return render_template("admin/organiser.html", organiser=None, form=form), status_of(form)


@admin.route("/admin/organisers/<organiser>", methods=["GET", "POST"])
@may(Do.ADMINISTER)
def organiser(organiser: str) -> Answer:
    """How an organiser is called and reached."""
    known = _known(organiser)
    form = OfficeForm(obj=known)
    form.mark(_standing(known))
    if form.validate_on_submit():
        with refusals_to(form, {NameMissing.code: form.name}), acting(current_person()) as act:
            now = _standing(act.lock(Organiser, known.id))
            form.require_fresh(act, now, f"organiser:{known.id}", "organiser.changed", "organiser.created")
            change_organiser(act, known.id, form.office())
        if not form.errors:
            return redirect(url_for(".organisers"), 303)
        known = _known(organiser)
    return render_template("admin/organiser.html", organiser=known, form=form), status_of(form)


def _standing(organiser: Organiser) -> dict[str, str | None]:
    """How an organiser is called and reached, by the names of the form's fields."""
    return {one.name: getattr(organiser, one.name) for one in fields(Office)}


def _known(slug: str) -> Organiser:
    found = db.session.scalar(select(Organiser).where(Organiser.slug == slug))
    if found is None:
        raise NotFound(what="organiser", key=slug)
    return found
