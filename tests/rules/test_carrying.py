"""Answers to an older version of a form: what still fits is kept, what is asked no more is named."""

from dataclasses import replace

from competition.form.carrying import Left, carried
from competition.form.definition import Definition, Section
from competition.form.questions import Choice, Column, Kind, Question
from competition.form.several import rows_text

AIM = Question("aim", {"lv": "Mērķis"})
PLACE = Question(
    "place", {"lv": "Vieta"}, kind=Kind.CHOICES, choices=tuple(Choice(one, {"lv": one.upper()}) for one in "abc")
)
ROWS = Question(
    "rows",
    {"lv": "Rindas"},
    kind=Kind.TABLE,
    columns=tuple(Column(one, {"lv": one}) for one in ("who", "what", "when")),
)


def a_form(*questions: Question) -> Definition:
    return Definition((Section("one", "I", {"lv": "Viena"}, questions),))


def test_answers_to_the_same_form_stay_as_they_are():
    answers = {"aim": "Augt.", "place": "a,c", "rows": rows_text([["Anna", "dzied", ""]])}
    form = a_form(AIM, PLACE, ROWS)

    found = carried(answers, form, form)

    assert (found.answers, found.left) == (answers, ())


def test_a_question_that_is_gone_or_asks_for_something_else_is_named_with_its_answer():
    old = a_form(AIM, PLACE, ROWS)
    new = a_form(replace(AIM, kind=Kind.TICK), replace(ROWS, key="other"))
    answers = {"aim": "Augt.", "place": "a,c", "rows": rows_text([["Anna", "", "rīt"]])}

    found = carried(answers, old, new)

    assert found.answers == {}
    assert found.left == (Left(AIM, "Augt."), Left(PLACE, "A\nC"), Left(ROWS, "Anna, rīt"))


def test_of_what_was_not_answered_nothing_is_named():
    assert carried({"aim": ""}, a_form(AIM, PLACE), a_form(PLACE)) == carried({}, a_form(), a_form())


def test_a_text_that_is_asked_as_a_line_or_a_number_stays_a_text():
    found = carried({"aim": "24"}, a_form(AIM), a_form(replace(AIM, kind=Kind.NUMBER)))

    assert (found.answers, found.left) == ({"aim": "24"}, ())


def test_choices_that_are_gone_are_named_and_the_others_kept():
    found = carried({"place": "a,b,c"}, a_form(PLACE), a_form(replace(PLACE, choices=PLACE.choices[2:0:-1])))

    assert (found.answers, found.left) == ({"place": "c,b"}, (Left(PLACE, "A"),))


def test_columns_are_the_same_by_their_keys():
    new = replace(ROWS, columns=(ROWS.columns[2], Column("more", {"lv": "more"}), ROWS.columns[0]))
    rows = rows_text([["Anna", "dzied", "rīt"], ["Juris", "", ""]])

    found = carried({"rows": rows}, a_form(ROWS), a_form(new))

    assert found.answers == {"rows": rows_text([["rīt", "", "Anna"], ["", "", "Juris"]])}
    assert found.left == (Left(ROWS, "dzied"),)
