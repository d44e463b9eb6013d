"""Whatever somebody types, it is known whether it fits: never an error, never lost."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from competition.form.answers import Unfit, day_in, missing_answers, number_in, unfit, unfit_answers
from competition.form.questions import ALL, AT_RISK, FROM, TITLE, UNTIL, Kind, Question
from competition.form.shipped import PUMPURS
from competition.form.slots import missing_slots
from tests.builders import ANSWERS

SECTIONS = PUMPURS.sections
KEYS = [one.key for one in PUMPURS.questions]
DAYS = some.dates(date(2000, 1, 1), date(2100, 1, 1))
typed = some.one_of(some.text(max_size=40), some.sampled_from(["", " ", "24", "2020-06-01", "LV80BANK0000435195001"]))


@given(some.sampled_from(Kind), typed)
def test_any_text_fits_or_does_not_and_spaces_around_it_do_not_matter(kind, text):
    question = Question("one", {"lv": "Viens"}, None, kind, most=30)

    assert unfit(question, f" {text}\t", {}) == unfit(question, text, {})


@given(some.dictionaries(some.sampled_from(KEYS), typed))
def test_what_misses_and_what_does_not_fit_are_different_questions_in_the_order_of_the_form(given_answers):
    title = given_answers.get(TITLE, "")
    missing = missing_answers(title, given_answers, SECTIONS)
    wrong = list(unfit_answers(title, given_answers, SECTIONS))

    assert set(missing) & set(wrong) == set()
    assert missing == [key for key in KEYS if key in missing]
    assert wrong == [key for key in KEYS if key in wrong]


@given(some.integers(0, 99999), some.integers(0, 99999))
def test_more_at_risk_than_in_all_is_told_and_nothing_else(everybody, some_of_them):
    answers = ANSWERS | {ALL: str(everybody), AT_RISK: str(some_of_them)}

    expected = {AT_RISK: Unfit.MORE_THAN_ALL} if some_of_them > everybody else {}
    assert unfit_answers("Kopā", answers, SECTIONS) == expected


@given(DAYS, some.integers(-400, 400))
def test_a_project_that_ends_before_it_begins_is_told_and_nothing_else(first, days):
    answers = ANSWERS | {FROM: first.isoformat(), UNTIL: (first + timedelta(days=days)).isoformat()}

    expected = {UNTIL: Unfit.ENDS_BEFORE_IT_BEGINS} if days < 0 else {}
    assert unfit_answers("Kopā", answers, SECTIONS) == expected


@given(DAYS)
def test_a_day_is_read_back_as_it_was_written(day):
    assert day_in(f" {day.isoformat()} ") == day


@given(some.integers(0, 99999))
def test_a_number_is_read_back_as_it_was_written(number):
    assert number_in(str(number)) == number


@pytest.mark.parametrize("text", ["", "0", "vienpadsmit"])
def test_numbers_beside_one_that_cannot_be_read_are_not_compared(text):
    assert AT_RISK not in unfit_answers("Kopā", ANSWERS | {ALL: text, AT_RISK: "0"}, SECTIONS)


@pytest.mark.parametrize("question", list(PUMPURS.questions), ids=lambda one: one.key)
def test_every_question_takes_its_longest_answer_and_not_one_sign_more(question):
    assert unfit(question, "x" * question.most, {}) is not Unfit.TOO_LONG
    assert unfit(question, "x" * (question.most + 1), {}) is Unfit.TOO_LONG
    assert unfit(question, "e\u0304" * question.most, {}) is not Unfit.TOO_LONG
    assert unfit(question, "e\u0304" * (question.most + 1), {}) is Unfit.TOO_LONG


NEEDED_WITH = [(one.key, one.needed_with) for one in PUMPURS.slots if one.needed_with]


@pytest.mark.parametrize(("slot", "question"), NEEDED_WITH)
def test_a_file_that_an_answer_asks_for_belongs_to_a_slot_and_a_question_of_the_form(slot, question):
    required = [one.key for one in PUMPURS.slots if one.required]

    assert question in KEYS
    assert missing_slots(required, {question: "Ir"}, PUMPURS.slots) == [slot]
    assert missing_slots([*required, slot], {question: "Ir"}, PUMPURS.slots) == []


def test_every_slot_is_named_once_in_both_languages():
    slots = PUMPURS.slots
    assert len({slot.key for slot in slots}) == len(slots)
    assert {tuple(slot.title) for slot in slots} == {("lv", "en")}
    assert {tuple(slot.when) for slot in slots if slot.when} <= {("lv", "en")}
