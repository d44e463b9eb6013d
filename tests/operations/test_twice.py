"""The key of a form and of the record that it makes, on both engines."""

import hashlib

import pytest

from competition.foundation import twice
from competition.foundation.twice import DoneAlready, MadeAlready, form_key, made_key, new_form_key, record_key
from competition.organisation.operations import create_organiser
from competition.organisation.records import Organiser

ONE, OTHER = (hashlib.sha256(typed).digest() for typed in (b"one", b"other"))


def _make(stage, key, slug):
    with stage.acting() as act:
        twice.require_unmade(act.session, Organiser, key)
        act.given = key
        create_organiser(act, slug, "Liepāja")


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
