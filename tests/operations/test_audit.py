"""The audit chain: whoever changes, removes, adds or moves an event is found out; nobody can by accident."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from app.schema import metadata
from competition.foundation import audit
from competition.foundation.audit import BEGINNING, AuditEvent, faults_in, head_of
from tests.conftest import Stage

AT = datetime(2020, 3, 16, 10, 30, tzinfo=UTC)
EVENTS = metadata.tables["audit_event"]
HEAD = metadata.tables["audit_head"]
CHANGED = "changed: its content does not give its hash"
DETAILS_CHANGED = "changed: its details do not give their digest"
BREAKS = "does not follow the event before it: reordered, added, or the one before was changed"


@pytest.fixture
def chain(stage: Stage) -> Stage:
    """Four events in three acts; the second has details about a person."""
    with stage.acting(at=AT) as act:
        act.note("call.published", "call:1", slug="liepaja-2020", opens=AT)
    with stage.acting(at=AT + timedelta(hours=1)) as act:
        act.note("person.created", "person:1", details={"email": "anna@example.org"})
        act.note("role.given", "person:1", role="coordinator")
    with stage.acting(at=AT + timedelta(hours=2)) as act:
        act.note("call.amended", "call:1", number=1)
    return stage


GUARDS = [f"{table}_{action}_guard" for table in ("audit_event", "audit_head") for action in ("update", "delete")]


def tamper(stage: Stage, *statements: Any) -> None:
    """What somebody with the database's password can do: the triggers first, then the rows."""
    if stage.session.get_bind().dialect.name == "postgresql":
        change(stage, text("SET LOCAL session_replication_role = replica"), *statements)
    else:
        change(stage, *(text(f"DROP TRIGGER {guard}") for guard in GUARDS), *statements)


def change(stage: Stage, *statements: Any) -> None:
    for statement in statements:
        stage.session.execute(statement)
    stage.session.commit()
    stage.session.expire_all()


def event(number: int) -> Any:
    return update(EVENTS).where(EVENTS.c.number == number)


def faults(stage: Stage) -> list[tuple[int, str]]:
    return [(fault.number, fault.what) for fault in faults_in(stage.session)]


def test_an_empty_chain_holds(stage):
    assert list(faults_in(stage.session)) == []
    assert (head_of(stage.session).number, head_of(stage.session).hash) == (0, BEGINNING)


def test_events_of_an_act_follow_each_other_and_the_head_follows_them(chain):
    events = chain.session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()

    assert [one.number for one in events] == [1, 2, 3, 4]
    assert [one.previous for one in events] == [BEGINNING, *(one.hash for one in events[:-1])]
    assert (head_of(chain.session).number, head_of(chain.session).hash) == (4, events[-1].hash)
    assert list(faults_in(chain.session)) == []


def test_the_chain_holds_no_details_in_what_it_hashes(chain):
    told = chain.session.scalar(select(AuditEvent).where(AuditEvent.number == 2))

    assert "anna" not in str([told.facts, told.subject, told.actor, told.details_digest])
    assert told.details == {"email": "anna@example.org"}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", AT + timedelta(microseconds=1)),
        ("actor", "person:1"),
        ("verb", "call.withdrawn"),
        ("subject", "call:2"),
        ("facts", {"role": "auditor"}),
        ("brought_in", True),
        ("details_digest", "0" * 64),
    ],
)
def test_a_changed_column_is_found(chain, column, value):
    tamper(chain, event(3).values({column: value}))

    assert faults(chain) == [(3, CHANGED)]


def test_a_changed_hash_is_found_where_it_stands_and_where_it_is_followed(chain):
    tamper(chain, event(3).values(hash="0" * 64))

    assert faults(chain) == [(3, CHANGED), (4, BREAKS)]


def test_a_changed_event_with_a_hash_made_anew_is_found_by_the_next(chain):
    changed = chain.session.get_one(AuditEvent, 3)
    changed.facts = {"role": "auditor"}
    forged = audit.hash_of(vars(changed))
    chain.session.expire(changed)
    tamper(chain, event(3).values(facts={"role": "auditor"}, hash=forged))

    assert faults(chain) == [(4, BREAKS)]


def test_a_changed_previous_is_found(chain):
    tamper(chain, event(3).values(previous="0" * 64))

    assert faults(chain) == [(3, BREAKS), (3, CHANGED)]


@pytest.mark.parametrize("changed", [{"details": {"email": "berta@example.org"}}, {"salt": "0" * 32}])
def test_changed_details_are_found(chain, changed):
    tamper(chain, event(2).values(changed))

    assert faults(chain) == [(2, DETAILS_CHANGED)]


def test_details_put_where_there_were_none_are_found(chain):
    tamper(chain, event(3).values(details={"email": "berta@example.org"}, salt="0"))

    assert faults(chain) == [(3, DETAILS_CHANGED)]


def test_erased_details_keep_the_chain_whole(chain):
    tamper(chain, event(2).values(details=None, salt=None))

    assert faults(chain) == []


def test_a_missing_event_is_found_by_its_number(chain):
    tamper(chain, delete(EVENTS).where(EVENTS.c.number == 2))

    assert faults(chain) == [(2, "missing")]


def test_a_missing_tail_is_found_by_the_head(chain):
    tamper(chain, delete(EVENTS).where(EVENTS.c.number >= 3))

    assert faults(chain) == [(number, "missing: the head of the chain counts it") for number in (3, 4)]


def test_a_missing_tail_with_the_head_set_back_is_what_a_kept_head_is_for(chain):
    kept = head_of(chain.session).hash
    second = chain.session.get_one(AuditEvent, 2).hash
    tamper(chain, delete(EVENTS).where(EVENTS.c.number >= 3), update(HEAD).values(number=2, hash=second))

    assert faults(chain) == []
    assert head_of(chain.session).hash != kept


def test_an_event_added_after_the_head_is_found(chain):
    tamper(chain, EVENTS.insert().values(copied(chain, 4, as_number=5)))

    assert faults(chain) == [
        (5, BREAKS),
        (5, CHANGED),
        (5, "added: the head of the chain does not count it"),
    ]


def test_an_event_added_before_the_first_is_found(chain):
    tamper(chain, EVENTS.insert().values(copied(chain, 1, as_number=0)))

    assert faults(chain) == [(0, "added: the chain begins at 1")]


def test_events_that_changed_places_are_found(chain):
    tamper(chain, event(2).values(number=9), event(3).values(number=2), event(9).values(number=3))

    assert faults(chain) == [(2, BREAKS), (2, CHANGED), (3, BREAKS), (3, CHANGED), (4, BREAKS)]


def test_a_head_with_another_hash_is_found(chain):
    tamper(chain, update(HEAD).values(hash="0" * 64))

    assert faults(chain) == [(4, "changed: the head of the chain holds another hash")]


def copied(stage: Stage, number: int, as_number: int) -> dict[str, Any]:
    row = stage.session.execute(select(EVENTS).where(EVENTS.c.number == number)).mappings().one()
    return dict(row) | {"number": as_number}


FORBIDDEN = [
    event(1).values(verb="call.withdrawn"),
    event(1).values(details={"email": "berta@example.org"}, salt="0"),
    event(2).values(details={"email": "berta@example.org"}),
    event(2).values(details=None, salt=None, details_digest=None),
    event(2).values(details=None, salt=None, verb="person.forgotten"),
    delete(EVENTS).where(EVENTS.c.number == 2),
    update(HEAD).values(hash="0" * 64),
    update(HEAD).values(number=HEAD.c.number - 1),
    delete(HEAD),
]


@pytest.mark.parametrize("statement", FORBIDDEN, ids=lambda one: " ".join(str(one).split()))
def test_the_database_refuses_to_change_what_was_noted(stage, statement):
    with stage.acting(at=AT) as act:
        act.note("call.published", "call:1")
        act.note("person.created", "person:1", details={"email": "anna@example.org"})
    before = stage.everything()

    with pytest.raises(IntegrityError, match="is never changed"):
        stage.session.execute(statement)

    stage.session.rollback()
    assert stage.everything() == before


def test_the_database_lets_a_persons_details_be_erased(stage):
    with stage.acting(at=AT) as act:
        act.note("person.created", "person:1", details={"email": "anna@example.org"})

    change(stage, event(1).values(details=None, salt=None))

    assert list(faults_in(stage.session)) == []
    assert chain_says(stage) == [("person.created", None)]


def chain_says(stage: Stage) -> list[tuple[str, Any]]:
    return [tuple(row) for row in stage.session.execute(select(EVENTS.c.verb, EVENTS.c.details))]
