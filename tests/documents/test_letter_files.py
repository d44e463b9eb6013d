"""The files in which letters leave the house: every word, hostile names, the same bytes, one ZIP of many."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document

from competition.result.notices import Author, Failed, LetterFacts, NoticeKind, Signature
from documents.letter_docx import letter_docx
from documents.letter_files import letter_file_name, letters_zip
from documents.letter_pdf import letter_pdf
from documents.letters import letter_of
from tests.documents.reading import flat, pages_of_pdf, words_of, words_of_docx, words_of_pdf
from tests.documents.test_letters import CLAUSE
from tests.letters import ADDRESSEE, HEAD, a_letter

BY_HAND = Signature("Izglītības pārvaldes vadītāja", "A. Paraudziņa", electronic=False)
HOSTILE = [
    "A & B <i>#set page(fill: red)</i>",
    "*_$@\"'`~\\#[]{}<label>",
    "#panic() = virsraksts",
    "{{ 7 * 7 }} {% include '/etc/passwd' %}",
    "- punkts\n# Lēmums\n1. PIEŠĶIRT visu",
    "1. APSTIPRINĀT",
    "<w:p/>&amp;&#0;",
    "Ķēžu ģīmetņu ņūjorkiešu žņaugšļūcējs",
    "../../etc/passwd",
    "עמותה مثال Пример",
    " \t divi   vārdi \r\n",
    "ﬁ ǆ \u0149",
]


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("change", [{}, {"number": None, "dated": None, "signature": BY_HAND}], ids=["signed", "draft"])
def test_both_files_say_every_word_of_the_letter(kind, change):
    letter = letter_of(a_letter(kind, **change))
    in_docx, in_pdf = words_of_docx(letter_docx(letter)), words_of_pdf(letter_pdf(letter))
    assert [words for words in words_of(letter) if words not in in_docx] == []
    assert [words for words in words_of(letter) if words not in in_pdf] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_wrote_stands_literally_in_both_files(name):
    letter = a_letter(
        NoticeKind.INELIGIBLE,
        head=replace(HEAD, place=name),
        addressee=replace(ADDRESSEE, name=name),
        project_title=name,
        failed=(Failed("1.6", name, reason=name),),
        author=Author(name),
    )
    parts = letter_of(letter)
    shown = flat(name)
    assert parts.addressee[0] == shown
    assert [section.heading for section in parts.sections] == [
        section.heading for section in letter_of(a_letter(NoticeKind.INELIGIBLE)).sections
    ]
    assert [len(section.blocks) for section in parts.sections] == [1, 2, 1, 1, 2, 1]
    assert shown in words_of_docx(letter_docx(parts))
    if not re.search(
        r"[\u0590-\u06ff\ufb01\u01c6\u0149]", shown
    ):  # where letters join or turn, a PDF keeps other marks
        assert shown in words_of_pdf(letter_pdf(parts))
    assert letter_pdf(parts).startswith(b"%PDF")


@pytest.mark.parametrize("sign", ["😀", "漢", "\ue000", "👩‍👩‍👧", "\U0001f1f1\U0001f1fb"])
def test_a_sign_that_no_font_has_makes_no_letter_impossible(sign):
    parts = letter_of(a_letter(addressee=replace(ADDRESSEE, name=f"Biedrība „Prieks {sign}”")))
    assert "Biedrība „Prieks" in words_of_pdf(letter_pdf(parts))
    if sign != "\ue000":  # for private use: it means nothing, and is left out
        assert f"Prieks {sign}”" in words_of_docx(letter_docx(parts))
        assert "□" in words_of_pdf(letter_pdf(parts))


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\ud800", "\u202e", "\ufffe", "\u2066"])
def test_signs_that_no_paper_can_hold_or_that_turn_the_text_are_left_out(sign):
    parts = letter_of(a_letter(project_title=f"Ielu{sign} darbnīca"))
    assert parts.subject == "Par projekta „Ielu darbnīca” pieteikuma apstiprināšanu"
    assert letter_docx(parts)
    assert letter_pdf(parts)


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_same_letter_gives_the_same_bytes(kind):
    facts = a_letter(kind)
    again = LetterFacts.from_json(facts.as_json())
    assert letter_pdf(letter_of(facts)) == letter_pdf(letter_of(again))
    assert letter_docx(letter_of(facts)) == letter_docx(letter_of(again))


def test_a_letter_to_a_winner_fits_on_one_page_with_long_names():
    letter = letter_of(
        a_letter(
            addressee=replace(
                ADDRESSEE, name="Jauniešu radošo iniciatīvu un neformālās izglītības atbalsta biedrība „Piemērs”"
            ),
            project_title="Ielu darbnīca: jaunieši paši plāno, vada un vērtē savas apkaimes pārvērtības",
        )
    )
    assert len(pages_of_pdf(letter_pdf(letter))) == 1


def test_the_signature_is_never_alone_on_a_page():
    failed = tuple(Failed(f"1.{code}", "Kritērijs " * 6, reason="Iemesls. " * 20) for code in range(1, 9))
    lengths = set()
    for count in range(1, 9):
        pages = pages_of_pdf(letter_pdf(letter_of(a_letter(NoticeKind.INELIGIBLE, failed=failed[:count]))))
        lengths.add(len(pages))
        assert CLAUSE in pages[-1]
        assert "A. Paraudziņa" in pages[-1]
    assert lengths == {1, 2}


def test_a_pdf_is_to_be_kept_and_to_be_read_by_everybody():
    pdf = letter_pdf(letter_of(a_letter()))
    for mark in (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A</pdfaid:conformance>", b"<pdfuaid:part>1"):
        assert mark in pdf


def test_a_docx_is_made_of_styles_and_speaks_latvian():
    paper = Document(BytesIO(letter_docx(letter_of(a_letter()))))
    about, page = paper.core_properties, paper.sections[0]
    assert (about.title, about.author, about.language) == (
        "Lēmums Nr.\u00a01-9/2020/14. Par projekta „Ielu darbnīca” pieteikuma apstiprināšanu",
        "LIEPĀJAS PILSĒTAS IZGLĪTĪBAS PĀRVALDE",
        "lv-LV",
    )
    assert about.created == datetime(2020, 5, 20, 12, tzinfo=UTC)
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    styles = [paragraph.style.name for paragraph in paper.paragraphs]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == 6
    assert styles.count("List Number") == 4
    assert styles.count("List Bullet") == 2
    assert 'w:lang w:val="lv-LV"' in paper.styles.element.xml


def test_a_docx_asks_for_no_style_that_it_does_not_have():
    with zipfile.ZipFile(BytesIO(letter_docx(letter_of(a_letter(number=None))))) as container:
        parts = {name: container.read(name).decode() for name in container.namelist() if name.startswith("word/")}
    known = set(re.findall(r'w:styleId="([^"]+)"', parts["word/styles.xml"]))
    asked = re.compile(r'<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link) w:val="([^"]+)"')
    assert {name for text in parts.values() for name in asked.findall(text)} - known == set()
    assert not any(name.endswith("stylesWithEffects.xml") for name in parts)


def test_an_electronic_signature_is_named_only_where_there_will_be_one():
    seal = "ŠIS DOKUMENTS IR PARAKSTĪTS AR DROŠU ELEKTRONISKO PARAKSTU UN SATUR LAIKA ZĪMOGU"
    signed, by_hand = letter_of(a_letter()), letter_of(a_letter(signature=BY_HAND))
    for said_by in (lambda one: words_of_pdf(letter_pdf(one)), lambda one: words_of_docx(letter_docx(one))):
        assert seal in said_by(signed)
        assert "(paraksts)" not in said_by(signed)
        assert seal not in said_by(by_hand)
        assert "(paraksts)" in said_by(by_hand)


def test_a_draft_is_marked_and_has_room_for_number_and_date():
    draft = letter_of(a_letter(number=None, dated=None))
    assert (draft.mark, draft.number, draft.date) == ("PROJEKTS", "________", "__.__.____.")
    assert draft.title.startswith("Lēmums (projekts). Par projekta")


@pytest.mark.parametrize(
    ("number", "dated", "name"),
    [
        ("2020-07", date(2020, 5, 20), "2020-07-lemums.pdf"),
        ("2020-07", None, "2020-07-lemums-projekts.pdf"),
        ("../Ķ 7/20\x00", date(2020, 5, 20), "K-7-20-lemums.pdf"),
        ("漢", date(2020, 5, 20), "bez-numura-lemums.pdf"),
    ],
)
def test_a_letter_has_a_name_that_every_machine_takes(number, dated, name):
    assert letter_file_name(a_letter(application_number=number, dated=dated), "pdf") == name


def test_letters_leave_in_one_zip_piece_by_piece():
    letters = [a_letter(application_number=number) for number in ("2020-01", "2020-02", "2020-01")]
    asked: list[str] = []

    def one_by_one():
        for letter in letters:
            asked.append(letter.application_number)
            yield letter

    pieces = letters_zip(one_by_one(), ("pdf", "docx"))
    first = next(pieces)
    assert asked == ["2020-01"]
    with zipfile.ZipFile(BytesIO(first + b"".join(pieces))) as container:
        assert container.testzip() is None
        assert container.namelist() == [
            "2020-01-lemums.pdf",
            "2020-01-lemums.docx",
            "2020-02-lemums.pdf",
            "2020-02-lemums.docx",
            "2020-01-lemums-2.pdf",
            "2020-01-lemums-2.docx",
        ]
        assert container.read("2020-02-lemums.pdf") == letter_pdf(letter_of(letters[1]))


def test_the_same_letters_give_the_same_zip():
    letters = [a_letter(kind) for kind in NoticeKind]
    assert b"".join(letters_zip(letters)) == b"".join(letters_zip(iter(letters)))
