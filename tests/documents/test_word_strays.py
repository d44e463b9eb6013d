"""Whatever was typed into a form outside of the places of its answers is told, and read as none of them."""

from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from time import monotonic
from typing import Any
from zipfile import ZipFile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from documents.word_answers import Unread, answers_in
from documents.word_paper import Paper
from documents.word_troubles import Trouble
from tests.documents.forms import ANSWERS, FORM, a_file, lines_into, paper_in, place_of, retyped, table_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GOAL, PLACE, WHO, DOINGS, MORE, TRUE = "2.1", "2.2", "2.3", "2.4", "2.5", "3.1"
TYPED = "Tāpēc, ka jauniešiem nav kur būt."
Change = Callable[[Any], object]


def paragraph(text: str) -> Any:
    return parse_xml(f'<w:p {W}><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>')


def heading(document: Any, begin: str) -> Any:
    return next(one for one in document.paragraphs if one.text.startswith(begin))


def question_cell(document: Any, code: str) -> Any:
    return next(
        row.cells[0] for table in document.tables for row in table.rows if row.cells[0].text.startswith(f"{code}. ")
    )


def below_a_short_table(document: Any) -> None:
    document.tables[0]._tbl.addnext(paragraph(TYPED))


def below_the_name_of_a_section(document: Any) -> None:
    heading(document, "II. ")._p.addnext(paragraph(TYPED))


def among_how_to_fill_it_in(document: Any) -> None:
    heading(document, "Kā aizpildīt")._p.addnext(paragraph(TYPED))


def at_the_end(document: Any) -> None:
    document.add_paragraph(TYPED)


def at_the_end_beside_the_code_of_the_form(document: Any) -> None:
    document.paragraphs[-1].add_run(f" {TYPED}")


@pytest.mark.parametrize(
    "change",
    [
        below_a_short_table,
        below_the_name_of_a_section,
        among_how_to_fill_it_in,
        at_the_end,
        at_the_end_beside_the_code_of_the_form,
    ],
)
def test_what_is_typed_where_no_question_stands_is_told(change: Change):
    found = retyped(change)

    assert dict(found.answers) == dict(ANSWERS)
    assert [(one.key, one.why, one.text.rstrip(".")) for one in found.unread] == [
        (None, Trouble.NO_QUESTION, TYPED.rstrip("."))
    ]


def test_lines_that_follow_each_other_are_told_as_one():
    def write(document: Any) -> None:
        for text in ("otrā", "pirmā"):
            document.tables[0]._tbl.addnext(paragraph(text))

    assert retyped(write).unread == (Unread(None, Trouble.NO_QUESTION, "pirmā\notrā"),)


def beside_its_words(document: Any) -> None:
    heading(document, f"{MORE}. ").add_run(f" {TYPED}")


def behind_its_hint(document: Any) -> None:
    hint = heading(document, f"{MORE}. ")._p.getnext()
    hint.append(parse_xml(f'<w:r {W}><w:t xml:space="preserve"> {TYPED}</w:t></w:r>'))


def right_behind_its_words(document: Any) -> None:
    heading(document, f"{MORE}. ").add_run(TYPED)


@pytest.mark.parametrize("change", [beside_its_words, right_behind_its_words, behind_its_hint])
def test_what_is_typed_beside_the_words_of_a_question_is_told_with_it(change: Change):
    found = retyped(change)

    assert (found.answers["more"], found.unread) == ("", (Unread("more", Trouble.BESIDE, TYPED),))


def test_what_is_typed_beside_words_that_were_changed_a_little_is_told():
    words = f"2.5. Kas vēl būtu jāzina? {TYPED}"

    found = retyped(lambda document: setattr(heading(document, f"{MORE}. ").runs[0], "text", words))

    assert (found.answers["more"], found.unread) == ("", (Unread("more", Trouble.BESIDE, words.partition(" ")[2]),))


def test_a_hint_that_was_joined_to_the_words_above_it_is_nothing_typed():
    def join(document: Any) -> None:
        words = heading(document, f"{MORE}. ")._p
        hint = words.getnext()
        for part in hint.findall(qn("w:r")):
            words.append(part)
        hint.getparent().remove(hint)

    found = retyped(join)

    assert (dict(found.answers), found.unread) == (dict(ANSWERS), ())


def test_what_follows_the_words_after_a_colon_answers_where_the_box_is_empty():
    found = retyped(lambda document: heading(document, f"{MORE}. ").add_run(f": {TYPED}"))

    assert (found.answers["more"], found.unread) == (TYPED, ())


@pytest.mark.parametrize(
    "write",
    [
        lambda cell: cell.add_paragraph("Rožu iela 5"),
        lambda cell: cell.paragraphs[0].add_run(" Rožu iela 5"),
        lambda cell: cell.paragraphs[0].add_run(": Rožu iela 5"),
        lambda cell: cell.paragraphs[-1].add_run(" Rožu iela 5"),
    ],
    ids=["below", "beside", "after-a-colon", "behind-the-hint"],
)
def test_what_is_typed_into_the_cell_of_a_question_is_told(write: Change):
    def change(document: Any) -> None:
        lines_into(document, "1.2")
        write(question_cell(document, "1.2"))

    found = retyped(change)

    assert (found.answers["address"], found.unread) == ("", (Unread("address", Trouble.BESIDE, "Rožu iela 5"),))


def test_a_table_that_was_made_into_text_is_told_answer_by_answer():
    def flatten(document: Any) -> None:
        table = document.tables[0]
        for row in table.rows:
            cells = (" ".join(one.text for one in cell.paragraphs) for cell in row.cells)
            texts = "<w:tab/>".join(f'<w:t xml:space="preserve">{text.replace("&", "&amp;")}</w:t>' for text in cells)
            table._tbl.addprevious(parse_xml(f"<w:p {W}><w:r>{texts}</w:r></w:p>"))
        table._tbl.getparent().remove(table._tbl)

    found = retyped(flatten)

    told = {one.key: one.text for one in found.unread}
    assert told == {
        key: {"from": "05.02.2027.", "camp": "15.02.2027. – 19.02.2027."}.get(key, ANSWERS[key])
        for key in ("title", "address", "email", "phone", "account", "from", "count", "camp")
    }
    assert {found.answers[key] for key in told} == {""}


def with_part(content: bytes, kind: str, body: str) -> bytes:
    """The file with one more part of that kind."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(out, "w") as changed:
        for name in given.namelist():
            part = given.read(name)
            if name == "word/_rels/document.xml.rels":
                more = (
                    f'<Relationship Id="rX" Type="http://x/relationships/{kind}" Target="{kind}.xml"/></Relationships>'
                )
                part = part.replace(b"</Relationships>", more.encode())
            changed.writestr(name, part)
        changed.writestr(f"word/{kind}.xml", f"<w:{kind} {W}>{body}</w:{kind}>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "name"), [("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")]
)
def test_notes_and_comments_are_told_and_the_lines_that_part_them_are_not(kind, name):
    words = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    body = (
        f'<w:{name} w:type="separator" w:id="0">{words.format("-")}</w:{name}>'
        f'<w:{name} w:id="2">{words.format("Skat.")}{words.format("pielikumu.")}</w:{name}>'
    )

    found = retyped(content=with_part(a_file(), kind, body))

    assert (dict(found.answers), found.unread) == (
        dict(ANSWERS),
        (Unread(None, Trouble.NOTE, "Skat.\npielikumu."),),
    )


def test_what_is_written_at_the_head_or_the_foot_of_the_pages_is_told_once():
    def write(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Biedrība Rīts"
        document.sections[0].footer.add_paragraph("Biedrība Rīts")
        document.sections[0].footer.add_paragraph("2. lpp.")

    assert retyped(write).unread == (Unread(None, Trouble.MARGIN, "Biedrība Rīts"),)


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (lambda document: place_of(document, "1.1").paragraphs[0]._p, "title"),
        (lambda document: place_of(document, MORE).paragraphs[0]._p, "more"),
        (lambda document: document.paragraphs[-1]._p, None),
        (lambda document: document.sections[0].header.paragraphs[0]._p, None),
        (lambda document: table_of(document, DOINGS).rows[1].cells[0].paragraphs[0]._p, "doings"),
    ],
    ids=["beside-a-question", "in-a-box", "at-the-end", "at-the-head", "in-a-row"],
)
def test_a_picture_is_told(place: Change, key):
    picture = f"<w:r {W}><w:drawing><a:blip xmlns:a='x'/></w:drawing></w:r>"

    found = retyped(lambda document: place(document).append(parse_xml(picture)))

    assert (dict(found.answers), found.unread) == (dict(ANSWERS), (Unread(key, Trouble.PICTURE),))


def renamed(code: str, words: str) -> Change:
    def rename(document: Any) -> None:
        heading(document, f"{code}. ").runs[0].text = words

    return rename


@pytest.mark.parametrize("words", ["2.5. Anything more?", "2.5 Чего ещё?", "2.5.", "- 2.5. Pavisam kas cits"])
def test_a_question_of_which_only_the_code_is_left_is_known_by_it_and_that_is_told(words):
    found = retyped(lambda document: lines_into(document, MORE, "Viss."), renamed(MORE, words))

    assert (found.answers["more"], found.unread) == ("Viss.", (Unread("more", Trouble.BY_CODE, words),))
    assert found.answers["doings"] == ANSWERS["doings"]


def test_a_question_beside_its_place_of_which_only_the_code_is_left_is_known_by_it():
    def rename(document: Any) -> None:
        question_cell(document, "1.2").paragraphs[0].runs[0].text = "1.2. Where do you live?"

    found = retyped(rename)

    assert dict(found.answers) == dict(ANSWERS)
    assert found.unread == (Unread("address", Trouble.BY_CODE, "1.2. Where do you live?"),)


@pytest.mark.parametrize("words", ["- 2.1. Kāds ir mērķis?", "1) Kāds ir mērķis?", "7. 2.1. Kāds ir mērķis?"])
def test_a_question_with_the_mark_of_a_list_before_it_is_known(words):
    found = retyped(renamed(GOAL, words))

    assert (dict(found.answers), found.unread) == (dict(ANSWERS), ())


def test_a_question_numbered_by_word_itself_is_known():
    def number(document: Any) -> None:
        properties = heading(document, f"{GOAL}. ")._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))

    found = retyped(number)

    assert (dict(found.answers), found.unread) == (dict(ANSWERS), ())


def deleted(code: str) -> Change:
    def delete(document: Any) -> None:
        one = heading(document, f"{code}. ")._p
        one.getparent().remove(one)

    return delete


@pytest.mark.parametrize(
    ("code", "key", "begin"),
    [
        (PLACE, "place", "☐ Skolā\n☒ Skolā, pagalmā"),
        (WHO, "who", "☒ Skolā\n☐ Skolā, pagalmā"),
        (DOINGS, "doings", "Nosaukums\nKo darīs"),
        (MORE, "more", "Viss."),
    ],
)
@pytest.mark.parametrize("change", [deleted, lambda code: renamed(code, "Kas cits?")], ids=["deleted", "reworded"])
def test_a_box_whose_question_is_gone_is_told_and_joined_to_no_other(change, code, key, begin):
    found = retyped(lambda document: lines_into(document, MORE, "Viss."), change(code))

    assert dict(found.answers) == {one: text for one, text in {**ANSWERS, "more": "Viss."}.items() if one != key}
    assert Unread(key, Trouble.NO_PLACE) in found.unread
    assert [one for one in found.unread if one.key != key and one.text.startswith(begin)]
    assert not [one for one in found.unread if "Jāatbild" in one.text]


def test_text_between_a_question_and_its_box_makes_both_uncertain():
    found = retyped(lambda document: table_of(document, GOAL)._tbl.addprevious(paragraph("Cits virsraksts")))

    assert (found.answers["goal"], found.unread) == (
        ANSWERS["goal"],
        (Unread("goal", Trouble.BETWEEN, "Cits virsraksts"),),
    )


def test_a_table_pasted_below_a_filled_box_is_told():
    def paste(document: Any) -> None:
        table = document.add_table(1, 2)
        for cell, text in zip(table.rows[0].cells, ("Telts", "300"), strict=True):
            cell.text = text
        table_of(document, GOAL)._tbl.addnext(table._tbl)

    found = retyped(paste)

    assert (found.answers["goal"], found.unread) == (ANSWERS["goal"], (Unread("goal", Trouble.BESIDE, "Telts\n300"),))


def test_a_table_split_in_two_is_one():
    def split(document: Any) -> None:
        table = table_of(document, DOINGS)._tbl
        rest = deepcopy(table)
        for row in table.tr_lst[2:]:
            table.remove(row)
        for row in rest.tr_lst[:2]:
            rest.remove(row)
        table.addnext(rest)
        table.addnext(paragraph(""))

    found = retyped(split)

    assert (found.answers["doings"], found.unread) == (ANSWERS["doings"], ())


def test_more_cells_beside_a_question_than_one_are_told():
    def widen(document: Any) -> None:
        row = place_of(document, "1.7")._tc.getparent()
        more = deepcopy(row.tc_lst[1])
        next(more.iter(qn("w:t"))).text = "12"
        row.append(more)

    found = retyped(widen)

    assert (found.answers["count"], found.unread) == ("24", (Unread("count", Trouble.NO_COLUMN, "12"),))


def test_a_question_merged_with_its_place_is_told():
    def merge(document: Any) -> None:
        question_cell(document, "1.2").merge(place_of(document, "1.2"))

    found = retyped(merge)

    assert "address" not in found.answers
    assert {(one.key, one.why) for one in found.unread} == {
        ("address", Trouble.NO_PLACE),
        ("address", Trouble.BESIDE),
    }


def test_words_struck_through_are_told():
    def strike(document: Any) -> None:
        lines_into(document, MORE)
        cell = place_of(document, MORE)
        cell.paragraphs[0].add_run("Jā, ")
        cell.paragraphs[0].add_run("nē").font.strike = True

    found = retyped(strike)

    assert (found.answers["more"], found.unread) == ("Jā, nē", (Unread("more", Trouble.STRUCK, "Jā, nē"),))


def test_a_very_long_paragraph_of_short_lines_is_read_in_time():
    began = monotonic()

    found = answers_in(Paper((*paper_in(a_file()).blocks, "\n".join(["1.2 Adrese", "- cits"] * 20_000))), FORM)

    assert found.answers["title"] == ANSWERS["title"]
    assert monotonic() - began < 20
