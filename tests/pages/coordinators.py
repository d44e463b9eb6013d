"""What tests of the coordinator's pages share: addresses on the desk, and forms filled in as people do."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.extensions import db
from competition.application.records import Application
from competition.call.records import Call
from tests.documents import samples
from tests.pages.keys import with_keys
from tests.pages.reading import fields_of

OPEN_DESK, SCORING_DESK = "/lv/desk/calls/liepaja-demo", "/lv/desk/calls/liepaja-demo-scoring"
EVENING, BICYCLES, GREEN = "Vakara skolotāji", "Velosipēdu darbnīca", "Zaļā klase pagalmā"
A_PDF = samples.PDF

TERMS = {
    "title_lv": "Jauniešu konkurss",
    "title_en": "A call for young people",
    "round_lv": "2026. gada rudens",
    "slug": "liepaja-2026",
    "opens": "2026-10-01",
    "deadline": "2026-11-05",
    "deadline_hour": "",
    "results_by": "2026-12-01",
    "begins": "2027-01-01",
    "ends": "2028-06-30",
    "quota": "7",
    "award": "4600,00",
    "total": "30",
    "sheets": "3",
    "tells_points": "y",
    "number_pattern": "{year}-{serial:02d}",
    "phone": "6000 0000",
    "email": "konkurss@example.org",
    "address": "Parauga iela 1",
    "floor_2_2": "3",
    "floor_2_4_1": "3",
    "floor_2_4_3": "3",
}
ORDER = {
    "deadline": "2026-10-20",
    "deadline_hour": "",
    "legal_basis": "2026. gada 15. septembra rīkojums Nr. 1-4/25",
    "reason_lv": "Lai vairāk jauniešu paspētu.",
    "reason_en": "",
}
PAPER = {
    "name": "Biedrība „Septītais piemērs”",
    "number": "",
    "address": "Parauga iela 7, Liepāja",
    "email": "",
    "title": "Nakts bibliotēka",
    "channel": "post",
    "day": "2026-09-14",
    "hour": "14:05:30",
}


def handled(app: Flask, title: str, rest: str = "", desk: str = SCORING_DESK) -> str:
    """The coordinator's page of the application with this title, or a page below it."""
    return with_keys(app, f"{desk}/applications/{{{title}}}{rest}")


def send(client: FlaskClient, page: str, typed: Mapping[str, Any]) -> TestResponse:
    """Fill the form of a page in and send it."""
    return client.post(page, data={**_hidden(client, page), **typed})


def send_files(client: FlaskClient, page: str, typed: Mapping[str, Any], **files: tuple[str, bytes]) -> TestResponse:
    """The same with files: their field, name and content."""
    return post_files(client, page, {**_hidden(client, page), **typed}, **files)


def post_files(client: FlaskClient, page: str, sent: Mapping[str, Any], **files: tuple[str, bytes]) -> TestResponse:
    """Send a form with files and all that it carries."""
    data = dict(sent)
    data |= {name: FileStorage(BytesIO(content), told) for name, (told, content) in files.items()}
    boundary, body = encode_multipart(data)
    return client.post(page, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def _hidden(client: FlaskClient, page: str) -> dict[str, str]:
    fields = fields_of(client.get(page))
    return {name: value for name, value in fields.items() if name in {"csrf_token", "organiser", "seen", "key"}}


def token_of(client: FlaskClient, page: str) -> str:
    """The token of the form on a page."""
    return fields_of(client.get(page))["csrf_token"]


def call_of(app: Flask, slug: str) -> Call:
    """A call as it is stored."""
    with app.app_context():
        call = db.session().scalars(select(Call).where(Call.slug == slug)).one()
        _ = call.amendments
        db.session().expunge_all()
        return call


def application_of(app: Flask, title: str) -> Application:
    """An application as it is stored."""
    with app.app_context():
        return db.session().scalars(select(Application).where(Application.title == title)).one()


def queries_for(app: Flask, client: FlaskClient, path: str) -> int:
    """How many queries a page asks."""
    asked: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(*told: Any) -> None:
        asked.append(told[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)
