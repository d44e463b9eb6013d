"""Comparing what a file records with what the rules give, as JSON values."""

import json
from copy import deepcopy

import pytest

from scoring.archive.comparing import differences, same
from scoring.archive.text import load_value
from scoring.outcome import outcome_of
from tests.archive.builders import an_application, an_archive, read


@pytest.fixture
def computed():
    value = an_archive() | {"applications": [an_application("2020-01"), an_application("2020-02", eligibility={})]}
    return outcome_of(read(value).round()).as_json()


def test_the_same_outcome_has_no_differences_in_whatever_order_its_keys_stand(computed):
    turned = {key: computed[key] for key in reversed(computed)}
    turned["applications"] = [{key: item[key] for key in reversed(item)} for item in computed["applications"]]
    assert differences(turned, computed) == []


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("slug",), "riga", 'slug: recorded "riga", the rules give "liepaja-2020"'),
        (("counts", "awards"), 2, "counts.awards: recorded 2, the rules give 1"),
        (("counts", "awards"), True, "counts.awards: recorded true, the rules give 1"),
        (("counts", "awards"), "1", 'counts.awards: recorded "1", the rules give 1'),
        (("counts",), None, "counts: recorded null, the rules give "),
        (("note",), "x", 'note: recorded "x", the rules give no such key'),
        (("a\nb",), "x", '"a\\nb": recorded "x", the rules give no such key'),
        (("applications", 0, "rank"), None, "2020-01: rank: recorded null, the rules give 1"),
        (("applications", 0, "score", "shown"), "4.0", '2020-01: score.shown: recorded "4.0", the rules give "4.00"'),
        (("applications", 0, "criteria", "2.2"), None, "2020-01: criteria.2.2: recorded null, the rules give "),
        (("applications", 1, "reasons"), ["1.1"], '2020-02: reasons: recorded ["1.1"], the rules give []'),
        (("applications", 1, "note"), [], "2020-02: note: recorded [], the rules give no such key"),
        (("applications",), {}, "applications: recorded {}, the rules give a list"),
    ],
)
def test_a_difference_names_the_application_or_the_key(computed, path, value, line):
    recorded = deepcopy(computed)
    place = recorded
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    (found,) = differences(recorded, computed)
    assert found.startswith(line)


def test_missing_keys_and_applications_are_named(computed):
    recorded = deepcopy(computed)
    del recorded["currency"], recorded["applications"][0]["rank"], recorded["applications"][1]
    assert differences(recorded, computed) == [
        'currency: not recorded, the rules give "EUR"',
        "2020-01: rank: not recorded, the rules give 1",
        "2020-02: not recorded",
    ]
    del recorded["applications"]
    assert differences(recorded, computed)[-1] == "applications: not recorded"


def test_applications_twice_unknown_nameless_or_in_another_order(computed):
    first, second = computed["applications"]
    assert differences(computed | {"applications": [second, first]}, computed) == [
        "applications: recorded in another order than the file's"
    ]
    odd = [first, first, second, {"number": "9"}, {}, 7]
    assert differences(computed | {"applications": odd}, computed) == [
        "2020-01: recorded twice",
        "9: recorded, the file has no such application",
        "applications[4]: recorded {}, an application without its number",
        "applications[5]: recorded 7, an application without its number",
    ]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("1", "1.0", True),
        ("1", "10e-1", True),
        ("0", "-0", True),
        ("1", "true", False),
        ("0", "false", False),
        ("0", "null", False),
        ("1", '"1"', False),
        ("[]", "{}", False),
        ("[1, 2]", "[2, 1]", False),
        ('{"a": 1, "b": 2}', '{"b": 2, "a": 1}', True),
        ("1e999999999", "1", False),
        ("1e99999999999999999999", "1", False),
        ("0.1", "0.10000000000000000001", False),
        ("12345678901234567890", "12345678901234567891", False),
    ],
)
def test_values_are_compared_as_json(one, other, equal):
    assert same(load_value(one), load_value(other)) is equal
    assert same(load_value(other), load_value(one)) is equal


def test_a_number_in_another_writing_is_the_same_value(computed):
    recorded = load_value(json.dumps(computed).replace('"awards": 1', '"awards": 1.0'))
    assert differences(recorded, computed) == []
