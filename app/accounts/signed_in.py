"""Where somebody is signed in, and signing out elsewhere."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.accounts.blueprint import accounts
from app.accounts.browsers import end_others, here, open_browsers
from app.accounts.entering import own_account
from app.config import HOUSE_ZONE
from app.formats import Case, instant
from app.forms import Form


@accounts.get("/account/browsers")
@may(Do.CHANGE_ACCOUNT)
def browsers() -> str:
    """The browsers in which one is signed in."""
    return render_template(
        "accounts/browsers.html",
        browsers=open_browsers(own_account()),
        here=here(),
        began=lambda one: instant(one.began_at.replace(second=0), HOUSE_ZONE, Case.FROM),
        form=Form(),
    )


@accounts.post("/account/browsers/<uuid:browser_id>/end")
@may(Do.CHANGE_ACCOUNT)
def end_browser(browser_id: UUID) -> Response:
    """Sign one other browser out."""
    if Form().validate_on_submit():
        end_others(own_account(), browser_id)
    return redirect(url_for(".browsers"), 303)


@accounts.post("/account/browsers/end")
@may(Do.CHANGE_ACCOUNT)
def end_other_browsers() -> Response:
    """Sign every other browser out."""
    if Form().validate_on_submit():
        end_others(own_account())
    return redirect(url_for(".browsers"), 303)
