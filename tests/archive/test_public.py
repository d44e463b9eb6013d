"""The archive fit for publishing: the same ranking, and nothing that an outsider may not learn."""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from scoring.archive.comparing import differences
from scoring.archive.public import public_archive
from scoring.archive.reading import read_archive
from scoring.archive.writing import as_value, canonical
from scoring.outcome import outcome_of
from tests.archive.builders import a_sheet, an_application, an_archive, read
from tests.rules.rounds import archives

SEED = b"drawn once"
SECRET = {"more": {"secret": "SLEPENS"}}


def a_telling_archive():
    """Everything that must not leak, marked so that it can be found."""
    value = an_archive() | SECRET
    organisation = {"name": "Uzvarētāji", "registration_number": "40008999014", "wins_before": 1}
    refused = {"name": "SLEPENA", "registration_number": "99999999999", "wins_before": 7}
    exception = {"until": "2020-04-16T12:00:00+03:00", "legal_basis": "SLEPENS", "reason": {"lv": "SLEPENS"}}
    value["call"] |= SECRET
    for key in ("organiser", "award", "scoring"):
        value["call"][key] |= SECRET
    value["call"]["criteria"][0] |= SECRET | {"levels": [{"points": "5", "text": {"lv": "Labi"}} | SECRET]}
    value["call"]["eligibility_criteria"][0] |= SECRET
    value["amendments"] = [{"number": 1, "published": "2020-03-16T12:00"} | SECRET]
    value["committee"] = [{"key": f"SLEPENS{place}", "name": "SLEPENS", "role": "member"} for place in range(5)]
    value["applications"] = [
        an_application("A", organisation=organisation | SECRET, conflicts=["SLEPENS0"], **SECRET),
        an_application("B", title="SLEPENS", organisation=refused, exception=exception, eligibility={"1.1": "no"}),
        an_application("C", title="SLEPENS", organisation=refused, withdrawn="2020-03-25T10:00"),
    ]
    value["score_sheets"] = [
        a_sheet(number, f"SLEPENS{place}", str(5 - place), completed=f"2020-04-{10 + place}T10:00", **SECRET)
        for place in range(4)
        for number in "CAB"
    ]
    value["score_sheets"].append(a_sheet("A", "SLEPENS4", completed=None))
    value["commission"] = {"tie_order": []} | SECRET
    return value


def public_value(value, seed=SEED, **rules):
    return as_value(public_archive(read(value), seed, **rules))


def test_nothing_secret_is_left():
    written = canonical(public_archive(read(a_telling_archive()), SEED))
    assert not re.search("SLEPEN|99999999999|more|conflicts|legal_basis", written)


def test_who_was_awarded_is_named_and_who_was_not_is_a_number():
    winner, refused, withdrawn = public_value(a_telling_archive())["applications"]
    assert (winner["title"], winner["organisation"]) == (
        "Kopā",
        {"name": "Uzvarētāji", "registration_number": "40008999014", "wins_before": 1},
    )
    assert (refused["title"], refused["organisation"]) == ("Pieteikums B", {"name": "Pieteikums B"})
    assert (withdrawn["title"], withdrawn["organisation"]) == ("Pieteikums C", {"name": "Pieteikums C"})
    assert refused["exception"] == {"until": "2020-04-16T12:00:00+03:00"}


def test_refusals_are_named_where_the_call_publishes_them():
    refused = public_value(a_telling_archive(), publish_refusals=True)["applications"][1]
    assert (refused["title"], refused["organisation"]["wins_before"]) == ("SLEPENS", 7)


def test_the_committee_is_as_large_as_the_largest_number_of_counted_sheets():
    names = [f"r{place}" for place in range(1, 5)]
    assert public_value(a_telling_archive())["committee"] == [{"key": n, "name": n, "role": "member"} for n in names]


def test_only_counted_sheets_stand_there_application_by_application():
    sheets = public_value(a_telling_archive())["score_sheets"]
    assert [(sheet["application"], sheet["member"]) for sheet in sheets] == [
        *(("A", "r1"), ("A", "r2"), ("A", "r3")),
        *(("B", "r1"), ("B", "r2"), ("B", "r3"), ("B", "r4")),
        *(("C", "r1"), ("C", "r2"), ("C", "r3"), ("C", "r4")),
    ]
    points = Counter((sheet["application"], sheet["scores"]["2.2"]) for sheet in sheets)
    assert points == Counter([("A", p) for p in "432"] + [("B", p) for p in "5432"] + [("C", p) for p in "5432"])


def test_the_times_of_sheets_do_not_tell_who_is_who():
    sheets = public_value(a_telling_archive())["score_sheets"]
    assert {(sheet["application"], sheet["completed"]) for sheet in sheets} == {
        (number, "2020-04-13T10:00:00+03:00") for number in "ABC"
    }


def test_the_same_seed_gives_the_same_bytes_and_another_another_order():
    archive = read(a_telling_archive())
    other_order = replace(archive, score_sheets=archive.score_sheets[::-1], committee=archive.committee[::-1])
    written = canonical(public_archive(archive, SEED))
    assert canonical(public_archive(other_order, SEED)) == written
    assert len({canonical(public_archive(archive, bytes([place]))) for place in range(20)}) > 10


def test_a_member_has_another_name_in_another_application():
    value = an_archive() | {"applications": [an_application(f"N{place}") for place in range(20)]}
    value["score_sheets"] = [a_sheet(f"N{place}", key, key[1]) for place in range(20) for key in ("m1", "m2")]
    sheets = public_value(value)["score_sheets"]
    named_first = Counter(sheet["scores"]["2.2"] for sheet in sheets if sheet["member"] == "r1")
    assert set(named_first) == {"1", "2"}


@settings(deadline=None)
@given(archives())
@pytest.mark.parametrize("publish_refusals", [False, True])
def test_its_outcome_is_the_full_one_but_for_excluded_sheets_and_verifies(publish_refusals, value):
    archive = read(value)
    public = public_archive(archive, SEED, publish_refusals=publish_refusals)
    again = read_archive(canonical(public).encode())
    computed = outcome_of(again.round()).as_json()
    assert again.recorded is not None
    assert differences(again.recorded, computed) == []
    full = json.loads(json.dumps(outcome_of(archive.round()).as_json()))
    for item in full["applications"]:
        item["excluded_sheets"] = []
    assert computed == full
