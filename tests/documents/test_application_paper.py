"""An application on paper: every answer as its kind is read, what it is on every page, and no text that breaks it."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.demonstration.answers import ACTIVITIES, HALF, whole
from competition.application.channels import Channel
from competition.application.reading import HandedInFile, parts_of
from competition.call.operations import FileNote
from competition.form.definition import Definition, Section
from competition.form.questions import Choice, Kind, Question
from competition.form.several import ends_text
from competition.form.shipped import PUMPURS
from competition.foundation.latvian_days import NBSP
from documents.application_paper import (
    BREAK,
    CHANGES,
    DRAFT,
    Answer,
    ApplicationFacts,
    Style,
    Submitted,
    application_paper,
    application_pdf,
)
from documents.letter_pdf import MOST_SIGNS
from tests.documents.reading import flat, pages_of_pdf, words_of_pdf

TITLE, RIGA = "Stāsti no mūsu ielas", ZoneInfo("Europe/Riga")
ANSWERS = whole(date(2026, 12, 1), date(2027, 6, 1))
FILE = HandedInFile("statutes", {"lv": "Statūti"}, FileNote("statūti.pdf", "application/pdf", 1_500_000, "ab" * 32))
SUBMITTED = Submitted("2026-03", 2, datetime(2026, 9, 14, 20, 58, 7, tzinfo=UTC), Channel.ONLINE, "cd" * 32)
DRAFT_FACTS = ApplicationFacts(
    call_title="Jaunatnes iniciatīvu projektu konkurss",
    organiser="Liepājas pilsētas Izglītības pārvalde",
    title=TITLE,
    applicant_name="Biedrība „Piemērs”",
    applicant_number="40008999014",
    parts=tuple(parts_of(PUMPURS, TITLE, ANSWERS)),
    files=(FILE,),
    at=datetime(2026, 9, 15, 9, tzinfo=UTC),
    place=RIGA,
)
FACTS = replace(DRAFT_FACTS, submitted=SUBMITTED)
AT_THAT = f"2026.{NBSP}gada 1.{NBSP}oktobrī plkst.{NBSP}11.30.00"
SENTENCE = "Garš teikums ar garumzīmēm āčēģīķļņšūž. "


def with_text(text: str) -> ApplicationFacts:
    return replace(FACTS, parts=tuple(parts_of(PUMPURS, TITLE, {**ANSWERS, "results": text})))


def answer_to(facts: ApplicationFacts, question: str) -> Answer:
    paper = application_paper(facts)
    return next(one for chapter in paper.chapters for one in chapter.answers if one.question == question)


def test_a_draft_says_on_every_page_that_it_is_not_submitted():
    long = replace(DRAFT_FACTS, parts=tuple(parts_of(PUMPURS, TITLE, {**ANSWERS, "results": SENTENCE * 200})))
    pages = pages_of_pdf(application_pdf(long))

    assert len(pages) > 3
    assert [page for page in pages if DRAFT not in page] == []
    assert "Sagatavots 2026. gada 15. septembrī plkst. 12.00" in pages[0]
    assert "SHA-256 cd" not in " ".join(pages)


def test_changes_of_what_was_submitted_say_that_they_are_not():
    pages = pages_of_pdf(application_pdf(replace(DRAFT_FACTS, changes=True)))

    assert [page for page in pages if CHANGES not in page] == []
    assert DRAFT not in " ".join(pages)


def test_what_was_submitted_says_its_number_version_and_digest_on_every_page_and_when_it_came():
    pages = pages_of_pdf(application_pdf(FACTS))

    assert [page for page in pages if "Nr. 2026-03, 2. versija" not in page] == []
    assert [page for page in pages if f"SHA-256 {'cd' * 32}" not in page] == []
    assert "Saņemts 2026. gada 14. septembrī plkst. 23.58.07" in pages[0]
    assert "Biedrība „Piemērs”, reģ. Nr. 40008999014" in pages[0]
    assert "nav iesniegt" not in " ".join(pages).lower()


def test_what_came_on_paper_has_a_number_and_no_version():
    paper = application_paper(replace(FACTS, submitted=replace(SUBMITTED, channel=Channel.POST), parts=()))

    assert paper.mark == f"Nr.{NBSP}2026-03"
    assert "Versija" not in dict(paper.facts)
    assert paper.chapters == ()


def test_every_question_and_every_answer_stands_in_it():
    text = words_of_pdf(application_pdf(FACTS)).replace(" ", "")
    asked = [question.label["lv"] for question in PUMPURS.questions]
    written = [
        one
        for question in PUMPURS.questions
        if question.kind in (Kind.TEXT, Kind.LINE, Kind.EMAIL, Kind.IBAN, Kind.NUMBER)
        for one in (ANSWERS.get(question.key, ""),)
    ]
    cells = [cell for row in ACTIVITIES for cell in row]
    missing = [one for one in (*asked, *written, *cells) if flat(one).replace(" ", "") not in text]

    assert missing == []
    assert "2026. gada 1. decembris".replace(" ", "") in text
    assert f"statūti.pdf,1,4MBSHA-256{'ab' * 32}" in text


def test_answers_are_set_as_their_kind_is_read():
    choices = (Choice("a", {"lv": "Pirmā"}), Choice("b", {"lv": "Otrā"}))
    questions = (
        Question("many", {"lv": "Vairākas"}, kind=Kind.CHOICES, choices=choices),
        Question("tick", {"lv": "Atzīme"}, kind=Kind.TICK),
        Question("none", {"lv": "Tukšs"}),
        Question("lacks", {"lv": "Vajadzīgs"}),
        Question("day", {"lv": "Diena"}, kind=Kind.DAY),
        Question("text", {"lv": "Teksts"}),
    )
    form = Definition((Section("one", "I", {"lv": "Sadaļa"}, questions),))
    given = {"many": "a,b", "day": "drīz", "text": "Pirmā rinda.\n\nOtrā  rinda."}
    facts = replace(DRAFT_FACTS, parts=tuple(parts_of(form, "", given)), missing=frozenset({"lacks"}))

    assert application_paper(facts).chapters[0].answers == (
        Answer("Vairākas", Style.LIST, ("Pirmā", "Otrā")),
        Answer("Atzīme", Style.TEXT, ("Nē",)),
        Answer("Tukšs", Style.EMPTY, ("Nav ierakstīts.",)),
        Answer("Vajadzīgs", Style.EMPTY, ("Trūkst.",)),
        Answer("Diena", Style.TEXT, ("drīz",)),
        Answer("Teksts", Style.TEXT, ("Pirmā rinda.", "Otrā rinda.")),
    )


def test_rows_of_a_table_keep_their_columns():
    answer = answer_to(FACTS, "Aktivitātes")

    assert answer.style is Style.ROWS
    assert [row[0][1] for row in answer.rows] == [row[0] for row in ACTIVITIES]
    assert answer.rows[0][-1] == ("Kurš atbild", "skaņu režisors")


def test_a_draft_without_a_title_and_without_files_is_set_too():
    empty = replace(DRAFT_FACTS, title="", applicant_number=None, files=(), parts=tuple(parts_of(PUMPURS, "", HALF)))
    text = words_of_pdf(application_pdf(empty))

    assert "Pieteikums bez nosaukuma" in text
    assert "Nav pievienoti." in text


@pytest.mark.parametrize(
    "text",
    [
        "#panic() *A* & <b> {{ 7 * 7 }} $x$ @ref // piezīme",
        SENTENCE * 2000,
        "x" * 5000,
        "漢字 😀 Привет, мир 🇱🇻 שלום",
        "a\u202eb\u0000c\u0301\ud7ffz\u200bq\tr",
        "".join(map(chr, range(0x4E00, 0x4E00 + 3000))),
        "\n" * 3000,
    ],
    ids=["markup", "very long", "one word", "other scripts", "unprintable", "thousands of signs", "empty lines"],
)
def test_no_text_breaks_the_paper(text: str):
    began = time.monotonic()
    pages = pages_of_pdf(application_pdf(with_text(text)))

    assert "Nr. 2026-03" in pages[-1]
    assert time.monotonic() - began < 20


def test_what_people_wrote_stands_literally():
    assert "#panic() *A* & <b>" in words_of_pdf(application_pdf(with_text("#panic() *A* & <b>")))


def test_a_word_that_is_too_long_for_a_line_is_broken_and_a_digest_is_not():
    (line,) = answer_to(with_text("x" * 100), "Ko sasniegsiet?").lines

    assert line == BREAK.join(("x" * 40, "x" * 40, "x" * 20))
    assert dict(application_paper(FACTS).facts)["Kontrolkods (SHA-256)"] == "cd" * 32


def test_other_alphabets_are_shown_unless_there_are_too_many_signs():
    assert "Привет" in words_of_pdf(application_pdf(with_text("Привет")))
    many = "Привет " + "".join(map(chr, range(0x4E00, 0x4E00 + MOST_SIGNS)))
    assert "Привет" not in words_of_pdf(application_pdf(with_text(many)))


def test_the_same_facts_give_the_same_bytes():
    assert application_pdf(FACTS) == application_pdf(FACTS)
    assert application_pdf(DRAFT_FACTS) == application_pdf(DRAFT_FACTS)


def test_what_was_clarified_stands_below_what_was_submitted_with_its_instant():
    at = datetime(2026, 10, 1, 8, 30, tzinfo=UTC)
    parts = [
        replace(
            part,
            items=[
                replace(one, clarified="Karosta") if one.question.key == "project-place" else one for one in part.items
            ],
        )
        for part in FACTS.parts
    ]
    file = replace(FILE, clarified_at=at)
    paper = application_paper(replace(FACTS, parts=tuple(parts), files=(FILE, file), clarified_at=at))
    answers = [answer for chapter in paper.chapters for answer in chapter.answers]
    place = next(n for n, answer in enumerate(answers) if answer.lines == ("Karosta",))

    assert answers[place].question == f"{answers[place - 1].question} – precizēts {AT_THAT}"
    assert answers[place - 1].lines != ("Karosta",)
    assert [what for what, _, _ in paper.files] == ["Statūti", "Statūti (iesniegts precizējot)"]
    assert dict(paper.facts)["Precizēts"] == AT_THAT


def test_a_period_is_read_from_its_first_to_its_last_day():
    camp = Question("camp", {"lv": "Nometne"}, kind=Kind.PERIOD)
    form = Definition((Section("camp", "1", {"lv": "Nometne"}, (camp,)),))
    paper = replace(FACTS, parts=tuple(parts_of(form, TITLE, {"camp": ends_text("2027-02-15", "2027-02-19")})))

    assert [line.replace(NBSP, " ") for line in answer_to(paper, "Nometne").lines] == [
        "2027. gada 15. februāris – 2027. gada 19. februāris"
    ]
