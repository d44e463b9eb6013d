"""Deciding, granting, announcing: the decision, its awards, its letters, who is told."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from competition.application.attachments import attach
from competition.application.records import Application
from competition.application.states import State, WrongState
from competition.application.submission import save, submit, withdraw
from competition.call.operations import FileNote
from competition.call.records import Call
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.foundation.act import SYSTEM, RefusedAttempt, acting
from competition.foundation.clock import TICK, start_of
from competition.organisation.operations import Applicant
from competition.result.announcement import NotAnnounced
from competition.result.operations import (
    AlreadyAnnounced,
    BeyondMeans,
    NotDecided,
    Ruling,
    announce,
    record_decision,
)
from competition.result.queries import result_page
from competition.result.records import Award, Decision, Notice, NoticeKind, Verdict
from scoring.committee.operations import declare_conflict
from scoring.committee.records import CommitteeMember
from scoring.sheets.operations import complete
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    ELIGIBLE,
    RIGA,
    a_draft,
    a_paper,
    a_person,
    a_published_call,
    a_scored_call,
    an_organisation,
    decide_call,
    points_for,
    told,
    verbs_in,
)

ANNOUNCED = AFTERWARDS + timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Story:
    """A decided call with an application of every fate, by its name."""

    call: Call
    applications: dict[str, UUID]

    def states(self, stage) -> dict[str, State]:
        return {name: stage.session.get(Application, key).state for name, key in self.applications.items()}


@pytest.fixture
def story(stage) -> Story:
    scores = {"wins": ("5", "5"), "waits": ("4", "4"), "falls": ("2", "5")}
    call, applications = a_scored_call(stage, scores, quota=1)
    papers = {"came late": DEADLINE.at + TICK, "not eligible": DEADLINE.at, "withdrawn": DEADLINE.at}
    for name, received in papers.items():
        applicant = Applicant(f"Biedrība {name}")
        applications[name] = a_paper(stage, call, received=received, applicant=applicant).id
    with stage.acting(at=AFTERWARDS) as act:
        check(act, applications["not eligible"], {"1.1": Answered.YES, "1.2": Answered.NO}, {"1.2": "Nav biedrība."})
        withdraw(act, applications["withdrawn"])
    applications["draft"] = a_draft(stage, call, name="Biedrība draft").id
    with stage.acting(at=AFTERWARDS) as act:
        decide_call(act, call.id)
    return Story(call, applications)


def announced(stage, call: Call) -> Call:
    with stage.acting(at=ANNOUNCED) as act:
        return announce(act, call.id)


def test_a_decision_leads_every_application_to_its_state(stage, story):
    assert story.states(stage) == {
        "wins": State.APPROVED,
        "waits": State.RESERVE,
        "falls": State.REFUSED,
        "not eligible": State.REFUSED,
        "came late": State.LATE,
        "withdrawn": State.WITHDRAWN,
        "draft": State.DRAFT,
    }
    assert verbs_in(stage)[-2:] == ["call.decided", "award.granted"]


def test_the_award_is_exactly_the_amount_of_the_call(stage, story):
    award = stage.session.scalars(select(Award)).one()

    assert (award.application_id, award.amount) == (story.applications["wins"], Decimal("4600.00"))
    assert award.granted_at == AFTERWARDS


@pytest.mark.parametrize(
    "deed",
    [
        lambda act, key, _: save(act, key, {"aim": "x"}),
        lambda act, key, _: attach(act, key, "statutes", FileNote("a.pdf", "application/pdf", 1, "ab" * 32)),
        lambda act, key, _: submit(act, key),
        lambda act, key, _: withdraw(act, key),
        lambda act, key, _: check(act, key, ELIGIBLE),
        declare_conflict,
        lambda act, key, member: complete(act, points_for(act.get(Application, key), member, "4", "4")),
    ],
    ids=["save", "attach", "submit", "withdraw", "check", "declare", "score"],
)
def test_a_decided_application_does_not_change_any_more(stage, story, deed):
    member = stage.session.scalars(select(CommitteeMember.id).order_by(CommitteeMember.position)).first()
    before = stage.everything(but=RefusedAttempt)

    for name in ("wins", "waits", "falls", "came late"):
        with pytest.raises(WrongState), stage.acting(at=AFTERWARDS) as act:
            deed(act, story.applications[name], member)

    assert stage.everything(but=RefusedAttempt) == before


def test_the_results_are_known_from_the_announcement(stage, story):
    with pytest.raises(NotAnnounced):
        result_page(stage.session, story.call.slug, ANNOUNCED)

    announced(stage, story.call)

    with pytest.raises(NotAnnounced):
        result_page(stage.session, story.call.slug, ANNOUNCED - TICK)
    page = result_page(stage.session, story.call.slug, ANNOUNCED)
    assert (page.counts.received, page.counts.approved, page.awarded) == (6, 1, Decimal("4600.00"))
    assert [winner.name for winner in page.winners] == ["Biedrība wins"]
    assert verbs_in(stage)[-1] == "call.announced"


def test_those_without_an_award_stand_by_the_alphabet_after_the_reserve_in_its_order(stage):
    scores = {
        "Zeme": ("5", "5"),
        "Āžu sala": ("2", "5"),
        "Vējš": ("4", "4"),
        "Cēsis": ("1", "5"),
        "Čiekurs": ("2", "4"),
    }
    scores |= {"Abi": ("4", "5"), "Asara": ("2", "3")}
    call, _ = a_scored_call(stage, scores, quota=1)
    with stage.acting(at=AFTERWARDS) as act:
        decide_call(act, call.id)
        act.session.get_one(Call, call.id).publishes_refusals = True
    announced(stage, call)

    page = result_page(stage.session, call.slug, ANNOUNCED)
    assert [one.title for one in page.refused] == ["Abi", "Vējš", "Asara", "Āžu sala", "Cēsis", "Čiekurs"]
    assert [one.verdict for one in page.refused] == [Verdict.RESERVE] * 2 + [Verdict.BELOW_THRESHOLD] * 4


def test_each_applicant_is_due_the_letter_of_their_verdict_and_who_withdrew_none(stage, story):
    announced(stage, story.call)

    letters = stage.session.scalars(select(Notice)).all()
    names = {key: name for name, key in story.applications.items()}
    assert {names[letter.application_id]: letter.kind for letter in letters} == {
        "wins": NoticeKind.AWARD,
        "waits": NoticeKind.RESERVE,
        "falls": NoticeKind.REFUSAL,
        "not eligible": NoticeKind.INELIGIBLE,
        "came late": NoticeKind.LATE,
    }
    assert {(letter.drafted_at, letter.dated, letter.sent_at) for letter in letters} == {
        (ANNOUNCED, ANNOUNCED.date(), None)
    }
    assert sorted(letter.number for letter in letters) == [f"1-9/2020/{place}" for place in range(1, 6)]


def test_the_decision_is_told_to_the_people_of_those_it_is_about(stage, story):
    people = {
        name: a_person(stage, an_organisation(stage, f"Biedrība {name}"), f"person{place}").id
        for place, name in enumerate(story.applications)
    }

    announced(stage, story.call)

    assert told(stage, "decision") == sorted(
        people[name] for name in ("wins", "waits", "falls", "not eligible", "came late")
    )


def test_an_announcement_brought_in_keeps_its_day_and_tells_nobody(stage, story):
    a_person(stage, an_organisation(stage, "Biedrība wins"))
    day = start_of(ANNOUNCED.date(), RIGA)

    with stage.acting(at=day.at, brought_in=True) as act:
        announce(act, story.call.id, day)

    assert story.call.announced == day
    assert told(stage, "decision") == []


def test_results_are_announced_once(stage, story):
    announced(stage, story.call)
    before = stage.everything()

    with pytest.raises(AlreadyAnnounced):
        announced(stage, story.call)

    assert stage.everything() == before


def test_an_announcement_by_somebody_else_meanwhile_is_seen(stage, story):
    assert story.call.announced is None
    stage.session.commit()  # ends the reading and, unlike a rollback, leaves what was read as it was
    with stage.another_session() as other, acting(other, SYSTEM, at=ANNOUNCED) as act:
        announce(act, story.call.id)
    before = stage.everything()

    with pytest.raises(AlreadyAnnounced) as refused:
        announced(stage, story.call)

    assert refused.value.facts == {"slug": "liepaja-2020", "at": ANNOUNCED}
    assert stage.everything() == before


def test_nothing_is_announced_before_it_is_decided(stage):
    call, _ = a_scored_call(stage, {"A": ("5", "5")})
    before = stage.everything()

    with pytest.raises(NotDecided):
        announced(stage, call)

    assert stage.everything() == before


def test_a_decision_beyond_the_means_of_the_call_is_refused_and_nothing_moves(stage):
    call, applications = a_scored_call(stage, {"A": ("5", "5"), "B": ("4", "4")}, quota=1)
    rulings = [Ruling(key, Verdict.AWARD, place, "10.00", ()) for place, key in enumerate(applications.values(), 1)]
    before = stage.everything()

    with pytest.raises(BeyondMeans) as refused, stage.acting(at=AFTERWARDS) as act:
        record_decision(act, call.id, rulings, "{}")

    assert refused.value.facts == {"awards": 2, "available": 1}
    assert stage.everything() == before


def test_a_decision_on_an_application_that_was_withdrawn_meanwhile_is_refused_and_nothing_moves(stage):
    call, applications = a_scored_call(stage, {"A": ("5", "5"), "B": ("4", "4")})
    rulings = [Ruling(key, Verdict.AWARD, place, "10.00", ()) for place, key in enumerate(applications.values(), 1)]
    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, applications["B"])
    before = stage.everything()

    with pytest.raises(WrongState), stage.acting(at=AFTERWARDS) as act:
        record_decision(act, call.id, rulings, "{}")

    assert stage.everything() == before


def test_a_decision_that_came_with_a_round_says_so(stage):
    call = a_published_call(stage)

    with stage.acting(at=DEADLINE.at, brought_in=True) as act:
        decide_call(act, call.id)

    decision = stage.session.scalars(select(Decision)).one()
    assert (decision.brought_in, decision.decided_at) == (True, DEADLINE.at)


def test_a_win_is_counted_with_the_rounds_announced_before(stage, story):
    announced(stage, story.call)
    call, _ = a_scored_call(stage, {"wins": ("5", "5")}, slug="liepaja-2021")
    with stage.acting(at=AFTERWARDS) as act:
        decide_call(act, call.id)
    with stage.acting(at=ANNOUNCED + TICK) as act:
        announce(act, call.id)

    first = result_page(stage.session, story.call.slug, ANNOUNCED + TICK)
    second = result_page(stage.session, call.slug, ANNOUNCED + TICK)
    assert [winner.times_won for winner in (*first.winners, *second.winners)] == [1, 2]
