"""The outcome, step by step, on archives that a person can check by hand."""

from fractions import Fraction

import pytest

from scoring.outcome import outcome_of, shown
from tests.archive.builders import a_criterion, a_sheet, an_application, an_archive, changed, read

CALL = ("call",)
APPLICATION = ("applications", 0)
LATE = "2020-03-24T00:00"


def result(value, place=0):
    return outcome_of(read(value).round()).as_json()["applications"][place]


def verdict(value, place=0):
    found = result(value, place)
    return found["outcome"], found["reasons"]


def with_application(**changes):
    return an_archive() | {"applications": [an_application(**changes)]}


def with_points(*points, **call):
    """One application with a sheet by each of as many members as there are points."""
    value = an_archive()
    value["call"] |= call
    value["committee"] = [{"key": f"m{place}", "name": "x", "role": "member"} for place in range(len(points))]
    value["score_sheets"] = [a_sheet(member=f"m{place}", points=given) for place, given in enumerate(points)]
    return value


def test_the_whole_outcome_in_the_form_and_order_of_the_contract():
    value = changed(("applications", 0, "conflicts"), ["m2"])
    computed = outcome_of(read(value).round()).as_json()
    assert computed == {
        "slug": "liepaja-2020",
        "deadline": "2020-03-23T21:59:59.999999Z",
        "counts": {"received": 1, "in_time": 1, "eligible": 1, "awards": 1, "reserve": 0},
        "awarded_total": "4600.00",
        "currency": "EUR",
        "applications": [
            {
                "number": "2020-01",
                "outcome": "award",
                "reasons": [],
                "rank": 1,
                "score": {"exact": "4", "shown": "4.00"},
                "criteria": {"2.2": {"exact": "4", "shown": "4.00"}},
                "sheets_counted": 1,
                "excluded_sheets": ["m2"],
            }
        ],
    }
    assert list(computed) == ["slug", "deadline", "counts", "awarded_total", "currency", "applications"]
    assert list(computed["counts"]) == ["received", "in_time", "eligible", "awards", "reserve"]
    assert list(computed["applications"][0]) == [
        *("number", "outcome", "reasons", "rank", "score", "criteria", "sheets_counted", "excluded_sheets")
    ]


@pytest.mark.parametrize("deadline", ["2019-05-20T17:00", "2019-05-20T17:00:00.000", "2019-05-20T14:00Z"])
def test_a_deadline_is_given_in_utc_to_the_microsecond(deadline):
    value = changed(("call", "deadline"), deadline)
    value["call"]["opens"] = "2019-05-01"
    assert outcome_of(read(value).round()).as_json()["deadline"] == "2019-05-20T14:00:00.000000Z"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"withdrawn": "2020-03-10T09:00"}, "withdrawn"),
        ({"withdrawn": "2020-05-10T09:00", "received": LATE, "eligibility": {"1.1": "no"}}, "withdrawn"),
        ({"received": "2020-03-23T23:59:59.999999"}, "award"),
        ({"received": LATE}, "late"),
        ({"received": LATE, "eligibility": {"1.1": "no"}}, "late"),
        ({"received": LATE, "exception": {"until": LATE}}, "award"),
        ({"received": LATE, "exception": {"until": "2020-03-23T23:59:59.999999"}}, "late"),
        ({"received": LATE, "exception": {}}, "late"),
        ({"exception": {"until": "2020-03-01T00:00"}}, "award"),
        ({"eligibility": {}}, "undecided"),
        ({"eligibility": {"1.1": "pending"}}, "undecided"),
        ({"conflicts": ["m1", "m2"]}, "undecided"),
    ],
)
def test_steps_one_to_five_in_their_order(changes, expected):
    assert verdict(with_application(**changes)) == (expected, [])


def test_an_exception_until_an_hour_that_comes_twice_lasts_to_its_second():
    application = {"received": "2020-10-25T01:30:00Z", "exception": {"until": "2020-10-25T03:30"}}
    value = with_application(**application) | {"score_sheets": [a_sheet(completed="2020-11-20T10:00")]}
    assert verdict(value)[0] == "award"


def test_ineligible_names_every_no_in_the_order_of_the_call():
    value = with_application(eligibility={"1.3": "no", "1.1": "no", "1.2": "pending"})
    value["call"]["eligibility_criteria"] = [{"code": code, "title": {"lv": "x"}} for code in ("1.3", "1.2", "1.1")]
    assert verdict(value) == ("ineligible", ["1.3", "1.1"])


def test_a_call_without_eligibility_criteria_finds_everybody_eligible():
    value = with_application(eligibility={})
    value["call"]["eligibility_criteria"] = []
    assert verdict(value) == ("award", [])


def test_drafts_do_not_count_and_are_not_listed():
    value = changed(("score_sheets", 1, "completed"), None)
    value["applications"][0]["conflicts"] = ["m2"]
    assert (result(value)["sheets_counted"], result(value)["excluded_sheets"]) == (1, [])


@pytest.mark.parametrize(("completed", "counted"), [("2020-03-10T08:59:59.999999", 1), ("2020-03-10T09:00", 2)])
def test_a_sheet_dated_before_its_application_never_counts(completed, counted):
    found = result(changed(("score_sheets", 0, "completed"), completed))
    assert (found["sheets_counted"], found["excluded_sheets"]) == (counted, [])


@pytest.mark.parametrize(
    "changes",
    [{"withdrawn": "2020-04-10T09:00"}, {"received": LATE}, {"eligibility": {"1.1": "no"}}, {"eligibility": {}}],
)
def test_sheets_are_told_of_every_application_whatever_its_outcome(changes):
    found = result(with_application(**changes, conflicts=["m2"]))
    assert (found["sheets_counted"], found["excluded_sheets"]) == (1, ["m2"])
    assert (found["rank"], found["score"], found["criteria"]) == (None, None, None)


def test_excluded_sheets_stand_in_the_order_of_the_file():
    value = with_points("1", "1", "1", scoring={"minimum_sheets": 1})
    value["score_sheets"].reverse()
    value["applications"][0]["conflicts"] = ["m0", "m2"]
    assert result(value)["excluded_sheets"] == ["m2", "m0"]


@pytest.mark.parametrize(
    ("points", "threshold", "total", "expected"),
    [
        (("3", "3"), "3", None, ("award", [])),
        (("3", "2"), "3", None, ("below_threshold", ["2.2"])),
        (("3", "3"), None, "3.000001", ("below_threshold", ["total"])),
        (("3", "3"), "3", "3", ("award", [])),
        (("1", "1"), "2", "2", ("below_threshold", ["2.2", "total"])),
        (("0", "0", "1"), "0.333333", None, ("award", [])),
        (("0", "0", "1"), "0.333334", None, ("below_threshold", ["2.2"])),
        (("0",), "0", "0", ("award", [])),
    ],
)
def test_floors_are_compared_unrounded(points, threshold, total, expected):
    criteria = [a_criterion(threshold=threshold)]
    scoring = {"minimum_sheets": 1, "threshold_total": total}
    assert verdict(with_points(*points, criteria=criteria, scoring=scoring)) == expected


def test_a_floor_beats_any_total():
    value = an_archive()
    value["call"]["criteria"] = [a_criterion(threshold="3"), a_criterion("2.4", weight="100")]
    value["applications"] = [an_application("A"), an_application("B")]
    value["score_sheets"] = [
        a_sheet("A", scores={"2.2": "2", "2.4": "5"}),
        a_sheet("B", scores={"2.2": "3", "2.4": "0"}),
    ]
    assert verdict(value, 0) == ("below_threshold", ["2.2"])
    assert result(value, 0)["score"] == {"exact": "502", "shown": "502.00"}
    assert result(value, 0)["rank"] is None
    assert verdict(value, 1) == ("award", [])


def test_weights_and_means_are_exact():
    found = result(with_points("1", "1", "2", criteria=[a_criterion(weight="0.1")]))
    assert found["criteria"] == {"2.2": {"exact": "4/3", "shown": "1.33"}}
    assert found["score"] == {"exact": "2/15", "shown": "0.13"}


@pytest.mark.parametrize(("budget", "awards"), [("0", 0), ("4599.99", 0), ("4600", 1), ("9199.99", 1), ("9200.00", 2)])
def test_a_budget_gives_as_many_awards_as_fit_whole(budget, awards):
    value = an_archive()
    value["call"]["award"] = {"amount": "4600.00", "currency": "EUR", "budget": budget}
    value["applications"] = [an_application(number) for number in "ABC"]
    value["score_sheets"] = [a_sheet(number, points=points) for number, points in zip("ABC", "345", strict=True)]
    computed = outcome_of(read(value).round()).as_json()
    assert computed["counts"] == {"received": 3, "in_time": 3, "eligible": 3, "awards": awards, "reserve": 3 - awards}
    assert computed["awarded_total"] == f"{4600 * awards}.00"


def test_counts_of_those_in_time_and_eligible():
    value = an_archive() | {"score_sheets": []}
    value["applications"] = [
        an_application("A", received=LATE),
        an_application("B", withdrawn="2020-04-10T09:00"),
        an_application("C", eligibility={"1.1": "no"}),
        an_application("D", eligibility={"1.1": "pending"}),
        an_application("E"),
    ]
    counts = outcome_of(read(value).round()).as_json()["counts"]
    assert counts == {"received": 5, "in_time": 3, "eligible": 1, "awards": 0, "reserve": 0}


def test_the_deadline_is_that_of_the_last_amendment_that_has_one():
    value = with_application(received="2020-04-14T23:59")
    value["amendments"] = [
        {"number": 1, "published": "2020-03-16T12:00", "deadline": "2020-04-14"},
        {"number": 2, "published": "2020-03-17T12:00", "reason": {"lv": "Precizējums"}},
    ]
    assert verdict(value) == ("award", [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0.00"),
        ("187/5", "37.40"),
        ("1/3", "0.33"),
        ("2/3", "0.67"),
        ("1/200", "0.01"),
        ("-1/200", "-0.01"),
        ("-1/201", "0.00"),
        ("199/200", "1.00"),
        ("-2675/1000", "-2.68"),
        ("1005/1000", "1.01"),
        ("123456789", "123456789.00"),
    ],
)
def test_two_decimals_half_away_from_zero_and_no_minus_before_a_zero(value, text):
    assert shown(Fraction(value)) == text
