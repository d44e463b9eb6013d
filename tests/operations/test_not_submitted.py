"""What nobody handed in by the deadline: the organiser sees whose it is and how it was tried; one is opened again."""

from datetime import timedelta

import pytest

from competition.application.intake import Acceptance, AcceptanceOver, accept_late
from competition.application.not_submitted import find_not_submitted, not_submitted
from competition.application.publishing import amend
from competition.application.states import State
from competition.application.submission import CallNotOpen, submit
from competition.foundation.clock import TICK
from competition.foundation.errors import NotFound
from competition.organisation.memberships import change_standing
from competition.organisation.records import Organisation, Standing
from tests.builders import (
    DEADLINE,
    REASON,
    a_draft,
    a_person,
    a_published_call,
    an_application,
    an_order,
    told,
    verbs_in,
)

CLOSES = DEADLINE.at
AFTER = CLOSES + timedelta(hours=1)
UNTIL = CLOSES + timedelta(days=2)
ACCEPTANCE = Acceptance(UNTIL, "Nolikuma 12. punkts", REASON)


def test_drafts_are_told_of_once_the_deadline_in_force_is_over_and_what_was_handed_in_is_not(stage):
    call = a_published_call(stage)
    draft = a_draft(stage, call)
    an_application(stage, call, name="Biedrība Otra")
    a_draft(stage, a_published_call(stage, slug="other"), name="Biedrība Trešā")

    assert not_submitted(stage.session, call, CLOSES) == []
    assert [one.id for one in not_submitted(stage.session, call, CLOSES + TICK)] == [draft.id]
    stage.session.rollback()
    with stage.acting(at=AFTER) as act:
        amend(act, call.id, an_order())
    assert not_submitted(stage.session, call, AFTER + TICK) == []


def test_attempts_that_were_refused_are_told_with_their_time_and_reason(stage):
    call = a_published_call(stage)
    draft = a_draft(stage, call)
    with pytest.raises(CallNotOpen), stage.acting(at=CLOSES + TICK) as act:
        submit(act, draft.id)

    found = find_not_submitted(stage.session, call, draft.id, AFTER)

    assert [(one.at, one.code) for one in found.attempts] == [(CLOSES + TICK, "call-not-open")]
    assert (found.applicant, found.accepted) == (draft.applicant_name, None)


def test_a_draft_of_another_call_or_before_the_deadline_is_not_found(stage):
    call, other = a_published_call(stage), a_published_call(stage, slug="other")
    draft = a_draft(stage, call)

    for where, at in ((other, AFTER), (call, CLOSES)):
        with pytest.raises(NotFound):
            find_not_submitted(stage.session, where, draft.id, at)


def test_those_who_write_a_draft_are_told_that_it_is_accepted_late_and_can_hand_it_in_until_then(stage):
    draft = a_draft(stage, a_published_call(stage))
    organisation = stage.session.get_one(Organisation, draft.organisation_id)
    owner, reader = (a_person(stage, organisation, name).id for name in ("Anna", "Rita"))
    with stage.acting(at=AFTER) as act:
        change_standing(act, organisation.id, reader, Standing.READER)
    with stage.acting(at=AFTER) as act:
        accept_late(act, draft.id, ACCEPTANCE)

    assert told(stage, "accepted-late") == [owner]
    with stage.acting(at=UNTIL) as act:
        submit(act, draft.id)
    assert (draft.state, verbs_in(stage)[-1]) == (State.SUBMITTED, "application.submitted")


def test_an_acceptance_that_is_over_when_it_is_written_down_opens_no_draft(stage):
    draft = a_draft(stage, a_published_call(stage))
    before = stage.everything()

    with pytest.raises(AcceptanceOver), stage.acting(at=UNTIL + TICK) as act:
        accept_late(act, draft.id, ACCEPTANCE)

    assert stage.everything() == before
