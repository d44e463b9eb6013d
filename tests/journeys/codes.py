"""People with the second step of signing in: one whose browser stands before the code, and one who gave it."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts import codes
from app.accounts.operations import create_account
from app.accounts.records import Account
from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import machine_now
from competition.organisation.operations import create_person
from tests.journeys.places import CODED, HALFWAY
from tests.pages.conftest import DEMO_DAY, PASSWORD
from tests.pages.reading import fields_of, sign_in


def give_codes(app: Flask) -> None:
    """Make both, with an authenticator each."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        for email in (HALFWAY, CODED):
            person = create_person(act, email, "Kodu Lietotāja")
            account = create_account(act.session, person, PASSWORD)
            account.code_secret, account.code_since, account.code_counter = codes.new_secret(), DEMO_DAY, 0


def code_of(app: Flask, email: str) -> str:
    """What their authenticator shows now; it counts although it may have been used before."""
    with app.app_context():
        account = db.session.scalars(select(Account).where(Account.email == email)).one()
        assert account.code_secret
        account.code_counter = 0
        db.session.commit()
        return codes._authenticator().from_source(account.code_secret).generate(time=machine_now()).token


def come_in(app: Flask, email: str) -> FlaskClient:
    """A browser without scripts of somebody who signed in; of whom stands halfway, there."""
    client = app.test_client()
    sign_in(client, email, PASSWORD)
    if email == CODED:
        page = "/lv/sign-in/code"
        client.post(page, data=fields_of(client.get(page)) | {"code": code_of(app, email)})
    return client
