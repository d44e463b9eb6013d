"""Staff who step aside from an application: it is not there for them, whatever they ask; nobody lifts their own."""

import pytest
from sqlalchemy import func, select

from competition.application.records import Answer, Application, Attachment, Submission
from competition.foundation.act import Actor
from competition.foundation.errors import NotFound
from competition.organisation.operations import create_person
from scoring.committee.operations import declare_conflict, seat
from scoring.committee.records import Seat
from scoring.committee.staff_conflicts import (
    OwnConflict,
    StaffConflictKnown,
    hidden_in,
    hide_from,
    kept_from,
    lift,
    step_aside,
    whole,
)
from tests.builders import AFTERWARDS, WHILE_OPEN, a_published_call, an_application, verbs_in


@pytest.fixture
def call(stage):
    return a_published_call(stage)


@pytest.fixture
def applications(stage, call):
    return [an_application(stage, call, name=name, title=name) for name in ("A", "B")]


@pytest.fixture
def people(stage):
    with stage.acting() as act:
        made = [create_person(act, f"{name}@example.org", name) for name in ("anna", "berta")]
        return [one.id for one in made]


def stepped_aside(stage, application, person_id):
    with stage.acting(at=AFTERWARDS) as act:
        return step_aside(act, application.id, person_id).id


def test_an_application_is_kept_from_whoever_stepped_aside_and_from_nobody_else(stage, call, applications, people):
    stepped_aside(stage, applications[0], people[0])

    assert kept_from(stage.session, people[0]) == {applications[0].id: call.id}
    assert kept_from(stage.session, people[1]) == {}
    assert "conflict.stepped-aside" in verbs_in(stage)


def test_a_members_conflict_is_kept_from_them_as_staff_too(stage, call, applications, people):
    with stage.acting(at=WHILE_OPEN) as act:
        member = seat(act, call.id, "Anna", Seat.MEMBER, people[0])
    with stage.acting(at=AFTERWARDS) as act:
        declare_conflict(act, applications[1].id, member.id)

    assert kept_from(stage.session, people[0]) == {applications[1].id: call.id}


def test_stepping_aside_twice_is_refused(stage, applications, people):
    stepped_aside(stage, applications[0], people[0])
    with pytest.raises(StaffConflictKnown):
        stepped_aside(stage, applications[0], people[0])


def test_nothing_that_a_session_asks_answers_with_what_is_hidden(stage, call, applications):
    hidden, shown = applications
    hide_from(stage.session, {hidden.id: call.id})

    for kind in (Application, Submission, Answer, Attachment):
        key = Application.id if kind is Application else kind.application_id
        assert hidden.id not in set(stage.session.scalars(select(key)))
    assert stage.session.scalar(select(func.count()).select_from(Application)) == 1
    assert stage.session.scalar(select(func.count(Submission.id)).join(Application)) == 1
    assert stage.session.scalars(select(Application)).all() == [shown]
    assert hidden_in(stage.session, call.id) == {applications[0].id}


def test_what_a_rule_counts_is_everything(stage, call, applications):
    hide_from(stage.session, {applications[0].id: call.id})

    with whole(stage.session):
        assert stage.session.scalar(select(func.count()).select_from(Application)) == 2
    assert stage.session.scalar(select(func.count()).select_from(Application)) == 1


def test_somebody_else_lifts_a_conflict_for_a_reason_that_is_kept(stage, applications, people):
    conflict = stepped_aside(stage, applications[0], people[0])
    with stage.acting(actor=Actor(people[1]), at=AFTERWARDS) as act:
        lifted = lift(act, conflict, " Sajaukts vārds. ")

    assert (lifted.lifted_by, lifted.lifted_because) == (people[1], "Sajaukts vārds.")
    assert kept_from(stage.session, people[0]) == {}
    assert "conflict.lifted" in verbs_in(stage)
    with pytest.raises(NotFound), stage.acting(actor=Actor(people[1]), at=AFTERWARDS) as act:
        lift(act, conflict, "vēlreiz")


def test_nobody_lifts_their_own_conflict(stage, applications, people):
    conflict = stepped_aside(stage, applications[0], people[0])
    with pytest.raises(OwnConflict), stage.acting(actor=Actor(people[0]), at=AFTERWARDS) as act:
        lift(act, conflict, "Man tā šķiet.")

    assert kept_from(stage.session, people[0]) != {}
