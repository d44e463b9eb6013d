"""Who is signed in, as what, and the way out."""

from flask import render_template
from flask_wtf import FlaskForm

from app.access import Do, may
from app.accounts import (
    accepting,
    asking,
    changing,
    details,
    organisations,
    passkey_pages,
    proving,
    recovering,
    registering,
    second_step,
    signed_in,
)
from app.accounts.blueprint import accounts
from app.accounts.queries import organisations_of, parts_of
from app.accounts.words import WORDS
from app.acting import arrived, current_person
from app.config import HOUSE_ZONE
from app.extensions import db
from app.formats import instant, until_minute
from competition.application.work_requests import own_requests

__all__ = [
    "accepting",
    "accounts",
    "asking",
    "changing",
    "details",
    "organisations",
    "passkey_pages",
    "proving",
    "recovering",
    "registering",
    "second_step",
    "signed_in",
]


@accounts.get("/account")
@may(Do.SEE_ACCOUNT)
def overview() -> str:
    """Who you are and what you are here."""
    person = current_person()
    assert person is not None
    session = db.session()
    parts = [(WORDS[part.word], part.of) for part in parts_of(session, person)]
    own = organisations_of(session, person.id)
    return render_template(
        "accounts/overview.html",
        person=person,
        parts=parts,
        own=own,
        requests=own_requests(session, person.id, arrived()),
        times=lambda one: (instant(one.asked_at.replace(second=0), HOUSE_ZONE), until_minute(one.until, HOUSE_ZONE)),
        form=FlaskForm(),
    )


@accounts.get("/sign-out")
@may(Do.SIGN_OUT)
def sign_out() -> str:
    """The question before signing out; the answer is a POST to the same address."""
    return render_template("accounts/sign_out.html", form=FlaskForm())
