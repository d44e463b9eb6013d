"""The form as a file of Word: what it says, how it is made, and that it gives back what was written into it."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competition.form.definition import Definition, Section
from competition.form.questions import Kind, Question
from competition.form.several import rows_text
from competition.form.shipped import PUMPURS
from documents.word_form import language_of
from documents.word_values import as_read
from documents.word_words import asked_for
from tests.documents.forms import (
    ALL_SORTS,
    ANSWERS,
    DOINGS,
    FORM,
    LABELS,
    a_file,
    any_answer,
    any_form,
    opened,
    paper_in,
    place_of,
    read,
    table_of,
)
from tests.documents.reading import words_of_docx


@given(ALL_SORTS)
@settings(max_examples=60, deadline=None)
def test_whatever_is_answered_is_read_back_as_it_was_written(answers):
    found = read(a_file(answers))

    assert found.answers == {one.key: as_read(one, answers[one.key]) for one in FORM.questions}
    assert found.unread == ()


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_form_a_coordinator_writes_is_read_back_as_it_was_answered(data):
    form = data.draw(any_form())
    answers = {one.key: data.draw(any_answer(one)) for one in form.questions}
    title = data.draw(LABELS.filter(lambda text: not text[:1].isdigit()))  # no project is named as a question is

    found = read(a_file(answers, form=form, title=title, language=data.draw(st.sampled_from(["lv", "en"]))), form)

    assert found.answers == {one.key: as_read(one, answers[one.key]) for one in form.questions}
    assert found.unread == ()


@pytest.mark.parametrize("language", ["lv", "en"])
def test_answers_of_every_kind_are_read_back_in_both_languages(language):
    found = read(a_file(language=language))

    assert (dict(found.answers), found.unread) == (dict(ANSWERS), ())


def test_an_empty_form_is_read_as_one_in_which_nothing_is_answered():
    found = read(a_file({}))

    assert (set(found.answers), set(found.answers.values())) == ({one.key for one in FORM.questions}, {""})
    assert found.unread == ()


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_shipped_form_is_written_and_read_whole(language):
    found = read(a_file({}, form=PUMPURS, language=language), PUMPURS)

    assert set(found.answers) == {one.key for one in PUMPURS.questions}
    assert found.unread == ()


def test_a_question_without_words_is_known_by_its_code():
    form = Definition((Section("s", "I", {"lv": "Viss"}, (Question("q", {"lv": " "}, kind=Kind.LINE),)),))

    found = read(a_file({"q": "Atbilde"}, form=form), form)

    assert (found.answers, found.unread) == ({"q": "Atbilde"}, ())


def test_the_same_form_gives_the_same_bytes():
    assert a_file() == a_file()


def test_every_question_stands_in_it_with_its_hint_its_limit_and_whether_it_must_be_answered():
    paper = paper_in(a_file())
    told = "\n".join(
        [*paper.lines, *(cell for one in paper.blocks if not isinstance(one, str) for row in one.rows for cell in row)]
    )

    for question in FORM.questions:
        assert question.label["lv"] in told
        assert asked_for(question, "lv") in told
        assert not question.hint or question.hint["lv"] in told
    assert asked_for(FORM.sections[0].questions[0], "lv") == "Jāatbild. Ne vairāk kā 200 rakstzīmes."


def test_it_says_of_which_call_and_application_it_is_and_how_it_is_filled_in():
    words = words_of_docx(a_file())

    for told in (
        "Jaunatnes projektu konkurss",
        "Pagalma darbnīca",
        "Biedrība „Paraugs”",
        "Kā aizpildīt",
        "Nolasīt no Word faila",
    ):
        assert told in words


def test_who_listens_to_it_is_told_its_title_language_headings_and_heads_of_tables():
    paper = opened(a_file())

    about = paper.core_properties
    assert (about.title, about.language) == ("Pieteikuma veidlapa: Pagalma darbnīca „Ļipa” 🚲", "lv-LV")
    headings = [one.text for one in paper.paragraphs if one.style.name == "Heading 1"]
    assert headings == ["Kā aizpildīt", "I. Projekts", "II. Saturs", "III. Apliecinājumi"]
    assert next(one.text for one in paper.paragraphs if one.style.name == "Heading 2") == "2.1. Kāds ir mērķis?"
    heads = [table.rows[0] for table in paper.tables if len(table.columns) > 1]
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in heads)
    assert all(table._tbl.tblPr.find(qn("w:tblDescription")) is not None for table in paper.tables)
    language = paper.styles["Normal"].element.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    assert language.get(qn("w:val")) == "lv-LV"


def test_choices_are_lines_with_boxes_and_days_are_in_figures():
    paper = opened(a_file())

    assert place_of(paper, "2.2").text.splitlines() == [
        " Skolā",
        " Skolā, pagalmā",
        " Telpā X",
    ]  # the boxes are controls
    assert [one for one in paper_in(a_file()).blocks if "☒ Skolā, pagalmā" in str(one)]
    assert place_of(paper, "1.6").text == "05.02.2027."


def test_a_table_has_its_heads_what_stands_in_it_and_empty_rows_for_more():
    table = table_of(opened(a_file()), "2.4")

    assert [cell.text.split("\n")[0] for cell in table.rows[0].cells] == ["Nosaukums", "Ko darīs", "Kad"]
    assert [cell.text for cell in table.rows[1].cells] == ["Sākam", "Griežam,\nlīmējam", "Februārī"]
    assert [any(cell.text for cell in row.cells) for row in table.rows[3:]] == [False, False, False]


def test_a_table_that_is_full_has_no_empty_rows():
    full = rows_text([["Nosaukums", "x", "y"]] * DOINGS.most_rows)
    table = table_of(opened(a_file({"doings": full})), "2.4")

    assert len(table.rows) == DOINGS.most_rows + 1
    assert read(a_file({"doings": full})).answers["doings"] == full


def test_it_is_in_english_only_where_the_form_has_english_words():
    plain = Definition(
        tuple(
            replace(one, questions=tuple(replace(q, label={"lv": q.label["lv"]}) for q in one.questions))
            for one in FORM.sections
        )
    )

    assert (language_of(FORM, "en"), language_of(plain, "en"), language_of(FORM, "lv")) == ("en", "lv", "lv")
