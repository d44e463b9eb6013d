"""The key of a form and of the record that it makes, on both engines."""

import hashlib

import pytest
from sqlalchemy import select

from competition.foundation import twice
from competition.foundation.twice import DoneAlready, MadeAlready, form_key, made_key, new_form_key, record_key
from competition.organisation.operations import create_organiser
from competition.organisation.records import Organiser
from tests.operations.test_races import BEFORE, at_once

ONE, OTHER = (hashlib.sha256(typed).digest() for typed in (b"one", b"other"))


def _make(stage, key, slug):
    with stage.acting() as act:
        _making(key, slug)(act)


def test_the_same_form_makes_its_record_once(stage):
    form = new_form_key()
    _make(stage, record_key(form, ONE), "liepaja")
    before = stage.everything()
    with pytest.raises(DoneAlready):
        _make(stage, record_key(form, ONE), "liepaja")
    with pytest.raises(MadeAlready):
        _make(stage, record_key(form, OTHER), "ventspils")
    assert stage.everything() == before
    assert made_key(stage.session, Organiser, form) == record_key(form, ONE)


def test_another_form_of_the_same_millisecond_makes_another_record_of_the_same():
    assert len({record_key(new_form_key(), ONE) for _ in range(1000)}) == 1000


@pytest.mark.parametrize("sent", [None, "", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_key_that_is_not_ours_is_replaced(sent: str | None):
    assert form_key(sent).version == 7


def test_one_form_that_is_sent_many_times_at_once_makes_one_record(stage):
    key = record_key(new_form_key(), ONE)

    ends = at_once(stage, [(BEFORE, _making(key, "liepaja"))] * 4)

    assert [type(end) for end in ends if end] == [DoneAlready] * 3
    assert _slugs(stage) == ["liepaja"]


def test_one_form_with_something_else_in_each_of_its_windows_makes_one_record_at_once(stage):
    form, slugs = new_form_key(), [f"vieta-{number}" for number in range(6)]
    deeds = [_making(record_key(form, hashlib.sha256(slug.encode()).digest()), slug) for slug in slugs]

    ends = at_once(stage, [(BEFORE, deed) for deed in deeds])

    assert [type(end) for end in ends if end] == [MadeAlready] * 5
    assert _slugs(stage) == [slugs[ends.index(None)]]


def test_forms_of_different_people_at_once_make_a_record_each(stage):
    slugs = [f"vieta-{number}" for number in range(4)]

    ends = at_once(stage, [(BEFORE, _making(record_key(new_form_key(), ONE), slug)) for slug in slugs])

    assert (ends, _slugs(stage)) == ([None] * 4, slugs)


def _making(key, slug):
    def make(act):
        twice.require_unmade(act.session, Organiser, key)
        act.given = key
        create_organiser(act, slug, slug)

    return make


def _slugs(stage) -> list[str]:
    stage.session.rollback()
    return list(stage.session.scalars(select(Organiser.slug).order_by(Organiser.slug)))
