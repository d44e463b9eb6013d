"""Working days in Latvia, and the terms of letters that are counted in them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.foundation.working_days import (
    ONE_DAY,
    first_working_day_from,
    is_working_day,
    working_day_after,
)
from competition.result.terms import LetterTerms, Way, a_month_from, letter_terms, notified_on

# Law "Par svētku, atceres un atzīmējamām dienām": what of its holidays is no Saturday or Sunday, with the day off after
# 4 May and 18 November on a weekend; and the working days that the Cabinet moved to a Saturday.
BY_LAW = {
    2018: "01-01 03-30 04-02 05-01 05-04 07-09 09-24 11-19 12-24 12-25 12-26 12-31",
    2019: "01-01 04-19 04-22 05-01 05-06 06-24 11-18 12-24 12-25 12-26 12-31",
    2020: "01-01 04-10 04-13 05-01 05-04 06-23 06-24 11-18 12-24 12-25 12-31",
    2021: "01-01 04-02 04-05 05-04 06-23 06-24 11-18 12-24 12-31",
    2022: "04-15 04-18 05-04 06-23 06-24 11-18 12-26",
    2023: "04-07 04-10 05-01 05-04 05-29 06-23 07-10 11-20 12-25 12-26",
    2024: "01-01 03-29 04-01 05-01 05-06 06-24 11-18 12-24 12-25 12-26 12-31",
    2025: "01-01 04-18 04-21 05-01 05-05 06-23 06-24 11-18 12-24 12-25 12-26 12-31",
}
MOVED = {
    2018: "04-30",
    2019: "",
    2020: "06-22",
    2021: "05-03 06-25 11-19",
    2022: "",
    2023: "05-05",
    2024: "12-23 12-30",
    2025: "05-02 11-17",
}
WORKED_SATURDAYS = [date(2018, 4, 21), date(2020, 6, 13), date(2021, 5, 8), date(2024, 12, 14), date(2025, 11, 8)]
DAYS = st.dates(date(2016, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize("year", BY_LAW)
def test_weekdays_off_are_those_of_the_law_and_of_the_cabinet(year):
    days = [date(year, 1, 1) + timedelta(days=count) for count in range(366 if year % 4 == 0 else 365)]
    off = {f"{day:%m-%d}" for day in days if day.weekday() < 5 and not is_working_day(day)}
    assert off == {*BY_LAW[year].split(), *MOVED[year].split()}


@pytest.mark.parametrize("day", WORKED_SATURDAYS)
def test_a_saturday_that_is_worked_instead_ends_no_term(day):
    assert not is_working_day(day)


@given(DAYS)
def test_the_first_working_day_is_the_day_itself_or_all_between_are_free(day):
    found = first_working_day_from(day)
    assert is_working_day(found)
    assert not any(is_working_day(day + timedelta(days=count)) for count in range((found - day).days))


@given(DAYS, st.integers(1, 30))
def test_the_nth_working_day_is_counted_from_the_next(day, count):
    found = working_day_after(day, count)
    between = [day + timedelta(days=number) for number in range(1, (found - day).days + 1)]
    assert sum(is_working_day(one) for one in between) == count
    assert is_working_day(found)


def test_there_is_no_zeroth_working_day():
    with pytest.raises(ValueError, match="the 0-th working day"):
        working_day_after(date(2020, 5, 20), 0)


@pytest.mark.parametrize(
    ("sent", "way", "notified", "contest_until"),
    [
        (date(2020, 5, 20), Way.EMAIL, date(2020, 5, 22), date(2020, 6, 25)),  # 22 June was made free, 23 and 24 feast
        (date(2020, 5, 20), Way.E_ADDRESS, date(2020, 5, 22), date(2020, 6, 25)),
        (date(2020, 5, 22), Way.EMAIL, date(2020, 5, 26), date(2020, 6, 26)),  # over a weekend
        (date(2020, 5, 20), Way.REGISTERED_POST, date(2020, 5, 27), date(2020, 6, 29)),  # 27 June is a Saturday
        (date(2020, 5, 20), Way.POST, date(2020, 5, 28), date(2020, 6, 29)),  # a Sunday
        (date(2020, 5, 20), Way.BY_HAND, date(2020, 5, 20), date(2020, 6, 25)),  # Saturday, and so on to the 25th
        (date(2018, 12, 20), Way.EMAIL, date(2018, 12, 27), date(2019, 1, 28)),  # Christmas, then a Sunday
        (date(2020, 4, 30), Way.EMAIL, date(2020, 5, 6), date(2020, 6, 8)),  # 1 and 4 May
    ],
)
def test_a_letter_is_notified_in_force_and_contestable_by_the_way_it_went(sent, way, notified, contest_until):
    assert letter_terms(sent, way) == LetterTerms(sent, notified, notified, contest_until)


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2019, 1, 31), date(2019, 2, 28)),
        (date(2020, 1, 31), date(2020, 3, 2)),  # 29 February 2020 is a Saturday
        (date(2021, 8, 31), date(2021, 9, 30)),
        (date(2019, 12, 12), date(2020, 1, 13)),
        (date(2020, 12, 31), date(2021, 2, 1)),
        (date(2020, 3, 10), date(2020, 4, 14)),  # Good Friday to Easter Monday
    ],
)
def test_a_month_ends_on_the_same_date_or_the_last_of_a_shorter_month(day, until):
    assert a_month_from(day) == until


@given(DAYS)
def test_a_month_is_never_shorter_than_28_days_and_ends_on_a_working_day(day):
    until = a_month_from(day)
    assert until - day >= timedelta(days=28)
    assert is_working_day(until)


@given(DAYS)
def test_who_comes_into_force_later_may_be_contested_no_earlier(day):
    assert a_month_from(day) <= a_month_from(day + ONE_DAY)


@given(DAYS, st.sampled_from(Way))
def test_the_days_of_a_letter_follow_each_other(sent, way):
    terms = letter_terms(sent, way)
    assert terms.sent <= terms.notified == terms.in_force < terms.contest_until


@given(DAYS, st.sampled_from([Way.EMAIL, Way.E_ADDRESS]))
def test_a_message_is_notified_on_a_working_day_at_least_two_days_later(sent, way):
    notified = notified_on(sent, way)
    assert is_working_day(notified)
    assert notified - sent >= timedelta(days=2)
