"""The sentences of letters, and the files in which they leave the house."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from docx import Document

from competition.application.channels import Channel
from competition.foundation.clock import exactly
from competition.result.notices import Addressee, Author, Failed, LetterFacts, NoticeKind, Signature
from documents.letter_docx import letter_docx
from documents.letter_files import letter_file_name, letters_zip
from documents.letter_pdf import letter_pdf
from documents.letters import Style, letter_of
from tests.documents.reading import body, flat, pages_of_pdf, words_of, words_of_docx, words_of_pdf
from tests.letters import ADDRESSEE, HEAD, a_letter

BY_HAND = Signature("Izglītības pārvaldes vadītāja", "A. Paraudziņa", electronic=False)
CLAUSE = (
    "Šo lēmumu saskaņā ar Administratīvā procesa likuma 76. panta otro daļu un 79. panta pirmo daļu var apstrīdēt "
    "viena mēneša laikā no tā spēkā stāšanās dienas, iesniedzot iesniegumu Liepājas pilsētas domei, "
    "Parauga ielā 2, Liepājā, LV-0000."
)
SAID = {
    NoticeKind.AWARD: [
        "Par projekta „Ielu darbnīca” pieteikuma apstiprināšanu",
        "APSTIPRINĀT projekta pieteikumu Nr. 2020-07 „Ielu darbnīca”.",
        "PIEŠĶIRT iesniedzējam projekta īstenošanai finansējumu 4600,00 EUR (četri tūkstoši seši simti euro, 00 centi)",
        "noslēdzams 10 darbdienu laikā no šā lēmuma spēkā stāšanās dienas.",
        "laikposmā 01.06.2020.–31.12.2020.",
        "vērtēšanas komisijas 2020. gada 15. maija sēdē (protokols Nr. 3).",
        "Kopējais kvalitātes kritēriju punktu skaits – 46,8 no 50, nepieciešami vismaz 30.",
        "Vērtējuma secībā pieteikums ir 1. vietā; finansējums pieejams 8 pieteikumiem.",
    ],
    NoticeKind.RESERVE: [
        "Par projekta „Ielu darbnīca” pieteikuma iekļaušanu rezerves sarakstā",
        "IEKĻAUT projekta pieteikumu Nr. 2020-07 „Ielu darbnīca” rezerves sarakstā 1. vietā.",
        "Tad finansējumu piedāvā rezerves saraksta secībā",
    ],
    NoticeKind.REFUSAL: [
        "Par projekta „Ielu darbnīca” pieteikuma noraidīšanu",
        "Kopējais kvalitātes kritēriju punktu skaits – 44,5 no 50",
        "Minimālo punktu skaitu pieteikums nav sasniedzis šādā kritērijā:",
        "2.2. kritērijs „PMP riska grupas izglītojamo iesaiste un motivācijas palielināšana” – 2,75 punkti, ",
        "punkti, nepieciešami vismaz 3.",
        "NORAIDĪT projekta pieteikumu Nr. 2020-07 „Ielu darbnīca” un finansējumu projekta īstenošanai nepiešķirt.",
    ],
    NoticeKind.INELIGIBLE: [
        "neatbilst šādam konkursa nolikumā noteiktajam atbilstības kritērijam:",
        "1.6. kritērijs „Mērķa grupa atbilst nolikumam”. Iemesls: Mērķa grupā iekļauti pieaugušie, nevis izglītojamie.",
        "NORAIDĪT projekta pieteikumu",
    ],
    NoticeKind.LATE: [
        "Pieteikumus varēja iesniegt līdz 2020. gada 14. aprīlim (ieskaitot).",
        "Pieteikums saņemts 2020. gada 15. aprīlī plkst. 9.05.12 un reģistrēts ar Nr. 2020-07.",
        "ATSTĀT BEZ VĒRTĒŠANAS projekta pieteikumu Nr. 2020-07 „Ielu darbnīca”",
    ],
}
COMMON = [
    "2020. gada 12. martā plkst. 10.15 portālā saņemts projekta pieteikums Nr. 2020-07 „Ielu darbnīca”",
    "Pieteikuma iesniedzējs – biedrība „Piemērs”, reģistrācijas Nr. 40008999014 (turpmāk – iesniedzējs).",
    "lūdz piešķirt finansējumu 4600,00 EUR apmērā projekta īstenošanai; iesniedzēja argumenti izklāstīti pieteikumā.",
    "Liepājas pilsētas Izglītības pārvalde nolemj:",
    "Konkursa nolikums;",
    "Administratīvā procesa likuma 67. pants, 76. panta otrā daļa un 79. panta pirmā daļa.",
    CLAUSE,
]
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


def said(letter: LetterFacts) -> str:
    parts = letter_of(letter)
    return flat(f"{parts.subject}\n{body(parts)}")


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_letter_says_what_its_kind_must_say(kind):
    text = said(a_letter(kind))
    common = COMMON if kind is not NoticeKind.LATE else COMMON[1:]
    assert [sentence for sentence in SAID[kind] + common if sentence not in text] == []


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_letter_is_an_administrative_act_in_its_order(kind):
    assert [section.heading for section in letter_of(a_letter(kind)).sections] == [
        "Lūgums",
        "Konstatētie fakti",
        "Pamatojums",
        "Piemērotās tiesību normas",
        "Lēmums",
        "Apstrīdēšanas kārtība",
    ]


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_head_names_the_house_the_act_and_the_addressee(kind):
    letter = letter_of(a_letter(kind, received=datetime(2020, 4, 15, 6, tzinfo=UTC)))
    assert letter.sender == "LIEPĀJAS PILSĒTAS IZGLĪTĪBAS PĀRVALDE"
    assert [flat(line) for line in letter.sender_lines] == [
        "reģistrācijas Nr. 90000000000, Parauga iela 1, Liepāja, LV-0000",
        "tālr. 60000000, e-pasts izglitiba@example.org",
    ]
    assert (letter.kind, letter.place, letter.date, letter.number) == (
        "LĒMUMS",
        "Liepājā",
        "20.05.2020.",
        "1-9/2020/14",
    )
    assert flat(letter.answers) == "Uz 15.04.2020. Nr. 2020-07"
    assert letter.addressee[0] == "Biedrība „Piemērs”"
    assert (letter.post, letter.name) == ("Izglītības pārvaldes vadītāja", "A. Paraudziņa")


@pytest.mark.parametrize("kind", NoticeKind)
def test_sentences_end_and_have_no_stray_marks(kind):
    for line in body(letter_of(a_letter(kind))).splitlines():
        assert re.search(r"  | [,.;:]|\.\.|,,|\( | \)|[{}#%]", line) is None, line
    for section in letter_of(a_letter(kind)).sections:
        assert all(line.endswith((".", ":", ";")) for block in section.blocks for line in block.lines)


def test_several_missed_criteria_are_listed_with_the_total():
    failed = (
        Failed("2.2", "Iesaiste", Fraction(1), Fraction(3)),
        Failed("2.4.1", "Saturs", Fraction(0), Fraction(1)),
        Failed("2.4.3", "Rezultāti", Fraction("2.5"), Fraction(3)),
    )
    letter = a_letter(NoticeKind.REFUSAL, score=Fraction(17), failed=failed, total_failed=True)
    assert "17 no 50, nepieciešami vismaz 30." in said(letter)
    (listed,) = [block for block in letter_of(letter).sections[1].blocks if block.style is Style.LIST]
    assert [flat(line) for line in listed.lines] == [
        "2.2. kritērijs „Iesaiste” – 1 punkts, nepieciešami vismaz 3;",
        "2.4.1. kritērijs „Saturs” – 0 punktu, nepieciešams vismaz 1;",
        "2.4.3. kritērijs „Rezultāti” – 2,5 punkti, nepieciešami vismaz 3.",
    ]


def test_a_total_that_was_missed_alone_needs_no_list():
    letter = a_letter(NoticeKind.REFUSAL, score=Fraction("29.996"), failed=(), total_failed=True)
    assert "29,99 no 50" not in said(letter)
    assert "29,996 no 50, nepieciešami vismaz 30." in said(letter)
    assert "ja tas sasniedz minimālo kopējo punktu skaitu." in said(letter)
    assert "šādā kritērijā" not in said(letter)


def test_a_mean_never_looks_as_if_it_had_reached_its_floor():
    missed = Failed("2.2", "Iesaiste", Fraction(2999, 1000), Fraction(3))
    assert "– 2,999 punkti, nepieciešami vismaz 3." in said(a_letter(NoticeKind.REFUSAL, failed=(missed,)))


def test_where_no_total_is_required_none_is_named():
    text = said(a_letter(NoticeKind.REFUSAL, least_points=None))
    assert "44,5 no 50." in text
    assert "gan kopā" not in text


def test_several_requirements_are_told_each_with_its_reason():
    failed = (Failed("1.2", "Veids", reason="nav biedrība"), Failed("1.6", "Mērķa grupa", reason="Pieaugušie!"))
    text = said(a_letter(NoticeKind.INELIGIBLE, failed=failed))
    assert "neatbilst šādiem konkursa nolikumā noteiktajiem atbilstības kritērijiem:" in text
    assert "1.2. kritērijs „Veids”. Iemesls: Nav biedrība. 1.6." in text
    assert "1.6. kritērijs „Mērķa grupa”. Iemesls: Pieaugušie!" in text


def test_an_application_accepted_late_is_not_said_to_be_in_time():
    text = said(a_letter(received=datetime(2020, 4, 15, 6, tzinfo=UTC), accepted_late="portāla traucējumi"))
    assert "pēc iesniegšanas termiņa, kas bija noteikts līdz 2020. gada 14. aprīlim (ieskaitot), un pieņemts" in text
    assert "Pamats: Portāla traucējumi." in text
    assert "iesniegts termiņā" not in text


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        (datetime(2019, 5, 20, 14, 0, 30, tzinfo=UTC), "plkst. 17.00.30 un"),
        (datetime(2019, 5, 20, 14, 0, 0, 400000, tzinfo=UTC), "plkst. 17.00.00,4 un"),
        (datetime(2019, 5, 20, 14, 0, 0, 1, tzinfo=UTC), "plkst. 17.00.00,000001 un"),
        (datetime(2019, 5, 20, 14, 5, tzinfo=UTC), "plkst. 17.05 un"),
    ],
)
def test_a_late_letter_tells_the_hour_as_exactly_as_it_matters(received, shown):
    closes = exactly(datetime(2019, 5, 20, 14, tzinfo=UTC))
    text = said(a_letter(NoticeKind.LATE, deadline=closes, received=received))
    assert "līdz 2019. gada 20. maijam plkst. 17.00." in text
    assert shown in text


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (Channel.ONLINE, "portālā saņemts"),
        (Channel.IN_PERSON, "klātienē saņemts"),
        (Channel.POST, "pa pastu saņemts"),
        (Channel.EMAIL, "pa e-pastu saņemts"),
        (Channel.E_DOCUMENT, "elektroniska dokumenta veidā saņemts"),
    ],
)
def test_the_way_an_application_came_is_told(channel, words):
    assert words in said(a_letter(submitted_via=channel))


@pytest.mark.parametrize("title", ["Ielu darbnīca", "„Ielu darbnīca”", '"Ielu darbnīca"', "«Ielu darbnīca»"])
def test_a_title_stands_in_one_pair_of_quotation_marks(title):
    assert letter_of(a_letter(project_title=title)).subject == "Par projekta „Ielu darbnīca” pieteikuma apstiprināšanu"


def test_quotation_marks_inside_a_title_stay():
    assert "„„A” un „B””" in letter_of(a_letter(project_title="„A” un „B”")).subject


def test_what_is_not_known_is_not_said():
    letter = a_letter(
        addressee=Addressee("Radošais centrs"),
        head=replace(HEAD, registration_number=None, phone=None, email=None),
        decided_on=None,
        minutes=None,
        rank=None,
        most_points=None,
        implementation=None,
        author=None,
        currency="USD",
        publicity=(),
    )
    text = said(letter)
    assert "iesniedzējs – Radošais centrs (turpmāk" in text
    assert "Tas izskatīts vērtēšanas komisijā." in text
    assert "punktu skaits – 46,8, nepieciešami vismaz 30." in text
    assert "4600,00 USD apmērā." in text
    assert not any(word in text for word in ("vietā;", "laikposmā", "Jautājumos", "euro", "None"))
    assert letter_of(letter).sender_lines == ("Parauga iela 1, Liepāja, LV-0000",)


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


def test_an_amount_with_cents_is_written_out():
    assert "36 800,50 EUR (trīsdesmit seši tūkstoši astoņi simti euro, 50 centi) apmērā" in said(
        a_letter(amount=Decimal("36800.50"))
    )
