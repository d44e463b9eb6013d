"""Who is signed in, as what, and the way out."""

from flask import render_template
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.access import Do, may
from app.accounts import changing, recovering, registering
from app.accounts.blueprint import accounts
from app.accounts.queries import parts_of
from app.acting import current_person
from app.extensions import db

__all__ = ["accounts", "changing", "recovering", "registering"]

WORDS = {
    "coordinator": _l("Coordinator"),
    "auditor": _l("Auditor"),
    "administrator": _l("Administrator of the portal"),
    "committee-chair": _l("Chair of the evaluation committee"),
    "committee-member": _l("Member of the evaluation committee"),
    "committee-alternate": _l("Alternate member of the evaluation committee"),
    "committee-secretary": _l("Secretary of the evaluation committee"),
    "applicant-owner": _l("Responsible person of the applicant"),
    "applicant-member": _l("Works for the applicant"),
}


@accounts.get("/account")
@may(Do.SEE_ACCOUNT)
def overview() -> str:
    """Who you are and what you are here."""
    person = current_person()
    assert person is not None
    parts = [(WORDS[part.word], part.of) for part in parts_of(db.session(), person)]
    return render_template("accounts/overview.html", person=person, parts=parts, form=FlaskForm())


@accounts.get("/sign-out")
@may(Do.SIGN_OUT)
def sign_out() -> str:
    """The question before signing out; the answer is a POST to the same address."""
    return render_template("accounts/sign_out.html", form=FlaskForm())
