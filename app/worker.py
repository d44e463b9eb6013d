"""The outbox's hands: takes what waits, sends it, tries again later what did not leave.

A message is taken in one short transaction and marked in another, so that no lock is held while a mail server is
spoken to. A worker that dies in between leaves a message that is tried again after `TAKEN_FOR`: it may arrive twice,
under the same Message-ID, but is never lost.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from uuid import UUID

from flask import Flask
from sqlalchemy import or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.adapters import heartbeat
from app.adapters.mail import Mailer, MailFailed
from app.chores import Round
from app.config import Settings
from app.extensions import db
from app.messages import DECISION, NoWords, compose
from competition.application.records import Application
from competition.application.unsent import is_overtaken
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import machine_now, now
from competition.foundation.engine import begin_writing
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.result.letter_queries import notice_of
from competition.result.letters import SentAlready, record_sent
from competition.result.terms import Way

TAKEN_FOR = timedelta(minutes=5)
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
LOOKS_EVERY = 1.0
RESTS_AFTER_TROUBLE = 5.0


@dataclass(slots=True)
class Count:
    """What became of the messages that were taken."""

    sent: int = 0
    later: int = 0
    failed: int = 0


def work(app: Flask, mailer: Mailer, stop: Event) -> None:
    """Send what waits, and whatever comes, and do the chores, until `stop` is set; leave a sign of life."""
    settings: Settings = app.extensions["konkurss-settings"]
    heart = heartbeat.Heart(heartbeat.path_of(settings))

    def live() -> None:
        try:
            heart.beat()
        except OSError:  # monitoring sees it; letters leave all the same
            app.logger.exception("the worker's sign of life can't be left")

    def go_on() -> bool:
        live()
        return not stop.is_set()

    chores = Round(app)
    while not stop.is_set():
        with app.app_context():
            try:
                empty(db.session(), mailer, settings, stop, alive=live)
                rest = LOOKS_EVERY
                chores.do(go_on)
            except DBAPIError:
                app.logger.exception("the database can't be asked")
                rest = RESTS_AFTER_TROUBLE
        stop.wait(rest)


def empty(
    session: Session,
    mailer: Mailer,
    settings: Settings,
    stop: Event | None = None,
    alive: Callable[[], None] = lambda: None,
) -> Count:
    """Send every message that is due now; `alive` is called after each look into the outbox."""
    count = Count()
    while not (stop and stop.is_set()):
        key = _take(session)
        alive()
        if key is None:
            break
        _deliver(session, key, mailer, settings, count)
    return count


def _take(session: Session) -> UUID | None:
    """The key of the oldest message that is due, kept from other workers for a while.

    Its first try is due at once, whatever the installation's clock says; the later ones go by the machine's clock.
    """
    begin_writing(session)
    due = or_(OutboxMessage.tries == 0, OutboxMessage.next_try_at <= machine_now())
    message = session.scalar(
        select(OutboxMessage)
        .where(OutboxMessage.state == Delivery.WAITING, due)
        .order_by(OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if message is None:
        session.rollback()
        return None
    key = message.id
    message.tries += 1
    message.next_try_at = machine_now() + TAKEN_FOR
    session.commit()
    return key


def _deliver(session: Session, key: UUID, mailer: Mailer, settings: Settings, count: Count) -> None:
    """Compose and send; then write down what became of it."""
    message = session.get_one(OutboxMessage, key)
    trouble, final = None, False
    try:
        if is_overtaken(session, message, now()):
            session.rollback()
            _take_out(session, key)
            return
        composed = compose(session, message, settings)
        kind, facts = message.kind, message.facts
        session.rollback()  # nothing is held open while a mail server takes its time
        mailer.send(composed)
        if kind == DECISION:
            _note_letter(session, UUID(str(facts["application"])))
    except MailFailed as failed:
        trouble, final = str(failed), failed.final
    except Exception as wrong:  # noqa: BLE001 - one message that can't be written must not stop the others
        trouble, final = f"{type(wrong).__name__}: {wrong}", isinstance(wrong, NoWords)
    session.rollback()
    _mark(session, key, trouble, count, final=final)


def _take_out(session: Session, key: UUID) -> None:
    """Take a message out that waited until it was not true any more."""
    with acting(session, SYSTEM) as act:
        message = act.lock(OutboxMessage, key)
        key_of = UUID(str(message.facts["application"]))
        act.note("message.overtaken", session.get(Application, key_of) or f"application:{key_of}", kind=message.kind)
        session.delete(message)


def _note_letter(session: Session, application_id: UUID) -> None:
    """Note that the letter with a decision has gone by e-mail; once, however often its message leaves.

    Before the message is marked: a worker that dies in between sends it again, and finds the note there.
    """
    notice = notice_of(session, application_id)
    known = notice is None or notice.number is None or notice.sent_at is not None
    session.rollback()
    if notice is None or known:
        return
    with suppress(SentAlready), acting(session, SYSTEM) as act:
        record_sent(act, notice.id, Way.EMAIL)


def _mark(session: Session, key: UUID, trouble: str | None, count: Count, *, final: bool) -> None:
    begin_writing(session)
    message = session.get_one(OutboxMessage, key)
    message.last_error = " ".join(trouble.split()) if trouble else None
    if trouble is None:
        message.state, message.sent_at = Delivery.SENT, now()
        count.sent += 1
    elif final or message.tries > len(DELAYS):
        message.state = Delivery.FAILED
        count.failed += 1
    else:
        message.next_try_at = machine_now() + DELAYS[message.tries - 1]
        count.later += 1
    session.commit()
