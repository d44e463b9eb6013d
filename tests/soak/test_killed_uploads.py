"""The server is killed in the middle of fifty uploads: whatever it acknowledged is there afterwards, and is whole."""

import hashlib
import re
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread
from uuid import UUID

import pytest
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from competition.application.attachments import detach
from competition.application.records import Application, Attachment
from competition.call.forms import put_form
from competition.call.records import Call
from competition.form.operations import form_text
from competition.foundation import audit
from competition.foundation.act import SYSTEM, acting
from competition.foundation.engine import prepare_engine
from tests.caller import Caller, value_of
from tests.commands.served import PASSWORD, Site
from tests.documents import samples
from tests.pages.applicants import HALF, READY

KILLS = 8
UPLOADS, AT_ONCE = 50, 10
SMALLEST, LARGEST = 50_000, 3_000_000
STAGED = re.compile(r"[0-9a-f]{64}#\d+")
"""What obstore leaves of a file that it was writing: beside its final name, never under it, and in no list of its."""


@pytest.fixture
def site(real_server: Site) -> Site:
    return real_server


@pytest.fixture
def engine(site: Site) -> Iterator[Engine]:
    engine = prepare_engine(create_engine(site.database))
    yield engine
    engine.dispose()


class Uploads:
    """Fifty files on their way, some at once: which were acknowledged, by their digests, and how many were cut off."""

    def __init__(self, site: Site, cookies: dict[str, str], places: list[tuple[UUID, str]], chance: Random) -> None:
        self.site, self.cookies = site, cookies
        self.waiting = [(*places[number % len(places)], chance.randbytes(8), chance) for number in range(UPLOADS)]
        self.acknowledged: list[str] = []
        self.cut_off = 0
        self.began = Event()
        self.trouble: list[BaseException] = []
        self.lock = Lock()

    def begin(self) -> list[Thread]:
        """Begin to send them."""
        threads = [Thread(target=self._until_the_line_is_cut) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        return threads

    def _until_the_line_is_cut(self) -> None:
        try:
            with Caller(self.site.port) as caller:
                caller.cookies = dict(self.cookies)
                while self.waiting:
                    with self.lock:
                        key, slot, seed, chance = self.waiting.pop()
                        content = a_pdf(seed, chance.randint(SMALLEST, LARGEST))
                    self._send(caller, f"/lv/applications/{key}/attachments", slot, content)
        except (OSError, HTTPException):
            with self.lock:
                self.cut_off += 1
        except BaseException as trouble:  # noqa: BLE001 - told to the test
            self.trouble.append(trouble)
        finally:
            self.began.set()

    def _send(self, caller: Caller, page: str, slot: str, content: bytes) -> None:
        token = value_of(caller.get(page).text, "csrf_token")
        answer = caller.send_file(f"{page}/to/{slot}", token, slot, content)
        assert (answer.status, "added=" in answer.location) == (303, True), (answer.status, answer.text[:500])
        self.acknowledged.append(hashlib.sha256(content).hexdigest())
        if len(self.acknowledged) == AT_ONCE:
            self.began.set()


def a_pdf(seed: bytes, size: int) -> bytes:
    """A file of its own, by whose end one sees whether it is whole: a page, and so many octets that nobody sees."""
    filling = seed * (size // len(seed))
    return samples.pdf_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
            4: b"<</Length %d>>stream\n%s\nendstream" % (len(filling), filling),
        }
    )


def test_what_was_acknowledged_is_there_and_whole_after_the_server_was_killed_in_the_middle_of_fifty_uploads(
    site: Site, engine: Engine, tmp_path: Path
):
    chance = Random(2026)
    for words in (("db", "upgrade"), ("demo", "load")):
        site.command_done(*words)
    places = with_room_for_all(engine)
    site.start_server()
    with Caller(site.port) as caller:
        caller.sign_in("ngo@example.org", PASSWORD)
        cookies = caller.cookies
    cut_off, staged = 0, set[str]()
    for _ in range(KILLS):
        take_all_out(engine)
        uploads = Uploads(site, cookies, places, chance)
        threads = uploads.begin()
        assert uploads.began.wait(timeout=60)
        Event().wait(chance.uniform(0, 0.5))

        site.kill_all()
        for thread in threads:
            thread.join(timeout=60)
        assert uploads.trouble == []
        site.start_server()

        cut_off += uploads.cut_off
        staged |= require_whole(tmp_path / "files")
        require_there(engine, tmp_path / "files", uploads.acknowledged)
        require_sent_again(site, cookies, places[0])
    assert cut_off > KILLS
    assert all(STAGED.fullmatch(name) for name in staged)
    print(f"left beside the final names, to be swept: {len(staged)}")


def with_room_for_all(engine: Engine) -> list[tuple[UUID, str]]:
    """The places of two drafts, each of which takes ten files as of now."""
    with Session(engine) as session, acting(session, SYSTEM) as act:
        rows = select(Application).where(Application.title.in_((HALF, READY)))
        drafts = list(session.scalars(rows))
        call = act.get(Call, drafts[0].call_id)
        text = form_text(session, drafts[0].form or "").replace("application-form/2", "application-form/1")
        put_form(act, call, text)
        for draft in drafts:
            draft.form = call.form
        act.note("call.form-written", call, slug=call.slug)
        slots = ("statutes", "at-risk-declaration", "partner-declaration")
        return [(draft.id, slot) for draft in drafts for slot in slots]


def take_all_out(engine: Engine) -> None:
    """Take every file out of the drafts, so that there is room again."""
    with Session(engine) as session, acting(session, SYSTEM) as act:
        there = select(Attachment).join(Application, Application.id == Attachment.application_id)
        mine = there.where(Application.title.in_((HALF, READY)), Attachment.removed_at.is_(None))
        for one in list(session.scalars(mine)):
            detach(act, one.application_id, one.id)
        act.note("test.taken-out", "test:1")


def require_whole(files: Path) -> set[str]:
    """Every file under a final name is whole; what lies beside them, by its names."""
    staged: set[str] = set()
    for path in (files / "sha256").rglob("*"):
        if path.is_file() and "#" in path.name:
            staged.add(path.name)
        elif path.is_file():
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    return staged


def require_there(engine: Engine, files: Path, acknowledged: list[str]) -> None:
    """What was acknowledged is written down, and what is written down lies in the store."""
    with Session(engine) as session:
        written = set(session.scalars(select(Attachment.digest).where(Attachment.removed_at.is_(None))))
        everything = set(session.scalars(select(Attachment.digest)))
        assert list(audit.faults_in(session)) == []
    assert set(acknowledged) - written == set()
    assert [one for one in everything if not (files / "sha256" / one[:2] / one).is_file()] == []


def require_sent_again(site: Site, cookies: dict[str, str], place: tuple[UUID, str]) -> None:
    """What was cut off is sent once more, and once more, and is one file."""
    key, slot = place
    page, content = f"/lv/applications/{key}/attachments", a_pdf(b"again...", SMALLEST)
    with Caller(site.port) as caller:
        caller.cookies = dict(cookies)
        token = value_of(caller.get(page).text, "csrf_token")
        first, second = (caller.send_file(f"{page}/to/{slot}", token, slot, content) for _ in range(2))
    assert (first.status, first.location) == (303, second.location)
