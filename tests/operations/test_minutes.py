"""A committee decides in a meeting: closed scoring, whole minutes, a quorum, a vote; and ties for a reason."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from competition.application.intake import receive
from competition.application.records import Application
from competition.application.states import State
from competition.foundation.clock import TICK
from competition.result.operations import AlreadyDecided, DeadlineNotPassed
from competition.result.records import Decision
from scoring.committee.seats import Seat
from scoring.meeting.closing import close_scoring, reopen_scoring
from scoring.meeting.operations import (
    CannotDecide,
    MeetingInFuture,
    Minutes,
    MinutesIncomplete,
    OrderUnreasoned,
    ScoringOpen,
    StillUndecided,
    decide,
    settle_tie,
)
from scoring.meeting.quorum import Votes
from scoring.meeting.records import Meeting, TieOrder
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    MINUTES,
    a_committee,
    a_published_call,
    a_scored_call,
    an_application,
    an_intake,
    verbs_in,
)

ONE = {"A": ("5", "5")}


@pytest.fixture
def call(stage):
    """Scored to the end, and closed."""
    call, _ = a_scored_call(stage, ONE)
    with stage.acting(at=AFTERWARDS) as act:
        close_scoring(act, call.id)
    return call


def decided(stage, call, minutes: Minutes | None = MINUTES, at=AFTERWARDS) -> Decision:
    with stage.acting(at=at) as act:
        return decide(act, call.id, minutes)


def refused_and_nothing_moves(stage, refusal, call, minutes: Minutes | None = MINUTES, at=AFTERWARDS) -> dict:
    before = stage.everything()
    with pytest.raises(refusal) as refused:
        decided(stage, call, minutes, at)
    assert stage.everything() == before
    return refused.value.facts


def meeting_of(stage, call) -> Meeting:
    return stage.session.scalars(select(Meeting).where(Meeting.call_id == call.id)).one()


def test_the_meeting_is_recorded_with_its_decision(stage, call):
    minutes = Minutes(date(2020, 4, 17), " 3/2020 ", ("m3", "m1", "m2"), Votes(2, 0, 1), "Bez iebildumiem")

    decision = decided(stage, call, minutes)

    meeting = meeting_of(stage, call)
    assert (meeting.held_on, meeting.number, meeting.present) == (date(2020, 4, 17), "3/2020", ["m1", "m2", "m3"])
    assert (meeting.votes_for, meeting.votes_against, meeting.abstained) == (2, 0, 1)
    assert (meeting.remarks, meeting.recorded_at) == ("Bez iebildumiem", AFTERWARDS)
    assert (decision.met_on, decision.minutes_number) == (date(2020, 4, 17), "3/2020")


def test_nothing_is_decided_while_the_scoring_is_open(stage):
    call, _ = a_scored_call(stage, ONE)

    assert refused_and_nothing_moves(stage, ScoringOpen, call) == {"slug": "liepaja-2020"}


def test_nothing_is_decided_while_the_scoring_is_opened_again(stage, call):
    with stage.acting(at=AFTERWARDS) as act:
        reopen_scoring(act, call.id, "Kļūda")

    refused_and_nothing_moves(stage, ScoringOpen, call)


def test_nothing_is_decided_before_the_deadline_whatever_the_minutes_say(stage):
    call = a_published_call(stage)
    an_application(stage, call)
    a_committee(stage, call)

    refused_and_nothing_moves(stage, DeadlineNotPassed, call, at=DEADLINE.at)


@pytest.mark.parametrize(
    "minutes",
    [None, replace(MINUTES, number=""), replace(MINUTES, number="  "), replace(MINUTES, present=())],
    ids=["none", "no number", "a blank number", "nobody"],
)
def test_nothing_is_decided_without_whole_minutes(stage, call, minutes):
    refused_and_nothing_moves(stage, MinutesIncomplete, call, minutes)


@pytest.mark.parametrize(
    ("present", "votes", "lack"),
    [
        (("m1",), Votes(1, 0), "no_quorum"),
        (("m1", "m4"), Votes(2, 0), "no_quorum"),
        (("m1", "stranger", "other"), Votes(3, 0), "no_quorum"),
        (("m1", "m1", "m1"), Votes(1, 0), "no_quorum"),
        (("m1", "m2", "m3"), Votes(3, -1), "below_zero"),
        (("m1", "m2", "m3"), Votes(3, 0, -2), "below_zero"),
        (("m1", "m2", "m3"), Votes(4, 0), "too_many_votes"),
        (("m1", "m2", "m2"), Votes(3, 0), "too_many_votes"),
        (("m1", "m2", "m3"), Votes(1, 2), "not_carried"),
        (("m1", "m2"), Votes(1, 1, chair_in_favour=False), "not_carried"),
        (("m2", "m3"), Votes(1, 1), "not_carried"),
        (("m1", "m2", "m3"), Votes(0, 0, 3), "not_carried"),
    ],
)
def test_a_meeting_that_could_not_decide_decides_nothing(stage, call, present, votes, lack):
    facts = refused_and_nothing_moves(stage, CannotDecide, call, replace(MINUTES, present=present, votes=votes))

    assert (facts["lack"], facts["voting"]) == (lack, 3)


@pytest.mark.parametrize(
    ("present", "votes"),
    [(("m1", "m2"), Votes(1, 1)), (("m2", "m3"), Votes(2, 0)), (("m1", "m3"), Votes(1, 0, 1))],
    ids=["the chair's vote", "without the chair", "with an abstention"],
)
def test_two_of_three_may_decide(stage, call, present, votes):
    decided(stage, call, replace(MINUTES, present=present, votes=votes))

    assert meeting_of(stage, call).present == list(present)


def test_an_alternate_takes_the_place_of_somebody_absent(stage):
    call = a_published_call(stage)
    a_committee(stage, call, {"m1": Seat.CHAIR, "m2": Seat.MEMBER, "m3": Seat.MEMBER, "a1": Seat.ALTERNATE})
    with stage.acting(at=AFTERWARDS) as act:
        close_scoring(act, call.id)

    decided(stage, call, replace(MINUTES, present=("m1", "a1"), votes=Votes(2, 0)))

    assert meeting_of(stage, call).present == ["m1", "a1"]


def test_a_call_without_a_committee_decides_nothing(stage):
    call = a_published_call(stage)
    with stage.acting(at=AFTERWARDS) as act:
        close_scoring(act, call.id)

    assert refused_and_nothing_moves(stage, CannotDecide, call)["lack"] == "no_quorum"


@pytest.mark.parametrize(
    ("at", "held", "today"),
    [
        (datetime(2020, 4, 20, 20, 59, 59, tzinfo=UTC), date(2020, 4, 21), date(2020, 4, 20)),
        (datetime(2020, 4, 20, 21, tzinfo=UTC), date(2020, 4, 22), date(2020, 4, 21)),
    ],
    ids=["before midnight in Riga", "after midnight in Riga"],
)
def test_a_meeting_of_tomorrow_has_not_decided_anything_and_one_of_today_may_have(stage, call, at, held, today):
    refused_and_nothing_moves(stage, MeetingInFuture, call, replace(MINUTES, held_on=held), at)

    decided(stage, call, replace(MINUTES, held_on=today), at)

    assert meeting_of(stage, call).held_on == today


def test_a_call_is_decided_in_one_meeting(stage, call):
    decided(stage, call)

    refused_and_nothing_moves(stage, AlreadyDecided, call, replace(MINUTES, number="2"), AFTERWARDS + TICK)


def test_what_is_undecided_in_spite_of_a_closed_scoring_leaves_no_meeting_behind(stage, call):
    with stage.acting(at=AFTERWARDS, brought_in=True) as act:
        from_elsewhere = receive(act, call.id, an_intake())

    assert refused_and_nothing_moves(stage, StillUndecided, call) == {"numbers": [from_elsewhere.number]}


def test_a_round_brought_in_is_decided_without_a_meeting(stage):
    call, applications = a_scored_call(stage, ONE)

    with stage.acting(at=AFTERWARDS, brought_in=True) as act:
        decision = decide(act, call.id)

    assert (decision.brought_in, decision.met_on, decision.minutes_number) == (True, None, None)
    assert stage.session.scalars(select(Meeting)).all() == []
    assert len(applications) == 1


@pytest.mark.parametrize("change", [update(Meeting).values(votes_for=9), delete(Meeting)], ids=["update", "delete"])
def test_the_record_of_a_meeting_is_never_changed(stage, call, change):
    decided(stage, call)
    before = stage.everything()

    with pytest.raises(IntegrityError, match="meeting is never changed"), stage.acting(at=AFTERWARDS) as act:
        act.session.execute(change)

    assert stage.everything() == before


@pytest.mark.parametrize("reason", [None, "", "  \n"])
def test_a_tie_is_not_settled_without_a_reason_and_nothing_moves(stage, reason):
    call, applications = a_scored_call(stage, {"A": ("4", "4"), "B": ("4", "4")}, quota=1)
    before = stage.everything()

    with pytest.raises(OrderUnreasoned), stage.acting(at=AFTERWARDS) as act:
        settle_tie(act, call.id, list(applications.values()), reason)

    assert stage.everything() == before


def test_a_tie_keeps_the_reason_for_its_order_and_one_brought_in_may_have_none(stage):
    call, applications = a_scored_call(stage, {"A": ("4", "4"), "B": ("4", "4"), "C": ("4", "4")}, quota=1)
    a, b, c = applications.values()

    with stage.acting(at=AFTERWARDS) as act:
        settle_tie(act, call.id, [b, a, c], "Vairāk riska grupas jauniešu.")
    with stage.acting(at=AFTERWARDS, brought_in=True) as act:
        settle_tie(act, call.id, [a, b])

    orders = stage.session.scalars(select(TieOrder).order_by(TieOrder.position)).all()
    assert [one.reason for one in orders] == ["Vairāk riska grupas jauniešu.", None]
    decided_states = closed_and_decided(stage, call, applications)
    assert decided_states == {"A": State.RESERVE, "B": State.APPROVED, "C": State.RESERVE}
    assert "tie.settled" in verbs_in(stage)


def closed_and_decided(stage, call, applications) -> dict[str, State]:
    with stage.acting(at=AFTERWARDS) as act:
        close_scoring(act, call.id)
        decide(act, call.id, MINUTES)
    return {title: stage.session.get_one(Application, key).state for title, key in applications.items()}
