"""What is missing in the answers."""

import pytest

from competition.form.answers import missing_answers
from competition.form.sections import DEFAULT_FORM, FORMS, Section, sections_of

FORM = (
    Section("aim", "I", {"lv": "Mērķis"}),
    Section("partners", "II", {"lv": "Partneri"}, required=False),
    Section("team", "III", {"lv": "Komanda"}),
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


def test_where_a_call_has_no_form_only_the_title_is_needed():
    assert sections_of(None) == ()
    assert missing_answers("Kopā", {}, sections_of(None)) == []


@pytest.mark.parametrize("name", FORMS)
def test_every_form_names_its_sections_once_in_both_languages(name):
    sections = sections_of(name)

    assert len({section.key for section in sections}) == len(sections)
    assert len({section.numeral for section in sections}) == len(sections)
    assert {tuple(section.title) for section in sections} == {("lv", "en")}


def test_the_default_form_has_thirteen_sections_of_which_ten_must_be_answered():
    sections = sections_of(DEFAULT_FORM)

    assert len(sections) == 13
    assert [section.key for section in sections if not section.required] == ["group", "partners", "funding"]
