"""What tests of passkeys share: a device that is asked on a page, and what is kept of it."""

import json
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.records import Passkey
from app.extensions import db
from competition.foundation.audit import AuditEvent
from tests.pages.authenticators import Authenticator
from tests.pages.reading import fields_of
from tests.pages.test_second_step import came_in

SITE = "http://localhost:8000"
SIGN_IN, PROOF = "/lv/sign-in/passkey", "/lv/sign-in/again/passkey"
ADD, CODES = "/lv/account/codes/passkey", "/lv/account/codes"
WRONG = "Šī piekļuves atslēga neder:"


def asked(client: FlaskClient, path: str) -> dict[str, Any]:
    """What the page's script is told to ask a device for."""
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)


def add(client: FlaskClient, device: Authenticator, name: str = "Telefons") -> TestResponse:
    typed = fields_of(client.get(ADD))
    return client.post(ADD, data=typed | {"name": name, "answer": device.make(asked(client, ADD))})


def answer_with(client: FlaskClient, path: str, answer: str, **more: str) -> TestResponse:
    """Send what a device answered, from the page at `path`."""
    token = fields_of(client.get(path, follow_redirects=True))["csrf_token"]
    return client.post(path, data={"csrf_token": token, "answer": answer, **more})


def use(client: FlaskClient, device: Authenticator, path: str = SIGN_IN, **more: str) -> TestResponse:
    return answer_with(client, path, device.use(asked(client, path)), **more)


def with_passkey(site: Flask) -> tuple[FlaskClient, Authenticator]:
    """A browser that is signed in, and a device with a passkey of the account."""
    client, device = came_in(site), Authenticator(SITE)
    assert add(client, device).status_code == 200
    return client, device


def kept(site: Flask) -> list[Passkey]:
    with site.app_context():
        return list(db.session.scalars(select(Passkey).order_by(Passkey.id)))


def events(site: Flask) -> list[str]:
    with site.app_context():
        verbs = db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.number))
        return [verb for verb in verbs if verb.startswith("account.")]
