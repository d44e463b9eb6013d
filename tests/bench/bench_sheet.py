"""Sheets saved per second, against the smallest Flask view that writes one row, on the same server and engine.

Both under gunicorn with one worker, on loopback, asked by one client that keeps its connection, in turns. The sheet is
saved as a member's browser saves it: signed in, with its token, with the marks of what it has seen, each time changed.
"""

import http.client
import json
import re
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from app.cli.demo import load_demonstration
from tests.bench.bench_pages import served
from tests.bench.measuring import Measured
from tests.installed import PASSWORD, installed

LIST = "/lv/committee/liepaja-demo-scoring"
ROUNDS, REQUESTS, WARM_UP = 5, 100, 20
SHARE = 0.25
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {**FORM, "Accept": "application/json"}


def measure() -> list[Measured]:
    """The sheet, the bare view, and the sheet's share of it: the best of several rounds each."""
    with tempfile.TemporaryDirectory() as name:
        environment = installed(Path(name), load_demonstration)
        bare_view = "tests.bench.bare_writing:create_app()"
        with served("wsgi:app", environment) as site, served(bare_view, environment) as bare:
            save, write = _saving(site), _writing(bare)
            pairs = [(_rate(save), _rate(write)) for _ in range(ROUNDS)]
    sheet, row = max(first for first, _ in pairs), max(second for _, second in pairs)
    return [
        Measured("saving one sheet", sheet, "1/s"),
        Measured("a bare POST that writes one row", row, "1/s"),
        Measured("the sheet's share of it", sheet / row, "", least=SHARE),
    ]


def _saving(connection: http.client.HTTPConnection) -> Callable[[], None]:
    """Save the sheet of a member who has signed in once more, with other points and another note."""
    cookie, page = _signed_in(connection)
    address = re.findall(rf'href="({LIST}/applications/[^"]+)"', _ask(connection, "GET", LIST, cookie=cookie))[0]
    page = _ask(connection, "GET", address, cookie=cookie)
    fields = {name: _value(page, name) for name in ("csrf_token", "seen")}
    codes = list(dict.fromkeys(re.findall(r'name="points-([^"]+)"', page)))
    turns = count()

    def save() -> None:
        turn = next(turns)
        points = {f"points-{code}": str((turn + place) % 6) for place, code in enumerate(codes)}
        body = urlencode({**fields, **points, "notes": f"Piezīme {turn}"})
        answer = _ask(connection, "POST", f"{address}/saved", body, {**JSON, "Cookie": cookie})
        fields["seen"] = json.loads(answer)["seen"]

    return save


def _writing(connection: http.client.HTTPConnection) -> Callable[[], None]:
    """Write one row."""
    turns = count()
    return lambda: void(_ask(connection, "POST", "/", urlencode({"notes": f"Piezīme {next(turns)}"}), FORM))


def void(_answer: str) -> None:
    """What came is of no interest."""


def _signed_in(connection: http.client.HTTPConnection) -> tuple[str, str]:
    page, cookie = _exchange(connection, "GET", "/lv/sign-in")
    typed = {"csrf_token": _value(page, "csrf_token"), "email": "member3@example.org", "password": PASSWORD}
    headers = {**FORM, "Cookie": cookie}
    page, cookie = _exchange(connection, "POST", "/lv/sign-in", urlencode(typed), headers)
    return cookie, page


def _value(page: str, name: str) -> str:
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert tag is not None
    found = re.search(r'value="([^"]*)"', tag.group())
    assert found is not None
    return found.group(1)


def _rate(act: Callable[[], None]) -> float:
    for _ in range(WARM_UP):
        act()
    begun = time.perf_counter()
    for _ in range(REQUESTS):
        act()
    return REQUESTS / (time.perf_counter() - begun)


def _ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str | None = None,
    headers: dict[str, str] | None = None,
    *,
    cookie: str | None = None,
) -> str:
    known = {"Cookie": cookie} if cookie else {}
    text, _ = _exchange(connection, method, path, body, {**(headers or {}), **known}, most=http.HTTPStatus.OK)
    return text


def _exchange(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str | None = None,
    headers: dict[str, str] | None = None,
    *,
    most: int = http.HTTPStatus.SEE_OTHER,
) -> tuple[str, str]:
    """What was answered, and the cookies that came with it."""
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode()
    if answer.status > most:
        raise RuntimeError(f"{method} {path}: {answer.status}")
    return text, "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or ())
