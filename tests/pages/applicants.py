"""What tests of the applicant's pages share: the demonstration's applications, and forms filled in as people do."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.extensions import db
from competition.application.records import Answer, Application, Attachment, Submission
from competition.call.deadline import deadline_in_force
from competition.call.records import Call
from competition.foundation.clock import TICK, use_clock
from tests.documents import samples
from tests.pages.reading import fields_of

HALF, READY = "Pagalma darbnīca", "Stāsti no mūsu ielas"
THEIRS, SECOND_SEASON = "Kustības laboratorija", "Stāsti no mūsu ielas: otrā sezona"
OPEN_CALL, SCORING_CALL = "liepaja-demo", "liepaja-demo-scoring"


def key_of(app: Flask, title: str) -> UUID:
    """The key of the application with this title."""
    with app.app_context():
        return db.session().scalars(select(Application.id).where(Application.title == title)).one()


def address_of(app: Flask, title: str, rest: str = "", language: str = "lv") -> str:
    """Where the application with this title is, or a page below it."""
    return f"/{language}/applications/{key_of(app, title)}{rest}"


def deadline_of(app: Flask, slug: str) -> datetime:
    """The last accepted instant of a call."""
    with app.app_context():
        call = db.session().scalars(select(Call).where(Call.slug == slug)).one()
        return deadline_in_force(call.terms).at


def just_after(app: Flask, slug: str) -> datetime:
    """One microsecond after the last accepted instant."""
    return deadline_of(app, slug) + TICK


def put_clock(at: datetime) -> None:
    """Put the installation's clock; the fixture of the site takes it back."""
    use_clock(lambda: at)


def answers_of(app: Flask, title: str) -> dict[str, str]:
    """What is stored of an application's answers."""
    key = key_of(app, title)
    with app.app_context():
        rows = db.session().scalars(select(Answer).where(Answer.application_id == key))
        return {one.question: one.text for one in rows}


def rows_of(app: Flask, kind: type[Any], title: str) -> list[Any]:
    """The submissions or attachments of an application, in their order."""
    key = key_of(app, title)
    with app.app_context():
        return list(db.session().scalars(select(kind).where(kind.application_id == key).order_by(kind.id)))


def versions_of(app: Flask, title: str) -> list[Submission]:
    """The versions that were handed in."""
    return rows_of(app, Submission, title)


def files_of(app: Flask, title: str) -> list[Attachment]:
    """The files that are in the application now."""
    return [one for one in rows_of(app, Attachment, title) if one.removed_at is None]


def state_of(app: Flask, title: str) -> str:
    """Where an application stands."""
    with app.app_context():
        return db.session().scalars(select(Application.state).where(Application.title == title)).one()


def token_of(client: FlaskClient, address: str) -> str:
    """The token of the forms on a page."""
    fields = fields_of(client.get(address))
    return next(value for name, value in fields.items() if name.endswith("csrf_token"))


def press(client: FlaskClient, page: str, address: str, **more: Any) -> TestResponse:
    """Press a button on a page that posts to an address."""
    return client.post(address, data={"csrf_token": token_of(client, page), **more})


def write(client: FlaskClient, address: str, typed: Mapping[str, str], rest: str = "", **more: Any) -> TestResponse:
    """Type into the fields of a section and send it, with the marks of what stands there now."""
    fields = fields_of(client.get(address))
    sent = {"csrf_token": fields["csrf_token"], "seen": fields["seen"], **typed, **more}
    return client.post(f"{address}{rest}", data=sent)


def send_file(client: FlaskClient, page: str, slot: str, name: str, content: bytes) -> TestResponse:
    """Choose a file for a slot and send it."""
    return post_file(client, f"{page}/to/{slot}", slot, name, content, token_of(client, page))


def post_file(client: FlaskClient, address: str, slot: str, name: str, content: bytes, token: str = "") -> TestResponse:
    """Send a file to an address, with a token or without."""
    data = {"csrf_token": token, f"{slot}-file": FileStorage(BytesIO(content), name)}
    boundary, body = encode_multipart(data)  # the client's own way leaves a file open for a large one
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


A_PDF = samples.PDF
A_MOMENT = timedelta(minutes=1)
