"""The worker: every message leaves once, later if it must, and none is lost; no lock is held meanwhile."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Barrier, Event, Thread
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app import create_app
from app.adapters import heartbeat
from app.adapters.mail import MailFailed, MailFolder, MailServer, mailer_at
from app.config import read_settings
from app.extensions import db
from app.worker import DELAYS, TAKEN_FOR, Count, empty, work
from competition.foundation.checking import all_faults
from competition.foundation.clock import machine_now
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.foundation.reading_log import Look, ReadAs, Shown, log_reading, unsealed
from competition.organisation.operations import create_person
from tests.builders import a_person, a_published_call, an_application, verbs_in
from tests.conftest import Stage

AT = datetime(2020, 3, 16, 10, 30, tzinfo=UTC)
KINDS = ("receipt", "withdrawal", "amendment", "decision")


class Post:
    """A mailer that keeps what it sends, and fails as told."""

    def __init__(self, *failures: MailFailed | None) -> None:
        self.failures = list(failures)
        self.sent: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        failure = self.failures.pop(0) if self.failures else None
        if failure:
            raise failure
        self.sent.append(message)


@pytest.fixture
def app(database_url: str, tmp_path) -> Iterator[Flask]:
    """The site on the stage's database, with words for a message of the tests' own."""
    app = create_app(read_settings({"KONKURSS_ENV": "test", "KONKURSS_DATABASE_URL": database_url}, tmp_path))
    words = tmp_path / "templates" / "mail"
    words.mkdir(parents=True)
    (words / "greeting.lv.txt").write_text("Sveika, {{ name }}\n\nLabdien! {{ facts.place }} “ā”\n")
    (words / "greeting.en.txt").write_text("Hello, {{ name }}\n\nGood day! {{ facts.place }}\n")
    app.jinja_loader.searchpath.append(str(tmp_path / "templates"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tell(stage: Stage, *, how_many: int = 1, kind: str = "greeting", language: str = "lv") -> None:
    with stage.acting(at=AT) as act:
        person = create_person(act, "anna@example.org", "Anna", language)
        for number in range(how_many):
            act.tell([person.id], kind, place=number)


def sending(app: Flask, post) -> Count:
    return empty(db.session(), post, app.extensions["konkurss-settings"])


def messages(stage: Stage) -> list[OutboxMessage]:
    stage.session.rollback()
    stage.session.expire_all()
    return list(stage.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def make_due(stage: Stage) -> None:
    stage.session.execute(update(OutboxMessage).values(next_try_at=machine_now() - timedelta(seconds=1)))
    stage.session.commit()


def test_a_message_is_sent_in_the_persons_language_and_marked(stage, app):
    tell(stage)
    post = Post()

    assert sending(app, post) == Count(sent=1)

    (message,), (kept,) = post.sent, messages(stage)
    assert (message["To"], message["Subject"]) == ("anna@example.org", "Sveika, Anna")
    assert (message.get_content(), message["Content-Language"]) == ("Labdien! 0 “ā”\n", "lv")
    assert message["Message-ID"] == f"<{kept.id}@127.0.0.1>"
    assert (kept.state, kept.tries, kept.last_error) == (Delivery.SENT, 1, None)
    assert kept.sent_at is not None


def test_somebody_who_reads_english_is_told_in_english(stage, app):
    tell(stage, language="en")
    post = Post()

    sending(app, post)

    assert [message["Subject"] for message in post.sent] == ["Hello, Anna"]


def test_nothing_is_sent_twice(stage, app):
    tell(stage, how_many=3)
    post = Post()

    assert sending(app, post) == Count(sent=3)
    assert sending(app, post) == Count()

    assert [message.get_content()[:10] for message in post.sent] == ["Labdien! 0", "Labdien! 1", "Labdien! 2"]


def test_what_does_not_leave_is_tried_again_after_growing_delays_and_then_fails(stage, app):
    tell(stage)
    post = Post(*[MailFailed("the server\nsleeps")] * (len(DELAYS) + 1))

    for delay in DELAYS:
        before = machine_now()
        assert sending(app, post) == Count(later=1)
        (kept,) = messages(stage)
        assert before + delay <= kept.next_try_at <= machine_now() + delay
        assert (kept.state, kept.last_error) == (Delivery.WAITING, "the server sleeps")
        make_due(stage)

    assert sending(app, post) == Count(failed=1)
    assert [kept.state for kept in messages(stage)] == [Delivery.FAILED]


def test_a_message_is_not_tried_again_before_its_time(stage, app):
    tell(stage)
    post = Post(MailFailed("asleep"))

    sending(app, post)

    assert sending(app, post) == Count()


def test_a_message_that_leaves_later_forgets_its_error(stage, app):
    tell(stage)
    post = Post(MailFailed("asleep"))
    sending(app, post)
    make_due(stage)

    assert sending(app, post) == Count(sent=1)

    assert [(kept.state, kept.tries, kept.last_error) for kept in messages(stage)] == [(Delivery.SENT, 2, None)]


def test_an_address_that_the_server_refuses_for_good_is_not_tried_again(stage, app):
    tell(stage)

    assert sending(app, Post(MailFailed("no such mailbox", final=True))) == Count(failed=1)


def test_one_message_without_words_does_not_stop_the_others(stage, app):
    tell(stage, kind="nothing-of-the-kind")
    with stage.acting(at=AT) as act:
        act.tell([messages(stage)[0].person_id], "greeting", place="after")
        act.note("told", "test:1")
    post = Post()

    assert sending(app, post) == Count(sent=1, failed=1)

    failed = messages(stage)[0]
    assert (failed.state, len(post.sent)) == (Delivery.FAILED, 1)
    assert failed.last_error == "NoWords: there is no template mail/nothing-of-the-kind.lv.txt"


def test_a_message_whose_worker_died_is_tried_again_after_a_while(stage, app):
    tell(stage)

    class Killed(BaseException):
        pass

    class Dying(Post):
        def send(self, message: EmailMessage) -> None:
            raise Killed

    with pytest.raises(Killed):
        sending(app, Dying())
    db.session.rollback()

    (kept,) = messages(stage)
    assert kept.state == Delivery.WAITING
    assert kept.next_try_at <= machine_now() + TAKEN_FOR
    make_due(stage)
    assert sending(app, Post()) == Count(sent=1)


def test_somebody_can_write_while_a_mail_server_takes_its_time(stage, app):
    tell(stage)

    class Slow(Post):
        def send(self, message: EmailMessage) -> None:
            with stage.acting(at=AT) as act:
                act.note("written.meanwhile", "test:1")

    assert sending(app, Slow()) == Count(sent=1)


def test_several_workers_share_the_work_and_send_each_message_once(stage, app):
    tell(stage, how_many=20)
    post, ready, counts = Post(), Barrier(3), []

    def worker() -> None:
        with app.app_context():
            ready.wait(timeout=30)
            counts.append(sending(app, post))

    threads = [Thread(target=worker) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sum(count.sent for count in counts) == 20
    assert len({message["Message-ID"] for message in post.sent}) == len(post.sent) == 20


def test_a_worker_sends_what_comes_and_ends_when_it_is_told_to(stage, app):
    stop = Event()

    class Last(Post):
        def send(self, message: EmailMessage) -> None:
            super().send(message)
            stop.set()

    post = Last()
    thread = Thread(target=work, args=(app, post, stop))
    thread.start()
    tell(stage)
    thread.join(timeout=30)

    assert (thread.is_alive(), len(post.sent)) == (False, 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["lv", "en"])
def test_every_kind_has_its_words_in_every_language(app, kind, language):
    words = {"number": "2020-07", "title": "Kustības “laboratorija” & <b>", "call": "Konkurss", "page": "https://x/y"}
    more = {
        "received": "16. martā",
        "withdrawn": "17. martā",
        "contact": "6000 0000",
        "version": 1,
        "changeable": "",
        "results_by": "",
        "digest": "0f",
        "receipt": "KR1.eyJ.abc",
        "verify": "https://x/verify",
        "deadline": "līdz 14. aprīlim",
        "applications": "https://x/applications",
        "legal_basis": "Rīkojums",
        "before": "līdz 23. martam",
        "reason": "Ārkārtējā situācija",
    }

    subject, _, text = app.jinja_env.get_template(f"mail/{kind}.{language}.txt").render(words | more).partition("\n")

    assert subject
    assert "https://x/y" in text
    if kind == "amendment":
        assert [
            one
            for one in (more["before"], more["deadline"], "Rīkojums", more["reason"], more["applications"])
            if one not in text
        ] == []
    else:
        assert "2020-07" in subject
        assert "Kustības “laboratorija” & <b>" in text


def test_a_folder_gets_one_whole_file_a_message(tmp_path):
    message = EmailMessage()
    message["Message-ID"], message["Subject"] = "<1/../2@example.org>", "Pieteikums saņemts"
    message.set_content("Labdien, Žanna!\n", cte="8bit")

    for _ in range(2):
        mailer_at(f"file:{tmp_path / 'mail'}").send(message)

    (path,) = (tmp_path / "mail").iterdir()
    read = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (path.name, read["Subject"]) == ("1..2@example.org.eml", "Pieteikums saņemts")
    assert read.get_content() == "Labdien, Žanna!\n"


def test_mail_addresses_are_read_with_their_ports_and_passwords():
    assert mailer_at("smtp://mail.example.org") == MailServer("mail.example.org", 25, None, None, encrypted=False)
    assert mailer_at("smtps://u%40x:p%2Fw@mail.example.org") == MailServer(
        "mail.example.org", 465, "u@x", "p/w", encrypted=True
    )
    assert isinstance(mailer_at("file:/var/mail"), MailFolder)


def test_a_password_goes_to_no_server_in_the_open():
    class Plain(smtplib.SMTP):
        def ehlo_or_helo_if_needed(self) -> None:
            self.esmtp_features = {}

    with pytest.raises(MailFailed, match="no encryption"):
        MailServer("mail.example.org", 25, "user", "secret", encrypted=False)._sign_in(Plain())


def test_a_server_that_does_not_answer_is_a_failure_to_try_again():
    with pytest.raises(MailFailed) as failed:
        MailServer("127.0.0.1", 1, None, None, encrypted=False).send(EmailMessage())

    assert not failed.value.final


def test_a_worker_seals_what_was_read(stage, app):
    application = an_application(stage, a_published_call(stage))
    look = Look(a_person(stage).id, ReadAs.COORDINATOR, Shown.APPLICATION, application.call_id, application.id, "page")
    log_reading(stage.session, look, AT)
    stop = Event()
    worker = Thread(target=work, args=(app, Post(), stop))
    worker.start()
    deadline = machine_now() + timedelta(seconds=30)
    while unsealed(stage.session) and machine_now() < deadline:
        stage.session.rollback()
        stop.wait(0.05)
    stop.set()
    worker.join()

    assert unsealed(stage.session) == 0
    assert list(all_faults(stage.session)) == []


def test_a_worker_that_looks_leaves_a_sign_of_life_and_one_that_cannot_does_not(stage, app, monkeypatch):
    path = heartbeat.path_of(app.extensions["konkurss-settings"])

    class Rounds(Event):
        """Lets it look once."""

        def wait(self, timeout: float | None = None) -> bool:
            self.set()
            return True

    def broken(*_given, **_more):
        raise OperationalError("", {}, ConnectionError())

    with monkeypatch.context() as patched:
        patched.setattr("app.worker.empty", broken)
        work(app, Post(), Rounds())
    assert heartbeat.age_of(path) is None

    work(app, Post(), Rounds())
    age = heartbeat.age_of(path)
    assert age is not None
    assert age < heartbeat.TOO_OLD


def test_a_worker_that_cannot_leave_its_sign_sends_all_the_same(stage, app):
    tell(stage)
    path = heartbeat.path_of(app.extensions["konkurss-settings"])
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(path.parent / "no-such-folder" / "file")
    post, stop = Post(), Event()
    post.send = lambda message: (post.sent.append(message), stop.set())[0]  # pyright: ignore
    work(app, post, stop)
    assert [message["To"] for message in post.sent] == ["anna@example.org"]


def test_a_reminder_that_was_overtaken_while_it_waited_is_taken_out_and_not_sent(stage, app):
    post = Post()
    person = a_person(stage)
    with stage.acting() as act:
        act.tell([person.id], "unsent", application=uuid4(), deadline=act.at)
        act.note("test.told", person)

    count = sending(app, post)

    assert (count.sent, count.failed, post.sent, messages(stage)) == (0, 0, [], [])
    assert "message.overtaken" in verbs_in(stage)
