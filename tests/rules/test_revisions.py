"""Which saves are one change, and how much of a text the next one takes away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.application.records import Revision
from competition.application.revisions import CORRECTED, SITTING, Save, goes_on, gone_from

AT, ANNA = datetime(2020, 3, 10, 9, tzinfo=UTC), uuid4()
SAVE = Save(ANNA, AT + SITTING, CORRECTED, None)
texts = st.text(alphabet="ab ", max_size=12)


def a_change(**more) -> Revision:
    told = {"person_id": ANNA, "since": AT, "until": AT, "gone": 0, "handed_in": None, "brought_back": False}
    return Revision(**told | more)


def test_what_one_person_saves_within_a_sitting_is_one_change():
    assert goes_on(a_change(), SAVE)


@pytest.mark.parametrize(
    ("last", "save"),
    [
        ({}, {"person_id": uuid4()}),
        ({}, {"person_id": None}),
        ({}, {"at": AT + SITTING + timedelta(microseconds=1)}),
        ({}, {"gone": CORRECTED + 1}),
        ({"gone": 1}, {}),
        ({}, {"handed_in": AT}),
        ({"handed_in": AT - SITTING}, {"handed_in": AT}),
        ({"brought_back": True}, {}),
    ],
    ids=["another", "nobody", "later", "deleted", "deleted before", "handed in", "handed in again", "brought back"],
)
def test_a_sitting_ends(last, save):
    assert not goes_on(a_change(**last), replace(SAVE, **save))


@given(texts, texts, texts)
def test_what_is_written_into_a_text_takes_nothing_away(begins, more, ends):
    assert gone_from(begins + ends, begins + more + ends) == 0


@given(texts, texts)
def test_what_is_gone_is_never_more_than_there_was_nor_less_than_is_missing(before, after):
    assert max(0, len(before) - len(after)) <= gone_from(before, after) <= len(before)
    assert (gone_from(before, before), gone_from(before, "")) == (0, len(before))


def test_what_is_written_in_the_place_of_something_takes_that_away():
    assert gone_from("Plūdi un sals.", "Plūdi un lietus.") == len("sal")
    assert gone_from("aa", "a") == 1
