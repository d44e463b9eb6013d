"""Six hundred hostile and odd documents, sent to a real server: none is answered by an error of ours, none ends it."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from html import unescape
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from competition.foundation.clock import machine_now
from documents.guarded import USUAL
from tests.caller import Answer, Caller, value_of
from tests.commands.served import PASSWORD, SERVER, Site
from tests.documents.hostile import COUNT, hostile_documents

SLACK = 10
"""Seconds beside the limit of a work: the way there and back, and what else the machine does meanwhile."""
DESK = "/lv/desk/calls/liepaja-demo/applications"
TAKEN, REFUSED = 303, {400, 413, 422}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    if not Path("/proc/self/environ").exists():
        pytest.skip("processes are counted by /proc, which only Linux has")
    site = Site(tmp_path)
    for words in (("db", "upgrade"), ("demo", "load")):
        site.command_done(*words)
    site.start_server()
    yield site
    site.kill_all()


def test_whatever_an_applicant_attaches_is_taken_or_refused_in_time_and_the_server_lives(site: Site):
    alive = sorted(site.pids(SERVER))
    answers: list[int] = []
    with Caller(site.port) as caller:
        caller.sign_in("ngo@example.org", PASSWORD)
        here = _begun(caller)
        slot = re.findall(r"/attachments/to/([a-z-]+)", caller.get(f"{here}/attachments").text)[0]
        for name, content in hostile_documents():
            token = value_of(caller.get(f"{here}/attachments").text, "csrf_token")
            to = f"{here}/attachments/to/{slot}"
            answer, seconds = _timed(partial(caller.send_file, to, token, slot, content, name))
            assert answer.status in {TAKEN, *REFUSED}, (name, answer.status, answer.text[:300])
            assert seconds < USUAL.seconds + SLACK, name
            answers.append(answer.status)
            if answer.status == TAKEN:
                _take_out(caller, here)

    assert len(answers) == COUNT
    assert {TAKEN, 422} <= set(answers)
    assert sorted(site.pids(SERVER)) == alive
    assert _errors(site) == []


def test_whatever_came_is_registered_and_looked_at_and_the_server_lives(site: Site):
    alive = sorted(site.pids(SERVER))
    shown = pictures = 0
    with Caller(site.port) as caller:
        caller.sign_in("coordinator@example.org", PASSWORD)
        for number, (name, content) in enumerate(hostile_documents()):
            answer, seconds = _timed(partial(_register, caller, f"Pa pastu, {number}", name, content))
            assert answer.status in {TAKEN, *REFUSED}, (name, answer.status, answer.text[:300])
            assert seconds < USUAL.seconds + SLACK, name
            if answer.status != TAKEN:
                continue
            application = caller.get(answer.location.removesuffix("/registered"))
            look = re.findall(r'href="([^"]*/look)"', application.text)[0]
            looked, seconds = _timed(partial(caller.get, look))
            assert (application.status, looked.status) == (200, 200), name
            assert seconds < USUAL.seconds + SLACK, name
            shown += 1
            for picture in re.findall(r'<img[^>]*src="([^"]*/picture[^"]*)"', looked.text):
                drawn = caller.get(unescape(picture)).status
                assert drawn in {200, *REFUSED}, (name, drawn)
                pictures += drawn == 200

    assert shown > COUNT // 10
    assert pictures > COUNT // 50
    assert sorted(site.pids(SERVER)) == alive
    assert _errors(site) == []


def _timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    began = time.monotonic()
    answer = work()
    return answer, time.monotonic() - began


def _begun(caller: Caller) -> str:
    page = caller.get("/lv/calls/liepaja-demo/apply").text
    answer = caller.post("/lv/calls/liepaja-demo/apply", {"csrf_token": value_of(page, "csrf_token")})
    return answer.location


def _take_out(caller: Caller, here: str) -> None:
    remove = re.findall(r'href="([^"]*/attachments/[0-9a-f-]{36}/remove)"', caller.get(f"{here}/attachments").text)[0]
    token = value_of(caller.get(remove).text, "csrf_token")
    caller.expect(TAKEN, caller.post(remove, {"csrf_token": token}))


def _register(caller: Caller, title: str, name: str, content: bytes) -> Answer:
    """Register an application that came on paper just now as this file."""
    page = caller.get(f"{DESK}/new").text
    now = machine_now().astimezone(ZoneInfo("Europe/Riga")) - timedelta(minutes=5)
    typed = {one: value_of(page, one) for one in ("csrf_token", "key")}
    typed |= {"name": "Biedrība „Piemērs”", "title": title, "channel": "post"}
    typed |= {"day": now.date().isoformat(), "hour": now.strftime("%H:%M:%S")}
    boundary, body = encode_multipart({**typed, "files": FileStorage(BytesIO(content), name)})
    return caller.ask("POST", f"{DESK}/new", body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})


def _errors(site: Site) -> list[str]:
    return [line for line in site.log.read_text().splitlines() if "Traceback" in line or "WORKER TIMEOUT" in line]
