"""The server is killed while people type and hand in: whatever it acknowledged is there afterwards, and is whole."""

import json
from collections.abc import Iterator
from http.client import HTTPException
from random import Random
from threading import Event, Thread
from uuid import UUID

import pytest
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from competition.application.receipts import check_code
from competition.application.records import Answer, Application, Submission
from competition.application.versions import digest_of
from competition.foundation import audit
from competition.foundation.engine import prepare_engine
from tests.caller import JSON, Caller, value_of
from tests.commands.served import PASSWORD, Site
from tests.pages.applicants import HALF, READY

KILLS = 50
LONGEST_WAIT = 0.4
"""Seconds of typing and handing in until the server is killed, at most; a request takes some hundredths of one."""
GOAL, NEED, RISKS = "aim-goal", "aim-need", "risks"


@pytest.fixture
def site(real_server: Site) -> Site:
    return real_server


@pytest.fixture
def engine(site: Site) -> Iterator[Engine]:
    engine = prepare_engine(create_engine(site.database))
    yield engine
    engine.dispose()


class Somebody:
    """Somebody at work until the line is cut: what was acknowledged, what is under way, what was so at every cut."""

    def __init__(self, site: Site, cookies: dict[str, str], key: UUID) -> None:
        self.site, self.cookies, self.here = site, cookies, f"/lv/applications/{key}"
        self.acknowledged: list[str] = []
        self.cut_off: list[str] = []
        self.under_way = ""
        self.began = Event()
        self.trouble: BaseException | None = None

    def work(self, name: str) -> Thread:
        """Begin, under a name that is in everything that is typed."""
        thread = Thread(target=self._until_the_line_is_cut, args=(name,))
        thread.start()
        return thread

    def _until_the_line_is_cut(self, name: str) -> None:
        try:
            with Caller(self.site.port) as caller:
                caller.cookies = self.cookies
                self._go(caller, name)
        except (OSError, HTTPException):
            pass
        except BaseException as trouble:  # noqa: BLE001 - told to the test
            self.trouble = trouble
        finally:
            self.cut_off.append(self.under_way)
            self.began.set()

    def _go(self, caller: Caller, name: str) -> None:
        raise NotImplementedError


class Typist(Somebody):
    """Types one and the same into two fields of a section, which saves itself."""

    def _go(self, caller: Caller, name: str) -> None:
        page = caller.get(f"{self.here}/sections/aim").text
        marks = {name: value_of(page, name) for name in ("csrf_token", "seen")}
        for turn in range(10_000):
            self.under_way = f"{name}, {turn}. reize: rakstīts ar ķīļzīmēm un garumzīmēm."
            typed = {GOAL: self.under_way, NEED: self.under_way}
            answer = caller.post(f"{self.here}/sections/aim/saved", {**marks, **typed}, JSON)
            assert answer.status == 200, answer.text[:500]
            marks["seen"] = json.loads(answer.text)["seen"]
            self.acknowledged.append(self.under_way)
            self.began.set()


class Applicant(Somebody):
    """Changes an answer and hands the application in, again and again."""

    def _go(self, caller: Caller, name: str) -> None:
        for turn in range(10_000):
            page = caller.get(f"{self.here}/sections/risks").text
            marks = {name: value_of(page, name) for name in ("csrf_token", "seen")}
            text = f"{name}, {turn}. reize"
            saved = caller.post(f"{self.here}/sections/risks/saved", {**marks, RISKS: text}, JSON)
            assert saved.status == 200, saved.text[:500]
            self.under_way = text
            answer = caller.post(f"{self.here}/submit", {"csrf_token": marks["csrf_token"]})
            assert (answer.status, answer.location.endswith("/receipt")) == (303, True), answer.text[:500]
            self.acknowledged.append(text)
            self.began.set()


KINDS: tuple[tuple[type[Somebody], str], ...] = ((Typist, HALF), (Applicant, READY))


def test_what_was_acknowledged_is_there_after_the_server_was_killed(site: Site, engine: Engine):
    chance = Random(2026)
    for words in (("db", "upgrade"), ("demo", "load")):
        site.command_done(*words)
    site.start_server()
    cookies = _signed_in(site)
    typist, applicant = (kind(site, cookies, _key_of(engine, title)) for kind, title in KINDS)
    for kill in range(KILLS):
        for one in (typist, applicant):
            one.began.clear()
        threads = [one.work(f"Nr. {kill}") for one in (typist, applicant)]
        for one in (typist, applicant):
            assert one.began.wait(timeout=30)
        Event().wait(chance.uniform(0, LONGEST_WAIT))

        site.kill_all()
        for thread in threads:
            thread.join(timeout=60)
        assert [one.trouble for one in (typist, applicant)] == [None, None]
        site.start_server()

        with Session(engine) as session:
            _require_typed(session, typist)
            _require_handed_in(session, applicant)
            assert list(audit.faults_in(session)) == []


def _require_typed(session: Session, typist: Somebody) -> None:
    rows = select(Answer).where(Answer.application_id == UUID(typist.here[-36:]), Answer.question.in_((GOAL, NEED)))
    texts = {one.question: one.text for one in session.scalars(rows)}
    assert texts[GOAL] == texts[NEED]
    assert texts[GOAL] in {typist.acknowledged[-1], typist.under_way}


def _require_handed_in(session: Session, applicant: Somebody) -> None:
    rows = select(Submission).where(Submission.application_id == UUID(applicant.here[-36:]))
    submissions = session.scalars(rows.order_by(Submission.version)).all()
    texts = [one.content["answers"][RISKS] for one in submissions]
    assert [one.version for one in submissions] == list(range(1, len(submissions) + 1))
    assert [one for one in applicant.acknowledged if one not in texts] == []
    assert set(texts) <= {*applicant.acknowledged, *applicant.cut_off}
    for one in submissions:
        assert one.receipt is not None
        assert (digest_of(one.content), check_code(session, one.receipt).digest) == (one.digest, one.digest)


def _signed_in(site: Site) -> dict[str, str]:
    with Caller(site.port) as caller:
        caller.sign_in("ngo@example.org", PASSWORD)
        return caller.cookies


def _key_of(engine: Engine, title: str) -> UUID:
    with Session(engine) as session:
        return session.scalars(select(Application.id).where(Application.title == title)).one()
