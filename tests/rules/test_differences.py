"""What was changed between two texts and two tables, as people read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.form.differences import (
    FAR_TOO_LONG,
    LIMIT,
    LONGEST,
    SENTENCE,
    Mark,
    Piece,
    RowChange,
    differences,
    row_differences,
    shortened,
)

SAME, GONE, NEW = Mark.SAME, Mark.GONE, Mark.NEW
words = st.lists(st.sampled_from(["un", "jaunieši ", "stāda", " ", ". ", "\n", "dārzu", "! "]), max_size=30).map(
    "".join
)
rows = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y y", ""])), max_size=6)


def read(pieces: list[Piece], *marks: Mark) -> str:
    return "".join(piece.text for piece in pieces if piece.mark in marks)


@given(words, words)
def test_both_texts_stand_whole_in_what_is_told(before, after):
    pieces = differences(before, after)
    assert (read(pieces, SAME, GONE), read(pieces, SAME, NEW)) == (before, after)
    assert [one.mark for one in pieces if not one.text] == []


@given(words)
def test_what_stays_as_it_is_is_told_in_one_piece(text):
    assert differences(text, text) == ([Piece(SAME, text)] if text else [])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "Plūdi.", [Piece(NEW, "Plūdi.")]),
        ("Plūdi.", "", [Piece(GONE, "Plūdi.")]),
        (
            "Jaunieši stāda dārzu pie skolas.",
            "Jaunieši stāda ogulājus pie skolas.",
            [
                Piece(SAME, "Jaunieši stāda "),
                Piece(GONE, "dārzu "),
                Piece(NEW, "ogulājus "),
                Piece(SAME, "pie skolas."),
            ],
        ),
        (
            "Pirmais teikums te. Otrs. Trešais beidz.",
            "Pirmais teikums te. Trešais beidz.",
            [Piece(SAME, "Pirmais teikums te. "), Piece(GONE, "Otrs. "), Piece(SAME, "Trešais beidz.")],
        ),
        (
            "Sarunas un ieraksti",
            "Dziesmas un tērpi",
            [Piece(GONE, "Sarunas un ieraksti"), Piece(NEW, "Dziesmas un tērpi")],
        ),
    ],
    ids=["written", "emptied", "a word", "a sentence", "the same by chance"],
)
def test_what_is_gone_is_told_before_what_is_new(before, after, told):
    assert differences(before, after) == told


def test_two_changes_far_apart_leave_what_stands_between_them_alone():
    between = "Starp tiem ir garš teikums par darbnīcu. " * 60
    pieces = differences(f"Sākums vecs. {between}Beigas vecas.", f"Sākums jauns. {between}Beigas jaunas.")
    assert read(pieces, GONE) == "vecs. vecas."
    assert between in read(pieces, SAME)


def test_a_stretch_too_long_to_compare_is_told_as_written_anew():
    count = int(LIMIT**0.5) + 1
    before = " ".join(f"un a{place}" for place in range(count))
    after = " ".join(f"un b{place}" for place in range(count))
    assert differences(before, after)[1:] == [Piece(GONE, before[3:]), Piece(NEW, after[3:])]
    long = "x y " * LONGEST
    assert differences(f"vecs {long}", f"jauns {long}") == [Piece(GONE, f"vecs {long}"), Piece(NEW, f"jauns {long}")]


@pytest.mark.parametrize("sign", [".", " ", "x", "\n", "!?", "…x", ". ", ".\n", "x ", "\n."])
def test_a_long_run_of_any_sign_is_read_once_and_ends(sign):
    run = (sign * 200_000)[:200_000]
    assert "".join(SENTENCE.findall(run)) == run
    half = run[: FAR_TOO_LONG // 2 - 1]
    for before, after in ((run, f"{run}x"), (half, f"x{half}"), (half, f"{half}x"), (half, "Cits.")):
        pieces = differences(before, after)
        assert (read(pieces, SAME, GONE), read(pieces, SAME, NEW)) == (before, after)


def test_a_text_far_too_long_is_told_as_written_anew():
    long = "Teikums. " * FAR_TOO_LONG
    assert differences(long, f"{long}Vēl.") == [Piece(GONE, long), Piece(NEW, f"{long}Vēl.")]
    assert differences(long, long) == [Piece(SAME, long)]
    assert differences(long, "") == [Piece(GONE, long)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Pirmais. Otrais!? Trešais… Beigas.", ["Pirmais. ", "Otrais!? ", "Trešais… ", "Beigas."]),
        ("Skat. v1.2.3 vai e.pasts@x.lv, jā", ["Skat. ", "v1.2.3 vai e.pasts@x.lv, jā"]),
        ("Rinda\n\n  otra\n", ["Rinda\n\n  ", "otra\n"]),
    ],
)
def test_a_sentence_ends_where_its_sign_stands_before_a_space_or_with_its_line(text, sentences):
    assert SENTENCE.findall(text) == sentences


@given(rows, rows)
def test_the_rows_that_are_told_make_the_one_table_from_the_other(before, after):
    told = row_differences(before, after)
    gone = [one for one in told if one.mark is not NEW]
    new = [one for one in told if one.mark is not GONE]
    assert len(before) - len(gone) == len(after) - len(new)
    assert {tuple(read(cell, SAME, GONE) for cell in one.cells) for one in gone} <= set(before)
    assert {tuple(read(cell, SAME, NEW) for cell in one.cells) for one in new} <= set(after)


def test_a_row_in_the_place_of_another_is_told_cell_by_cell():
    before = [("Talka", "10"), ("Koncerts", "20"), ("Izstāde", "30")]
    after = [("Talka", "10"), ("Koncerts skolā", "20"), ("Izstāde", "30"), ("Vakars", "")]
    assert row_differences(before, after) == [
        RowChange(SAME, [[Piece(GONE, "Koncerts"), Piece(NEW, "Koncerts skolā")], [Piece(SAME, "20")]]),
        RowChange(NEW, [[Piece(NEW, "Vakars")], []]),
    ]
    assert row_differences(before, before[1:]) == [RowChange(GONE, [[Piece(GONE, "Talka")], [Piece(GONE, "10")]])]


def test_what_is_long_and_stayed_is_left_out_but_for_what_stands_around_a_change():
    same = "vārds " * 100
    told = shortened([Piece(SAME, same), Piece(GONE, "vecs "), Piece(SAME, same), Piece(NEW, same)], 30)
    assert [one.mark for one in told] == [SAME, GONE, SAME, NEW]
    first, gone, between, new = (one.text for one in told)
    assert first.startswith(" … ")
    assert first.endswith("vārds ")
    assert gone == "vecs "
    assert between.startswith("vārds ")
    assert " … " in between
    assert between.endswith("vārds ")
    assert len(between) < len(new) < 180
    assert shortened([Piece(SAME, "Īss. ")], 30) == [Piece(SAME, "Īss. ")]


@pytest.mark.parametrize("text", ["x" * 2000, "a " + "x" * 2000 + " b", "x" * 2000 + " ", "\n".join(["xyz"] * 900)])
def test_a_text_almost_without_spaces_is_cut_hard_and_not_left_out(text):
    gone, same, _ = (one.text for one in shortened([Piece(GONE, text), Piece(SAME, text), Piece(NEW, "y")], 30))
    assert (gone, same) == (f"{text[:150]} … ", f"{text[:30]} … {text[-30:]}")
