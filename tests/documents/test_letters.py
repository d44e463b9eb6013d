"""The sentences of letters."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from competition.application.channels import Channel
from competition.foundation.clock import exactly
from competition.result.notices import Addressee, Failed, LetterFacts, NoticeKind
from documents.letters import Style, letter_of
from tests.documents.reading import body, flat
from tests.letters import HEAD, a_letter

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


def test_an_amount_with_cents_is_written_out():
    assert "36 800,50 EUR (trīsdesmit seši tūkstoši astoņi simti euro, 50 centi) apmērā" in said(
        a_letter(amount=Decimal("36800.50"))
    )
