"""Properties of the outcome on random rounds, and its equality with a second, naive reckoning."""

from copy import deepcopy
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.outcome import Verdict, outcome_of
from tests.archive.builders import read
from tests.rules import oracle
from tests.rules.rounds import archives

FUNDED = {Verdict.AWARD, Verdict.RESERVE, Verdict.TIE}


def result_of(value):
    return outcome_of(read(value).round())


@settings(max_examples=400, deadline=None)
@given(archives())
def test_the_outcome_is_what_the_ten_steps_give_when_followed_naively(value):
    computed = result_of(value).as_json()
    expected = oracle.outcome(value)
    assert computed == expected
    assert list(computed) == list(expected)


@settings(deadline=None)
@given(archives(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_never_changes_the_outcome(value, chance):
    other = deepcopy(value)
    for key in ("applications", "score_sheets", "committee"):
        chance.shuffle(other[key])
    before, after = result_of(value), result_of(other)
    assert (before.counts, before.awarded_total) == (after.counts, after.awarded_total)
    assert {item.number: (item.outcome, item.rank, item.score) for item in before.results} == {
        item.number: (item.outcome, item.rank, item.score) for item in after.results
    }


@settings(deadline=None)
@given(archives(), st.data())
def test_one_more_point_never_costs_a_place(value, data):
    value["commission"] = None
    raised = [sheet for sheet in value["score_sheets"] if sheet["completed"] and Decimal(sheet["scores"]["a"]) <= 2]
    assume(raised)
    sheet = data.draw(st.sampled_from(raised))
    before = {item.number: item.rank for item in result_of(value).results}
    sheet["scores"]["a"] = str(Decimal(sheet["scores"]["a"]) + 1)
    after = {item.number: item.rank for item in result_of(value).results}
    place = before[sheet["application"]]
    assert place is None or after[sheet["application"]] <= place


@settings(deadline=None)
@given(archives())
def test_awards_never_pass_what_there_is(value):
    given_round = read(value).round()
    outcome = outcome_of(given_round)
    assert outcome.counts.awards <= given_round.available
    assert outcome.awarded_total == outcome.counts.awards * given_round.amount
    if budget := value["call"]["award"].get("budget"):
        assert outcome.awarded_total <= Decimal(budget)


@settings(deadline=None)
@given(archives())
def test_nothing_is_left_over_while_somebody_who_is_not_tied_waits(value):
    given_round = read(value).round()
    outcome = outcome_of(given_round)
    if not any(item.outcome == Verdict.TIE for item in outcome.results):
        ranked = sum(item.outcome in FUNDED for item in outcome.results)
        assert outcome.counts.awards == min(ranked, given_round.available)


@settings(deadline=None)
@given(archives())
def test_who_is_ranked_is_above_every_floor(value):
    given_round = read(value).round()
    for item in outcome_of(given_round).results:
        if item.outcome in FUNDED:
            assert item.criteria is not None
            for criterion in given_round.criteria:
                assert criterion.threshold is None or item.criteria[criterion.code] >= criterion.threshold
            assert item.score == sum((c.weight * item.criteria[c.code] for c in given_round.criteria), Fraction())
