"""What waits for a coordinator, the most urgent first; where an application stands; what the portal finds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.application.states import State
from competition.call.period import Window
from competition.eligibility.evidence import Evidence, Facts, Sign, evidence_of
from competition.eligibility.requirements import Answered, is_eligible, unreasoned
from competition.eligibility.standing import Eligibility, Tally, standing
from competition.foundation.clock import TICK, exactly, last_day_of
from scoring.meeting.todo import CallFacts, Waits, todos_of

AT = datetime(2020, 4, 1, 9, tzinfo=UTC)
PAST, FUTURE = exactly(AT - timedelta(days=1)), exactly(AT + timedelta(days=30))


def a_call(**facts) -> CallFacts:
    return CallFacts(**{"slug": "a", "public": True, "deadline": PAST, "results_by": None} | facts)


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ({"public": False}, [Waits.DRAFT]),
        ({"deadline": FUTURE, "to_check": 3, "undeclared": 2}, []),
        ({"deadline": exactly(AT + timedelta(days=3))}, [Waits.CLOSES_SOON]),
        ({"deadline": exactly(AT + timedelta(days=3) + TICK)}, []),
        ({"deadline": exactly(AT)}, [Waits.CLOSES_SOON]),
        ({"to_check": 1, "late": 1}, [Waits.TO_CHECK, Waits.LATE]),
        ({"to_clarify": 1, "late": 1}, [Waits.TO_CLARIFY, Waits.LATE]),
        ({"undeclared": 1, "unbegun": 2}, [Waits.NOT_DECLARED, Waits.NOT_BEGUN]),
        ({"closed": True, "unbegun": 2}, [Waits.NOT_DECIDED]),
        ({"results_by": exactly(AT - TICK), "to_check": 1}, [Waits.RESULTS_OVERDUE, Waits.TO_CHECK]),
        ({"results_by": exactly(AT + timedelta(days=7))}, [Waits.RESULTS_SOON]),
        ({"results_by": exactly(AT + timedelta(days=7) + TICK)}, []),
        ({"decided": True, "results_by": exactly(AT - TICK)}, [Waits.RESULTS_OVERDUE, Waits.NOT_ANNOUNCED]),
        ({"decided": True, "announced": True, "letters": 2, "results_by": PAST}, [Waits.LETTERS]),
        ({"decided": True, "announced": True}, []),
    ],
)
def test_what_waits_in_a_call(facts, kinds):
    assert [todo.kind for todo in todos_of([a_call(**facts)], AT)] == kinds


def test_what_presses_comes_first_whatever_the_order_of_the_calls():
    calls = [a_call(slug="draft", public=False), a_call(slug="late", late=1), a_call(slug="check", to_check=4)]
    told = [(todo.slug, todo.count) for todo in todos_of(calls, AT)]
    assert told == [("check", 4), ("late", 1), ("draft", 0)]
    assert [(todo.slug, todo.count) for todo in todos_of(reversed(calls), AT)] == told


answers = st.dictionaries(st.sampled_from(["1.1", "1.2", "1.3"]), st.sampled_from(Answered))


@given(answers)
def test_counted_and_listed_findings_agree_on_who_is_eligible(found):
    count = list(found.values()).count
    tally = Tally(3, count(Answered.YES), count(Answered.NO), count(Answered.PENDING))
    known = {True: {Eligibility.ELIGIBLE}, False: {Eligibility.NOT_ELIGIBLE}}
    open_ = {Eligibility.TO_CHECK, Eligibility.CLARIFIED}
    assert tally.eligibility in known.get(is_eligible(found, ["1.1", "1.2", "1.3"]), open_)


@pytest.mark.parametrize(
    ("tally", "in_time", "scored", "word"),
    [
        (Tally(2), True, False, "submitted"),
        (Tally(2, yes=1), True, True, "submitted"),
        (Tally(2, yes=1, pending=1), True, True, "being_clarified"),
        (Tally(2, yes=1, no=1), True, True, "not_eligible"),
        (Tally(2, yes=2), True, False, "eligible"),
        (Tally(2, yes=2), True, True, "being_scored"),
        (Tally(2, yes=2), False, True, "late"),
    ],
)
def test_one_word_says_where_an_application_stands(tally, in_time, scored, word):
    assert standing(State.SUBMITTED, tally, in_time=in_time, scored=scored) == word
    assert standing(State.WITHDRAWN, tally, in_time=in_time, scored=scored) == "withdrawn"
    assert standing(State.RESERVE, tally, in_time=in_time, scored=scored) == "reserve"


def test_everything_but_a_yes_needs_a_reason():
    found = {"1.1": Answered.YES, "1.2": Answered.NO, "1.3": Answered.PENDING, "1.4": Answered.NO}
    assert unreasoned(found, {"1.2": " ", "1.4": "Nav."}) == ["1.2", "1.3"]


WINDOW = Window(date(2020, 6, 1), date(2021, 12, 31), 3, 18)


def signs(**facts) -> list[Sign]:
    usual = {"received": AT, "in_time": True, "accepted_late": False, "has_number": True, "number_fits": True}
    return [one.sign for one in evidence_of(Facts(**usual | {"has_answers": True} | facts))]


def test_a_well_formed_number_tells_nothing_of_who_the_applicant_is():
    assert [Evidence("1.2", sign).good for sign in (Sign.NUMBER_FITS, Sign.NUMBER_UNFIT)] == [None, False]


def test_the_portal_says_what_it_finds_by_itself():
    assert signs() == [Sign.IN_TIME, Sign.NUMBER_FITS, Sign.FORM_COMPLETE, Sign.FILES_COMPLETE]
    assert signs(has_answers=False) == [Sign.IN_TIME, Sign.NUMBER_FITS, Sign.ON_PAPER]
    late = signs(in_time=False, has_number=False, gaps=("aim-goal",), missing_files=("statutes",))
    assert late == [Sign.LATE, Sign.NUMBER_MISSING, Sign.FORM_GAPS, Sign.FILES_MISSING]
    assert signs(accepted_late=True, number_fits=False)[:2] == [Sign.ACCEPTED_LATE, Sign.NUMBER_UNFIT]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2020, 6, 1), date(2020, 8, 31), [Sign.PERIOD_FITS]),
        (date(2020, 6, 1), date(2020, 8, 30), [Sign.PERIOD_TOO_SHORT]),
        (date(2020, 6, 1), date(2021, 11, 30), [Sign.PERIOD_FITS]),
        (date(2020, 6, 1), date(2021, 12, 1), [Sign.PERIOD_TOO_LONG]),
        (date(2020, 5, 31), date(2020, 9, 30), [Sign.PERIOD_OUTSIDE]),
        (date(2021, 12, 1), date(2022, 1, 1), [Sign.PERIOD_TOO_SHORT, Sign.PERIOD_OUTSIDE]),
    ],
)
def test_a_period_fits_the_call_to_the_day(first, last, found):
    assert signs(period=(first, last), window=WINDOW)[4:] == found


def test_months_end_on_the_day_before():
    assert last_day_of(date(2020, 6, 1), 3) == date(2020, 8, 31)
    assert last_day_of(date(2020, 11, 30), 3) == date(2021, 2, 27)
    assert last_day_of(date(2020, 12, 15), 12) == date(2021, 12, 14)
    assert last_day_of(date(9999, 11, 30), 3) == date.max
