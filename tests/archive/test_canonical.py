"""What may be left out, and the one form in which an archive is written."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings

from scoring.archive.reading import read_archive
from scoring.archive.writing import as_value, canonical, decimal_text
from scoring.outcome import outcome_of
from tests.archive.builders import (
    ABSENT,
    a_criterion,
    a_full_archive,
    a_sheet,
    an_application,
    an_archive,
    as_file,
    changed,
    read,
)
from tests.rules.rounds import archives

AMENDMENT = {"number": 1, "published": "2020-03-16T12:00:00+02:00"}
EXCEPTION = {"until": "2020-04-16T12:00:00+03:00"}

OPTIONAL = [
    ((), "amendments", [None, []]),
    ((), "commission", [None, {}, {"tie_order": None}, {"tie_order": []}, {"more": {}}]),
    ((), "recorded", [None, {}]),
    ((), "more", [None, {}]),
    (("call",), "published", [None]),
    (("call",), "results_by", [None]),
    (("call",), "announced", [None]),
    (("call",), "implementation", [None, {}]),
    (("call",), "more", [None, {}]),
    (("call", "title"), "en", [None, ""]),
    (("call", "organiser"), "slug", [None]),
    (("call", "award"), "budget", [None]),
    (("call", "eligibility_criteria", 0), "correctable", [None]),
    (("call", "criteria", 0), "threshold", [None]),
    (("call", "criteria", 0), "levels", [None, []]),
    (("call", "scoring"), "threshold_total", [None]),
    (("call", "scoring"), "tie_break", [None, []]),
    (("call", "scoring"), "earlier_received_wins", [None]),
    (("amendments", 0), "deadline", [None]),
    (("amendments", 0), "legal_basis", [None, ""]),
    (("amendments", 0), "reason", [None, {}]),
    (("committee", 0), "more", [None, {}]),
    (("applications", 0), "withdrawn", [None]),
    (("applications", 0), "exception", [None, {}]),
    (("applications", 0), "conflicts", [None, []]),
    (("applications", 1, "exception"), "legal_basis", [None, ""]),
    (("applications", 1, "exception"), "reason", [None, {}]),
    (("applications", 0, "organisation"), "registration_number", [None]),
    (("applications", 0, "organisation"), "wins_before", [None]),
    (("score_sheets", 0), "more", [None, {}]),
]


def with_everything_optional_left_out():
    value = an_archive() | {"amendments": [dict(AMENDMENT)]}
    value["applications"].append(an_application("2020-02", exception=dict(EXCEPTION)))
    return value


@pytest.mark.parametrize(
    ("path", "key", "nothing"), [(path, key, value) for path, key, values in OPTIONAL for value in values]
)
def test_an_optional_key_that_says_nothing_is_left_out(path, key, nothing):
    left_out = with_everything_optional_left_out()
    said = changed((*path, key), nothing, left_out)
    written = canonical(read(left_out))
    expected = changed(("amendments",), ABSENT, left_out) if key == "amendments" else left_out
    assert canonical(read(said)) == (written if expected is left_out else canonical(read(expected)))


@pytest.mark.parametrize(
    "path",
    [
        *((), ("call",), ("call", "organiser"), ("call", "implementation"), ("call", "award"), ("call", "scoring")),
        *(("call", "eligibility_criteria", 0), ("call", "criteria", 0), ("call", "criteria", 0, "levels", 0)),
        *(("amendments", 0), ("committee", 0), ("applications", 0), ("applications", 0, "organisation")),
        *(("applications", 0, "exception"), ("score_sheets", 0), ("commission",)),
    ],
)
def test_more_is_kept_last_and_untouched_in_every_object_with_named_keys(path):
    more = {"z": ["x", None, {}, [], "", 1], "a": {"more": {"more": 0}}, "": False}
    value = changed((*path, "more"), more, a_full_archive())
    written = json.loads(canonical(read(value)))
    place = written
    for step in path:
        place = place[step]
    assert list(place)[-1] == "more"
    assert json.dumps(place["more"]) == json.dumps(more)
    assert outcome_of(read(value).round()) == outcome_of(read(a_full_archive()).round())


def test_a_canonical_file_comes_back_byte_for_byte():
    text = json.dumps(a_full_archive(), ensure_ascii=False, indent=2) + "\n"
    assert canonical(read_archive(text.encode())) == text


def test_numbers_in_more_and_in_what_is_recorded_come_back_as_they_were_written():
    inside = '{"x": [1.10, 1e5, -0, 0.0, 123456789012345678901234567890]}'
    data = as_file(an_archive())[:-1].decode() + f', "recorded": {inside}, "more": {inside}}}'
    written = canonical(read_archive(data.encode()))
    for number in ("1.10", "1e5", "-0", "0.0", "123456789012345678901234567890"):
        assert written.count(f" {number}") == 2
    assert canonical(read_archive(written.encode())) == written


@settings(deadline=None)
@given(archives())
def test_the_canonical_form_holds_the_same_content_and_the_same_outcome(value):
    archive = read(value)
    written = canonical(archive)
    again = read_archive(written.encode())
    assert again == archive
    assert canonical(again) == written
    assert outcome_of(again.round()) == outcome_of(archive.round())


def test_keys_stand_in_the_order_of_the_page_however_they_came():
    def turned(value):
        if isinstance(value, dict):
            return {key: turned(inner) for key, inner in reversed(value.items())}
        return [turned(inner) for inner in value] if isinstance(value, list) else value

    straight = changed(("call", "award", "more"), {"a": 1}, a_full_archive())
    straight["recorded"] = {"slug": "x"}
    assert canonical(read(turned(straight))) == json.dumps(straight, ensure_ascii=False, indent=2) + "\n"


def test_required_keys_stay_when_they_are_empty():
    value = an_archive() | {"committee": [], "applications": [], "score_sheets": []}
    value["call"]["eligibility_criteria"] = []
    written = json.loads(canonical(read(value)))
    assert (written["committee"], written["applications"], written["score_sheets"]) == ([], [], [])
    assert written["call"]["eligibility_criteria"] == []


def test_a_draft_keeps_its_null_and_its_empty_scores():
    value = an_archive() | {"score_sheets": [a_sheet(completed=None, scores={})]}
    assert json.loads(canonical(read(value)))["score_sheets"] == value["score_sheets"]


def test_zero_and_false_say_something_and_stay():
    value = an_archive()
    value["call"]["eligibility_criteria"][0]["correctable"] = False
    value["call"]["scoring"] |= {"threshold_total": "0", "earlier_received_wins": False}
    value["call"]["award"]["available"] = 0
    value["applications"][0]["organisation"]["wins_before"] = 0
    written = json.loads(canonical(read(value)))
    assert written["call"] == value["call"]
    assert written["applications"][0]["organisation"] == value["applications"][0]["organisation"]


def test_minus_zero_is_zero_as_a_decimal_and_as_an_integer():
    value = an_archive()
    value["call"]["criteria"] = [a_criterion(min="-0.00", threshold="-0")]
    data = as_file(value).replace(b'"available": 1', b'"available": -0')
    written = json.loads(canonical(read_archive(data)))["call"]
    assert (written["criteria"][0]["min"], written["criteria"][0]["threshold"]) == ("0", "0")
    assert str(written["award"]["available"]) == "0"


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("-0.00", "0"), ("10", "10"), ("100.50", "100.5"), ("1E+2", "100"), ("-0.000001", "-0.000001")],
)
def test_a_decimal_without_trailing_zeros(value, text):
    assert decimal_text(Decimal(value)) == text
    assert decimal_text(Decimal(value).normalize()) == text


@pytest.mark.parametrize(("amount", "text"), [("4600", "4600.00"), ("0.5", "0.50"), ("9999999999.99", "9999999999.99")])
def test_money_has_two_decimals(amount, text):
    value = changed(("call", "award", "amount"), amount)
    assert as_value(read(value))["call"]["award"]["amount"] == text


def test_languages_stand_with_latvian_first():
    value = changed(("call", "title"), {"ru": "c", "en": "b", "lv": "a", "de": "", "fr": None})
    assert list(as_value(read(value))["call"]["title"].items()) == [("lv", "a"), ("en", "b"), ("ru", "c")]


def test_codes_stand_in_the_order_of_the_call():
    value = an_archive()
    value["call"]["criteria"] = [a_criterion("b"), a_criterion("a")]
    value["score_sheets"] = [a_sheet(scores={"a": "1", "b": "2"})]
    assert list(as_value(read(value))["score_sheets"][0]["scores"]) == ["b", "a"]


def test_an_available_of_any_size_is_an_integer():
    data = as_file(an_archive()).replace(b'"available": 1', b'"available": ' + b"9" * 40)
    assert read_archive(data).call.award.available == int("9" * 40)
