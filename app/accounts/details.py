"""The details of one's organisation: where it is reached and paid, and who signs for it."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Field, RadioField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import TelInput

from app.access import Do, allowed, may
from app.accounts.blueprint import accounts
from app.accounts.fields import optional_address, optional_line
from app.accounts.organisations import HERE, mine
from app.acting import acting, whoever
from app.changing import ChangingForm
from app.extensions import db
from app.forms import choices
from app.refusals import refusals_to, sentence_of, status_of
from app.words import said_later as _l
from competition.organisation.account_number import grouped, is_account_number
from competition.organisation.details import AccountNumberWrong, Details, TelephoneWrong, details_of, write_details
from competition.organisation.records import Organisation, OrganisationDetails, SigningGround
from competition.organisation.telephone import is_telephone

PAGE = f"{HERE}/details"
GROUNDS: Mapping[SigningGround, Any] = {
    SigningGround.STATUTES: _l("The statutes"),
    SigningGround.POWER_OF_ATTORNEY: _l("A power of attorney"),
}


class DetailsForm(ChangingForm):
    """The details, as `Details` has them."""

    address = optional_line(_l("Legal address"), _l("Street, house, town or parish, postcode"))
    post_address = optional_line(
        _l("Postal address"), _l("Where it is another: letters go there, and applications begin with it.")
    )
    email = optional_address()
    phone = optional_line(_l("Telephone"), widget=TelInput())
    account = optional_line(_l("Bank account (IBAN)"), filters=[lambda text: grouped(text) if text else text])
    signatory_name = optional_line(_l("Name and surname of whoever signs"))
    signatory_post = optional_line(_l("Post of whoever signs"), _l("For example, chair of the board"))
    signatory_ground = RadioField(
        _l("On what ground they sign"),
        choices=choices(*((one.value, words) for one, words in GROUNDS.items())),
        validators=[Optional()],
    )

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Without a name and a post nobody signs, whatever ground stays chosen: a choice cannot be taken back."""
        super().process(*args, **kwargs)
        if not self.signatory_name.data and not self.signatory_post.data:
            self.signatory_ground.data, self.signatory_ground.raw_data = None, []

    def validate_phone(self, field: Field) -> None:
        """A telephone number."""
        if not is_telephone(field.data):
            raise ValidationError(sentence_of(TelephoneWrong()))

    def validate_account(self, field: Field) -> None:
        """An IBAN."""
        if not is_account_number(field.data):
            raise ValidationError(sentence_of(AccountNumberWrong()))

    def details(self) -> Details:
        """The same as the operation takes it."""
        ground = self.signatory_ground.data
        told = {name: self.data[name] for name in NAMES if name != "signatory_ground"}
        return Details(**told, signatory_ground=SigningGround(ground) if ground else None)


NAMES = tuple(one.name for one in fields(Details))


@accounts.get(PAGE)
@may(Do.SEE_PEOPLE)
def details(organisation_id: UUID) -> str:
    """The details as they stand; for those who may change them, in fields."""
    standing = _standing(details_of(db.session(), organisation_id))
    form = DetailsForm(data=standing)
    form.mark(standing)
    return _page(organisation_id, form)


@accounts.post(PAGE)
@may(Do.WRITE_DETAILS)
def change_details(organisation_id: UUID) -> Response | tuple[str, int]:
    """Change them. What stands in applications stays as it is."""
    form = DetailsForm(data=_standing(details_of(db.session(), organisation_id)))
    if form.validate_on_submit():
        with refusals_to(form, {"signatory-incomplete": form.signatory_name}), acting(whoever()) as act:
            act.lock(Organisation, organisation_id)
            now = act.session.get(OrganisationDetails, organisation_id, populate_existing=True)
            form.require_fresh(act, _standing(now), f"organisation:{organisation_id}", "organisation.details-written")
            write_details(act, organisation_id, form.details())
        if not form.errors:
            return redirect(url_for(".details", organisation_id=organisation_id, saved=1), 303)
    return _page(organisation_id, form), status_of(form)


def _page(organisation_id: UUID, form: DetailsForm) -> str:
    return render_template(
        "accounts/details.html",
        own=mine(organisation_id),
        form=form,
        may_write=allowed(Do.WRITE_DETAILS, whoever(), organisation_id=organisation_id),
        kept=details_of(db.session(), organisation_id),
        grounds=GROUNDS,
        grouped=grouped,
        saved=bool(request.args.get("saved")) and not form.errors,
    )


def _standing(kept: OrganisationDetails | None) -> dict[str, Any]:
    """What stands in the details, by the names of the form's fields, as it is read there."""
    told = {name: getattr(kept, name, None) for name in NAMES}
    return told | {"account": grouped(told["account"]) if told["account"] else None}
