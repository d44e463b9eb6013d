"""Showing who one is: the code after the password, and all of it once more before what cannot be undone."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Field, StringField
from wtforms.validators import InputRequired, Length

from app.access import Do, may
from app.accounts.blueprint import accounts
from app.accounts.codes import take_code
from app.accounts.devices import note_wrong_password, require_room_for_password
from app.accounts.entering import enter, is_still_them, own_account
from app.accounts.fields import LINE, present_password, wanted_next
from app.accounts.halfway import awaited, forget
from app.accounts.records import Account
from app.acting import acting
from app.forms import Form
from app.menu import first_room
from app.proof import note_proof
from app.refusals import refusals_to
from app.words import said_later as _l
from competition.organisation.second_step import CodeWrong


def code_field() -> StringField:
    """A code of the authenticator, or a recovery code."""
    return StringField(_l("Code"), validators=[InputRequired(_l("Write the code.")), Length(max=LINE)])


class CodeForm(Form):
    """A code, after the password was right."""

    code = code_field()


class ProofForm(Form):
    """The password once more."""

    present = present_password()


class ProofWithCodeForm(ProofForm):
    """The password and a code once more."""

    code = code_field()


@accounts.route("/sign-in/code", methods=["GET", "POST"])
@may(Do.SIGN_IN)
def code() -> str | Response | tuple[str, int]:
    """The second step of signing in."""
    account = awaited()
    if account is None:
        return redirect(url_for("security.login", next=wanted_next()), 303)
    form = CodeForm()
    if form.validate_on_submit() and _is_code(form, form.code, account):
        forget()
        enter(account)
        return redirect(wanted_next() or first_room(account.person), 303)
    recovery = account.code_secret is None or request.args.get("with") == "recovery"
    page = render_template("accounts/code.html", form=form, next=wanted_next(), account=account, recovery=recovery)
    return (page, 422) if form.errors else page


@accounts.route("/sign-in/again", methods=["GET", "POST"])
@may(Do.PROVE)
def prove() -> str | Response | tuple[str, int]:
    """Show once more who one is; then on to the page that asked for it."""
    account = own_account()
    form = proof_form(account)
    if form.validate_on_submit() and is_still_them(form.present, account) and _is_proven(form, account):
        note_proof()
        return redirect(wanted_next() or url_for(".overview"), 303)
    return proof_page(form, account)


def proof_form(account: Account) -> ProofForm:
    """The form for showing once more who one is: with a code where there is a second step."""
    return ProofWithCodeForm() if account.has_second_step else ProofForm()


def proof_page(form: ProofForm, account: Account) -> str | tuple[str, int]:
    """The page with that form, and with the passkey that may stand in its place."""
    page = render_template("accounts/prove.html", form=form, next=wanted_next(), account=account, answer=Form())
    return (page, 422) if form.errors else page


def _is_proven(form: ProofForm, account: Account) -> bool:
    return not isinstance(form, ProofWithCodeForm) or _is_code(form, form.code, account)


def _is_code(form: Form, field: Field, account: Account) -> bool:
    """Whether the code counts, which uses it up; else its field says so."""
    whom = f"code {account.id.hex}"
    require_room_for_password(whom, account.person_id)
    with refusals_to(form, {CodeWrong.code: field}), acting(account.person) as act:
        take_code(act, account, field.data or "")
    if form.errors:
        note_wrong_password(whom, account.person_id)
    return not form.errors
