"""Passkeys: added and removed in the account; signing in with one, and showing by one that it is still you.

Each address that takes a device's answer tells a script beforehand (as JSON) what to ask the device for.
"""

from uuid import UUID

from flask import Response as FlaskResponse
from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField

from app.access import Do, may, must_have_codes
from app.accounts.blueprint import accounts
from app.accounts.devices import (
    note_wrong_passkey,
    note_wrong_password,
    require_room_for_passkey,
    require_room_for_password,
)
from app.accounts.entering import enter, own_account
from app.accounts.fields import line, wanted_next
from app.accounts.halfway import awaited, forget
from app.accounts.passkeys import (
    Purpose,
    account_answering,
    add_passkey,
    asked_to_add,
    asked_to_enter,
    is_last,
    own_passkey,
    passkeys_of,
    remove_passkey,
    take_asked,
    use_passkey,
)
from app.accounts.proving import proof_form, proof_page
from app.accounts.records import Account
from app.accounts.second_step import shown_once
from app.acting import acting, current_person
from app.errors import wants_json
from app.extensions import db
from app.forms import Form
from app.menu import first_room
from app.proof import note_proof
from app.refusals import refusals_to, status_of
from app.security_log import Happened, note_security
from app.words import said_later as _l
from competition.organisation.second_step import PasskeyWrong

Answer = str | Response | tuple[str, int]


class AnswerForm(Form):
    """What a device answered, as JSON that a script wrote."""

    answer = HiddenField()


class NewPasskeyForm(AnswerForm):
    """A new passkey, and how its owner calls it."""

    name = line(
        _l("Name of the passkey"),
        _l("Write what you call the device, for example “Phone”."),
        _l("What you call the device that keeps it, for example “Phone”. You see it in your list."),
    )


@accounts.route("/sign-in/passkey", methods=["GET", "POST"])
@may(Do.SIGN_IN)
def sign_in_by_passkey() -> Answer:
    """Sign in without an address or a password: the passkey says whose it is."""
    person = current_person()
    if person is not None:
        return redirect(wanted_next() or first_room(person), 303)
    if _is_asked_beforehand():
        return _as_json(asked_to_enter())
    form = AnswerForm()
    account = _account_entered(form) if form.validate_on_submit() else None
    if account is not None:
        forget()
        enter(account)
        return redirect(wanted_next() or first_room(account.person), 303)
    halfway = awaited() is not None
    page = render_template("accounts/passkey.html", form=form, next=wanted_next(), halfway=halfway)
    return page, status_of(form)


@accounts.route("/sign-in/again/passkey", methods=["GET", "POST"])
@may(Do.PROVE)
def prove_by_passkey() -> Answer:
    """Show by a passkey that it is still you; then on to the page that asked for it."""
    account = own_account()
    if _is_asked_beforehand():
        return _as_json(asked_to_enter(passkeys_of(db.session(), account)))
    form = AnswerForm()
    if not form.validate_on_submit():
        return redirect(url_for(".prove", next=wanted_next()), 303)
    if _is_proven(form, account):
        note_proof()
        return redirect(wanted_next() or url_for(".overview"), 303)
    page = proof_form(account)
    page.form_errors += form.form_errors
    return proof_page(page, account)


@accounts.route("/account/codes/passkey", methods=["GET", "POST"])
@may(Do.CHANGE_CODES)
def new_passkey() -> Answer:
    """Add a passkey; where it is the first second step, its recovery codes follow, shown this once."""
    account = own_account()
    if _is_asked_beforehand():
        return _as_json(asked_to_add(account, passkeys_of(db.session(), account)))
    form, made = NewPasskeyForm(), []
    if form.validate_on_submit():
        with refusals_to(form):
            asked = take_asked(Purpose.ADD)
            with acting(account.person) as act:
                made = add_passkey(act, account, form.name.data or "", form.answer.data or "", asked)
            note_security(Happened.PASSKEY_ADDED, account.person_id)
        if not form.errors:
            return shown_once(made) if made else redirect(url_for(".codes", next=wanted_next()), 303)
    return render_template("accounts/new_passkey.html", form=form, next=wanted_next()), status_of(form)


@accounts.route("/account/codes/passkeys/<uuid:passkey_id>/remove", methods=["GET", "POST"])
@may(Do.CHANGE_CODES)
def take_passkey_away(passkey_id: UUID) -> Answer:
    """Ask whether to remove a passkey; remove it."""
    account, form = own_account(), Form()
    passkey, last = own_passkey(db.session(), account, passkey_id), is_last(db.session(), account)
    if form.validate_on_submit():
        with refusals_to(form), acting(account.person) as act:
            remove_passkey(act, account, passkey_id, needed=must_have_codes(account.person))
        if not form.errors:
            note_security(Happened.PASSKEY_REMOVED, account.person_id)
            return redirect(url_for(".codes"), 303)
        passkey = own_passkey(db.session(), account, passkey_id)
    return render_template("accounts/remove_passkey.html", form=form, passkey=passkey, last=last), status_of(form)


def _account_entered(form: AnswerForm) -> Account | None:
    """Whose passkey answered what this browser was asked for; None where it does not count, and the form says so."""
    answer = form.answer.data or ""
    account = account_answering(db.session(), answer)
    require_room_for_passkey(account)
    with refusals_to(form):
        asked = take_asked(Purpose.ENTER)
        if account is None:
            raise PasskeyWrong
        with acting(account.person) as act:
            use_passkey(act, account, answer, asked)
    if form.errors:
        note_wrong_passkey(account)
        return None
    return account


def _is_proven(form: AnswerForm, account: Account) -> bool:
    """Whether a passkey of the account answered; else the form says so."""
    whom = f"passkey {account.id.hex}"
    require_room_for_password(whom, account.person_id)
    with refusals_to(form):
        asked = take_asked(Purpose.ENTER)
        with acting(account.person) as act:
            use_passkey(act, account, form.answer.data or "", asked)
    if form.errors:
        note_wrong_password(whom, account.person_id)
    return not form.errors


def _is_asked_beforehand() -> bool:
    """Whether a script asks what to ask the device for."""
    return request.method == "GET" and wants_json()


def _as_json(options: str) -> FlaskResponse:
    return current_app.response_class(options, mimetype="application/json")
