"""The demonstration holds what its fixed points promise, and loading it again changes nothing."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from app import create_app
from app.accounts.records import Account
from app.adapters.storage import Storage
from app.config import read_settings
from app.demonstration.load import load
from app.demonstration.people import GUESTS
from app.extensions import db
from competition.application.records import Application
from competition.application.states import State
from competition.application.submission import CallNotOpen, submit
from competition.call.deadline import is_open
from competition.call.records import Call, CallDocument
from competition.foundation import audit
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import now
from scoring.archive.gather import full_text
from scoring.archive.reading import read_archive
from scoring.committee.records import CommitteeMember, Conflict
from scoring.sheets.records import ScoreSheet


@pytest.fixture
def loaded(database_url: str, tmp_path: Path):
    """A site with the demonstration loaded into it."""
    given = {
        "KONKURSS_ENV": "test",
        "KONKURSS_DATABASE_URL": database_url,
        "KONKURSS_STORAGE_URL": f"file:{tmp_path / 'uploads'}",
        "KONKURSS_DEMO_PASSWORD": "pumpurs-ar-garumzīmi-ā",
    }
    settings = read_settings(given, tmp_path)
    app = create_app(settings)
    with app.app_context():
        load(db.session(), settings)
        yield app, settings
        db.session.remove()
        db.engine.dispose()


def call_of(slug: str) -> Call:
    return db.session.scalars(select(Call).where(Call.slug == slug)).one()


def test_the_demonstration_is_whole_and_loading_it_again_changes_nothing(loaded):
    _, settings = loaded
    slugs = sorted(db.session.scalars(select(Call.slug)))
    before = audit.head_of(db.session).number

    assert load(db.session(), settings) == []

    assert slugs == [
        "liepaja-2018",
        "liepaja-2019",
        "liepaja-2020",
        "liepaja-demo",
        "liepaja-demo-scoring",
        "paraugs-demo",
    ]
    assert audit.head_of(db.session).number == before
    assert list(audit.faults_in(db.session)) == []
    assert sorted(db.session.scalars(select(Account.email))) == sorted(guest.email for guest in GUESTS)


def test_the_open_call_has_a_half_draft_a_ready_draft_and_applications_that_came_in(loaded):
    call = call_of("liepaja-demo")
    applications = db.session.scalars(select(Application).where(Application.call_id == call.id)).all()

    assert is_open(call.terms, now())
    assert Counter(one.state for one in applications) == {State.DRAFT: 2, State.SUBMITTED: 2}


def test_the_ready_draft_can_be_submitted_and_the_half_one_cannot(loaded):
    call = call_of("liepaja-demo")
    drafts = {
        one.title: one.id
        for one in db.session.scalars(select(Application).where(Application.call_id == call.id))
        if one.state == State.DRAFT
    }
    db.session.rollback()

    with acting(db.session(), SYSTEM) as act:
        submit(act, drafts["Stāsti no mūsu ielas"])
    with pytest.raises(Exception, match="application-incomplete"), acting(db.session(), SYSTEM) as act:
        submit(act, drafts["Pagalma darbnīca"])


def test_the_call_being_scored_has_work_in_every_state_and_takes_no_more(loaded):
    call = call_of("liepaja-demo-scoring")
    applications = db.session.scalars(select(Application).where(Application.call_id == call.id)).all()
    sheets = db.session.scalars(select(ScoreSheet).where(ScoreSheet.call_id == call.id)).all()
    conflict = db.session.scalars(select(Conflict).where(Conflict.call_id == call.id)).one()
    archive = read_archive(full_text(db.session(), call.slug).encode())

    assert Counter(one.state for one in applications) == {State.SUBMITTED: 6, State.WITHDRAWN: 1}
    assert len({sheet.member_id for sheet in sheets if sheet.completed_at}) == 4
    assert [sheet.completed_at is None for sheet in sheets].count(True) == 1
    assert db.session.get(CommitteeMember, conflict.member_id).name == "2. loceklis"
    assert archive.call.scoring.minimum_sheets == 3
    submitted = next(one.id for one in applications if one.state == State.SUBMITTED)
    db.session.rollback()
    with pytest.raises(CallNotOpen), acting(db.session(), SYSTEM) as act:
        submit(act, submitted)


def test_the_made_documents_lie_in_the_store(loaded):
    _, settings = loaded
    storage = Storage(settings)

    documents = db.session.scalars(select(CallDocument)).all()

    assert len(documents) == 9
    assert {storage.get(one.digest)[:4] for one in documents} == {b"%PDF"}
    assert all(len(storage.get(one.digest)) == one.size for one in documents)
