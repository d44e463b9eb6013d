"""Registering: name, address, password; a message; a button on the page that its link opens confirms the address."""

from uuid import UUID

from flask import redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import HiddenField

from app.access import Do, may
from app.accounts.blueprint import accounts
from app.accounts.devices import count_asking, note_wrong_password, require_room_for_password
from app.accounts.entering import MAILED_TO, enter, link_key, link_page, look_into_mail, mailed_to, past
from app.accounts.fields import address, new_password, own_name, present_password, wanted_next
from app.accounts.operations import (
    Registration,
    ask_again,
    ask_to_register,
    confirm_registration,
    hashed,
    is_kept,
)
from app.accounts.passwords import may_choose
from app.acting import acting, arrived, current_person
from app.extensions import db
from app.forms import Form
from app.languages import page_language
from app.words import said_later as _l
from competition.foundation.base import new_key
from competition.foundation.errors import Refusal
from competition.organisation.entry_records import LinkPurpose, MailedLink
from competition.organisation.links import read_link

REGISTERED = "registered"


class RegisterForm(Form):
    """What somebody gives to get an account."""

    next = HiddenField()
    name = own_name()
    email = address(hint=_l("You will sign in with it, and messages about your applications go to it."))
    password = new_password()


class ConfirmForm(Form):
    """The button that confirms."""


class ConfirmElsewhereForm(Form):
    """The button that confirms, and the password: in another browser than the one that registered.

    Without it, whoever registers somebody else's address could wait until they press the button, and know the password.
    """

    password = present_password()


@accounts.route("/register", methods=["GET", "POST"])
@may(Do.MAKE_ACCOUNT)
def register() -> str | Response | tuple[str, int]:
    """Ask for an account. What comes next is the same whether or not the address has one."""
    if current_person() is not None:
        return redirect(wanted_next() or url_for(".overview"), 303)
    form = RegisterForm()
    name = form.name.data or ""
    if form.validate_on_submit() and may_choose(form, form.password, name, form.email.data or ""):
        count_asking(form.email.data or "")
        key, kept = new_key(), hashed(form.password.data or "")
        with acting(None) as act:
            ask_to_register(act, key, Registration(name, form.email.data or "", kept, page_language(), wanted_next()))
        mailed_to(form.email.data or "")
        session[REGISTERED] = key.hex
        return redirect(url_for(".register_sent"), 303)
    form.next.data = wanted_next() or ""
    page = render_template("accounts/register.html", form=form)
    return (page, 422) if form.errors else page


@accounts.get("/register/sent")
@may(Do.MAKE_ACCOUNT)
def register_sent() -> str:
    """That a message went out; the button sends it once more."""
    return look_into_mail(
        gettext("Look into your e-mail"),
        (gettext("Give another address"), url_for(".register")),
        send_again=url_for(".register_again") if REGISTERED in session and MAILED_TO in session else None,
        form=Form(),
    )


@accounts.post("/register/sent")
@may(Do.MAKE_ACCOUNT)
def register_again() -> Response:
    """Send the message of this browser's registration once more."""
    if REGISTERED in session and MAILED_TO in session and Form().validate_on_submit():
        count_asking(session[MAILED_TO])
        key = new_key()
        with acting(None) as act:
            ask_again(act, UUID(session[REGISTERED]), key, session[MAILED_TO])
        session[REGISTERED] = key.hex
    return redirect(url_for(".register_sent"), 303)


@accounts.get("/register/<token>")
@may(Do.MAKE_ACCOUNT)
def confirm(token: str) -> str | Response | tuple[str, int]:
    """The page that the link opens. Opening it does nothing: programs that look through mail open links too."""
    try:
        link = read_link(db.session(), link_key(token), LinkPurpose.CONFIRM, arrived())
    except Refusal as refusal:
        return _cannot_confirm(token, refusal)
    return _confirm_page(token, link, _form_for(link))


@accounts.post("/register/<token>")
@may(Do.MAKE_ACCOUNT)
def confirm_address(token: str) -> str | Response | tuple[str, int]:
    """Make the account, sign its owner in, and lead them to where they were going."""
    try:
        link = read_link(db.session(), link_key(token), LinkPurpose.CONFIRM, arrived())
        form = _form_for(link)
        if not form.validate_on_submit() or not _shows_password(form, link):
            return _confirm_page(token, link, form), 422
        with acting(None) as act:
            leads_to = link.leads_to
            account = confirm_registration(act, link.id)
    except Refusal as refusal:
        return _cannot_confirm(token, refusal)
    session.pop(REGISTERED, None)
    enter(account)
    return redirect(leads_to or url_for(".overview"), 303)


@accounts.post("/register/<token>/again")
@may(Do.MAKE_ACCOUNT)
def another_link(token: str) -> Response:
    """Send another link in the place of one whose time is over."""
    link = past(token, LinkPurpose.CONFIRM)
    if link is not None and Form().validate_on_submit():
        count_asking(link.email)
        mine, key, email = _is_mine(link), new_key(), link.email
        with acting(None) as act:
            ask_again(act, link.id, key, email)
        mailed_to(email)
        if mine:
            session[REGISTERED] = key.hex
    return redirect(url_for(".register_sent"), 303)


def _is_mine(link: MailedLink) -> bool:
    """Whether this browser registered what the link confirms."""
    return session.get(REGISTERED) == link.id.hex


def _form_for(link: MailedLink) -> Form:
    return ConfirmForm() if _is_mine(link) else ConfirmElsewhereForm()


def _shows_password(form: Form, link: MailedLink) -> bool:
    """Whether the form needs no password, or has the one with which this address was registered."""
    if not isinstance(form, ConfirmElsewhereForm):
        return True
    require_room_for_password(link.id.hex, None)
    if is_kept(link.password, form.password.data or ""):
        return True
    note_wrong_password(link.id.hex, None)
    form.password.errors = [gettext("This is not the password with which this address was registered.")]
    return False


def _confirm_page(token: str, link: MailedLink, form: Form) -> str:
    return render_template("accounts/confirm.html", form=form, email=link.email, token=token)


def _cannot_confirm(token: str, refusal: Refusal) -> Response | tuple[str, int]:
    if current_person() is not None and refusal.code == "link-used":
        return redirect(url_for(".overview"), 303)
    link = past(token, LinkPurpose.CONFIRM)
    if link is not None:
        words = gettext("Send another link")
        return link_page(refusal, (words, url_for(".another_link", token=token)), form=Form())
    return link_page(refusal, (gettext("Create an account"), url_for(".register")))
