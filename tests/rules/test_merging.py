"""A section that is changed in two windows: whatever somebody wrote is saved, or told to them."""

from hypothesis import given
from hypothesis import strategies as st

from competition.form.merging import marks_of, merge

KEYS = ("goal", "need", "how")
texts = st.text(max_size=5)
sections = st.tuples(texts, texts, texts).map(lambda given: dict(zip(KEYS, given, strict=True)))


@given(sections, sections)
def test_alone_everything_that_was_typed_is_saved(before, typed):
    merged = merge(before, typed, marks_of(before))
    assert {**before, **merged.to_save} == typed
    assert merged.stored == {}


@given(sections, sections, sections)
def test_nothing_is_lost_in_silence(before, stored, typed):
    merged = merge(stored, typed, marks_of(before))
    after = {**stored, **merged.to_save}
    for key in KEYS:
        if typed[key] not in (before[key], after[key]):
            assert merged.stored[key] == stored[key] == after[key]
        if stored[key] != before[key]:
            assert after[key] == stored[key]


@given(sections, sections)
def test_saving_twice_the_same_saves_nothing_more(before, typed):
    merge(before, typed, marks_of(before))
    again = merge(typed, typed, marks_of(before))
    assert (again.to_save, again.stored) == ({}, {})


@given(sections, sections, st.text(max_size=20))
def test_marks_of_another_form_overwrite_nothing(stored, typed, seen):
    if len(seen.split(".")) != len(KEYS):
        assert merge(stored, typed, seen).to_save == {}


@given(sections, sections)
def test_an_answer_that_the_page_did_not_have_is_left_alone(stored, typed):
    part = {"goal": typed["goal"]}
    assert set(merge(stored, part, marks_of(stored)).to_save) <= {"goal"}


def test_a_field_that_a_page_leaves_alone_stays_through_all_its_savings():
    stored = {"aim": "Vecs", "risks": "Vecs"}
    seen = marks_of(stored)
    stored["risks"] = "No otra loga"
    for text in ("Pirmais", "Otrais"):
        merged = merge(stored, {"aim": text, "risks": "Vecs"}, seen)
        assert (merged.to_save, merged.stored) == ({"aim": text}, {})
        stored, seen = {**stored, **merged.to_save}, merged.seen


def test_a_field_that_both_changed_is_told_again_at_every_saving():
    stored = {"aim": "Vecs", "risks": "Vecs"}
    seen = marks_of(stored)
    stored["risks"] = "No otra loga"
    for text in ("Pirmais", "Otrais"):
        merged = merge(stored, {"aim": text, "risks": "No šī loga"}, seen)
        assert (merged.to_save, merged.stored) == ({"aim": text}, {"risks": "No otra loga"})
        stored, seen = {**stored, **merged.to_save}, merged.seen
