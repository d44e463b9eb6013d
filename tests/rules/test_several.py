"""Chosen answers and tables: what was typed is kept as it was, and what does not fit is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from competition.form.answers import Unfit, unfit
from competition.form.questions import Choice, Column, Kind, Question
from competition.form.several import chosen_in, chosen_text, ends_in, ends_text, gap_in, overlong_in, rows_in, rows_text

LV = {"lv": "Vārds"}
ONE = Question("kind", LV, kind=Kind.CHOICE, choices=(Choice("ngo", LV), Choice("youth", LV)))
ANY = Question("ways", LV, kind=Kind.CHOICES, choices=(Choice("camp", LV), Choice("club", LV), Choice("trip", LV)))
CAMP = Question("camp", LV, kind=Kind.PERIOD)
PLAN = Question(
    "plan",
    LV,
    kind=Kind.TABLE,
    most=20_000,
    columns=(Column("what", {"lv": "Ko"}, most=20), Column("who", {"lv": "Kas"}, required=False)),
    most_rows=3,
)
cells = some.text(alphabet=some.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(some.lists(some.tuples(cells, cells), max_size=5))
def test_rows_are_read_back_as_they_were_typed_but_for_empty_ones(rows):
    assert rows_in(rows_text(rows)) == [row for row in rows if any(cell.strip() for cell in row)]


@given(some.text(max_size=40))
def test_a_text_that_is_no_table_has_no_rows_and_is_no_error(text):
    assert all(isinstance(cell, str) for row in rows_in(text) for cell in row)


@given(cells.filter(lambda text: "\n" not in text), cells)
def test_both_ends_of_a_period_are_read_back_as_they_were_typed(first, last):
    kept = ends_text(first, last)

    assert ends_in(kept) == ((first, last) if first.strip() or last.strip() else ("", ""))


@given(some.lists(some.sampled_from(["trip", "club", "camp", "stranger", ""])))
def test_chosen_answers_stand_once_in_the_order_of_the_question(keys):
    kept = chosen_in(chosen_text(ANY, keys))

    known = [key for key in ("camp", "club", "trip") if key in keys]
    assert kept == known + (["stranger"] if "stranger" in keys else [])


@pytest.mark.parametrize(
    ("question", "text", "why"),
    [
        (ONE, "", None),
        (ONE, "ngo", None),
        (ONE, "party", Unfit.NOT_A_CHOICE),
        (ONE, "ngo,youth", Unfit.NOT_A_CHOICE),
        (ANY, "camp,trip", None),
        (ANY, "camp,party", Unfit.NOT_A_CHOICE),
        (CAMP, "", None),
        (CAMP, ends_text("2027-02-15", "2027-02-19"), None),
        (CAMP, ends_text("2027-02-15", "2027-02-15"), None),
        (CAMP, ends_text("2027-02-19", "2027-02-15"), Unfit.ENDS_BEFORE_IT_BEGINS),
        (CAMP, ends_text("2027-02-15", ""), Unfit.NOT_A_PERIOD),
        (CAMP, ends_text("", "2027-02-15"), Unfit.NOT_A_PERIOD),
        (CAMP, ends_text("2027-02-30", "2027-03-01"), Unfit.NOT_A_PERIOD),
        (CAMP, "2027-02-15/2027-02-19", Unfit.NOT_A_PERIOD),
        (PLAN, "", None),
        (PLAN, rows_text([("Talka", ""), ("Koncerts", "Anna")]), None),
        (PLAN, rows_text([("Talka", ""), (" ", "Anna")]), Unfit.ROW_INCOMPLETE),
        (PLAN, rows_text([("x" * 20, "")]), None),
        (PLAN, rows_text([("x" * 21, "")]), Unfit.CELL_TOO_LONG),
        (PLAN, rows_text([(" " + "x" * 18 + " ", "")]), None),
        (PLAN, rows_text([(" " + "x" * 19 + " ", "")]), Unfit.CELL_TOO_LONG),
        (PLAN, rows_text([("Talka", " " * 1000)]), None),
        (PLAN, rows_text([("Talka", "")] * 3), None),
        (PLAN, rows_text([("Talka", "")] * 4), Unfit.TOO_MANY_ROWS),
    ],
)
def test_what_does_not_fit_is_told(question, text, why):
    assert unfit(question, text, {}) == why


def test_the_first_gap_and_the_first_overlong_cell_are_named_by_row_and_column():
    rows = [("Talka", "Anna"), ("", "Otto"), ("x" * 21, "")]

    assert gap_in(PLAN, rows) == (2, PLAN.columns[0])
    assert overlong_in(PLAN, rows) == (3, PLAN.columns[0])


def test_a_row_from_before_a_column_was_added_has_a_gap_there():
    wider = Question("plan", LV, kind=Kind.TABLE, columns=(*PLAN.columns, Column("when", {"lv": "Kad"})))

    assert gap_in(wider, [("Talka", "Anna")]) == (1, wider.columns[2])
