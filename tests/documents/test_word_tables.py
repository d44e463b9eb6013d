"""Rows of a table are read under the heads that stand above them; where cells were merged or heads are others, that is
told.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from docx.oxml import parse_xml

from documents.word_answers import Unread
from documents.word_troubles import Trouble
from documents.word_values import is_as_stored
from tests.documents.forms import ANSWERS, DOINGS, FORM, lines, lines_into, place_of, retyped, table_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CODE, MORE = "2.4", "2.5"
GOAL = next(one for one in FORM.questions if one.key == "goal")
Change = Callable[[Any], object]


def rows_of(found: Any) -> list[list[str]]:
    return json.loads(found.answers["doings"])


def merged(row: int, first: int, last_row: int, last: int) -> Change:
    def merge(document: Any) -> None:
        table = table_of(document, CODE)
        table.cell(row, first).merge(table.cell(last_row, last))

    return merge


def test_a_cell_merged_over_two_columns_shifts_no_other_and_is_told():
    found = retyped(merged(1, 0, 1, 1))

    assert rows_of(found) == [["Sākam Griežam, līmējam", "", "Februārī"], ["Beidzam", "Tīrām", ""]]
    assert found.unread == (Unread("doings", Trouble.MERGED, "Sākam\nGriežam,\nlīmējam"),)


def test_a_cell_merged_with_that_below_is_told():
    found = retyped(merged(1, 2, 2, 2))

    assert found.answers["doings"] == ANSWERS["doings"]
    assert found.unread == (Unread("doings", Trouble.MERGED, "Beidzam, Tīrām"),)


def test_merged_heads_are_told_with_what_stands_under_them():
    found = retyped(merged(0, 0, 0, 1))

    assert rows_of(found) == [["Sākam", "", "Februārī"], ["Beidzam", "", ""]]
    assert [one.why for one in found.unread] == [Trouble.BESIDE, Trouble.NO_COLUMN, Trouble.NO_COLUMN]


def test_a_row_that_begins_further_in_is_read_under_its_heads():
    def move(document: Any) -> None:
        row = table_of(document, CODE).rows[1]._tr
        row.remove(row.tc_lst[0])
        row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {W} w:val="1"/>'))

    found = retyped(move)

    assert rows_of(found)[0] == ["", "Griežam,\nlīmējam", "Februārī"]
    assert found.unread == ()


def test_a_column_split_under_its_head_is_told_where_both_parts_are_filled():
    def split(document: Any) -> None:
        for place, row in enumerate(table_of(document, CODE).rows):
            cell = row._tr.tc_lst[2]
            if place == 1:
                more = parse_xml(f"<w:tc {W}><w:p><w:r><w:t>un martā</w:t></w:r></w:p></w:tc>")
                cell.addnext(more)
            else:
                cell.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {W} w:val="2"/>'))

    found = retyped(split)

    assert found.answers["doings"] == ANSWERS["doings"]
    assert found.unread == (Unread("doings", Trouble.NO_COLUMN, "un martā"),)


def test_what_is_typed_into_a_head_is_told():
    found = retyped(lambda document: table_of(document, CODE).rows[0].cells[2].add_paragraph("viss maijā"))

    assert found.answers["doings"] == ANSWERS["doings"]
    assert found.unread == (Unread("doings", Trouble.BESIDE, "Kad var atstāt tukšu viss maijā"),)


def pasted(*rows: Sequence[str]) -> Change:
    def paste(document: Any) -> None:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        old = table_of(document, CODE)._tbl
        old.addnext(table._tbl)
        old.getparent().remove(old)

    return paste


def test_a_pasted_table_with_other_heads_is_told():
    rows = (("Kad notiek", "Aktivitāte", "Apraksts"), ("jūnijs", "Nometne", "Ejam"))

    found = retyped(pasted(*rows))

    assert rows_of(found) == [list(row) for row in rows]
    assert found.unread == (Unread("doings", Trouble.NO_HEADS, "Kad notiek, Aktivitāte, Apraksts"),)


def test_a_pasted_table_with_the_heads_of_the_form_is_read_in_their_order():
    found = retyped(pasted(("Kad", "Nosaukums", "Ko darīs"), ("jūnijs", "Nometne", "Ejam")))

    assert (rows_of(found), found.unread) == ([["Nometne", "Ejam", "jūnijs"]], ())


def test_a_table_without_its_head_is_read_in_order_and_that_is_told():
    def behead(document: Any) -> None:
        row = table_of(document, CODE).rows[0]._tr
        row.getparent().remove(row)

    found = retyped(behead)

    assert found.answers["doings"] == ANSWERS["doings"]
    assert [(one.key, one.why) for one in found.unread] == [("doings", Trouble.NO_HEADS)]


def listed(kind: str, text: str, start: int = 1) -> Change:
    """Write a list of that kind of two levels into a place."""

    def write(document: Any) -> None:
        lists = document.part.numbering_part.element
        second = '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
        lists.insert(
            0,
            parse_xml(
                f'<w:abstractNum {W} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
                f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>{second}</w:abstractNum>'
            ),
        )
        lists.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        lines_into(document, MORE)
        for words, level in (("viens", 0), ("apakš", 1), ("vēl", 1), ("divi", 0), ("apakš", 1)):
            properties = place_of(document, MORE).add_paragraph(words)._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))

    return write


@pytest.mark.parametrize(
    ("kind", "text", "start", "drawn"),
    [
        ("lowerLetter", "%1)", 1, "a) viens\na.1. apakš\na.2. vēl\nb) divi\nb.1. apakš"),
        ("decimal", "%1.", 5, "5. viens\n5.1. apakš\n5.2. vēl\n6. divi\n6.1. apakš"),
        ("upperRoman", "%1.", 3, "III. viens\nIII.1. apakš\nIII.2. vēl\nIV. divi\nIV.1. apakš"),
        ("decimalZero", "(%1)", 1, "(01) viens\n01.1. apakš\n01.2. vēl\n(02) divi\n02.1. apakš"),
    ],
)
def test_a_list_keeps_its_marks_as_they_are_drawn(kind, text, start, drawn):
    assert retyped(listed(kind, text, start)).answers["more"] == drawn


def test_a_page_that_begins_within_a_paragraph_parts_its_words():
    def write(document: Any) -> None:
        paragraph = place_of(document, MORE).paragraphs[0]._p
        for piece in (
            "<w:t>Pirmā daļa</w:t>",
            '<w:br w:type="page"/>',
            "<w:t>otrā daļa</w:t>",
            '<w:br w:type="page"/>',
        ):
            paragraph.append(parse_xml(f"<w:r {W}>{piece}</w:r>"))

    assert retyped(write).answers["more"] == "Pirmā daļa\notrā daļa"


def test_blanks_at_the_ends_of_lines_are_no_difference():
    read = retyped(lines("2.1", "viens", "divi", "", "trīs")).answers["goal"]

    assert is_as_stored(GOAL, read, "viens  \ndivi\t\n \ntrīs")
    assert not is_as_stored(GOAL, read, "viens\n divi\n\ntrīs")
    assert is_as_stored(DOINGS, '[["Sākam", "viens\\ndivi", ""]]', '[["Sākam", "viens \\ndivi", ""]]')
    assert not is_as_stored(DOINGS, '[["Sākam", "viens\\ndivi", ""]]', '[["Sākam", "viens divi", ""]]')
