"""Changing one's own password and e-mail address: with the present password, and told by e-mail."""

from flask import redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.access import Do, may
from app.accounts.blueprint import accounts
from app.accounts.devices import count_asking
from app.accounts.entering import (
    done,
    enter,
    is_still_them,
    link_key,
    link_page,
    look_into_mail,
    mailed_to,
    own_account,
)
from app.accounts.fields import address, new_password, present_password
from app.accounts.operations import (
    ask_to_change_address,
    change_address,
    change_password,
    hashed,
)
from app.accounts.passwords import may_choose
from app.acting import acting, arrived, current_person
from app.extensions import db
from app.forms import Form
from app.languages import page_language
from app.security_log import Happened, note_security
from app.words import said_later as _l
from competition.foundation.errors import Refusal
from competition.organisation.entry_records import LinkPurpose
from competition.organisation.links import read_link


class PasswordForm(Form):
    """Another password."""

    present = present_password()
    password = new_password(_l("New password"))


class AddressForm(Form):
    """Another address."""

    email = address(_l("New e-mail address"))
    present = present_password()


@accounts.route("/account/password", methods=["GET", "POST"])
@may(Do.CHANGE_ACCOUNT)
def password() -> str | Response | tuple[str, int]:
    """Change the password; every other browser is signed out."""
    form, account = PasswordForm(), own_account()
    known = (account.person.name, account.email)
    if form.validate_on_submit() and is_still_them(form.present, account) and may_choose(form, form.password, *known):
        with acting(current_person()) as act:
            change_password(act, account, hashed(form.password.data or ""))
        enter(account, Happened.PASSWORD_CHANGED)
        return redirect(url_for(".password_changed"), 303)
    page = render_template("accounts/password.html", form=form, email=account.email)
    return (page, 422) if form.errors else page


@accounts.get("/account/password/changed")
@may(Do.CHANGE_ACCOUNT)
def password_changed() -> str:
    """That the new password counts."""
    return done(
        gettext("Your password is changed"),
        [gettext("All other devices and browsers were signed out. A message about it went to your e-mail address.")],
        (gettext("My account"), url_for(".overview")),
    )


@accounts.route("/account/email", methods=["GET", "POST"])
@may(Do.CHANGE_ACCOUNT)
def email() -> str | Response | tuple[str, int]:
    """Ask for another address. What comes next is the same whether or not it has an account."""
    form, account = AddressForm(), own_account()
    if form.validate_on_submit() and is_still_them(form.present, account):
        wanted = form.email.data or ""
        if wanted == account.email:
            form.email.errors = [gettext("This is your address already.")]
        else:
            count_asking(wanted)
            with acting(current_person()) as act:
                ask_to_change_address(act, account, wanted, page_language())
            mailed_to(wanted)
            return redirect(url_for(".email_sent"), 303)
    page = render_template("accounts/email.html", form=form, email=account.email)
    return (page, 422) if form.errors else page


@accounts.get("/account/email/sent")
@may(Do.CHANGE_ACCOUNT)
def email_sent() -> str:
    """That a message went to the new address."""
    return look_into_mail(
        gettext("Look into the mail of the new address"),
        (gettext("Send it again, or to another address"), url_for(".email")),
    )


@accounts.get("/account/email/changed")
@may(Do.CONFIRM_ADDRESS)
def email_changed() -> str:
    """That the new address counts."""
    return done(
        gettext("Your e-mail address is changed"),
        [gettext("From now on you sign in with the new address, and messages go to it.")],
        (gettext("My account"), url_for(".overview")),
    )


@accounts.get("/account/email/<token>")
@may(Do.CONFIRM_ADDRESS)
def confirm_email(token: str) -> str | tuple[str, int]:
    """The page that the link opens, in whatever browser: a button confirms."""
    try:
        link = read_link(db.session(), link_key(token), LinkPurpose.ADDRESS, arrived())
    except Refusal as refusal:
        return _cannot_change(refusal)
    return render_template("accounts/confirm_email.html", form=Form(), email=link.email, token=token)


@accounts.post("/account/email/<token>")
@may(Do.CONFIRM_ADDRESS)
def take_email(token: str) -> Response | tuple[str, int]:
    """Put the new address in force."""
    form = Form()
    try:
        if form.validate_on_submit():
            with acting(current_person()) as act:
                account = change_address(act, link_key(token))
            note_security(Happened.ADDRESS_CHANGED, account.person_id)
    except Refusal as refusal:
        return _cannot_change(refusal)
    return redirect(url_for(".email_changed"), 303)


def _cannot_change(refusal: Refusal) -> tuple[str, int]:
    return link_page(refusal, (gettext("Change the address"), url_for(".email")))
