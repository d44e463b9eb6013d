"""Until when a clarification is answered, when somebody is reminded, what is likely to be asked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.eligibility.clarifying import (
    OTHER,
    WORKING_DAYS,
    Wait,
    may_answer,
    missing_files,
    reminded_at,
    usual_items,
    usual_term,
    waits_for,
)
from competition.eligibility.evidence import Evidence, Sign
from competition.form.definition import Slot
from competition.foundation.clock import TICK, day_of, last_instant, zone
from competition.foundation.working_days import is_working_day

RIGA = zone("Europe/Riga")
AT = datetime(2020, 4, 20, 9, tzinfo=UTC)
BEFORE, AFTER = AT - TICK, AT + TICK
BUDGET, STATUTES = Slot("budget", {"lv": "Tāme"}), Slot("statutes", {"lv": "Statūti"})


@given(st.datetimes(datetime(2019, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)))
def test_the_term_is_the_last_instant_of_the_fifth_working_day_whenever_it_is_asked(asked):
    term, first = usual_term(asked, RIGA), day_of(asked, RIGA) + timedelta(days=1)
    assert term.day is not None
    days = [first + timedelta(days=number) for number in range((term.day - first).days + 1)]
    assert sum(map(is_working_day, days)) == WORKING_DAYS
    assert is_working_day(term.day)
    assert term.at == last_instant(term.day, RIGA)


@pytest.mark.parametrize(
    ("until", "morning"),
    [
        (date(2020, 4, 28), "2020-04-27T09:00+03:00"),
        (date(2020, 4, 27), "2020-04-24T09:00+03:00"),
        (date(2020, 4, 14), "2020-04-09T09:00+03:00"),  # over Easter
    ],
)
def test_somebody_is_reminded_on_the_morning_of_the_last_working_day_before(until, morning):
    assert reminded_at(until, RIGA) == datetime.fromisoformat(morning)


def test_the_last_instant_of_the_term_is_in_time_and_the_next_is_not():
    assert (may_answer(AT, AT), may_answer(AT, AFTER)) == (True, False)


@pytest.mark.parametrize(
    ("until", "answered", "found", "pending", "wait"),
    [
        (None, None, BEFORE, True, Wait.TO_ASK),
        (None, None, BEFORE, False, None),
        (AT, None, BEFORE, True, Wait.ANSWER),
        (BEFORE, None, BEFORE, True, Wait.FINDING),
        (BEFORE, None, BEFORE, False, None),
        (AFTER, BEFORE, BEFORE, True, Wait.FINDING),
        (AFTER, BEFORE, AT, False, None),
        (AFTER, AT, BEFORE, False, Wait.FINDING),
    ],
)
def test_what_an_application_waits_for(until, answered, found, pending, wait):
    assert waits_for(until, answered, found, AT, pending=pending) == wait


def test_what_lacks_and_what_a_requirement_is_about_is_likely_to_be_asked():
    evidence = [
        Evidence("1.3", Sign.FORM_GAPS, ("evidence",)),
        Evidence("1.5", Sign.FILES_MISSING, ("statutes",)),
        Evidence("1.7", Sign.PERIOD_TOO_LONG),
    ]
    assert usual_items(["1.5"], evidence) == {"statutes"}
    assert usual_items(["1.3", "1.7"], evidence) == {"evidence", "project-from", "project-until"}
    assert usual_items(["1.1"], evidence) == set()


@pytest.mark.parametrize(
    ("before", "now", "words", "missing"),
    [
        ((), (), True, ["budget", "statutes"]),
        (("budget",), (), True, ["statutes"]),
        (("budget", "statutes"), (), True, []),
        (("budget", "statutes"), (), False, ["budget", "statutes"]),
        (("budget",), ("statutes",), False, []),
    ],
)
def test_a_place_needs_a_file_where_none_was_handed_in_and_an_answer_of_nothing_is_none(before, now, words, missing):
    assert missing_files([BUDGET, STATUTES], before, now, words=words) == missing


def test_the_place_for_other_documents_is_always_empty_at_first():
    assert missing_files([OTHER], ["statutes"], [], words=True) == [OTHER.key]
