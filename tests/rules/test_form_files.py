"""A form's file is read whole, or everything that is wrong with it is said with its place."""

import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from competition.form.questions import Kind
from competition.form.reading import MOST_BYTES, Fault, FormInvalid, Why, numeral_of, read_definition
from competition.form.shipped import PUMPURS, PUMPURS_TEXT

SMALL = """
format = "application-form/1"

[[sections]]
key = "idea"
title.lv = "Ideja"

[[sections.questions]]
key = "title"
kind = "line"
label.lv = "Nosaukums"
label.en = "Title"

[[sections.questions]]
key = "ways"
kind = "choices"
label.lv = "Kā"
choices = [{ key = "camp", label.lv = "Nometnē" }, { key = "club", label.lv = "Klubā" }]
required = false

[[sections.questions]]
key = "plan"
kind = "table"
label.lv = "Darbi"
rows = 5
columns = [{ key = "what", label.lv = "Ko", most = 500 }, { key = "who", label.lv = "Kas", required = false }]

[[attachments]]
key = "consent"
title.lv = "Piekrišana"
needed_with = "ways"
"""


def faults_of(text: str) -> list[Fault]:
    with pytest.raises(FormInvalid) as refused:
        read_definition(text)
    return list(refused.value.faults)


def test_a_file_says_everything_that_a_form_asks():
    form = read_definition(SMALL)

    (section,) = form.sections
    title, ways, plan = section.questions
    assert (section.key, section.numeral, section.title) == ("idea", "I", {"lv": "Ideja"})
    assert (title.kind, title.most, title.required, title.label["en"]) == (Kind.LINE, 200, True, "Title")
    assert ([one.key for one in ways.choices], ways.required) == (["camp", "club"], False)
    assert [(one.key, one.most, one.required) for one in plan.columns] == [("what", 500, True), ("who", 200, False)]
    assert plan.most_rows == 5
    assert [(one.key, one.required, one.needed_with) for one in form.slots] == [("consent", False, "ways")]


def test_the_form_that_is_shipped_asks_for_no_young_person_by_name():
    assert [one.numeral for one in PUMPURS.sections][-1] == "XIII"
    declared = next(one for one in PUMPURS.questions if one.key == "declared-names")
    assert (declared.kind, declared.required) == (Kind.TICK, True)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('format = "application-form/1"', 'format = "application-form/2"', Fault(Why.FORMAT, "format")),
        ('format = "application-form/1"', "", Fault(Why.MISSING, "format")),
        ('key = "idea"', "", Fault(Why.MISSING, "sections[1].key")),
        ('key = "idea"', 'key = "Ideja!"', Fault(Why.NO_KEY, "sections[1].key", "Ideja!")),
        ('key = "ways"', 'key = "errors"', Fault(Why.NO_KEY, "sections[1].questions[2].key", "errors")),
        ('key = "ways"', 'key = "title"', Fault(Why.REPEATED_KEY, "sections[1].questions[2].key", "title")),
        ('kind = "choices"', 'kind = "poem"', Fault(Why.UNKNOWN_KIND, "sections[1].questions[2].kind", "poem")),
        ('kind = "choices"', "", Fault(Why.MISSING, "sections[1].questions[2].kind")),
        ('kind = "line"', 'kind = "text"', Fault(Why.WRONG_KIND, "sections[1].questions[1].kind", "line")),
        ('title.lv = "Ideja"', 'title.en = "Idea"', Fault(Why.NO_WORDS, "sections[1].title")),
        ('title.lv = "Ideja"', 'title = "Ideja"', Fault(Why.NO_WORDS, "sections[1].title")),
        ("required = false\n", 'required = "no"\n', Fault(Why.NO_SWITCH, "sections[1].questions[2].required")),
        ("rows = 5", "rows = 0", Fault(Why.NO_NUMBER, "sections[1].questions[3].rows")),
        ("rows = 5", "lines = 5", Fault(Why.UNKNOWN_FIELD, "sections[1].questions[3].lines", "lines")),
        (
            'needed_with = "ways"',
            'needed_with = "way"',
            Fault(Why.UNKNOWN_QUESTION, "attachments[1].needed_with", "way"),
        ),
        ('key = "camp", ', "", Fault(Why.MISSING, "sections[1].questions[2].choices[1].key")),
        ('key = "consent"', 'key = "application"', Fault(Why.NO_KEY, "attachments[1].key", "application")),
        ("rows = 5", '"foo[1]" = 1', Fault(Why.UNKNOWN_FIELD, "sections[1].questions[3].foo[1]", "foo[1]")),
        ('key = "club"', 'key = "camp"', Fault(Why.REPEATED_KEY, "sections[1].questions[2].choices[2].key", "camp")),
    ],
)
def test_what_is_wrong_is_said_with_its_place(before, after, fault):
    assert before in SMALL

    assert fault in faults_of(SMALL.replace(before, after, 1))


def test_a_section_with_more_fields_than_can_be_sent_is_refused():
    cells = ", ".join(f'{{ key = "c{place}", label.lv = "Kolonna" }}' for place in range(10))
    head, _, _ = SMALL.partition('[[sections.questions]]\nkey = "plan"')
    table = f'[[sections.questions]]\nkey = "plan"\nkind = "table"\nlabel.lv = "Darbi"\ncolumns = [{cells}]\n'

    assert read_definition(f"{head}{table}rows = 89\n")
    assert faults_of(f"{head}{table}rows = 90\n") == [Fault(Why.TOO_MANY_FIELDS, "sections[1].questions")]


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file():
    wrong = SMALL.replace('key = "idea"', "").replace("rows = 5", "rows = 500").replace('"ways"', '"Ways"', 1)

    assert [fault.where for fault in faults_of(wrong)] == [
        "sections[1].key",
        "sections[1].questions[2].key",
        "sections[1].questions[3].rows",
        "attachments[1].needed_with",
    ]


def test_a_form_without_the_project_s_title_is_refused():
    assert faults_of(SMALL.replace('key = "title"', 'key = "called"', 1)) == [Fault(Why.NO_TITLE, "sections")]


def test_a_key_that_stands_twice_in_a_table_is_told_with_its_line():
    (fault,) = faults_of(SMALL.replace('key = "idea"', 'key = "idea"\nkey = "aim"'))

    assert (fault.why, fault.where) == (Why.NO_TOML, "6")


@pytest.mark.parametrize("text", ["", "{}", "format", 'a = "\ud800"', "a = [" * 5000, "x" * (MOST_BYTES + 1)])
def test_what_is_no_form_at_all_is_refused_too(text):
    assert faults_of(text)


@given(some.text())
def test_any_text_is_read_or_refused(text):
    with suppress(FormInvalid):
        read_definition(text)


@given(some.sampled_from(PUMPURS_TEXT.splitlines()))
def test_the_shipped_form_without_one_of_its_lines_is_read_or_refused(line):
    shorter = PUMPURS_TEXT.replace(line + "\n", "", 1)
    with suppress(FormInvalid):
        read_definition(shorter)


def test_the_shipped_form_is_a_plain_file():
    assert tomllib.loads(PUMPURS_TEXT)["format"] == "application-form/1"


@pytest.mark.parametrize(("place", "told"), [(1, "I"), (4, "IV"), (9, "IX"), (13, "XIII"), (19, "XIX"), (24, "XXIV")])
def test_sections_have_roman_numbers(place, told):
    assert numeral_of(place) == told
