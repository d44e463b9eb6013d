"""A decision's letter goes through a real mail server, is recorded once, and waits for a server that is down."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from app.adapters.mail import mailer_at
from app.extensions import db
from app.worker import Count, empty
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.result.records import Notice
from competition.result.terms import Way
from tests.pages import deciding
from tests.pages.conftest import demo_root, own_demo_site

__all__ = ["demo_root", "own_demo_site"]


class Inbox:
    """What came in; where it `refuses`, it knows none of the addressees."""

    def __init__(self) -> None:
        self.came: list[EmailMessage] = []
        self.refuses = False

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take an addressee, or say that there is none."""
        if self.refuses:
            return "550 unknown mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message."""
        self.came.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, str]]:
    """A mail server on loopback, and its address."""
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield inbox, f"smtp://127.0.0.1:{port}"
    controller.stop()


def send(app: Flask, address: str) -> Count:
    with app.app_context():
        return empty(db.session(), mailer_at(address), app.extensions["konkurss-settings"])


def sent_by(app: Flask) -> list[Way | None]:
    with app.app_context():
        return list(
            db.session.scalars(select(Notice.sent_by).where(Notice.number.is_not(None)).order_by(Notice.number))
        )


def test_a_decision_arrives_with_its_letter_and_is_recorded_once(own_demo_site: Flask, inbox):
    deciding.tell(own_demo_site)
    box, address = inbox
    send(own_demo_site, address)
    attached = [one for one in box.came if list(one.iter_attachments())]
    names = sorted(part.get_filename() for one in attached for part in one.iter_attachments())
    assert names == ["2026-01-lemums.pdf", "2026-02-lemums.pdf"]
    assert all(part.get_content()[:5] == b"%PDF-" for one in attached for part in one.iter_attachments())
    assert sent_by(own_demo_site) == [Way.EMAIL, Way.EMAIL, None, None, None, None]


def test_while_the_server_is_down_a_letter_waits_and_is_not_recorded(own_demo_site: Flask, inbox):
    deciding.tell(own_demo_site)
    box, _ = inbox
    send(own_demo_site, "smtp://127.0.0.1:9")
    assert set(states(own_demo_site)) == {Delivery.WAITING}
    assert (box.came, set(sent_by(own_demo_site))) == ([], {None})


def test_a_letter_that_the_server_refuses_for_good_has_failed_and_is_not_recorded(own_demo_site: Flask, inbox):
    deciding.tell(own_demo_site)
    box, address = inbox
    box.refuses = True
    send(own_demo_site, address)
    assert (set(states(own_demo_site)), box.came, set(sent_by(own_demo_site))) == ({Delivery.FAILED}, [], {None})


def test_a_message_that_is_sent_again_has_the_same_number_and_is_recorded_once(own_demo_site: Flask, inbox):
    deciding.tell(own_demo_site)
    box, address = inbox
    send(own_demo_site, address)
    first, before = {one["Message-ID"] for one in box.came}, sent_by(own_demo_site)
    with own_demo_site.app_context():
        for message in db.session.scalars(select(OutboxMessage)):
            message.state, message.tries = Delivery.WAITING, 0  # as a worker leaves it that dies before marking
        db.session.commit()
    send(own_demo_site, address)
    assert {one["Message-ID"] for one in box.came} == first
    assert (len(box.came), sent_by(own_demo_site)) == (2 * len(first), before)


def states(app: Flask) -> list[Delivery]:
    with app.app_context():
        return list(db.session.scalars(select(OutboxMessage.state).where(OutboxMessage.kind == "decision")))
