"""The last evening before a deadline, on PostgreSQL that keeps what it was given: saves, whole ways, and the rush.

The site is served as docs/operate.md says, by two processes with four threads each; whoever asks has a connection that
stays open, is signed in, and sends what a browser sends. Everything runs on the same two cores.
"""

import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import TypeVar
from uuid import UUID

from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.accounts.operations import create_account
from app.cli.demo import load_demonstration
from app.cli.serve import GUNICORN
from app.config import ROOT
from app.extensions import db
from app.migrating import upgrade
from competition.application.attachments import attach, attached_to
from competition.application.receipts import check_code
from competition.application.records import Application, Submission
from competition.application.submission import save, start
from competition.application.versions import answers_of, digest_of
from competition.call.operations import FileNote
from competition.foundation import audit
from competition.foundation.act import SYSTEM, Act, acting
from competition.organisation.operations import Applicant, create_person, find_or_make, join
from competition.organisation.records import Standing
from tests.bench.measuring import Measured
from tests.caller import JSON, Caller, fields_in, value_of
from tests.databases import NoPostgres, running_cluster
from tests.installed import PASSWORD, installed
from tests.pages.applicants import A_PDF, READY

PEOPLE, DRAFTS = 100, 10
RUSH, SLOWEST = 60.0, 1.0
"""Seconds in which all is handed in, and for 95 of 100 of them at most until the answer."""
SPREAD = 55.0
"""Seconds through which people begin to hand in."""
AT_ONCE = 8
SAVES, WAYS = 60, 8
PERCENT = 95
COMES_UP_WITHIN = 60.0
Result = TypeVar("Result")
SAFE = ("max_connections=60", "shared_buffers=128MB")


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody with an organisation and its prepared drafts."""

    email: str
    drafts: tuple[UUID, ...]
    slots: tuple[str, ...]


def measure() -> list[Measured]:
    """The figures of the evening; none where there is no PostgreSQL."""
    try:
        with running_cluster(SAFE) as cluster, cluster.empty() as database:
            return _measure(database)
    except NoPostgres as absent:
        print(absent)
        return []


def _measure(database: str) -> list[Measured]:

    people: list[Somebody] = []
    upgrade(database)
    with tempfile.TemporaryDirectory() as name, ExitStack() as open_lines:
        environment = installed(Path(name), lambda app: people.extend(prepare(app)), database)
        port = open_lines.enter_context(served(environment))
        callers = [open_lines.enter_context(Caller(port)) for _ in people]
        for caller, person in zip(callers, people, strict=True):
            caller.sign_in(person.email, PASSWORD)
        saves = per_second([_saving(caller, one) for caller, one in first_of(callers, people)], SAVES)
        ways = per_second([whole_way(caller, one) for caller, one in first_of(callers, people)], WAYS)
        times, lasted = _rush(callers, people)
        return [
            Measured("saves of one field, PostgreSQL", saves, "1/s"),
            Measured("draft, every section, four files, submission", ways, "1/s"),
            Measured(f"{len(times)} submissions over {PEOPLE} connections", lasted, "s", most=RUSH),
            Measured("a submission, 95 of 100", quantiles(times, n=100)[PERCENT - 1], "s", most=SLOWEST),
            Measured("the slowest submission", max(times), "s"),
            Measured("submissions lost, double or without a good receipt", _faults(database, people), "", most=0),
        ]


def prepare(app: Flask) -> list[Somebody]:
    """A hundred people, each with drafts that lack nothing: what the demonstration's own holds, under other titles."""
    load_demonstration(app)
    with app.app_context(), acting(db.session(), SYSTEM) as act:
        ready = db.session().scalars(select(Application).where(Application.title == READY)).one()
        answers = answers_of(act, ready.id)
        files = [
            (one.slot, FileNote(one.file_name, one.media_type, one.size, one.digest)) for one in attached_to(act, ready)
        ]
        return [_somebody(act, number, ready.call_id, answers, files) for number in range(PEOPLE)]


def _somebody(
    act: Act, number: int, call_id: UUID, answers: dict[str, str], files: Sequence[tuple[str, FileNote]]
) -> Somebody:
    organisation = find_or_make(act, Applicant(f"Biedrība Nr. {number}"))
    person = create_person(act, f"rush{number}@example.org", f"Iesniedzējs Nr. {number}")
    join(act, person.id, organisation.id, Standing.OWNER)
    create_account(act.session, person, PASSWORD)
    drafts: list[UUID] = []
    for draft in range(DRAFTS):
        application = start(act, call_id, organisation.id)
        save(act, application.id, answers, f"Projekts {number}.{draft}")
        for slot, file in files:
            attach(act, application.id, slot, file)
        drafts.append(application.id)
    return Somebody(person.email, tuple(drafts), tuple(slot for slot, _ in files))


@contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as door:
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        door.bind(("127.0.0.1", 0))
        door.listen(2 * PEOPLE)
        port: int = door.getsockname()[1]
        command = [sys.executable, *GUNICORN, "--bind", f"fd://{door.fileno()}", "--keep-alive", "120"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[door.fileno()])
    try:
        with Caller(port) as first:
            assert first.get("/healthz").status == 200
        yield port
    finally:
        server.terminate()
        server.wait(timeout=COMES_UP_WITHIN)


def first_of(callers: list[Caller], people: list[Somebody]) -> list[tuple[Caller, Somebody]]:
    return list(zip(callers, people, strict=True))[:AT_ONCE]


def _saving(caller: Caller, person: Somebody) -> Callable[[int], None]:
    """Save one field of a draft as its page does while one types."""
    address = f"/lv/applications/{person.drafts[0]}/sections/risks"
    page = caller.get(address).text
    marks = {name: value_of(page, name) for name in ("csrf_token", "seen")}

    def act(turn: int) -> None:
        answer = caller.post(f"{address}/saved", {**marks, "risks": f"Lietus, {turn}. reizi."}, JSON)
        assert answer.status == 200, answer.text[:300]
        marks["seen"] = json.loads(answer.text)["seen"]

    return act


def whole_way(
    caller: Caller, person: Somebody, made: Callable[[int], bytes] = lambda _: A_PDF
) -> Callable[[int], None]:
    """Begin an application, fill every section in as another one is filled in, attach its files, hand it in.

    `made`: the content of each file, by its place.
    """
    apply, model = "/lv/calls/liepaja-demo/apply", person.drafts[0]
    sections = list(dict.fromkeys(re.findall(r"/sections/([a-z-]+)", caller.get(f"/lv/applications/{model}").text)))
    filled = {key: section_of(caller, model, key) for key in sections}

    def act(turn: int) -> None:
        token = value_of(caller.get(apply).text, "csrf_token")
        begun = caller.post(apply, {"csrf_token": token})
        here = UUID(begun.location.rpartition("/")[2])
        for key, typed in filled.items():
            marks = {name: section_of(caller, here, key)[name] for name in ("csrf_token", "seen")}
            title = {"title": f"Viss ceļš {here}, {turn}"} if "title" in typed else {}
            caller.expect(303, caller.post(f"/lv/applications/{here}/sections/{key}", {**typed, **marks, **title}))
        for place, slot in enumerate(person.slots):
            address = f"/lv/applications/{here}/attachments/to/{slot}"
            caller.expect(303, caller.send_file(address, token, slot, made(place)))
        hand_in(caller, here)

    return act


def section_of(caller: Caller, application: UUID, key: str) -> dict[str, str]:
    address = f"/lv/applications/{application}/sections/{key}"
    return fields_in(caller.get(address).text, address)


def hand_in(caller: Caller, application: UUID) -> float:
    """From the page with all answers to the receipt; how long the submission itself took, in seconds."""
    here = f"/lv/applications/{application}"
    token = value_of(caller.get(f"{here}/review").text, "csrf_token")
    begun = time.perf_counter()
    answer = caller.post(f"{here}/submit", {"csrf_token": token})
    took = time.perf_counter() - begun
    caller.expect(303, answer)
    caller.expect(200, caller.get(f"{here}/receipt"))
    return took


def _rush(callers: list[Caller], people: list[Somebody]) -> tuple[list[float], float]:
    """Everybody hands all drafts in, evenly through most of a minute; how long each took, and all together."""
    step = SPREAD / (PEOPLE * DRAFTS)

    def going(place: int, caller: Caller, drafts: tuple[UUID, ...]) -> Callable[[float], list[float]]:
        def go(begun: float) -> list[float]:
            times: list[float] = []
            for turn, draft in enumerate(drafts):
                time.sleep(max(0.0, begun + step * (turn * PEOPLE + place) - time.perf_counter()))
                times.append(hand_in(caller, draft))
            return times

        return go

    work = zip(callers, people, strict=True)
    done, lasted = _together([going(place, caller, one.drafts) for place, (caller, one) in enumerate(work)])
    return [one for times in done for one in times], lasted


def per_second(acts: list[Callable[[int], None]], times: int) -> float:
    """How many a second, where everybody does theirs `times` times, all at once; the first of each does not count."""

    def repeating(act: Callable[[int], None]) -> Callable[[float], None]:
        act(0)

        def go(_begun: float) -> None:
            for turn in range(1, times + 1):
                act(turn)

        return go

    _, lasted = _together([repeating(act) for act in acts])
    return len(acts) * times / lasted


def _together(deeds: Sequence[Callable[[float], Result]]) -> tuple[list[Result], float]:
    """Do every deed in a thread of its own, all begun at one moment, which each is told; what came, and how long."""
    with ThreadPoolExecutor(len(deeds)) as pool:
        begun = time.perf_counter()
        ends = [pool.submit(deed, begun) for deed in deeds]
        done = [end.result() for end in ends]
    return done, time.perf_counter() - begun


def _faults(database: str, people: list[Somebody]) -> int:
    """Drafts that are not there handed in once with a receipt that is good; numbers given twice; a broken chain."""
    ours = {draft for person in people for draft in person.drafts}
    engine = create_engine(database)
    with Session(engine) as session:
        handed_in = session.scalars(select(Submission).where(Submission.application_id.in_(ours))).all()
        good = [one for one in handed_in if _is_good(session, one)]
        numbers = session.scalars(select(Application.number).where(Application.id.in_(ours))).all()
        faults = len(ours) - len({one.application_id for one in good}) + len(handed_in) - len(ours)
        faults += len(numbers) - len(set(numbers)) + sum(1 for _ in audit.faults_in(session))
    engine.dispose()
    return faults


def _is_good(session: Session, submission: Submission) -> bool:
    said = check_code(session, submission.receipt or "")
    return said.digest == submission.digest == digest_of(submission.content)
