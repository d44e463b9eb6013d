"""Withdrawing in the portal until the deadline; and by which orders somebody hands in at an instant."""

from datetime import timedelta

import pytest

from competition.application.intake import Acceptance, accept_late
from competition.application.publishing import amend
from competition.application.records import Application
from competition.application.states import State, WrongState
from competition.application.submission import CallNotOpen, start, submit, take_back, withdraw
from competition.foundation.act import RefusedAttempt
from competition.foundation.clock import TICK
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    LATER,
    REASON,
    WHILE_OPEN,
    a_draft,
    a_paper,
    a_published_call,
    an_application,
    an_order,
    an_organisation,
    verbs_in,
)

AN_HOUR_LATE = DEADLINE.at + timedelta(hours=1)
UNTIL = DEADLINE.at + timedelta(days=2)
OUTAGE = Acceptance(UNTIL, "Nolikuma 12. punkts", REASON)


def taken_back(stage, application: Application, at) -> None:
    with stage.acting(at=at) as act:
        take_back(act, application.id)


def refused_at(stage, application: Application, at) -> None:
    before = stage.everything()
    with pytest.raises(CallNotOpen):
        taken_back(stage, application, at)
    assert stage.everything() == before


def test_an_applicant_takes_back_until_the_deadline_and_not_one_microsecond_after(stage):
    application = an_application(stage, a_published_call(stage))
    refused_at(stage, application, DEADLINE.at + TICK)

    taken_back(stage, application, DEADLINE.at)

    assert (application.state, application.withdrawn_at) == (State.WITHDRAWN, DEADLINE.at)
    assert verbs_in(stage)[-1] == "application.withdrawn"


def test_under_an_order_an_applicant_takes_back_until_the_deadline_as_it_was_moved(stage):
    call = a_published_call(stage)
    application = an_application(stage, call)
    with stage.acting(at=WHILE_OPEN + TICK) as act:
        amend(act, call.id, an_order())
    refused_at(stage, application, LATER.at + TICK)

    taken_back(stage, application, LATER.at)

    assert application.state == State.WITHDRAWN


def test_who_is_accepted_late_takes_back_until_that_instant_and_nobody_else_does(stage):
    call = a_published_call(stage)
    accepted, other = an_application(stage, call, name="Pieņemtā"), an_application(stage, call, name="Cita")
    with stage.acting(at=AN_HOUR_LATE) as act:
        accept_late(act, accepted.id, OUTAGE)
    refused_at(stage, other, AN_HOUR_LATE)
    refused_at(stage, accepted, UNTIL + TICK)

    taken_back(stage, accepted, UNTIL)

    assert (accepted.state, other.state) == (State.WITHDRAWN, State.SUBMITTED)


def test_after_the_deadline_the_coordinator_withdraws_on_the_applicants_letter(stage):
    application = an_application(stage, a_published_call(stage))
    refused_at(stage, application, AFTERWARDS)

    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, application.id)

    assert (application.state, application.withdrawn_at) == (State.WITHDRAWN, AFTERWARDS)


def test_what_is_not_handed_in_or_is_withdrawn_already_is_not_taken_back(stage):
    call = a_published_call(stage)
    draft, gone = a_draft(stage, call), an_application(stage, call, name="Cita")
    taken_back(stage, gone, WHILE_OPEN)
    before = stage.everything()

    for application in (draft, gone):
        with pytest.raises(WrongState):
            taken_back(stage, application, WHILE_OPEN)

    assert stage.everything() == before


def test_what_came_on_paper_may_be_taken_back_too(stage):
    paper = a_paper(stage, a_published_call(stage), registered=WHILE_OPEN + TICK)

    taken_back(stage, paper, DEADLINE.at)

    assert paper.state == State.WITHDRAWN


def test_who_takes_back_may_begin_anew(stage):
    call = a_published_call(stage)
    first = an_application(stage, call)
    taken_back(stage, first, WHILE_OPEN)

    second = an_application(stage, call, at=WHILE_OPEN + TICK)

    assert (first.number, second.number) == ("2020-01", "2020-02")


def test_whoever_hands_in_between_the_deadline_and_the_order_that_moves_it_is_late(stage):
    call = a_published_call(stage)
    draft = a_draft(stage, call)
    with stage.acting(at=AN_HOUR_LATE) as act:
        amend(act, call.id, an_order())
    before = stage.everything(but=RefusedAttempt)

    for at in (DEADLINE.at + TICK, AN_HOUR_LATE - TICK):
        with pytest.raises(CallNotOpen) as refused, stage.acting(at=at) as act:
            submit(act, draft.id)
        assert refused.value.facts["closes_at"] == DEADLINE.at
    assert stage.everything(but=RefusedAttempt) == before

    with stage.acting(at=AN_HOUR_LATE) as act:
        submit(act, draft.id)
    assert (draft.state, draft.received_at) == (State.SUBMITTED, AN_HOUR_LATE)


def test_nobody_begins_or_takes_back_under_an_order_that_is_not_published_yet(stage):
    call = a_published_call(stage)
    application = an_application(stage, call)
    organisation = an_organisation(stage, "Cita")
    with stage.acting(at=AN_HOUR_LATE) as act:
        amend(act, call.id, an_order())
    refused_at(stage, application, AN_HOUR_LATE - TICK)
    before = stage.everything()

    with pytest.raises(CallNotOpen), stage.acting(at=AN_HOUR_LATE - TICK) as act:
        start(act, call.id, organisation.id)
    assert stage.everything() == before

    with stage.acting(at=AN_HOUR_LATE) as act:
        start(act, call.id, organisation.id)
    assert verbs_in(stage)[-1] == "application.started"


def test_a_round_brought_in_goes_by_all_of_its_orders(stage):
    call = a_published_call(stage)
    draft = a_draft(stage, call)
    with stage.acting(at=AN_HOUR_LATE) as act:
        amend(act, call.id, an_order())

    with stage.acting(at=DEADLINE.at + TICK, brought_in=True) as act:
        submit(act, draft.id)

    assert draft.state == State.SUBMITTED
