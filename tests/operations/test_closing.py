"""The chair closes the scoring, and opens it again for a reason."""

import pytest
from sqlalchemy import select

from competition.application.submission import withdraw
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.foundation import audit
from competition.foundation.clock import TICK
from competition.foundation.errors import NotFound
from competition.result.operations import AlreadyDecided, DeadlineNotPassed
from scoring.committee.records import CommitteeMember
from scoring.meeting.closing import ClosedAlready, NotClosed, ReasonMissing, close_scoring, reopen_scoring
from scoring.meeting.operations import StillUndecided
from scoring.sheets.operations import complete, save_points
from scoring.sheets.queries import is_closed
from scoring.sheets.records import ScoreSheet, ScoringClosure
from scoring.sheets.rights import ScoringClosed
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    a_draft,
    a_paper,
    a_published_call,
    a_scored_call,
    an_application,
    decide_call,
    declare_all,
    points_for,
    verbs_in,
)

ONE = {"A": ("5", "5")}


def closed(stage, call, at=AFTERWARDS) -> ScoringClosure:
    with stage.acting(at=at) as act:
        return close_scoring(act, call.id)


def reopened(stage, call, reason="Kļūda punktos", at=AFTERWARDS + TICK) -> ScoringClosure:
    with stage.acting(at=at) as act:
        return reopen_scoring(act, call.id, reason)


def closures(stage) -> list[tuple]:
    stage.session.expire_all()
    rows = stage.session.scalars(select(ScoringClosure).order_by(ScoringClosure.id))
    return [(one.closed_at, one.reopened_at, one.reason) for one in rows]


def refused_and_nothing_moves(stage, refusal, deed) -> dict:
    before = stage.everything()
    with pytest.raises(refusal) as refused:
        deed()
    assert stage.everything() == before
    return refused.value.facts


def member_of(stage, call, key: str):
    return stage.session.scalars(
        select(CommitteeMember.id).where(CommitteeMember.call_id == call.id, CommitteeMember.key == key)
    ).one()


def test_scoring_is_closed_once_every_application_is_scored_to_the_end(stage):
    call, _ = a_scored_call(stage, ONE)
    assert not is_closed(stage.session, call.id)

    closed(stage, call)

    assert is_closed(stage.session, call.id)
    assert closures(stage) == [(AFTERWARDS, None, None)]
    assert verbs_in(stage)[-1] == "scoring.closed"


@pytest.mark.parametrize("missing", ["unchecked", "unscored", "half scored"])
def test_scoring_is_not_closed_while_an_application_is_undecided(stage, missing):
    call, _ = a_scored_call(stage, ONE)
    paper = a_paper(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        declare_all(act, call)
        if missing != "unchecked":
            check(act, paper.id, {"1.1": Answered.YES, "1.2": Answered.YES})
        if missing == "half scored":
            complete(act, points_for(paper, member_of(stage, call, "m1"), "4", "4"))
            save_points(act, points_for(paper, member_of(stage, call, "m2"), "4", "4"))

    facts = refused_and_nothing_moves(stage, StillUndecided, lambda: closed(stage, call))

    assert facts == {"numbers": ["2020-02"]}


def test_what_is_withdrawn_late_or_ineligible_needs_no_sheets(stage):
    call, _ = a_scored_call(stage, ONE)
    a_paper(stage, call, received=DEADLINE.at + TICK)
    ineligible, gone = a_paper(stage, call, title="Bez mērķa grupas"), a_paper(stage, call, title="Atsaukts")
    with stage.acting(at=AFTERWARDS) as act:
        check(act, ineligible.id, {"1.1": Answered.YES, "1.2": Answered.NO}, {"1.2": "Nav biedrība."})
        withdraw(act, gone.id)

    closed(stage, call)

    assert is_closed(stage.session, call.id)


@pytest.mark.parametrize("at", [DEADLINE.at - TICK, DEADLINE.at])
def test_scoring_is_not_closed_while_applications_may_still_come_in(stage, at):
    call = a_published_call(stage)
    an_application(stage, call)

    refused_and_nothing_moves(stage, DeadlineNotPassed, lambda: closed(stage, call, at))


def test_a_call_to_which_nobody_applied_is_closed(stage):
    call = a_published_call(stage)
    a_draft(stage, call)

    closed(stage, call)

    assert is_closed(stage.session, call.id)


def test_what_is_closed_is_not_closed_again(stage):
    call, _ = a_scored_call(stage, ONE)
    closed(stage, call)

    facts = refused_and_nothing_moves(stage, ClosedAlready, lambda: closed(stage, call))

    assert facts == {"slug": "liepaja-2020"}


def test_closing_one_call_leaves_the_others_open(stage):
    call, _ = a_scored_call(stage, ONE)
    other, _ = a_scored_call(stage, ONE, slug="liepaja-2021")

    closed(stage, call)

    assert (is_closed(stage.session, call.id), is_closed(stage.session, other.id)) == (True, False)


def test_a_call_that_does_not_exist_is_not_closed(stage):
    call, applications = a_scored_call(stage, ONE)

    with pytest.raises(NotFound), stage.acting(at=AFTERWARDS) as act:
        close_scoring(act, applications["A"])
    assert not is_closed(stage.session, call.id)


@pytest.mark.parametrize("verb", [save_points, complete])
@pytest.mark.parametrize("key", ["m1", "m3"], ids=["a completed sheet", "a draft of a sheet"])
def test_no_sheet_changes_while_the_scoring_is_closed(stage, verb, key):
    call, _ = a_scored_call(stage, ONE, minimum_sheets=2)
    second = a_paper(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        declare_all(act, call)
        check(act, second.id, {"1.1": Answered.YES, "1.2": Answered.YES})
        for member in ("m1", "m2"):
            complete(act, points_for(second, member_of(stage, call, member), "4", "4"))
        save_points(act, points_for(second, member_of(stage, call, "m3"), "1"))
    closed(stage, call)

    def scored() -> None:
        with stage.acting(at=AFTERWARDS + TICK) as act:
            verb(act, points_for(second, member_of(stage, call, key), "5", "5"))

    facts = refused_and_nothing_moves(stage, ScoringClosed, scored)

    assert facts == {"slug": "liepaja-2020"}


def test_scoring_is_opened_again_for_a_reason_and_closed_anew(stage):
    call, applications = a_scored_call(stage, {"A": ("5", "5")}, minimum_sheets=2)
    closed(stage, call)

    reopened(stage, call, "  Kļūda punktos ")
    assert not is_closed(stage.session, call.id)
    closed(stage, call, AFTERWARDS + 2 * TICK)

    assert closures(stage) == [
        (AFTERWARDS, AFTERWARDS + TICK, "Kļūda punktos"),
        (AFTERWARDS + 2 * TICK, None, None),
    ]
    assert verbs_in(stage)[-3:] == ["scoring.closed", "scoring.reopened", "scoring.closed"]
    assert len(applications) == 1


def test_a_draft_of_a_sheet_goes_on_where_the_scoring_is_opened_again(stage):
    call, _ = a_scored_call(stage, ONE)
    second = a_paper(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        declare_all(act, call)
        check(act, second.id, {"1.1": Answered.YES, "1.2": Answered.YES})
        for member in ("m1", "m2"):
            complete(act, points_for(second, member_of(stage, call, member), "4", "4"))
        save_points(act, points_for(second, member_of(stage, call, "m3"), "1"))
    closed(stage, call)
    reopened(stage, call)

    with stage.acting(at=AFTERWARDS + 2 * TICK) as act:
        saved = complete(act, points_for(second, member_of(stage, call, "m3"), "5", "5"))

    assert stage.session.get_one(ScoreSheet, saved.key).completed_at == AFTERWARDS + 2 * TICK


def test_the_reason_stands_beside_the_event_and_not_in_what_is_hashed(stage):
    call, _ = a_scored_call(stage, ONE)
    closed(stage, call)
    reopened(stage, call, "Annas Paraudziņas kļūda")

    event = stage.session.scalars(select(audit.AuditEvent).order_by(audit.AuditEvent.number.desc())).first()
    assert event.details == {"reason": "Annas Paraudziņas kļūda"}
    assert "Annas" not in str(event.facts)


@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_scoring_is_not_opened_again_without_a_reason(stage, reason):
    call, _ = a_scored_call(stage, ONE)
    closed(stage, call)

    refused_and_nothing_moves(stage, ReasonMissing, lambda: reopened(stage, call, reason))


def test_what_is_open_is_not_opened(stage):
    call, _ = a_scored_call(stage, ONE)
    refused_and_nothing_moves(stage, NotClosed, lambda: reopened(stage, call))
    closed(stage, call)
    reopened(stage, call)

    refused_and_nothing_moves(stage, NotClosed, lambda: reopened(stage, call, at=AFTERWARDS + 2 * TICK))


def test_after_the_decision_scoring_is_neither_opened_nor_closed(stage):
    call, _ = a_scored_call(stage, ONE)
    with stage.acting(at=AFTERWARDS) as act:
        decide_call(act, call.id)

    refused_and_nothing_moves(stage, AlreadyDecided, lambda: reopened(stage, call))
    refused_and_nothing_moves(stage, AlreadyDecided, lambda: closed(stage, call))
