"""What the committee does in its meeting: settle ties, and decide."""

import json
from decimal import Decimal

import pytest
from sqlalchemy import select

from competition.application.intake import Acceptance, accept_late
from competition.application.publishing import amend
from competition.application.states import State
from competition.application.submission import submit
from competition.call.records import Call
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.foundation import audit
from competition.foundation.clock import TICK, exactly
from competition.result.operations import AlreadyDecided, DeadlineNotPassed
from competition.result.records import Award, Decision, DecisionItem, Verdict
from scoring.archive.gather import call_by_slug, gather
from scoring.meeting.operations import OrderMalformed, OrderTaken, StillUndecided, TieUnsettled, settle_tie
from scoring.meeting.queries import round_of
from scoring.outcome import outcome_of
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    REASON,
    a_draft,
    a_paper,
    a_published_call,
    a_scored_call,
    an_application,
    an_order,
    decide_call,
    verbs_in,
)

FOUR = {"A": ("5", "5"), "B": ("4", "4"), "C": ("4", "4"), "D": ("3", "3")}
"""One that leads, two that tie at the line of two awards, one behind."""


def decided(stage, call: Call) -> Decision:
    with stage.acting(at=AFTERWARDS) as act:
        return decide_call(act, call.id)


def settled(stage, call: Call, *applications) -> None:
    with stage.acting(at=AFTERWARDS) as act:
        settle_tie(act, call.id, applications, "Balsojums: 3 pret 2.")


def verdicts(stage, call: Call) -> dict[str, tuple[Verdict, int | None, str | None]]:
    items = stage.session.scalars(select(DecisionItem).where(DecisionItem.call_id == call.id)).all()
    return {item.application_id: (item.verdict, item.rank, item.score) for item in items}


def test_the_committee_settles_a_tie_and_then_decides(stage):
    call, applications = a_scored_call(stage, FOUR)
    a, b, c, d = (applications[title] for title in "ABCD")

    settled(stage, call, c, b)
    decided(stage, call)

    assert verdicts(stage, call) == {
        a: (Verdict.AWARD, 1, "10.00"),
        c: (Verdict.AWARD, 2, "8.00"),
        b: (Verdict.RESERVE, 3, "8.00"),
        d: (Verdict.RESERVE, 4, "6.00"),
    }
    ends = ["tie.settled", "scoring.closed", "call.decided", "award.granted", "award.granted"]
    assert verbs_in(stage)[-5:] == ends


def test_a_tie_at_the_line_is_not_decided_while_it_is_not_settled(stage):
    call, applications = a_scored_call(stage, FOUR)
    settled(stage, call, applications["A"], applications["B"])
    before = stage.everything()

    with pytest.raises(TieUnsettled) as refused:
        decided(stage, call)

    assert refused.value.facts == {"numbers": ["2020-02", "2020-03"]}
    assert stage.everything() == before


def test_a_tie_away_from_the_line_needs_no_order(stage):
    call, applications = a_scored_call(stage, FOUR, quota=3)

    decided(stage, call)

    assert verdicts(stage, call)[applications["B"]] == (Verdict.AWARD, 2, "8.00")
    assert verdicts(stage, call)[applications["C"]] == (Verdict.AWARD, 2, "8.00")


@pytest.mark.parametrize("missing", ["unchecked", "pending", "unscored"])
def test_nothing_is_decided_while_one_application_is_undecided(stage, missing):
    call, _ = a_scored_call(stage, {"A": ("5", "5")})
    paper = a_paper(stage, call)
    found = {"unchecked": {}, "pending": {"1.2": Answered.PENDING}, "unscored": {"1.2": Answered.YES}}
    with stage.acting(at=AFTERWARDS) as act:
        check(act, paper.id, {"1.1": Answered.YES} | found[missing], {"1.2": "Jāprecizē."})
    before = stage.everything()

    with pytest.raises(StillUndecided) as refused:
        decided(stage, call)

    assert refused.value.facts == {"numbers": ["2020-02"]}
    assert stage.everything() == before


def test_a_call_without_applications_is_decided_without_awards(stage):
    call = a_published_call(stage)
    a_draft(stage, call)

    decision = decided(stage, call)

    assert json.loads(decision.outcome)["counts"] == {
        "received": 0,
        "in_time": 0,
        "eligible": 0,
        "awards": 0,
        "reserve": 0,
    }
    assert stage.session.scalars(select(Award)).all() == []


@pytest.mark.parametrize("at", [DEADLINE.at - TICK, DEADLINE.at])
def test_nothing_is_decided_while_applications_may_still_come_in(stage, at):
    call = a_published_call(stage)
    an_application(stage, call)
    before = stage.everything()

    with pytest.raises(DeadlineNotPassed), stage.acting(at=at) as act:
        decide_call(act, call.id)

    assert stage.everything() == before


def test_nothing_is_decided_before_the_deadline_as_it_was_moved(stage):
    call = a_published_call(stage)
    with stage.acting(at=DEADLINE.at) as act:
        amend(act, call.id, an_order())

    with pytest.raises(DeadlineNotPassed), stage.acting(at=DEADLINE.at + TICK) as act:
        decide_call(act, call.id)


def test_nothing_is_decided_while_one_draft_may_still_come_in_late(stage):
    call = a_published_call(stage)
    draft = a_draft(stage, call)
    until = AFTERWARDS + TICK
    with stage.acting(at=AFTERWARDS) as act:
        accept_late(act, draft.id, Acceptance(until, "Nolikuma 12. punkts", REASON))
    before = stage.everything()

    with pytest.raises(DeadlineNotPassed) as refused:
        decided(stage, call)
    assert refused.value.facts == {"until": until}
    assert stage.everything() == before

    with stage.acting(at=until + TICK) as act:
        decide_call(act, call.id)
    assert verbs_in(stage)[-1] == "call.decided"


def test_a_call_is_decided_once(stage):
    call, _ = a_scored_call(stage, {"A": ("5", "5")})
    decided(stage, call)
    before = stage.everything()

    with pytest.raises(AlreadyDecided):
        decided(stage, call)

    assert stage.everything() == before


def test_the_stored_outcome_is_the_one_that_the_rules_give(stage):
    call, applications = a_scored_call(stage, FOUR)
    a_paper(stage, call, received=DEADLINE.at + TICK)
    settled(stage, call, applications["B"], applications["C"])

    decision = decided(stage, call)

    whole = call_by_slug(stage.session, call.slug)
    assert json.loads(decision.outcome) == outcome_of(round_of(stage.session, whole)).as_json()
    assert json.loads(decision.outcome) == outcome_of(gather(stage.session, whole).round()).as_json()
    assert gather(stage.session, whole).recorded == json.loads(decision.outcome)
    event = stage.session.scalars(select(audit.AuditEvent).where(audit.AuditEvent.verb == "call.decided")).one()
    assert event.facts["awards"] == 2


@pytest.mark.parametrize(
    ("budget", "awards"),
    [("0", 0), ("4599.99", 0), ("4600.00", 1), ("9199.99", 1), ("9200.00", 2), ("1000000.00", 3)],
)
def test_all_awards_together_never_pass_the_budget(stage, budget, awards):
    scores = {"A": ("5", "5"), "B": ("4", "4"), "C": ("3", "3")}
    call, _ = a_scored_call(stage, scores, budget=Decimal(budget))

    decided(stage, call)

    amounts = stage.session.scalars(select(Award.amount)).all()
    assert amounts == [Decimal("4600.00")] * awards
    assert sum(amounts) <= Decimal(budget)


@pytest.mark.parametrize("quota", [0, 1, 2, 3, 9])
def test_there_are_as_many_awards_as_the_quota_has_and_applications_reach(stage, quota):
    scores = {"A": ("5", "5"), "B": ("4", "4"), "C": ("3", "3"), "D": ("2", "5"), "E": ("3", "2.5")}
    call, applications = a_scored_call(stage, scores, quota=quota)

    decided(stage, call)

    amounts = stage.session.scalars(select(Award.amount)).all()
    assert amounts == [Decimal("4600.00")] * min(quota, 3)
    refused = {key: item for key, item in verdicts(stage, call).items() if item[0] == Verdict.BELOW_THRESHOLD}
    assert refused == {
        applications["D"]: (Verdict.BELOW_THRESHOLD, None, "7.00"),
        applications["E"]: (Verdict.BELOW_THRESHOLD, None, "5.50"),
    }


def test_an_order_is_recorded_once_for_the_same_applications(stage):
    call, applications = a_scored_call(stage, FOUR)
    settled(stage, call, applications["B"], applications["C"])
    before = stage.everything()

    with pytest.raises(OrderTaken):
        settled(stage, call, applications["C"], applications["B"])

    assert stage.everything() == before


def test_an_order_names_applications_that_were_handed_in_in_this_call_each_once(stage):
    call, applications = a_scored_call(stage, FOUR)
    other = an_application(stage, a_published_call(stage, slug="liepaja-2021"))
    draft = a_draft(stage, call)
    before = stage.everything()

    for order in (
        (applications["B"], applications["B"]),
        (applications["B"], other.id),
        (applications["B"], draft.id),
    ):
        with pytest.raises(OrderMalformed):
            settled(stage, call, *order)

    assert stage.everything() == before


def test_no_tie_is_settled_after_the_decision(stage):
    call, applications = a_scored_call(stage, FOUR, quota=3)
    decided(stage, call)
    before = stage.everything()

    with pytest.raises(AlreadyDecided):
        settled(stage, call, applications["B"], applications["C"])

    assert stage.everything() == before


def test_a_decision_changes_only_applications_that_were_handed_in(stage):
    call = a_published_call(stage)
    draft = a_draft(stage, call)

    decided(stage, call)

    assert draft.state == State.DRAFT


def test_a_draft_accepted_late_and_handed_in_is_decided_with_the_others(stage):
    call = a_published_call(stage)
    draft = a_draft(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        accept_late(act, draft.id, Acceptance(AFTERWARDS, "Nolikuma 12. punkts", REASON))
        submit(act, draft.id)
        check(act, draft.id, {"1.1": Answered.NO}, {"1.1": "Par vēlu."})

    with stage.acting(at=exactly(AFTERWARDS).at + TICK) as act:
        decide_call(act, call.id)

    assert verdicts(stage, call) == {draft.id: (Verdict.INELIGIBLE, None, None)}
