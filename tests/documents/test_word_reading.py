"""A form that was typed into and saved by other programs is read all the same, and what cannot be read is told."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any
from zipfile import ZipFile

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from competition.form.answers import YES
from competition.form.definition import Definition
from documents.word_answers import Unread, WordFormUnknown, answers_in, sign_in
from documents.word_places import MOST_COMPARED, FormSign, Places
from documents.word_reading import Paper
from documents.word_text import word_text
from documents.word_values import Trouble
from tests.documents.forms import (
    ANSWERS,
    DIGEST,
    FORM,
    a_file,
    kept,
    opened,
    paper_in,
    place_of,
    read,
    retyped,
    table_of,
)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TITLE, GOAL, PLACE, WHO, DOINGS, MORE, TRUE, ONCE = "1.1", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2"


def split_runs(document: Any) -> None:
    """Every sign in a run of its own, as a checker of spelling leaves them."""
    for run in list(document.element.iter(qn("w:r"))):
        text = run.find(qn("w:t"))
        if text is None or not text.text:
            continue
        for sign in reversed(text.text):
            single = deepcopy(run)
            single.find(qn("w:t")).text = sign
            single.find(qn("w:t")).set(qn("xml:space"), "preserve")
            run.addnext(single)
        run.getparent().remove(run)


def drop_controls(document: Any) -> None:
    """Content controls are gone, what stood in them stays."""
    for control in list(document.element.iter(qn("w:sdt"))):
        for inner in list(control.find(qn("w:sdtContent"))):
            control.addprevious(inner)
        control.getparent().remove(control)


def drop_what_is_hidden(document: Any) -> None:
    """Properties, captions of tables and repeated heads are gone."""
    about = document.core_properties
    about.title = about.author = about.comments = ""
    for name in ("w:tblCaption", "w:tblDescription", "w:tblHeader", "w:cantSplit", "w:shd"):
        for one in list(document.element.iter(qn(name))):
            one.getparent().remove(one)


def change_styles(document: Any) -> None:
    """Everything is plain text in another font."""
    for paragraph in document.element.iter(qn("w:p")):
        for style in list(paragraph.iter(qn("w:pStyle"))):
            style.getparent().remove(style)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.font.name, run.font.size = "Comic Sans MS", Pt(17)


def add_empty_paragraphs(document: Any) -> None:
    """Between everything, and at the beginning and the end of every cell."""
    for one in list(document.element.body)[:-1]:
        one.addnext(OxmlElement("w:p"))
    for cell in document.element.iter(qn("w:tc")):
        cell.find(qn("w:p")).addprevious(OxmlElement("w:p"))
        cell.append(OxmlElement("w:p"))


def drop_margins(document: Any) -> None:
    """Headers and footers are gone."""
    for section in document.sections:
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = True


def wrap_in_controls(document: Any) -> None:
    """Every table in a content control."""
    for table in list(document.element.body.iter(qn("w:tbl"))):
        control, inside = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        table.addprevious(control)
        control.append(inside)
        inside.append(table)


WAYS = [
    split_runs,
    drop_controls,
    drop_what_is_hidden,
    change_styles,
    add_empty_paragraphs,
    drop_margins,
    wrap_in_controls,
]


@pytest.mark.parametrize("way", WAYS)
def test_what_other_programs_do_to_a_file_changes_no_answer(way):
    found = retyped(way)

    assert (dict(found.answers), found.unread) == (dict(ANSWERS), ())


def test_all_of_that_together_changes_no_answer():
    found = retyped(drop_controls, split_runs, drop_what_is_hidden, change_styles, add_empty_paragraphs, drop_margins)

    assert (dict(found.answers), found.unread) == (dict(ANSWERS), ())


def test_words_of_questions_with_other_quotation_marks_dashes_and_spaces_are_the_same_words():
    def smarten(document: Any) -> None:
        for text in document.element.iter(qn("w:t")):
            if text.text and text.text.startswith(GOAL):
                text.text = "2.1.\u00a0\u00a0Kāds ir mērķis ?".replace(" ?", "?")
            if text.text and text.text.startswith("1.6."):
                text.text = "1.6)  „Pirmā  diena“"

    assert dict(retyped(smarten).answers) == dict(ANSWERS)


def test_a_question_whose_words_were_changed_a_little_is_known_by_its_code():
    def correct(document: Any) -> None:
        for text in document.element.iter(qn("w:t")):
            text.text = (text.text or "").replace("Kāds ir mērķis?", "Kāds ir projekta mērķis?")

    assert dict(retyped(correct).answers) == dict(ANSWERS)


def test_a_question_whose_code_was_deleted_is_known_by_its_words():
    def uncode(document: Any) -> None:
        for text in document.element.iter(qn("w:t")):
            text.text = re.sub(r"^\d\.\d+\. ", "", text.text or "")

    assert dict(retyped(uncode).answers) == dict(ANSWERS)


def test_what_a_tracked_change_put_in_is_read_and_what_it_took_out_is_not():
    def track(document: Any) -> None:
        first = place_of(document, GOAL).paragraphs[0]._p
        first.append(
            parse_xml(f'<w:ins {W} w:id="1" w:author="A"><w:r><w:t xml:space="preserve"> Jauni.</w:t></w:r></w:ins>')
        )
        first.append(parse_xml(f'<w:del {W} w:id="2" w:author="A"><w:r><w:delText>Veci.</w:delText></w:r></w:del>'))
        first.append(parse_xml(f'<w:moveFrom {W} w:id="3" w:author="A"><w:r><w:t>Projām.</w:t></w:r></w:moveFrom>'))

    goal = retyped(track).answers["goal"]

    assert goal.splitlines()[0] == "Jaunieši iekārto darbnīcu – paši. Jauni."
    assert [word for word in ("Veci", "Projām") if word in goal] == []


def test_a_paragraph_whose_end_was_taken_out_goes_on_in_the_next():
    def join(document: Any) -> None:
        cell = place_of(document, MORE)
        cell.text = "Viens"
        cell.add_paragraph("divi")
        properties = cell.paragraphs[0]._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:rPr {W}><w:del w:id="1" w:author="A"/></w:rPr>'))

    assert retyped(join).answers["more"] == "Viensdivi"


def test_a_row_that_a_tracked_change_took_out_is_not_there():
    def take_out(document: Any) -> None:
        row = table_of(document, DOINGS).rows[1]._tr
        row.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="1" w:author="A"/>'))

    assert retyped(take_out).answers["doings"] == '[["Beidzam", "Tīrām", ""]]'


def test_rows_are_added_moved_and_taken_away():
    def rearrange(document: Any) -> None:
        table = table_of(document, DOINGS)
        rows = [row._tr for row in table.rows]
        rows[2].addnext(rows[1])
        for row in rows[3:]:
            row.getparent().remove(row)
        for cell, text in zip(table.add_row().cells, ("Trešā", "Ko\nnu", "Martā"), strict=True):
            cell.text = text

    rows = '[["Beidzam", "Tīrām", ""], ["Sākam", "Griežam,\\nlīmējam", "Februārī"], ["Trešā", "Ko\\nnu", "Martā"]]'
    assert retyped(rearrange).answers["doings"] == rows


def test_columns_are_known_by_their_heads_and_without_a_head_by_their_order():
    def turn(document: Any) -> None:
        for row in table_of(document, DOINGS).rows:
            row._tr.append(row.cells[0]._tc)

    def behead(document: Any) -> None:
        head = table_of(document, DOINGS).rows[0]._tr
        head.getparent().remove(head)

    assert retyped(turn).answers["doings"] == ANSWERS["doings"]
    assert retyped(behead).answers["doings"] == ANSWERS["doings"]


def test_a_column_that_the_form_does_not_have_is_told():
    def widen(document: Any) -> None:
        for place, row in enumerate(table_of(document, DOINGS).rows):
            more = deepcopy(row.cells[2]._tc)
            row._tr.append(more)
            row.cells[3].text = ["Piezīmes", "svarīgi", ""][min(place, 2)]

    found = retyped(widen)

    assert found.answers["doings"] == ANSWERS["doings"]
    assert found.unread == (Unread("doings", Trouble.NO_COLUMN, "svarīgi"),)


def test_a_line_of_several_paragraphs_is_one_line_and_a_list_keeps_its_numbers_as_they_are_drawn():
    def write(document: Any) -> None:
        title = place_of(document, TITLE)
        title.text = "Pagalma"
        title.add_paragraph("darbnīca")
        goal = place_of(document, GOAL)
        goal.text = "Trīs lietas:"
        for text in ("augt", "mācīties"):
            goal.add_paragraph(text, style="List Number")

    found = retyped(write)

    assert (found.answers["title"], found.answers["goal"]) == ("Pagalma darbnīca", "Trīs lietas:\n6. augt\n7. mācīties")


def test_links_fields_comments_and_signs_that_do_not_break_leave_the_text():
    field = (
        f'<w:r {W}><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/>'
        '<w:t xml:space="preserve"> 2027</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    soft = "<w:t>gada\u00a0pa</w:t><w:softHyphen/><w:t>va\u00adsarī</w:t><w:noBreakHyphen/><w:t>jā</w:t>"
    rest = '<w:commentReference w:id="0"/><w:tab/><w:t>beigas</w:t><w:br/><w:t>un viss</w:t>'

    def write(document: Any) -> None:
        paragraph = place_of(document, MORE).paragraphs[0]._p
        for piece in (
            f"<w:hyperlink {W}><w:r><w:t>a@example.org</w:t></w:r></w:hyperlink>",
            field,
            f'<w:commentRangeStart {W} w:id="0"/>',
            f"<w:r {W}>{soft}</w:r>",
            f"<w:r {W}>{rest}</w:r>",
        ):
            paragraph.append(parse_xml(piece))

    assert retyped(write).answers["more"] == "a@example.org 2027gada pavasarī-jā\tbeigas\nun viss"


def test_a_text_box_in_an_answer_is_read_once_whichever_way_it_is_kept():
    box = f"<w:txbxContent {W}><w:p><w:r><w:t>Rāmī.</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>'
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )

    def draw(document: Any) -> None:
        place_of(document, MORE).paragraphs[0]._p.append(parse_xml(both))

    assert retyped(draw).answers["more"] == "Rāmī."


def test_what_stands_under_a_question_whose_box_is_gone_is_its_answer():
    def unbox(document: Any) -> None:
        table = table_of(document, GOAL)._tbl
        for text in ("Bez rāmja.", "Divās rindās."):
            paragraph = parse_xml(f"<w:p {W}><w:r><w:t>{text}</w:t></w:r></w:p>")
            table.addprevious(paragraph)
        table.getparent().remove(table)

    found = retyped(unbox)

    assert (found.answers["goal"], found.unread) == ("Bez rāmja.\nDivās rindās.", ())


def test_what_stands_beside_a_filled_box_is_told():
    def scribble(document: Any) -> None:
        table_of(document, GOAL)._tbl.addnext(parse_xml(f"<w:p {W}><w:r><w:t>Vēl kas.</w:t></w:r></w:p>"))

    found = retyped(scribble)

    assert found.answers["goal"] == ANSWERS["goal"]
    assert found.unread == (Unread("goal", Trouble.BESIDE, "Vēl kas."),)


def test_a_place_that_was_deleted_is_told_and_is_not_an_empty_answer():
    def cut(document: Any) -> None:
        row = next(row for row in document.tables[0].rows if row.cells[0].text.startswith("1.2"))._tr
        row.getparent().remove(row)

    found = retyped(cut)

    assert "address" not in found.answers
    assert found.unread == (Unread("address", Trouble.NO_PLACE),)


def test_a_table_whose_own_rows_are_gone_does_not_swallow_the_next_questions():
    def cut(document: Any) -> None:
        for code in (DOINGS, MORE):
            table = table_of(document, code)._tbl
            table.getparent().remove(table)

    found = retyped(cut)

    assert (found.answers["doings"], found.answers["more"], found.answers["true"]) == ("", "", YES)


def test_a_question_that_is_there_twice_counts_where_something_is_written():
    def copy(document: Any) -> None:
        empty = deepcopy(document.tables[0]._tbl)
        document.tables[0]._tbl.addprevious(OxmlElement("w:p"))
        document.tables[0]._tbl.addprevious(empty)
        place_of(document, TITLE).text = ""

    found = retyped(copy)

    assert (found.answers["title"], found.unread) == (ANSWERS["title"], ())

    def differ(document: Any) -> None:
        copy(document)
        place_of(document, TITLE).text = "Cits nosaukums"

    found = retyped(differ)
    assert found.answers["title"] == "Cits nosaukums"
    assert found.unread == (Unread("title", Trouble.TWICE, ANSWERS["title"]),)


def test_a_row_of_ones_own_is_told():
    def add(document: Any) -> None:
        for cell, text in zip(document.tables[0].add_row().cells, ("Mājaslapa", "example.org"), strict=True):
            cell.text = text

    assert retyped(add).unread == (Unread(None, Trouble.NO_QUESTION, "Mājaslapa\nexample.org"),)


def test_the_form_is_known_by_its_line_wherever_one_of_them_is_left():
    def without(*places: str) -> Callable[[Any], None]:
        def remove(document: Any) -> None:
            found = [one for one in document.paragraphs if one.text.startswith("Veidlapas kods")]
            for name, one in zip(("first", "last"), found, strict=True):
                if name in places:
                    one._p.getparent().remove(one._p)
            if "foot" in places:
                drop_margins(document)

        return remove

    sign = FormSign("liepaja-2027", DIGEST[:10])
    for places in ((), ("first",), ("first", "last"), ("first", "foot"), ("last", "foot")):
        document = opened(a_file())
        without(*places)(document)
        assert sign_in(paper_in(kept(document))) == sign

    def forget(document: Any) -> None:
        without("first", "last", "foot")(document)

    document = opened(a_file())
    forget(document)
    assert sign_in(paper_in(kept(document))) is None
    assert dict(read(kept(document)).answers) == dict(ANSWERS)  # known by its questions


def test_a_different_document_is_no_form():
    document = opened(a_file())
    for one in list(document.element.body)[:-1]:
        one.getparent().remove(one)
    document.add_paragraph("Kopsapulces protokols. 1.1. Par darba kārtību.")
    table = document.add_table(2, 2)
    table.rows[0].cells[0].text = "1.1. Adrešu saraksts"
    with pytest.raises(WordFormUnknown):
        answers_in(Paper(paper_in(kept(document)).blocks), FORM)
    with pytest.raises(WordFormUnknown):
        read(a_file(), Definition())


def test_a_file_of_the_newer_strict_kind_is_read_as_any():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    from io import BytesIO

    out = BytesIO()
    with ZipFile(BytesIO(a_file())) as given, ZipFile(out, "w") as changed:
        for name in given.namelist():
            part = given.read(name)
            changed.writestr(name, part.replace(W.split('"')[1].encode(), strict.encode()))

    assert dict(read(out.getvalue()).answers) == dict(ANSWERS)
    assert "why" not in word_text(out.getvalue())


def test_thousands_of_lines_that_name_a_question_are_read_one_after_the_other():
    with pytest.raises(WordFormUnknown):
        answers_in(Paper(("\n".join(["1.2 Adrese"] * 5000),)), FORM)


def test_no_more_lines_are_compared_word_by_word_than_a_person_could_have_changed():
    places = Places(FORM)
    lines = [f"1.2 pavisam citi vardi {number} xyz" for number in range(2000)]

    assert all(places.question_in(line) is None for line in lines)
    assert len(places._compared) == MOST_COMPARED
