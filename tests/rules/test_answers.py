"""What is missing in the answers, and what does not fit its question."""

from datetime import date

import pytest

from competition.call.period import Window
from competition.form.answers import Unfit, missing_answers, number_in, unfit, unfit_answers
from competition.form.definition import NO_FORM, Section
from competition.form.questions import FROM, UNTIL, Kind, Question
from competition.form.shipped import PUMPURS
from competition.form.slots import missing_slots
from tests.builders import ANSWERS


def asks(key: str, kind: Kind = Kind.TEXT, *, required: bool = True, most: int = 100) -> Question:
    return Question(key, {"lv": key}, None, kind, required, most)


FORM = (
    Section("project", "I", {"lv": "Projekts"}, (asks("title", Kind.LINE), asks("aim"))),
    Section("partners", "II", {"lv": "Partneri"}, (asks("partners", required=False),)),
    Section("team", "III", {"lv": "Komanda"}, (asks("team"),)),
)


@pytest.mark.parametrize(
    ("title", "answers", "missing"),
    [
        ("Kopā", {"aim": "x", "team": "y"}, []),
        ("Kopā", {"team": "y", "aim": "x", "partners": ""}, []),
        ("Kopā", {"aim": "x"}, ["team"]),
        ("Kopā", {"aim": " \n\t", "team": "y"}, ["aim"]),
        (" ", {"team": "y"}, ["title", "aim"]),
        ("", {}, ["title", "aim", "team"]),
        ("Kopā", {"aim": "x", "team": "y", "elsewhere": ""}, []),
    ],
)
def test_what_must_be_answered_and_is_not_stands_in_the_order_of_the_form(title, answers, missing):
    assert missing_answers(title, answers, FORM) == missing


def test_where_a_call_has_no_form_nothing_is_asked():
    assert list(NO_FORM.questions) == []
    assert missing_answers("", {}, NO_FORM.sections) == []
    assert missing_slots([], {}, NO_FORM.slots) == []


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        (Kind.NUMBER, "24", None),
        (Kind.NUMBER, " 24 ", None),
        (Kind.NUMBER, "divdesmit", Unfit.NOT_A_NUMBER),
        (Kind.NUMBER, "2,5", Unfit.NOT_A_NUMBER),
        (Kind.NUMBER, "-1", Unfit.NOT_A_NUMBER),
        (Kind.NUMBER, "٣", Unfit.NOT_A_NUMBER),
        (Kind.NUMBER, "100000", Unfit.NOT_A_NUMBER),
        (Kind.DAY, "2020-06-01", None),
        (Kind.DAY, "01.06.2020", Unfit.NOT_A_DAY),
        (Kind.DAY, "2020-02-30", Unfit.NOT_A_DAY),
        (Kind.EMAIL, "anna@example.org", None),
        (Kind.EMAIL, "anna", Unfit.NOT_AN_EMAIL),
        (Kind.EMAIL, "ā@example.org", Unfit.NOT_AN_EMAIL),
        (Kind.IBAN, "LV80 BANK 0000 4351 9500 1", None),
        (Kind.IBAN, "LV81BANK0000435195001", Unfit.WRONG_DIGIT),
        (Kind.IBAN, "lv80 bank 0000 4351 9500 2", Unfit.WRONG_DIGIT),
        (Kind.IBAN, "LV80BANK000043519500", Unfit.NOT_AN_IBAN),
        (Kind.IBAN, "LV80BANK00004351950011", Unfit.NOT_AN_IBAN),
        (Kind.IBAN, "XX80BANK0000435195001", Unfit.NOT_AN_IBAN),
        (Kind.IBAN, "Swedbank ķ", Unfit.NOT_AN_IBAN),
        (Kind.IBAN, "L", Unfit.NOT_AN_IBAN),
        (Kind.TELEPHONE, "+371 2600 0000", None),
        (Kind.TELEPHONE, "6600000", Unfit.NOT_A_TELEPHONE),
        (Kind.TELEPHONE, "60000000, Anna", Unfit.NOT_A_TELEPHONE),
        (Kind.TELEPHONE, "divi seši", Unfit.NOT_A_TELEPHONE),
        (Kind.TEXT, "x" * 100, None),
        (Kind.TEXT, "x" * 101, Unfit.TOO_LONG),
        (Kind.LINE, "", None),
    ],
)
def test_an_answer_fits_its_question_or_it_is_known_why_not(kind, text, why):
    assert unfit(asks("one", kind), text, {}) == why


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"target-all": "24", "target-at-risk": "24"}, {}),
        ({"target-all": "24", "target-at-risk": "25"}, {"target-at-risk": Unfit.MORE_THAN_ALL}),
        ({"target-at-risk": "25"}, {}),
        ({"project-from": "2020-06-01", "project-until": "2020-06-01"}, {}),
        (
            {"project-from": "2020-06-01", "project-until": "2020-05-31"},
            {"project-until": Unfit.ENDS_BEFORE_IT_BEGINS},
        ),
    ],
)
def test_answers_that_belong_together_fit_each_other(answers, why):
    assert unfit_answers("Kopā", answers, PUMPURS.sections) == why


WINDOW = Window(date(2020, 6, 1), date(2021, 12, 31), 3, 12)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2020-06-01", "2020-08-31", {}),
        ("2021-01-01", "2021-12-31", {}),
        ("2020-05-31", "2020-12-31", {FROM: Unfit.OUTSIDE_THE_WINDOW}),
        ("2021-06-01", "2022-01-01", {UNTIL: Unfit.OUTSIDE_THE_WINDOW}),
        ("2022-01-01", "9999-12-31", {FROM: Unfit.OUTSIDE_THE_WINDOW, UNTIL: Unfit.OUTSIDE_THE_WINDOW}),
        ("2020-06-01", "2020-08-30", {UNTIL: Unfit.LASTS_TOO_SHORT}),
        ("2020-06-01", "2021-06-01", {UNTIL: Unfit.LASTS_TOO_LONG}),
        ("2020-06-01", "", {}),
        ("", "2022-01-01", {UNTIL: Unfit.OUTSIDE_THE_WINDOW}),
        ("", "2021-01-01", {}),
        ("2020-06-02", "2020-06-01", {UNTIL: Unfit.ENDS_BEFORE_IT_BEGINS}),
    ],
)
def test_the_days_of_a_project_fit_its_call(first, last, why):
    days = {FROM: first, UNTIL: last}
    assert unfit_answers("Kopā", days, PUMPURS.sections, WINDOW) == why


def test_a_number_is_read_as_it_was_typed():
    assert (number_in(" 012 "), number_in("divi")) == (12, None)


def test_the_form_that_a_call_begins_with_names_everything_in_both_languages():
    sections, questions = PUMPURS.sections, list(PUMPURS.questions)

    assert {tuple(one.title) for one in sections} | {tuple(one.label) for one in questions} == {("lv", "en")}
    assert all(section.questions for section in sections)


def test_the_default_form_has_thirteen_sections_of_which_ten_must_be_answered():
    sections = PUMPURS.sections

    assert len(sections) == 13
    assert [section.key for section in sections if not section.required] == ["group", "partners", "funding"]


def test_fitting_answers_to_every_question_miss_nothing():
    assert missing_answers("Kopā", ANSWERS, PUMPURS.sections) == []
    assert unfit_answers("Kopā", ANSWERS, PUMPURS.sections) == {}


@pytest.mark.parametrize(
    ("filled", "answers", "missing"),
    [
        ([], {}, ["statutes", "at-risk-declaration"]),
        (["statutes"], {}, ["at-risk-declaration"]),
        (["statutes", "at-risk-declaration"], {"partners": " "}, []),
        (["statutes", "at-risk-declaration"], {"partners": "Skola"}, ["partner-declaration"]),
        (["statutes", "at-risk-declaration"], {"group": "Seši jaunieši"}, ["group-consent"]),
        (["statutes", "at-risk-declaration", "group-consent"], {"group": "Seši jaunieši"}, []),
    ],
)
def test_a_file_is_needed_always_or_because_of_what_was_answered(filled, answers, missing):
    assert missing_slots(filled, answers, PUMPURS.slots) == missing
