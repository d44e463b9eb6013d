"""The second step of signing in: how it stands, an authenticator, recovery codes, and doing without."""

from flask import redirect, render_template, session, url_for
from qrcode.main import QRCode
from werkzeug.wrappers import Response

from app.access import Do, may, must_have_codes
from app.accounts.blueprint import accounts
from app.accounts.codes import (
    address_of,
    codes_left,
    counter_of,
    key_of,
    new_secret,
    renew_codes,
    switch_off,
    switch_on,
)
from app.accounts.entering import own_account
from app.accounts.fields import wanted_next
from app.accounts.passkeys import is_last, passkeys_of
from app.accounts.proving import CodeForm
from app.acting import acting
from app.config import HOUSE_ZONE
from app.extensions import db
from app.formats import Case, day
from app.forms import Form
from app.proof import note_proof
from app.refusals import refusals_to, sentence_of, status_of
from app.security_log import Happened, note_security
from competition.organisation.second_step import CodeWrong

TO_SET_UP = "to-set-up"
QUIET = 4
"""White fields around the picture, without which readers don't find it (ISO 18004)."""


@accounts.get("/account/codes")
@may(Do.CHANGE_ACCOUNT)
def codes() -> str:
    """Whether there is a second step, and what can be done about it."""
    account = own_account()
    return render_template(
        "accounts/codes.html",
        account=account,
        passkeys=passkeys_of(db.session(), account),
        only=is_last(db.session(), account),
        on_day=lambda at: day(at.astimezone(HOUSE_ZONE).date(), Case.ON),
        left=codes_left(db.session(), account),
        must=must_have_codes(account.person),
        next=wanted_next(),
        form=Form(),
    )


@accounts.route("/account/codes/app", methods=["GET", "POST"])
@may(Do.CHANGE_CODES)
def set_codes_up() -> str | Response | tuple[str, int]:
    """Make an authenticator known by its first code; then the recovery codes, which are shown this once."""
    account, form = own_account(), CodeForm()
    if form.is_submitted() and TO_SET_UP not in session:
        return redirect(url_for(".codes", next=wanted_next()), 303)
    secret = session[TO_SET_UP] = session.get(TO_SET_UP) or new_secret()
    if form.validate_on_submit():
        counter = counter_of(secret, form.code.data or "")
        if counter is not None:
            with acting(account.person) as act:
                made = switch_on(act, account, secret, counter)
            session.pop(TO_SET_UP)
            note_proof()
            note_security(Happened.CODES_SET_UP, account.person_id)
            return shown_once(made)
        form.code.errors = [sentence_of(CodeWrong())]
    address = address_of(secret, account.email)
    page = render_template(
        "accounts/authenticator.html",
        form=form,
        key=key_of(secret),
        address=address,
        picture=_picture(address),
        next=wanted_next(),
    )
    return page, status_of(form)


@accounts.post("/account/codes/recovery")
@may(Do.CHANGE_CODES)
def other_recovery_codes() -> str | Response:
    """Other recovery codes; those from before count no more."""
    account = own_account()
    if not account.has_second_step or not Form().validate_on_submit():
        return redirect(url_for(".codes"), 303)
    with acting(account.person) as act:
        made = renew_codes(act, account)
    return shown_once(made)


@accounts.route("/account/codes/off", methods=["GET", "POST"])
@may(Do.CHANGE_CODES)
def codes_off() -> str | Response | tuple[str, int]:
    """Ask whether to do without the authenticator, or by it without a second step; do so."""
    account, form = own_account(), Form()
    if account.code_secret is None:
        return redirect(url_for(".codes"), 303)
    needed = must_have_codes(account.person)
    if form.validate_on_submit():
        with refusals_to(form), acting(account.person) as act:
            switch_off(act, account, needed=needed)
        if not form.errors:
            note_security(Happened.CODES_OFF, account.person_id)
            return redirect(url_for(".codes"), 303)
    return render_template("accounts/codes_off.html", form=form, whole=not account.has_passkeys), status_of(form)


def shown_once(made: list[str]) -> str:
    """The page with new recovery codes, which are kept nowhere as they are."""
    return render_template("accounts/recovery_codes.html", codes=made, next=wanted_next())


def _picture(address: str) -> tuple[int, str]:
    """The address as a picture that phones read: how many fields wide, and the dark ones as a path."""
    code = QRCode(border=QUIET)
    code.add_data(address)
    fields = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(fields) for x, is_dark in enumerate(row) if is_dark)
    return len(fields), "".join(dark)
