"""The rules that pages show: which step a call is at, its timeline, who won how often, the Latvian alphabet."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from competition.call.deadline import Terms, is_open
from competition.call.extras import Contact, Extras, extras_of
from competition.call.records import Amendment, Call
from competition.call.stage import Stage, is_known, remaining, stage_of
from competition.call.timeline import Kind, Progress, deadlines, timeline
from competition.foundation.alphabet import latvian
from competition.foundation.clock import TICK, exactly, start_of, whole_of, zone
from competition.result.announcement import is_public, may_name
from competition.result.history import Round, times_won
from competition.result.records import Verdict

RIGA = zone("Europe/Riga")
OPENS, FIRST, SECOND = (
    start_of(date(2020, 3, 1), RIGA),
    whole_of(date(2020, 3, 23), RIGA),
    whole_of(date(2020, 4, 14), RIGA),
)
TERMS = Terms(OPENS, FIRST, (SECOND,))
instants = st.datetimes(datetime(2020, 2, 1), datetime(2020, 6, 30), timezones=st.just(UTC))


def test_a_call_goes_from_coming_to_open_to_evaluated_at_its_edges():
    stages = [
        stage_of(TERMS, at, announced=False)
        for at in (OPENS.at - TICK, OPENS.at, FIRST.at + TICK, SECOND.at, SECOND.at + TICK)
    ]
    assert stages == [Stage.COMING, Stage.OPEN, Stage.OPEN, Stage.OPEN, Stage.EVALUATED]
    assert stage_of(TERMS, SECOND.at + TICK, announced=True) == Stage.ANNOUNCED


@given(instants)
def test_something_is_left_exactly_while_the_call_is_open(at):
    left = remaining(TERMS, at)
    assert (left is not None) is is_open(TERMS, at)
    if left:
        assert left.left >= timedelta()
        assert 0 <= left.gone <= 100


@given(instants, instants)
def test_time_only_runs_out(one, other):
    earlier, later = (remaining(TERMS, at) for at in sorted((one, other)))
    if earlier and later:
        assert earlier.left >= later.left
        assert earlier.gone <= later.gone


def test_a_call_that_opens_at_its_deadline_is_gone_at_once():
    instant = exactly(OPENS.at)
    left = remaining(Terms(instant, instant), OPENS.at)
    assert left
    assert (left.left, left.gone) == (timedelta(), 100)


def test_a_published_call_is_known_from_its_day():
    assert [is_known(OPENS, OPENS.at - TICK), is_known(OPENS, OPENS.at), is_known(None, OPENS.at)] == [
        False,
        True,
        True,
    ]


def a_call() -> Call:
    call = Call(published=start_of(date(2020, 2, 20), RIGA), opens=OPENS, deadline=FIRST)
    call.results_by = whole_of(date(2020, 4, 25), RIGA)
    call.announced = start_of(date(2020, 5, 20), RIGA)
    call.implementation_from = start_of(date(2020, 6, 1), RIGA)
    call.implementation_until = whole_of(date(2020, 12, 31), RIGA)
    at = datetime(2020, 3, 16, 10, tzinfo=UTC)
    call.amendments = [Amendment(number=1, published_at=at, deadline=SECOND), Amendment(number=2, published_at=at)]
    return call


def test_the_timeline_keeps_both_deadlines_of_an_amendment():
    steps = timeline(a_call(), FIRST.at, announced=False)
    (moved, silent) = [step for step in steps if step.kind == Kind.AMENDED]
    assert (moved.moved_from, moved.amendment.deadline) == (FIRST, SECOND)
    assert (silent.moved_from, silent.amendment.deadline) == (None, None)
    assert deadlines(TERMS) == ([FIRST], SECOND)


def test_an_unkept_promise_is_under_way_until_the_announcement():
    late = datetime(2020, 5, 19, tzinfo=UTC)
    waiting = {step.kind: step.progress for step in timeline(a_call(), late, announced=False)}
    assert waiting[Kind.PROMISED] == Progress.NOW
    assert Kind.ANNOUNCED not in waiting
    told = {step.kind: step.progress for step in timeline(a_call(), late + timedelta(days=2), announced=True)}
    assert told[Kind.ANNOUNCED] == Progress.DONE
    assert told[Kind.CARRIED_OUT] == Progress.NOW


@given(instants, st.booleans())
def test_steps_stand_in_their_order_and_at_most_one_is_under_way(at, announced):
    steps = timeline(a_call(), at, announced=announced)
    assert all(one.when.at <= next_one.when.at for one, next_one in pairwise(steps))
    assert [step.progress for step in steps].count(Progress.NOW) <= 1


def test_results_are_public_once_decided_and_from_the_announced_instant():
    told = start_of(date(2020, 5, 20), RIGA)
    assert not is_public(None, told.at, decided=True)
    assert not is_public(told, told.at, decided=False)
    assert not is_public(told, told.at - TICK, decided=True)
    assert is_public(told, told.at, decided=True)


def test_only_winners_are_named_unless_the_call_publishes_refusals_and_who_withdrew_never():
    named = {verdict for verdict in Verdict if may_name(verdict, publishes_refusals=False)}
    assert named == {Verdict.AWARD}
    assert {verdict for verdict in Verdict if may_name(verdict, publishes_refusals=True)} == set(Verdict) - {
        Verdict.WITHDRAWN
    }


def test_wins_begin_with_what_was_stated_and_nothing_is_counted_twice():
    assert times_won([Round(won=True)]) == 1
    assert times_won([Round(won=True, wins_before=2)]) == 3
    assert times_won([Round(won=True), Round(won=False), Round(won=True)]) == 2
    assert times_won([Round(won=True), Round(won=True, wins_before=2), Round(won=True)]) == 4
    assert times_won([Round(won=False, wins_before=2), Round(won=True)]) == 3


@given(st.lists(st.builds(Round, won=st.booleans(), wins_before=st.none() | st.integers(0, 9))))
def test_a_won_round_adds_exactly_one(rounds):
    assert times_won([*rounds, Round(won=True)]) == times_won(rounds) + 1


def test_wins_are_not_known_where_rounds_came_in_without_a_stated_number():
    brought_in = Round(won=True, held_here=False)
    assert times_won([brought_in]) is None
    assert times_won([brought_in, brought_in]) is None
    assert times_won([brought_in, Round(won=True)]) == 2
    assert times_won([brought_in, Round(won=True, wins_before=1, held_here=False)]) == 2


def test_the_latvian_alphabet():
    words = ["Āboli", "Abi", "Cēsis", "Čiekuri", "Ērgļi", "„Gaisma”", "Ģimene", "Īle", "Jā", "Ķekava", "Ļaudis", "Ņina"]
    words += ["Sala", "Šalle", "Ūdrs", "Upe", "Zari", "Žagari"]
    assert sorted(words, key=latvian)[:3] == ["Abi", "Āboli", "Cēsis"]
    assert sorted(["Žagari", "Zari", "Šalle", "Sala", "Ģimene", "„Gaisma”", "Čiekuri", "Cēsis"], key=latvian) == [
        "Cēsis",
        "Čiekuri",
        "„Gaisma”",
        "Ģimene",
        "Sala",
        "Šalle",
        "Zari",
        "Žagari",
    ]
    assert sorted(["kāja", "kaja", "kajas"], key=latvian) == ["kaja", "kāja", "kajas"]


@given(st.lists(st.text()))
def test_the_order_of_any_texts_does_not_depend_on_how_they_came(texts):
    backwards = texts[::-1]
    assert sorted(texts, key=latvian) == sorted(backwards, key=latvian)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["call", "made_up", "lv", "documents", "title", "contact"]), inner)
    ),
)


@given(json_values)
def test_whatever_stands_in_more_the_page_is_shown(value):
    assert isinstance(extras_of(json.dumps(value)), Extras)


def test_extras_are_read_where_they_have_their_shape():
    assert extras_of(None) == Extras()
    more = (
        '{"call": {"made_up": {"lv": "Izdomāts."}, "documents": [{"title": {"lv": "Nolikums"}}, 7],'
        ' "contact": {"email": "a@example.org"}}}'
    )
    assert extras_of(more) == Extras(
        made_up={"lv": "Izdomāts."}, documents=({"lv": "Nolikums"},), contact=Contact(email="a@example.org")
    )
