"""A forgotten password: a message to the address, and a page of its link where another is chosen."""

from flask import redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.access import Do, may
from app.accounts.blueprint import accounts
from app.accounts.devices import count_asking
from app.accounts.entering import done, link_key, link_page, look_into_mail, mailed_to
from app.accounts.fields import address, new_password
from app.accounts.operations import ask_to_recover, hashed, recover
from app.accounts.passwords import may_choose
from app.acting import acting, arrived
from app.extensions import db
from app.forms import Form
from app.languages import page_language
from app.security_log import Happened, note_security
from app.words import said_later as _l
from competition.foundation.errors import Refusal
from competition.organisation.entry_records import LinkPurpose, MailedLink
from competition.organisation.links import read_link
from competition.organisation.records import Person


class ForgotForm(Form):
    """Whose password is forgotten."""

    email = address(hint=_l("The one with which you sign in."))


class AnotherPasswordForm(Form):
    """The password that counts from now on."""

    password = new_password(_l("New password"))


@accounts.route("/forgot", methods=["GET", "POST"])
@may(Do.RECOVER)
def forgot() -> str | Response | tuple[str, int]:
    """Ask for a new password. What comes next is the same whether or not anybody has the address."""
    form = ForgotForm()
    if form.validate_on_submit():
        email = form.email.data or ""
        count_asking(email)
        with acting(None) as act:
            ask_to_recover(act, email, page_language())
        mailed_to(email)
        return redirect(url_for(".forgot_sent"), 303)
    page = render_template("accounts/forgot.html", form=form)
    return (page, 422) if form.errors else page


@accounts.get("/forgot/sent")
@may(Do.RECOVER)
def forgot_sent() -> str:
    """That a message went out."""
    return look_into_mail(
        gettext("Look into your e-mail"), (gettext("Send it again, or to another address"), url_for(".forgot"))
    )


@accounts.get("/forgot/done")
@may(Do.RECOVER)
def forgot_done() -> str:
    """That the new password counts."""
    return done(
        gettext("Your password is changed"),
        [gettext("All devices and browsers were signed out. Sign in with the new password.")],
        (gettext("Sign in"), url_for("security.login")),
    )


@accounts.get("/forgot/<token>")
@may(Do.RECOVER)
def another_password(token: str) -> str | tuple[str, int]:
    """The page that the link opens."""
    try:
        link = read_link(db.session(), link_key(token), LinkPurpose.RECOVER, arrived())
    except Refusal as refusal:
        return _cannot_recover(refusal)
    return render_template("accounts/recover.html", form=AnotherPasswordForm(), token=token, email=link.email)


@accounts.post("/forgot/<token>")
@may(Do.RECOVER)
def take_another_password(token: str) -> Response | tuple[str, int]:
    """Put the new password in force. Nobody is signed in by it: a link opens no account by itself."""
    form = AnotherPasswordForm()
    try:
        link = read_link(db.session(), link_key(token), LinkPurpose.RECOVER, arrived())
        if form.validate_on_submit() and may_choose(form, form.password, *_known(link)):
            with acting(None) as act:
                account = recover(act, link.id, hashed(form.password.data or ""))
            note_security(Happened.PASSWORD_CHANGED, account.person_id)
            return redirect(url_for(".forgot_done"), 303)
    except Refusal as refusal:
        return _cannot_recover(refusal)
    return render_template("accounts/recover.html", form=form, token=token, email=link.email), 422


def _known(link: MailedLink) -> tuple[str, str]:
    person = db.session().get_one(Person, link.person_id)
    return person.name, person.email


def _cannot_recover(refusal: Refusal) -> tuple[str, int]:
    return link_page(refusal, (gettext("Ask for another link"), url_for(".forgot")))
