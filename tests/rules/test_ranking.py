"""Steps 8 and 9: places, ties, and the line under the last award."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.ranking import Entry, funded, ranked

MORNING, EVENING = datetime(2020, 3, 10, 9, tzinfo=UTC), datetime(2020, 3, 10, 21, tzinfo=UTC)


def an_entry(number, score, received=MORNING, **means):
    return Entry(number, Fraction(score), {code: Fraction(value) for code, value in means.items()}, received)


def ranks(entries, tie_break=(), **rules):
    return [(place.entry.number, place.rank) for place in ranked(entries, tie_break, **rules)]


def line(scores, available, *tie_orders):
    """A number for each score: A, B, C …"""
    entries = [an_entry(chr(65 + place), score) for place, score in enumerate(scores)]
    standings = funded(ranked(entries, ()), available, tie_orders)
    return [(standing.number, standing.rank, standing.verdict.value) for standing in standings]


def test_a_higher_score_comes_first_and_equal_scores_share_a_place():
    entries = [an_entry("A", 1), an_entry("B", 3), an_entry("C", 2), an_entry("D", 2)]
    assert ranks(entries) == [("B", 1), ("C", 2), ("D", 2), ("A", 4)]


def test_a_third_of_a_point_is_no_tie_with_its_rounding():
    assert ranks([an_entry("A", "0.333333"), an_entry("B", Fraction(1, 3))]) == [("B", 1), ("A", 2)]


def test_equal_scores_are_parted_by_the_criteria_in_their_order():
    entries = [an_entry("A", 5, x=1, y=3), an_entry("B", 5, x=2, y=0), an_entry("C", 5, x=1, y=4)]
    assert ranks(entries, ("x", "y")) == [("B", 1), ("C", 2), ("A", 3)]
    assert ranks(entries, ("y", "x")) == [("C", 1), ("A", 2), ("B", 3)]
    assert ranks(entries, ("x",)) == [("B", 1), ("A", 2), ("C", 2)]


def test_the_earlier_wins_only_where_the_call_says_so_and_only_after_the_criteria():
    entries = [an_entry("A", 5, EVENING, x=1), an_entry("B", 5, MORNING, x=1), an_entry("C", 5, EVENING, x=2)]
    assert ranks(entries, ("x",)) == [("C", 1), ("A", 2), ("B", 2)]
    assert ranks(entries, ("x",), earlier_received_wins=True) == [("C", 1), ("B", 2), ("A", 3)]


@pytest.mark.parametrize(
    ("scores", "available", "orders", "expected"),
    [
        ([3, 2, 1], 2, [], [("A", 1, "award"), ("B", 2, "award"), ("C", 3, "reserve")]),
        ([3, 2], 5, [], [("A", 1, "award"), ("B", 2, "award")]),
        ([3, 3], 0, [], [("A", 1, "reserve"), ("B", 1, "reserve")]),
        ([3, 3, 1], 2, [], [("A", 1, "award"), ("B", 1, "award"), ("C", 3, "reserve")]),
        ([3, 3, 1], 2, ["BA"], [("A", 1, "award"), ("B", 1, "award"), ("C", 3, "reserve")]),
        ([3, 2, 2], 2, [], [("A", 1, "award"), ("B", 2, "tie"), ("C", 2, "tie")]),
        ([3, 2, 2, 1], 2, [], [("A", 1, "award"), ("B", 2, "tie"), ("C", 2, "tie"), ("D", 4, "reserve")]),
        (
            [3, 2, 2, 1, 1],
            2,
            [],
            [("A", 1, "award"), ("B", 2, "tie"), ("C", 2, "tie"), ("D", 4, "reserve"), ("E", 4, "reserve")],
        ),
        ([3, 2, 2], 2, ["CB"], [("A", 1, "award"), ("C", 2, "award"), ("B", 3, "reserve")]),
        ([2, 2, 2, 1], 2, ["CAB"], [("C", 1, "award"), ("A", 2, "award"), ("B", 3, "reserve"), ("D", 4, "reserve")]),
        ([2, 2, 2], 2, ["CA"], [("A", 1, "tie"), ("B", 1, "tie"), ("C", 1, "tie")]),
        ([2, 2, 1], 1, ["BAC"], [("A", 1, "tie"), ("B", 1, "tie"), ("C", 3, "reserve")]),
        ([2, 2, 1], 1, ["A", "", "BA"], [("B", 1, "award"), ("A", 2, "reserve"), ("C", 3, "reserve")]),
        ([3, 2, 1], 1, ["CBA", "CB"], [("A", 1, "award"), ("B", 2, "reserve"), ("C", 3, "reserve")]),
        ([3, 2, 2], 1, ["CB"], [("A", 1, "award"), ("B", 2, "reserve"), ("C", 2, "reserve")]),
    ],
)
def test_the_funding_line(scores, available, orders, expected):
    assert line(scores, available, *orders) == expected


entries = st.lists(st.integers(0, 3), max_size=12)


@given(entries, st.integers(0, 12), st.randoms(use_true_random=False))
def test_the_line_does_not_depend_on_the_order_in_which_entries_arrive(scores, available, chance):
    given_entries = [an_entry(str(place), score) for place, score in enumerate(scores)]
    shuffled = chance.sample(given_entries, len(given_entries))
    assert set(funded(ranked(shuffled, ()), available)) == set(funded(ranked(given_entries, ()), available))


@given(entries, st.integers(0, 12))
def test_a_higher_score_is_never_worse_off(scores, available):
    places = ["award", "tie", "reserve"]
    verdicts = [places.index(verdict) for _, _, verdict in line(scores, available)]
    assert verdicts == sorted(verdicts)
