"""Whether an application is eligible, from what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.eligibility.requirements import Answered, failed, is_eligible

YES, NO, PENDING = Answered.YES, Answered.NO, Answered.PENDING
CODES = ("1.1", "1.2", "1.3")

findings = st.dictionaries(st.sampled_from([*CODES, "9.9"]), st.sampled_from(Answered))


@pytest.mark.parametrize(
    ("found", "eligible"),
    [
        ({"1.1": YES, "1.2": YES, "1.3": YES}, True),
        ({"1.1": YES, "1.2": NO, "1.3": YES}, False),
        ({"1.1": NO}, False),
        ({"1.1": NO, "1.2": PENDING}, False),
        ({"1.1": YES, "1.2": YES, "1.3": PENDING}, None),
        ({"1.1": YES, "1.2": YES}, None),
        ({}, None),
        ({"1.1": YES, "1.2": YES, "1.3": YES, "9.9": NO}, True),
    ],
)
def test_one_no_is_enough_and_every_yes_is_needed(found, eligible):
    assert is_eligible(found, CODES) is eligible


def test_without_requirements_everybody_is_eligible():
    assert is_eligible({}, ()) is True


def test_what_failed_stands_in_the_order_of_the_call():
    assert failed({"1.3": NO, "1.1": NO, "9.9": NO}, CODES) == ["1.1", "1.3"]


@given(findings)
def test_an_application_is_refused_exactly_where_something_failed(found):
    assert (is_eligible(found, CODES) is False) == bool(failed(found, CODES))


@given(findings, st.sampled_from(CODES))
def test_one_more_yes_never_makes_an_application_ineligible(found, code):
    if is_eligible(found, CODES) is not False:
        assert is_eligible(found | {code: YES}, CODES) is not False
