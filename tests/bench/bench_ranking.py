"""Requests per second of a ranking of 2,000 applications, against the smallest view that reads and shows 50 rows.

Both under gunicorn with one worker, on loopback, in turns. The first look after something was done is told too: it
computes the outcome, the others find it kept (docs/decisions/0011).

Run by hand: .venv/bin/python -m tests.bench.bench_ranking
"""

import http.client
import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select

from app import create_app
from app.accounts.operations import create_account
from app.config import read_settings
from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import create_person
from competition.organisation.records import Organiser, Staff, StaffRole
from scoring.archive.reading import read_file
from scoring.archive.replay import bring_in
from tests.bench.bench_outcome import APPLICATIONS, CRITERIA, MEMBERS, large_round
from tests.bench.bench_pages import served
from tests.bench.measuring import Measured, table
from tests.databases import migrated_file

SLUG = "liels-2020"
PAGE, BARE = f"/lv/desk/calls/{SLUG}/ranking", f"/{SLUG}"
EMAIL, PASSWORD = "coordinator@example.org", "pārole-ķēdē"
ROUNDS, REQUESTS, WARM_UP = 4, 60, 10
SHARE = 0.25
SMALLEST = "tests.bench.bare_ranking:create_app()"


def measure() -> list[Measured]:
    """The first look, the pages after it, the bare view, and the page's share of it."""
    with tempfile.TemporaryDirectory() as name:
        environment = _installation(Path(name))
        with (
            served("wsgi:app", environment) as page,
            served("tests.bench.bare_ranking:create_app()", environment) as bare,
        ):
            cookie = _signed_in(page)
            begun = time.perf_counter()
            _ask(page, PAGE, cookie)
            first = time.perf_counter() - begun
            pairs = [(_rate(page, f"{PAGE}?page=20", cookie), _rate(bare, BARE, "")) for _ in range(ROUNDS)]
    page_rate, bare_rate = max(one for one, _ in pairs), max(two for _, two in pairs)
    return [
        Measured(f"the first look at a ranking of {APPLICATIONS}", first, "s"),
        Measured("a page of it after that", page_rate, "1/s"),
        Measured("the smallest view with 50 rows", bare_rate, "1/s"),
        Measured("the page's share of it", page_rate / bare_rate, "", least=SHARE),
    ]


def _installation(folder: Path) -> dict[str, str]:
    """The environment of a site with the large round, and somebody who holds it."""
    database, archive = folder / "konkurss.db", folder / "round.json"
    shutil.move(migrated_file(folder), database)
    archive.write_text(json.dumps(large_round(APPLICATIONS, MEMBERS, CRITERIA)), encoding="utf-8")
    ours = {
        "KONKURSS_ENV": "test",
        "KONKURSS_DATABASE_URL": f"sqlite:///{database}",
        "KONKURSS_STORAGE_URL": f"file:{folder / 'files'}",
        "KONKURSS_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789",
        "KONKURSS_DEMO_PASSWORD": "unused",
    }
    app = create_app(read_settings(ours, folder))
    with app.app_context():
        with acting(db.session(), SYSTEM, brought_in=True) as act:
            bring_in(act, read_file(archive))
        with acting(db.session(), SYSTEM) as act:
            person = create_person(act, EMAIL, "Ilze")
            organiser = act.session.scalars(select(Organiser)).one()
            act.add(StaffRole(person_id=person.id, role=Staff.COORDINATOR, organiser_id=organiser.id))
            create_account(act.session, person, PASSWORD)
            act.note("person.made", person)
        db.session.remove()
        db.engine.dispose()
    return {name: value for name, value in os.environ.items() if not name.startswith("KONKURSS_")} | ours


def _signed_in(connection: http.client.HTTPConnection) -> str:
    """The session of the coordinator, as its browser keeps it."""
    body, cookie = _exchange(connection, "GET", "/lv/sign-in")
    token = body.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    form = urlencode({"email": EMAIL, "password": PASSWORD, "csrf_token": token})
    _, signed = _exchange(connection, "POST", "/lv/sign-in", form, cookie)
    return signed or cookie


def _exchange(
    connection: http.client.HTTPConnection, method: str, path: str, form: str | None = None, cookie: str = ""
) -> tuple[str, str]:
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, form, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    return text, (answer.headers.get("Set-Cookie") or "").split(";")[0]


def _rate(connection: http.client.HTTPConnection, path: str, cookie: str) -> float:
    for _ in range(WARM_UP):
        _ask(connection, path, cookie)
    begun = time.perf_counter()
    for _ in range(REQUESTS):
        _ask(connection, path, cookie)
    return REQUESTS / (time.perf_counter() - begun)


def _ask(connection: http.client.HTTPConnection, path: str, cookie: str) -> None:
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{path}: {answer.status}")


if __name__ == "__main__":
    print(table(measure()))
