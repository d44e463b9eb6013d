"""What is told of a PDF: its pages and words, what it would do, and when it is of no use."""

from signal import SIG_DFL, SIGALRM, getsignal

import pytest
import typst

from documents.inspecting import pdf_walk
from documents.inspecting.facts import Fault, Inspection, Note
from documents.inspecting.inspection import inspect_file
from documents.inspecting.pdf_files import PAGES
from documents.inspecting.pdf_walk import what_is_reached
from documents.inspecting.words import CHARACTERS
from documents.kinds import PDF, check_file
from tests.documents import pdfs, samples, signed_pdfs
from tests.documents.hidden_in_pdfs import HIDDEN, MORE_THAN_PDFS, ORDINARY_PDFS
from tests.documents.hostile_pdfs import PDFS
from tests.documents.pdfs import a_pdf

LETTERS = "Šķērsoja ežu, glāžšķūņa rūķīši: āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ"


def looked_at(content: bytes) -> Inspection:
    return inspect_file(PDF, content)


def test_pages_and_words_are_told_page_by_page():
    assert looked_at(a_pdf("Viens", "Divi (un puse)")) == Inspection(pages=2, text=("Viens", "Divi (un puse)"))


def test_latvian_letters_are_read():
    found = looked_at(typst.compile(LETTERS.encode(), ignore_system_fonts=True))

    assert found.text == (LETTERS,)


def test_a_word_that_is_parted_at_the_end_of_a_line_is_whole():
    narrow = b'#set page(width: 5cm, margin: 8mm)\n#set text(lang: "en", hyphenate: true)\n'
    found = looked_at(
        typst.compile(narrow + b"International administrative responsibilities", ignore_system_fonts=True)
    )

    assert "administrative responsibilities" in found.text[0]


def test_text_is_cut_where_there_is_too_much_of_it():
    line = "a" * 1000
    found = looked_at(a_pdf(*[line] * (CHARACTERS // 1000 + 20)))

    assert Note.TEXT_CUT in found.notes
    assert CHARACTERS - 1000 <= len("".join(found.text)) <= CHARACTERS
    assert found.pages == CHARACTERS // 1000 + 20


def test_words_have_no_sign_that_a_database_refuses():
    to_unicode = pdfs.stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 3 beginbfchar <41> <0000> <42> <D800> <43> <0043> endbfchar endcmap end end"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 40 0 R>>"
    found = looked_at(a_pdf("ABCCC", more={pdfs.FONT: font, 40: to_unicode}))

    assert "CCC" in found.text[0]
    assert not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in found.text[0])


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (pdfs.WITH_SCRIPT, {Note.JAVASCRIPT, Note.OPENS_BY_ITSELF}),
        (pdfs.WITH_NAMED_SCRIPT, {Note.JAVASCRIPT}),
        (pdfs.WITH_SPELLED_SCRIPT, {Note.JAVASCRIPT}),
        (pdfs.WITH_PACKED_SCRIPT, {Note.JAVASCRIPT}),
        (pdfs.LAUNCHES, {Note.OPENS_BY_ITSELF}),
        (pdfs.GOES_ELSEWHERE, {Note.OPENS_BY_ITSELF}),
        (pdfs.WITH_A_FILE, {Note.EMBEDDED_FILES}),
        (pdfs.WITH_XFA, {Note.DYNAMIC_FORM}),
        (pdfs.WITHOUT_WORDS, {Note.NO_TEXT}),
        (pdfs.TURNS_TO_A_PAGE, set()),
        (pdfs.TURNS_BY_AN_ACTION, set()),
        (pdfs.TURNS_BY_A_PACKED_ACTION, set()),
        (signed_pdfs.encrypted("īpašnieks", ""), {Note.RESTRICTED}),
    ],
    ids=[
        "a script at the opening",
        "a script with a name",
        "a script spelled in another way",
        "a script in packed objects",
        "a program at the opening",
        "an address at the opening",
        "a file inside",
        "a form that makes its pages",
        "a scan",
        "turns to a page",
        "turns to a page by an action",
        "turns to a page by a packed action",
        "forbids printing",
    ],
)
def test_a_reader_is_told_what_is_in_a_pdf(content, notes):
    found = looked_at(content)

    assert (found.fault, set(found.notes), found.pages) == (None, notes, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><script>alert(1)</script>" + a_pdf(),
        a_pdf().replace(b"%PDF-1.7\n", b"%PDF-1.7\n%<html><script>alert(1)</script>\n"),
        a_pdf() + samples.DOCX,
        a_pdf() + b"x" * 1500,
        a_pdf().replace(b"%%EOF\n", b"") + samples.NEITHER[:-2] + b"\x06\x00" + b"%%EOF\n",
    ],
    ids=["a page of the web before", "a page of the web within", "a zip behind", "anything behind", "a zip at the end"],
)
def test_a_pdf_that_is_something_else_too_is_told(content):
    found = looked_at(content)

    assert (found.fault, Note.POLYGLOT in found.notes) == (None, True)


@pytest.mark.parametrize("name", HIDDEN)
def test_what_a_pdf_does_is_found_however_it_is_hidden(name):
    made, notes = HIDDEN[name]
    found = looked_at(made())

    assert (found.fault, notes - set(found.notes)) == (None, set())


def test_one_object_that_takes_long_to_read_ends_the_walk_and_not_the_inspection(monkeypatch: pytest.MonkeyPatch):
    walk, ended = pdf_walk._walk, list[str]()

    def watched(content: bytes, notes: set[Note]) -> None:
        try:
            walk(content, notes)
        except BaseException as end:
            ended.append(type(end).__name__)
            raise

    monkeypatch.setattr(pdf_walk, "_walk", watched)

    assert what_is_reached(a_pdf(catalog=b"/A[" + b"<</B[1 2 3]>>" * 200_000 + b"]")) == set()

    assert ended == ["_Over"]
    assert getsignal(SIGALRM) is SIG_DFL


@pytest.mark.parametrize("name", MORE_THAN_PDFS)
def test_other_formats_are_told_wherever_they_stand_in_a_pdf(name):
    found = looked_at(MORE_THAN_PDFS[name]())

    assert (found.fault, Note.POLYGLOT in found.notes) == (None, True)


@pytest.mark.parametrize("name", ORDINARY_PDFS)
def test_of_an_ordinary_pdf_nothing_is_told(name):
    content = ORDINARY_PDFS[name]()

    assert check_file("a.pdf", content) is PDF
    assert looked_at(content) == Inspection(pages=1, text=("Labdien!",))


@pytest.mark.parametrize(
    "name", ["words without end", "forms in forms", "a form that draws itself often", "the same long page 400 times"]
)
def test_a_pdf_that_takes_too_much_is_told_as_that_and_not_as_damaged(name):
    assert looked_at(PDFS[name]()).fault in (None, Fault.TOO_COSTLY)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (signed_pdfs.encrypted("īpašnieks", "lasītājs"), Fault.ENCRYPTED),
        (pdfs.WITHOUT_PAGES, Fault.NO_PAGES),
        (b"%PDF-1.7\n%%EOF", Fault.DAMAGED),
        (b"", Fault.DAMAGED),
        (b"Sveiki", Fault.DAMAGED),
        (pdfs.pdf_of({**pdfs.base([b""]), 10: b"null"}), Fault.DAMAGED),
    ],
    ids=["with a password", "without pages", "with nothing in it", "empty", "not a PDF", "whose only page is none"],
)
def test_a_pdf_of_no_use_has_its_fault(content, fault):
    assert looked_at(content).fault is fault


def test_five_thousand_pages_are_too_many():
    content = pdfs.of_many_pages(5000)

    assert check_file("a.pdf", content) is PDF
    assert looked_at(content) == Inspection(fault=Fault.TOO_MANY_PAGES, pages=5000)


def test_as_many_pages_as_are_taken_are_read():
    found = looked_at(pdfs.of_many_pages(PAGES))

    assert (found.fault, found.pages, len(found.text)) == (None, PAGES, PAGES)


def test_a_page_that_cannot_be_read_stands_empty_among_the_others():
    content = pdfs.pdf_of({**pdfs.base([pdfs.words("Viens"), b"", pdfs.words("Trīs".replace("ī", "i"))]), 12: b"null"})
    found = looked_at(content)

    assert found.fault is None
    assert "Viens" in found.text
    assert "Tris" in found.text


@pytest.mark.parametrize("part", [0.1, 0.4, 0.7, 0.9])
def test_a_pdf_that_was_cut_off_is_read_as_far_as_it_goes_or_is_damaged(part):
    whole = a_pdf("Viens", "Divi")
    found = looked_at(whole[: int(len(whole) * part)])

    assert found.fault in (None, Fault.DAMAGED, Fault.NO_PAGES)
