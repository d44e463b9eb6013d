"""What is told of documents of Word and of open ones, and when they are of no use."""

import pytest

from documents.inspecting.addresses import leads_out, leads_to_a_host
from documents.inspecting.facts import Fault, Inspection, Note
from documents.inspecting.inspection import inspect_file
from documents.inspecting.words import CHARACTERS
from documents.kinds import DOCX, ODT, Kind, check_file
from tests.documents import office, samples
from tests.documents.hidden_in_office import HIDDEN, ORDINARY, WITH_PROGRAMS
from tests.documents.office import a_docx, an_odt, paragraph, table

NESTED = "<w:tc>" * 3000 + "</w:tc>" * 3000


def test_paragraphs_and_rows_of_word_are_told_in_their_order():
    found = inspect_file(
        DOCX, a_docx(paragraph("Tāme") + table(["Kas", "Cik"], ["Nometne", "4600"]) + paragraph("Gals"))
    )

    assert found == Inspection(text=("Tāme", "Kas\tCik", "Nometne\t4600", "Gals"))


def test_a_table_in_a_cell_is_text_of_the_cell():
    inner = table(["iekšā", "vēl"])
    found = inspect_file(DOCX, a_docx(f"<w:tbl><w:tr><w:tc>{paragraph('ārā')}{inner}</w:tc><w:tc/></w:tr></w:tbl>"))

    assert found.text == ("ārā iekšā vēl\t",)


def test_what_was_deleted_and_what_is_said_twice_is_left_out():
    inside = (
        "<w:p><w:del><w:r><w:delText>nē</w:delText></w:r></w:del><w:r><w:t>jā</w:t><w:tab/><w:t>un</w:t><w:br/>"
        "<w:t>vēl</w:t></w:r></w:p>"
        '<m:AlternateContent xmlns:m="urn:m"><m:Choice>'
        f"{paragraph('viens')}</m:Choice><m:Fallback>{paragraph('viens')}</m:Fallback></m:AlternateContent>"
    )

    assert inspect_file(DOCX, a_docx(inside)).text == ("jā un\nvēl", "viens")


def test_footnotes_follow_the_text():
    notes = office.body(paragraph("piezīme"))

    assert inspect_file(DOCX, a_docx(more={"word/footnotes.xml": notes})).text == ("Labdien!", "piezīme")


def test_headings_paragraphs_and_rows_of_an_open_document_are_told_in_their_order():
    found = inspect_file(
        ODT,
        an_odt(
            "<text:tracked-changes><text:p>nē</text:p></text:tracked-changes><text:h>Tāme</text:h>"
            "<text:p>Viens <text:span>divi</text:span> trīs<text:s/>un<text:line-break/>vēl</text:p>"
            "<table:table><table:table-row><table:table-cell><text:p>Kas</text:p></table:table-cell>"
            "<table:table-cell><text:p>Cik</text:p></table:table-cell></table:table-row></table:table>"
        ),
    )

    assert found == Inspection(text=("Tāme", "Viens divi trīs un\nvēl", "Kas\tCik"))


def test_much_text_is_cut():
    found = inspect_file(DOCX, a_docx(paragraph("vārds " * 20) * (CHARACTERS // 100)))

    assert found.notes == (Note.TEXT_CUT,)
    assert len("".join(found.text)) <= CHARACTERS


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (office.WITH_REMOTE_TEMPLATE, {Note.REMOTE_TEMPLATE}),
        (office.WITH_REMOTE_PICTURE, {Note.EXTERNAL_CONTENT}),
        (office.WITH_FETCHING_FIELD, {Note.EXTERNAL_CONTENT, Note.OPENS_BY_ITSELF, Note.NO_TEXT}),
        (office.WITH_OBJECT, {Note.EMBEDDED_FILES}),
        (office.WITH_LINK, set()),
        (a_docx("<w:p/>"), {Note.NO_TEXT}),
    ],
    ids=["template elsewhere", "picture elsewhere", "field that fetches", "object inside", "link", "nothing said"],
)
def test_a_reader_is_told_what_is_in_a_document(content, notes):
    found = inspect_file(DOCX, content)

    assert (found.fault, set(found.notes)) == (None, notes)


def test_a_picture_of_an_open_document_that_is_elsewhere_is_told():
    found = inspect_file(ODT, an_odt('<text:p>a<draw:image xlink:href="http://198.51.100.1/a.png"/></text:p>'))
    linked = inspect_file(ODT, an_odt('<text:p><text:a xlink:href="https://example.lv/">a</text:a></text:p>'))

    assert (found.notes, linked.notes) == ((Note.EXTERNAL_CONTENT,), ())


@pytest.mark.parametrize("name", HIDDEN)
def test_what_a_document_does_is_found_whatever_it_is_called(name):
    made, notes = HIDDEN[name]
    found = inspect_file(kind_named(name), made())

    assert (found.fault, set(found.notes)) == (None, notes)


@pytest.mark.parametrize("name", WITH_PROGRAMS)
def test_programs_are_found_whatever_they_are_called(name):
    assert inspect_file(kind_named(name), WITH_PROGRAMS[name]()) == Inspection(fault=Fault.MACROS)


@pytest.mark.parametrize("name", ORDINARY)
def test_of_an_ordinary_document_nothing_is_told(name):
    content = ORDINARY[name]()

    assert check_file(name, content) is kind_named(name)
    assert inspect_file(kind_named(name), content) == Inspection(text=("Labdien!",))


def kind_named(name: str) -> Kind:
    return DOCX if name.endswith("docx") else ODT


@pytest.mark.parametrize(
    ("address", "out", "host"),
    [
        ("http://198.51.100.1/a", True, True),
        (" \thttps://a/", True, True),
        ("\\\\a\\b", True, True),
        ("//a/b", True, True),
        ("file://a/b", True, True),
        ("file:////a/b", True, True),
        ("file:///\\\\a\\b", True, True),
        ("FILE:\\\\a\\b", True, True),
        ("vnd.sun.star.webdav://a/b", True, True),
        ("mhtml:http://a!x", True, True),
        ("file:///C:/a", True, False),
        ("file:///home/a", True, False),
        ("C:\\a", True, False),
        ("../a", True, False),
        ("/a", True, False),
        ("Pictures/a.png", False, False),
        ("./Object 1", False, False),
        ("#a", False, False),
        ("data:image/png;base64,", False, False),
        ("", False, False),
        (None, False, False),
    ],
)
def test_an_address_leads_out_however_it_is_written(address, out, host):
    assert (leads_out(address), leads_to_a_host(address)) == (out, host)


@pytest.mark.parametrize(
    ("kind", "content", "fault"),
    [
        (DOCX, office.WITH_MACROS, Fault.MACROS),
        (DOCX, office.CALLED_WITH_MACROS, Fault.MACROS),
        (ODT, office.ODT_WITH_MACROS, Fault.MACROS),
        (DOCX, office.BOMB, Fault.BOMB),
        (DOCX, office.WITH_LAUGHS, Fault.DEFINITIONS),
        (DOCX, office.WITH_LAUGHS_IN_UTF_16, Fault.DEFINITIONS),
        (DOCX, office.WITH_EXTERNAL_ENTITY, Fault.DEFINITIONS),
        (DOCX, office.ENCRYPTED, Fault.ENCRYPTED),
        (DOCX, samples.said_to_be_encrypted(a_docx()), Fault.ENCRYPTED),
        (ODT, office.ODT_ENCRYPTED, Fault.ENCRYPTED),
        (DOCX, office.OLD_WORD, Fault.DAMAGED),
        (DOCX, a_docx()[:300], Fault.DAMAGED),
        (DOCX, b"", Fault.DAMAGED),
        (DOCX, samples.NEITHER, Fault.DAMAGED),
        (DOCX, a_docx(more={office.DOCUMENT: b"<w:document>"}), Fault.DAMAGED),
        (DOCX, a_docx(NESTED), Fault.DAMAGED),
        (DOCX, a_docx(more={"../../ara.txt": b""}), Fault.UNSAFE_NAMES),
        (ODT, samples.packed({"mimetype": samples.ODT}), Fault.DAMAGED),
        (ODT, office.ODT_WHOLLY_ENCRYPTED, Fault.ENCRYPTED),
        (DOCX, a_docx(more={"WORD/document.xml": office.body(paragraph("cits"))}), Fault.DAMAGED),
    ],
    ids=[
        "macros",
        "macros by its type",
        "macros in an open document",
        "zip bomb",
        "XML bomb",
        "XML bomb in UTF-16",
        "entity of a file",
        "with a password",
        "encrypted members",
        "open document with a password",
        "old Word",
        "cut off",
        "empty",
        "not a document",
        "XML cut off",
        "XML too deep",
        "names that lead out",
        "without its content",
        "open document wholly encrypted",
        "two parts of one name",
    ],
)
def test_a_document_of_no_use_has_its_fault(kind, content, fault):
    assert inspect_file(kind, content) == Inspection(fault=fault)
