"""The log of reading: written once in a quarter of an hour, sealed into the chain, and found out when changed."""

from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import delete, func, select, text, update

from app.migrating import configured, upgrade
from app.schema import metadata
from competition.application.drafts import discard
from competition.application.records import Application
from competition.foundation.audit import AuditEvent, AuditPlace
from competition.foundation.checking import all_faults
from competition.foundation.reading_log import ONCE_IN, Look, ReadAs, Reading, Shown, log_reading, seal, unsealed
from tests.builders import AFTERWARDS, WHILE_OPEN, a_draft, a_person, a_published_call, an_application
from tests.conftest import Stage

READINGS = metadata.tables["reading"]
UNSEALED_SEAL = "readings: those that it seals do not give its digest"


@pytest.fixture
def look(stage: Stage) -> Look:
    application = an_application(stage, a_published_call(stage))
    person = a_person(stage)
    call_id, key = application.call_id, application.id
    return Look(person.id, ReadAs.COORDINATOR, Shown.APPLICATION, call_id, key, "coordinator.application")


def readings(stage: Stage) -> int:
    with stage.another_session() as session:
        return session.scalar(select(func.count()).select_from(Reading)) or 0


def faults(stage: Stage) -> list[str]:
    stage.session.rollback()
    stage.session.expire_all()
    return [fault.what for fault in all_faults(stage.session)]


def tamper(stage: Stage, statement: object) -> None:
    if stage.session.get_bind().dialect.name == "postgresql":
        stage.session.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        for action in ("update", "delete"):
            stage.session.execute(text(f"DROP TRIGGER reading_{action}_guard"))
    stage.session.execute(statement)  # pyright: ignore
    stage.session.commit()


def test_one_look_at_the_same_page_is_enough_for_a_quarter_of_an_hour(stage, look):
    moments = [timedelta(), timedelta(minutes=1), ONCE_IN - timedelta(seconds=1), ONCE_IN]

    written = [log_reading(stage.session, look, AFTERWARDS + later) for later in moments]

    assert written == [True, False, False, True]
    assert readings(stage) == 2


def test_another_piece_is_another_look(stage, look):
    file = Look(look.person_id, look.role, Shown.FILE, look.call_id, look.application_id, "coordinator.file", "abc")
    other = Look(look.person_id, look.role, Shown.FILE, look.call_id, look.application_id, "coordinator.file", "def")

    assert [log_reading(stage.session, one, AFTERWARDS) for one in (look, file, other, file)] == [
        True,
        True,
        True,
        False,
    ]


def test_a_seal_takes_what_is_not_sealed_and_notes_one_event(stage, look):
    log_reading(stage.session, look, AFTERWARDS)

    assert seal(stage.session) == 1
    assert seal(stage.session) == 0

    last = stage.session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc()).limit(1)).one()
    assert (last.actor, last.verb, last.facts["readings"]) == ("system", "readings.sealed", 1)
    assert unsealed(stage.session) == 0
    assert faults(stage) == []


def test_nothing_read_is_nothing_noted(stage, look):
    before = stage.everything()

    assert seal(stage.session) == 0

    assert stage.everything() == before


@pytest.mark.parametrize("statement", [update(READINGS).values(page="public.calls"), delete(READINGS)])
def test_a_sealed_reading_that_was_changed_or_taken_out_is_found_out(stage, look, statement):
    log_reading(stage.session, look, AFTERWARDS)
    seal(stage.session)

    tamper(stage, statement)

    assert faults(stage) == [UNSEALED_SEAL]


def test_every_event_of_a_call_has_its_place_even_when_its_draft_is_gone(stage):
    draft = a_draft(stage, a_published_call(stage))
    key, call_id = draft.id, draft.call_id
    with stage.acting(at=WHILE_OPEN) as act:
        discard(act, key)

    assert stage.session.get(Application, key) is None
    events = select(AuditEvent.verb).join(AuditPlace, AuditPlace.number == AuditEvent.number)
    of_draft = stage.session.scalars(events.where(AuditPlace.application_id == key).order_by(AuditEvent.number)).all()
    assert (of_draft[0], of_draft[-1]) == ("application.started", "application.discarded")
    of_call = stage.session.scalars(events.where(AuditPlace.call_id == call_id)).all()
    assert {"call.drawn-up", "call.published", *of_draft} <= set(of_call)


def test_the_step_of_the_schema_finds_the_places_of_events_that_were_there_before(stage, database_url):
    an_application(stage, a_published_call(stage))
    with stage.acting(at=WHILE_OPEN) as act:
        act.note("person.created", "person:1")
    stage.session.rollback()
    before = places(stage)

    command.downgrade(configured(database_url), "0005")
    upgrade(database_url)

    assert places(stage) == before
    assert len(before) >= 4


def places(stage: Stage) -> list[tuple[object, ...]]:
    with stage.another_session() as session:
        return [tuple(row) for row in session.execute(select(metadata.tables["audit_place"])).all()]
