"""The worker against a real mail server: what arrives, what is tried again, and what happens when it is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import select, update

from app import create_app
from app.adapters.mail import mailer_at
from app.config import ROOT, read_settings
from app.extensions import db
from app.formats import NBSP
from app.worker import Count, empty
from competition.application.publishing import amend
from competition.application.submission import submit
from competition.foundation import audit
from competition.foundation.clock import machine_now
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.result.operations import announce
from competition.result.records import Notice
from competition.result.terms import Way
from tests.builders import (
    AFTERWARDS,
    WHILE_OPEN,
    a_draft,
    a_person,
    a_published_call,
    a_scored_call,
    an_order,
    an_organisation,
    decide_call,
)
from tests.conftest import Stage

ANNOUNCED = AFTERWARDS + timedelta(days=30)
GOES_WITHIN = 30.0
# A worker that is killed, as by SIGKILL, after the message has left and before that is written down.
KILLED_BEFORE_MARKING = """
import os, signal
import app.worker
app.worker.{where} = lambda *given, **more: os.kill(os.getpid(), signal.SIGKILL)
from app.cli import main
main(["worker", "--once"])
"""


class Post:
    """A mail server's hands: keeps what comes, and answers as told."""

    def __init__(self) -> None:
        self.port = 0
        self.came: list[EmailMessage] = []
        self.answers: list[str] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.came.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer


@pytest.fixture
def post() -> Iterator[Post]:
    """What the server took in; the server runs on a port of its own."""
    hands = Post()
    with socket.socket() as door:  # the server wants to know its port beforehand
        door.bind(("127.0.0.1", 0))
        hands.port = door.getsockname()[1]
    server = Controller(hands, hostname="127.0.0.1", port=hands.port)
    server.start()
    yield hands
    server.stop()


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The site on the stage's database."""
    app = create_app(read_settings({"KONKURSS_ENV": "test", "KONKURSS_DATABASE_URL": database_url}, tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def sending(app: Flask, port: int) -> Count:
    db.session.rollback()
    return empty(db.session(), mailer_at(f"smtp://127.0.0.1:{port}"), app.extensions["konkurss-settings"])


def announced(stage: Stage) -> UUID:
    """A call with one award, announced; its applicant has somebody with an account. The application's key."""
    organisation = an_organisation(stage, "Biedrība Ideja")
    a_person(stage, organisation, "Anna")
    call, applications = a_scored_call(stage, {"Ideja": ("5", "5")})
    with stage.acting(at=AFTERWARDS) as act:
        decide_call(act, call.id)
    with stage.acting(at=ANNOUNCED) as act:
        announce(act, call.id)
    return applications["Ideja"]


def the_message(stage: Stage) -> OutboxMessage:
    stage.session.rollback()
    stage.session.expire_all()
    return stage.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "decision")).one()


def the_notice(stage: Stage) -> Notice:
    stage.session.rollback()
    stage.session.expire_all()
    return stage.session.scalars(select(Notice)).one()


def times_noted(stage: Stage) -> int:
    stage.session.rollback()
    return len(stage.session.scalars(select(audit.AuditEvent).where(audit.AuditEvent.verb == "letter.sent")).all())


def make_due(stage: Stage) -> None:
    stage.session.execute(update(OutboxMessage).values(next_try_at=machine_now() - timedelta(seconds=1)))
    stage.session.commit()


def only_decisions(stage: Stage) -> None:
    """The receipts of what was handed in are on their way already."""
    stage.session.execute(
        update(OutboxMessage).where(OutboxMessage.kind != "decision").values(state=Delivery.SENT, sent_at=machine_now())
    )
    stage.session.commit()


def test_a_receipt_and_an_amendment_arrive_whole_in_latvian(stage, app, post):
    call = a_published_call(stage)
    organisation = an_organisation(stage, "Biedrība “Piemērs”")
    a_person(stage, organisation)
    draft = a_draft(stage, call, title="Ēnu teātris „Ķirbis”")
    with stage.acting(at=WHILE_OPEN - timedelta(minutes=30)) as act:
        amend(act, call.id, an_order())
    with stage.acting(at=WHILE_OPEN) as act:
        submit(act, draft.id)

    assert sending(app, post.port) == Count(sent=2)

    amendment, receipt = post.came
    assert receipt["To"] == "anna@example.org"
    assert receipt["Subject"] == "Pieteikums Nr. 2020-01 ir saņemts"
    assert "Ēnu teātris „Ķirbis”" in receipt.get_content()
    assert f"14.{NBSP}aprīlim" in amendment.get_content()
    assert [one["Content-Language"] for one in post.came] == ["lv", "lv"]


def test_a_decision_arrives_with_its_letter_and_the_letter_counts_as_sent(stage, app, post):
    announced(stage)
    only_decisions(stage)

    assert sending(app, post.port) == Count(sent=1)

    (message,) = post.came
    assert "Lēmums ar pamatojumu ir pielikumā (PDF)." in message.get_body().get_content()
    (letter,) = message.iter_attachments()
    assert letter.get_content_type() == "application/pdf"
    assert letter.get_filename().endswith(".pdf")
    assert letter.get_content().startswith(b"%PDF-")
    notice = the_notice(stage)
    assert (notice.sent_by, notice.number) == (Way.EMAIL, "1-9/2020/1")
    assert notice.contest_until is not None
    assert times_noted(stage) == 1


def test_while_the_server_is_down_the_letter_waits_and_then_goes_once(stage, app, post):
    announced(stage)
    only_decisions(stage)

    assert sending(app, 1) == Count(later=1)
    assert (the_message(stage).state, the_notice(stage).sent_at) == (Delivery.WAITING, None)
    make_due(stage)
    assert sending(app, post.port) == Count(sent=1)

    assert len(post.came) == times_noted(stage) == 1


@pytest.mark.parametrize(
    ("answer", "count", "state"),
    [
        ("451 come again", Count(later=1), Delivery.WAITING),
        ("554 not wanted", Count(failed=1), Delivery.FAILED),
    ],
)
def test_what_the_server_refuses_for_now_is_tried_again_and_for_good_is_not(stage, app, post, answer, count, state):
    announced(stage)
    only_decisions(stage)
    post.answers = [answer]

    assert sending(app, post.port) == count

    assert (the_message(stage).state, the_notice(stage).sent_at) == (state, None)
    assert times_noted(stage) == 0


@pytest.mark.parametrize("where", ["_note_letter", "_mark"])
def test_a_worker_killed_before_noting_sends_again_under_the_same_number_and_notes_once(
    stage, app, post, database_url, tmp_path, where
):
    announced(stage)
    only_decisions(stage)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KONKURSS_")} | {
        "KONKURSS_ENV": "test",
        "KONKURSS_DATABASE_URL": database_url,
        "KONKURSS_STORAGE_URL": f"file:{tmp_path / 'files'}",
        "KONKURSS_MAIL_URL": f"smtp://127.0.0.1:{post.port}",
        "KONKURSS_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789",
    }
    db.session.remove()

    killed = subprocess.run(
        [sys.executable, "-c", KILLED_BEFORE_MARKING.format(where=where)],
        cwd=ROOT,
        env=environment,
        timeout=GOES_WITHIN * 2,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL
    until = time.monotonic() + GOES_WITHIN
    while not post.came and time.monotonic() < until:
        time.sleep(0.05)
    assert the_message(stage).state == Delivery.WAITING
    assert times_noted(stage) == (1 if where == "_mark" else 0)
    make_due(stage)
    assert sending(app, post.port) == Count(sent=1)
    first, second = post.came
    assert first["Message-ID"] == second["Message-ID"]
    assert times_noted(stage) == 1
    assert the_notice(stage).sent_by == Way.EMAIL
