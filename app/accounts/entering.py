"""What the ways into an account share: signing in after them, and the pages that say what comes next."""

from collections.abc import Sequence
from uuid import UUID

from flask import render_template, session, url_for
from flask_babel import gettext
from flask_security.utils import login_user
from wtforms import Field

from app.accounts.browsers import begin_here
from app.accounts.devices import note_wrong_password, remember_device, require_room_for_password
from app.accounts.operations import account_of, is_password_of
from app.accounts.records import Account
from app.acting import whoever
from app.errors import WayOn
from app.extensions import db
from app.proof import note_proof
from app.refusals import ANSWERS, sentence_of
from app.security_log import Happened, note_security
from app.tokens import Opens, key_in
from competition.foundation.errors import Refusal
from competition.organisation.entry_records import LinkPurpose, MailedLink
from competition.organisation.links import past_link

MAILED_TO = "mailed-to"


def enter(account: Account, happened: Happened = Happened.SIGNED_IN) -> None:
    """Sign somebody in on this browser, because this happened: it is noted down."""
    login_user(account, remember=False, authn_via=["password"])
    remember_device(account)
    begin_here(account)
    note_proof()
    note_security(happened, account.person_id)


def own_account() -> Account:
    """The account that is signed in; the door has let nobody else in."""
    return account_of(db.session(), whoever().id)


def is_still_them(present: Field, account: Account) -> bool:
    """Whether the present password is right; else its field says so. Raises TooManyRequests."""
    require_room_for_password(account.id.hex, account.person_id)
    if is_password_of(account, present.data or ""):
        return True
    note_wrong_password(account.id.hex, account.person_id)
    present.errors = [gettext("This is not your present password.")]
    return False


def link_key(token: str) -> UUID | None:
    """The key of a link by e-mail; None where the address was not copied whole."""
    return key_in(token, Opens.LINK)


def past(token: str, purpose: LinkPurpose) -> MailedLink | None:
    """A link that another can take the place of."""
    return past_link(db.session(), link_key(token), purpose)


def mailed_to(email: str) -> None:
    """Remember in this browser where a message went, so that the next page can say it."""
    session[MAILED_TO] = email


def look_into_mail(heading: str, again: WayOn, *, send_again: str | None = None, form: object = None) -> str:
    """The page after a message was sent: the same whatever the address is to the portal."""
    return render_template(
        "accounts/look.html",
        heading=heading,
        email=session.get(MAILED_TO),
        again=again,
        send_again=send_again,
        form=form,
    )


def done(heading: str, sentences: Sequence[str], way: WayOn) -> str:
    """The page that says that something is done, and where to go on."""
    return render_template("accounts/done.html", heading=heading, sentences=sentences, way=way)


def link_page(refusal: Refusal, again: WayOn | None = None, *, form: object = None) -> tuple[str, int]:
    """The page of a link that does not open: why, and how to get another; with a form that is a button."""
    page = render_template(
        "accounts/link.html",
        sentence=sentence_of(refusal),
        used=refusal.code == "link-used",
        again=again,
        form=form,
        sign_in=url_for("security.login"),
    )
    return page, ANSWERS[refusal.code].status
