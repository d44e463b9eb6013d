"""Requests per second of the desk's lists with 2,000 applications, against the smallest view with 50 rows.

Both under gunicorn with one worker, on loopback, asked by one client that keeps its connection, in turns. Another list
is a line in LISTS.

Run by hand: .venv/bin/python -m tests.bench.bench_lists
"""

import http.client
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import select

from app.accounts.operations import create_account
from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import create_person, give_role
from competition.organisation.records import Organiser, Staff
from scoring.archive.reading import read_file
from scoring.archive.replay import bring_in
from tests.bench.bench_outcome import APPLICATIONS, CRITERIA, MEMBERS, large_round
from tests.bench.bench_pages import served
from tests.bench.measuring import Measured, table
from tests.installed import installed

SLUG = "liels-2020"
DESK, BARE = f"/lv/desk/calls/{SLUG}", f"/{SLUG}"
LISTS = {
    "the list of applications": f"{DESK}/applications?page=20",
    "the ranking": f"{DESK}/ranking?page=20",
}
EMAIL, PASSWORD = "coordinator@example.org", "pārole-ķēdē"
ROUNDS, REQUESTS, WARM_UP = 5, 80, 15
SHARE = 0.25


def measure() -> list[Measured]:
    """Each list, the bare view, and the list's share of it: the best of several rounds each."""
    figures = []
    with tempfile.TemporaryDirectory() as name:
        environment = installed(Path(name), _with_the_large_round(Path(name)))
        bare_view = "tests.bench.bare_list:create_app()"
        with served("wsgi:app", environment) as site, served(bare_view, environment) as bare:
            cookie = _signed_in(site)
            for what, path in LISTS.items():
                pairs = [(_rate(site, path, cookie), _rate(bare, BARE, "")) for _ in range(ROUNDS)]
                page, smallest = max(one for one, _ in pairs), max(two for _, two in pairs)
                figures += [
                    Measured(f"{what}, {APPLICATIONS}", page, "1/s"),
                    Measured("the smallest view with 50 rows", smallest, "1/s"),
                    Measured("its share of that", page / smallest, "", least=SHARE),
                ]
    return figures


def _with_the_large_round(folder: Path) -> Callable[[Flask], None]:
    """The large round, and somebody who holds it."""
    archive = folder / "round.json"
    archive.write_text(json.dumps(large_round(APPLICATIONS, MEMBERS, CRITERIA)), encoding="utf-8")

    def fill(app: Flask) -> None:
        with app.app_context():
            with acting(db.session(), SYSTEM, brought_in=True) as act:
                bring_in(act, read_file(archive))
            with acting(db.session(), SYSTEM) as act:
                person = create_person(act, EMAIL, "Ilze")
                organiser = act.session.scalars(select(Organiser)).one()
                give_role(act, person.id, Staff.COORDINATOR, organiser.id)
                create_account(act.session, person, PASSWORD)

    return fill


def _signed_in(connection: http.client.HTTPConnection) -> str:
    """The session of the coordinator, as a browser keeps it."""
    page, cookie = _exchange(connection, "GET", "/lv/sign-in")
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    form = urlencode({"email": EMAIL, "password": PASSWORD, "csrf_token": token})
    return _exchange(connection, "POST", "/lv/sign-in", form, cookie)[1]


def _rate(connection: http.client.HTTPConnection, path: str, cookie: str) -> float:
    for _ in range(WARM_UP):
        _exchange(connection, "GET", path, cookie=cookie)
    begun = time.perf_counter()
    for _ in range(REQUESTS):
        _exchange(connection, "GET", path, cookie=cookie)
    return REQUESTS / (time.perf_counter() - begun)


def _exchange(
    connection: http.client.HTTPConnection, method: str, path: str, form: str | None = None, cookie: str = ""
) -> tuple[str, str]:
    """What was answered, and the cookies that came with it."""
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, form, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    if answer.status >= http.HTTPStatus.BAD_REQUEST or (method == "GET" and answer.status != http.HTTPStatus.OK):
        raise RuntimeError(f"{method} {path}: {answer.status}")
    return text, "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or ())


if __name__ == "__main__":
    print(table(measure()))
