"""The extract of the minutes: what it says, in which form, on PDF and DOCX alike."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

from docx import Document

from competition.foundation.latvian_days import NBSP
from competition.result.notices import PUBLICITY, Failed
from competition.result.records import Verdict
from documents.minutes import Considered, MinutesFacts, in_order, minutes_paper
from documents.minutes_files import minutes_docx, minutes_pdf
from tests.documents.reading import flat, words_of_docx, words_of_pdf
from tests.letters import CONTENT, HEAD

WON = Considered("2026-02", 'Biedrība "Piemērs"', "Tilts", Verdict.AWARD, 1, Fraction(39))
NEXT = Considered("2026-01", "Biedrība „Otrs”", "Upes stāsti", Verdict.RESERVE, 2, Fraction(77, 2))
BELOW = Considered(
    "2026-04",
    "Biedrība „Trešā”",
    "Kino",
    Verdict.BELOW_THRESHOLD,
    None,
    Fraction(28),
    (Failed("2.4.1", CONTENT, Fraction(5, 2), Fraction(3)),),
    total_failed=True,
)
LATE = Considered("2026-03", "Biedrība „Vēlā”", "Vakars", Verdict.LATE, None, None)
FACTS = MinutesFacts(
    head=HEAD,
    call_title="Jaunatnes iniciatīvu projektu konkurss",
    number="7",
    held_on=date(2026, 9, 15),
    present=(
        ("Anna Paraudziņa", "chair"),
        ("Juris Piemērs", "member"),
        ("Ilze Piemēra", "member"),
        ("Rasa Raksta", "secretary"),
    ),
    absent=(("Otrs Loceklis", "member"),),
    able=3,
    voting=4,
    stepped_out=(("2026-01", ("Juris Piemērs",)),),
    considered=(WON, NEXT, LATE, BELOW),
    left_out=0,
    in_favour=3,
    against=0,
    abstained=0,
    amount=Decimal(4600),
    currency="EUR",
    least_points=Fraction(30),
    remarks="Sēde notika attālināti.",
    publicity=PUBLICITY,
)


def said(facts: MinutesFacts) -> str:
    """What the sections of the extract say, a line each."""
    paper = minutes_paper(facts)
    return flat(
        "\n".join(
            line
            for section in (*paper.before, *paper.after)
            for line in (section.heading, *(line for block in section.blocks for line in block.lines))
        )
    )


def test_the_extract_says_who_was_there_whether_they_could_decide_and_who_took_no_part():
    text = said(FACTS)

    assert "Piedalās Anna Paraudziņa, komisijas priekšsēdētājs Juris Piemērs, komisijas loceklis" in text
    assert "Nepiedalās Otrs Loceklis, komisijas loceklis" in text
    assert "Komisija ir lemttiesīga: balsstiesīgi piedalās 3 no 4, nepieciešami vismaz 3." in text
    assert "Nr. 2026-01: lemšanā par šo pieteikumu nepiedalās Juris Piemērs." in text


def test_the_vote_is_on_the_whole_list_and_the_rulings_name_every_application():
    text = said(FACTS)

    assert "Balsojums ir par sarakstu kopumā: par – 3, pret – 0, atturas – 0." in text
    assert "Apstiprināt, piešķirot 4600,00 EUR: Nr. 2026-02." in text
    assert "Iekļaut rezerves sarakstā: Nr. 2026-01." in text
    assert "Noraidīt: Nr. 2026-04." in text
    assert "Nevērtēt pēc termiņa iesniegto: Nr. 2026-03." in text
    assert "izšķir" not in text


def test_where_the_votes_are_equal_the_chairs_is_named():
    equal = said(replace(FACTS, in_favour=1, against=1, abstained=1))

    assert "Balsis sadalās vienādi; izšķir komisijas priekšsēdētāja balss – par." in equal


def test_what_is_kept_from_somebody_is_counted_and_not_named():
    text = said(replace(FACTS, considered=(WON, LATE, BELOW), left_out=1))

    assert "Interešu konflikta dēļ šajā izrakstā nav ziņu par 1 pieteikumu." in text


def test_the_table_goes_from_the_first_place_to_those_without_points():
    assert in_order(FACTS.considered) == [WON, NEXT, BELOW, LATE]
    assert minutes_paper(FACTS).table.rows[2] == (
        ("–",),
        ("2026-04",),
        ("Biedrība „Trešā”", "„Kino”"),
        ("28",),
        ("noraidīts", f"2.4.1: 2,5, nepieciešami vismaz{NBSP}3", f"kopā nepieciešami vismaz{NBSP}30"),
    )


def test_chair_and_secretary_sign_and_who_was_not_there_leaves_a_free_line():
    without = replace(FACTS, present=FACTS.present[1:])

    assert minutes_paper(FACTS).signatures == (
        ("Komisijas priekšsēdētājs", "Anna Paraudziņa"),
        ("Komisijas sekretārs", "Rasa Raksta"),
    )
    assert minutes_paper(without).signatures[0] == ("Komisijas priekšsēdētājs", "")


def test_both_files_say_everything_and_the_same_extract_gives_the_same_bytes():
    paper = minutes_paper(FACTS)
    docx, pdf = minutes_docx(paper), minutes_pdf(paper)
    cells = [cell.text for row in Document(BytesIO(docx)).tables[0].rows for cell in row.cells]
    in_docx, in_pdf = flat(" ".join((words_of_docx(docx), *cells))), words_of_pdf(pdf)
    head = [paper.sender, paper.kind, "Liepājā", "15.09.2026.", "Nr. 7", flat(paper.subject), "(paraksts)"]
    rows = [flat(line) for row in paper.table.rows for lines in row for line in lines]
    spoken = [*head, *rows, *(name for _, name in paper.signatures), "Sēde notika attālināti."]

    assert [words for words in spoken if words not in in_docx] == []
    assert [words for words in spoken if words.replace(" ", "") not in in_pdf.replace(" ", "")] == []
    assert (minutes_docx(paper), minutes_pdf(paper)) == (docx, pdf)


def test_what_people_wrote_stands_literally_in_both_files():
    hostile = "#panic() *A* & <b> {{ 7 * 7 }}"
    paper = minutes_paper(replace(FACTS, number=hostile, considered=(replace(WON, project=hostile),), remarks=hostile))

    assert hostile in words_of_pdf(minutes_pdf(paper))
    assert hostile in words_of_docx(minutes_docx(paper))
