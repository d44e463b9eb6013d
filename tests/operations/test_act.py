"""An act is whole or it is not: records, events and messages together, however many act at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from sqlalchemy import select

from competition.foundation.act import SYSTEM, Act, Actor, RefusedAttempt, acting
from competition.foundation.audit import AuditEvent, faults_in, head_of
from competition.foundation.errors import NotFound, Refusal
from competition.foundation.outbox import OutboxMessage
from competition.organisation.operations import create_organiser, create_person
from competition.organisation.records import Organiser, Person
from tests.conftest import Stage

AT = datetime(2020, 4, 14, 20, 59, 59, 999999, tzinfo=UTC)
THREADS, ACTS = 6, 10


class TooLate(Refusal):
    code = "too-late"


def everything_an_act_does(act: Act) -> None:
    person = create_person(act, "anna@example.org", "Anna")
    act.tell([person.id], "receipt", submission=person.id)


def do_it_and_fail(act: Act, failure: BaseException) -> None:
    everything_an_act_does(act)
    raise failure


def test_an_act_keeps_records_events_and_messages_together(stage):
    with stage.acting(at=AT) as act:
        everything_an_act_does(act)

    assert [table for table, _ in stage.everything()] == ["audit_event", "audit_head", "outbox", "person"]


def test_everything_in_an_act_carries_its_instant_and_its_actor(stage):
    with stage.acting(at=AT) as act:
        person = create_person(act, "anna@example.org", "Anna")
    with stage.acting(at=AT, actor=Actor(person.id)) as act:
        organiser = create_organiser(act, "liepaja", "Liepāja")

    event = stage.session.get_one(AuditEvent, 2)
    assert (event.at, event.actor, event.subject) == (AT, f"person:{person.id}", f"organiser:{organiser.id}")


@pytest.mark.parametrize("failure", [TooLate(at=AT), RuntimeError("a bug"), KeyboardInterrupt()])
def test_an_exception_takes_everything_back(stage, failure):
    before = stage.everything()

    with pytest.raises(type(failure)), stage.acting(at=AT) as act:
        do_it_and_fail(act, failure)

    assert stage.everything() == before


def test_an_act_without_an_event_is_a_bug_and_changes_nothing(stage):
    before = stage.everything()

    with pytest.raises(RuntimeError, match="without an event"), stage.acting(at=AT) as act:
        act.add(Organiser(slug="liepaja", name="Liepāja", created_at=AT))

    assert stage.everything() == before


def attempt_and_fail(act: Act, failure: Exception) -> None:
    with act.attempting("submit", "application:1"):
        do_it_and_fail(act, failure)


def test_a_refused_attempt_is_kept_as_evidence_and_nothing_else(stage):
    with stage.acting(at=AT) as act:
        person = create_person(act, "berta@example.org", "Berta")
    before = stage.everything()

    with pytest.raises(TooLate), stage.acting(at=AT, actor=Actor(person.id)) as act:
        attempt_and_fail(act, TooLate(closed_at=AT, missing=["budget"]))

    assert stage.everything(but=RefusedAttempt) == before
    kept = stage.session.scalars(select(RefusedAttempt)).one()
    assert (kept.at, kept.person_id, kept.verb, kept.subject) == (AT, person.id, "submit", "application:1")
    assert (kept.code, kept.facts) == ("too-late", {"closed_at": AT.isoformat(), "missing": ["budget"]})


def test_a_bug_in_an_attempt_is_not_evidence(stage):
    before = stage.everything()

    with pytest.raises(ZeroDivisionError), stage.acting(at=AT) as act:
        attempt_and_fail(act, ZeroDivisionError())

    assert stage.everything() == before


def attempt_well_and_fail(act: Act, failure: Exception) -> None:
    with act.attempting("submit", "application:1"):
        everything_an_act_does(act)
    raise failure


def test_a_refusal_of_what_is_no_attempt_is_not_evidence(stage):
    before = stage.everything()

    with pytest.raises(TooLate), stage.acting(at=AT) as act:
        attempt_well_and_fail(act, TooLate())

    assert stage.everything() == before


def test_a_step_has_its_own_instant_in_the_same_transaction(stage):
    earlier = datetime(2018, 5, 1, tzinfo=UTC)

    with stage.acting(at=AT, brought_in=True) as act:
        create_organiser(act.step(at=earlier), "liepaja", "Liepāja")
        act.note("call.brought_in", "call:1")

    events = stage.session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
    assert [(event.verb, event.at, event.brought_in) for event in events] == [
        ("organiser.created", earlier, True),
        ("call.brought_in", AT, True),
    ]


def test_a_round_brought_in_tells_nobody(stage):
    with stage.acting(at=AT, brought_in=True) as act:
        everything_an_act_does(act)

    assert stage.session.scalars(select(OutboxMessage)).all() == []


def test_what_does_not_exist_is_refused(stage):
    with pytest.raises(NotFound), stage.acting(at=AT) as act:
        act.get(Organiser, uuid4())


def test_a_lock_reads_what_others_have_changed_meanwhile(stage):
    with stage.acting(at=AT) as act:
        organiser = create_organiser(act, "liepaja", "Liepāja")
    with stage.another_session() as other:
        other.get_one(Organiser, organiser.id).name = "Liepājas valstspilsēta"
        other.commit()

    with stage.acting(at=AT) as act:
        name = act.lock(Organiser, organiser.id).name
        act.note("looked", organiser)

    assert name == "Liepājas valstspilsēta"


def together(stage: Stage, deed: Callable[[Act, int], None]) -> list[BaseException]:
    """Many threads, each on its own connection, each doing one act after the other; what failed."""
    ready, failures = Barrier(THREADS), []

    def run(thread: int) -> None:
        with stage.another_session() as session:
            ready.wait(timeout=30)
            for place in range(ACTS):
                try:
                    with acting(session, SYSTEM, at=AT) as act:
                        deed(act, thread * ACTS + place)
                except BaseException as failure:  # noqa: BLE001 - told to the test below
                    failures.append(failure)

    threads = [Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return failures


def test_many_who_read_and_then_write_at_once_all_succeed_and_the_chain_has_no_gap(stage):
    def read_then_write(act: Act, number: int) -> None:
        act.session.scalars(select(Person.email)).all()
        create_person(act, f"p{number}@example.org", "Anna")

    assert together(stage, read_then_write) == []

    numbers = stage.session.scalars(select(AuditEvent.number).order_by(AuditEvent.number)).all()
    assert numbers == list(range(1, THREADS * ACTS + 1))
    assert head_of(stage.session).number == THREADS * ACTS
    assert list(faults_in(stage.session)) == []


def test_nobody_overwrites_what_another_one_counted_under_a_lock(stage):
    with stage.acting(at=AT) as act:
        organiser = create_organiser(act, "liepaja", "0")

    def count(act: Act, _number: int) -> None:
        locked = act.lock(Organiser, organiser.id)
        locked.name = str(int(locked.name) + 1)
        act.note("counted", locked)

    assert together(stage, count) == []

    stage.session.expire_all()
    assert stage.session.get_one(Organiser, organiser.id).name == str(THREADS * ACTS)
