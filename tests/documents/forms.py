"""A form that asks in every way there is, its file of Word, and answers of all sorts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from hypothesis import strategies as st

from competition.form.answers import YES
from competition.form.definition import Definition, Section
from competition.form.questions import TITLE, Choice, Column, Kind, Question
from competition.form.several import chosen_text, ends_text, rows_text
from documents.word_answers import WordAnswers, answers_in
from documents.word_form import WordForm, word_form
from documents.word_places import plainly
from documents.word_reading import Paper, paper_of
from documents.word_text import word_text

NUMERALS = ("I", "II", "III", "IV")
DIGEST = "0123456789abcdef" * 4
WHEN = datetime(2026, 9, 15, tzinfo=UTC)
PLACE = Question(
    "place",
    {"lv": "Kur tas notiks?", "en": "Where will it be?"},
    kind=Kind.CHOICE,
    choices=(
        Choice("school", {"lv": "Skolā", "en": "At school"}),
        Choice("yard", {"lv": "Skolā, pagalmā", "en": "At school, in the yard"}),
        Choice("x", {"lv": "Telpā X", "en": "In room X"}),
    ),
)
WHO = replace(PLACE, key="who", label={"lv": "Ar ko kopā?", "en": "With whom?"}, kind=Kind.CHOICES)
DOINGS = Question(
    "doings",
    {"lv": "Aktivitātes", "en": "Activities"},
    {"lv": "Katrai sava rinda.", "en": "A row for each."},
    kind=Kind.TABLE,
    required=False,
    columns=(
        Column("name", {"lv": "Nosaukums", "en": "Name"}),
        Column("what", {"lv": "Ko darīs", "en": "What is done"}, most=1000),
        Column("when", {"lv": "Kad", "en": "When"}, required=False),
    ),
)
FORM = Definition(
    sections=(
        Section(
            "first",
            "I",
            {"lv": "Projekts", "en": "Project"},
            (
                Question(TITLE, {"lv": "Projekta nosaukums", "en": "Title of the project"}, kind=Kind.LINE, most=200),
                Question("address", {"lv": "Adrese", "en": "Address"}, {"lv": "Iela, māja"}, kind=Kind.LINE, most=200),
                Question("email", {"lv": "E-pasts", "en": "E-mail"}, kind=Kind.EMAIL, most=200),
                Question("phone", {"lv": "Tālrunis", "en": "Telephone"}, kind=Kind.TELEPHONE, most=200),
                Question("account", {"lv": "Konts", "en": "Account"}, kind=Kind.IBAN, most=200),
                Question("from", {"lv": "Pirmā diena", "en": "First day"}, kind=Kind.DAY, most=200),
                Question("count", {"lv": "Cik jauniešu?", "en": "How many?"}, kind=Kind.NUMBER, most=200),
                Question("camp", {"lv": "Kad notiek nometne?", "en": "When is the camp?"}, kind=Kind.PERIOD, most=200),
            ),
        ),
        Section(
            "second",
            "II",
            {"lv": "Saturs", "en": "Contents"},
            (
                Question(
                    "goal", {"lv": "Kāds ir mērķis?", "en": "What is the aim?"}, {"lv": "Īsi.", "en": "In short."}
                ),
                PLACE,
                WHO,
                DOINGS,
                Question("more", {"lv": "Kas vēl jāzina?", "en": "What else?"}, required=False),
            ),
        ),
        Section(
            "third",
            "III",
            {"lv": "Apliecinājumi", "en": "Declarations"},
            (
                Question("true", {"lv": "Apliecinu, ka ziņas ir patiesas.", "en": "It is true."}, kind=Kind.TICK),
                Question("once", {"lv": "Apliecinu, ka citur nefinansē."}, kind=Kind.TICK),
            ),
        ),
    )
)
ANSWERS: Mapping[str, str] = {
    TITLE: "Pagalma darbnīca „Ļipa” 🚲",
    "address": "Parauga iela 1, Liepāja",
    "email": "biedriba@example.org",
    "phone": "+371 6000 0000",
    "account": "LV80BANK0000435195001",
    "from": "2027-02-05",
    "count": "24",
    "camp": "2027-02-15\n2027-02-19",
    "goal": "Jaunieši iekārto darbnīcu – paši.\n\nŠķērso ķirbju žogu <&> 👩‍🔧.",
    "place": "yard",
    "who": "school,x",
    "doings": rows_text([["Sākam", "Griežam,\nlīmējam", "Februārī"], ["Beidzam", "Tīrām", ""]]),
    "more": "",
    "true": YES,
    "once": "",
}


def a_word_form(answers: Mapping[str, str] = ANSWERS, **more: Any) -> WordForm:
    """The form of a call with these answers."""
    told: dict[str, Any] = {
        "slug": "liepaja-2027",
        "call_title": {"lv": "Jaunatnes projektu konkurss", "en": "Youth projects"},
        "form": FORM,
        "digest": DIGEST,
        "stamp": WHEN,
        "title": answers.get(TITLE, ""),
        "applicant": "Biedrība „Paraugs”",
        "author": "Izglītības pārvalde",
        "answers": answers,
    }
    return WordForm(**(told | more))


def a_file(answers: Mapping[str, str] = ANSWERS, **more: Any) -> bytes:
    """Its file."""
    return word_form(a_word_form(answers, **more))


def paper_in(content: bytes) -> Paper:
    """What stands in a file, read in this process."""
    return paper_of(word_text(content))


def read(content: bytes, form: Definition = FORM) -> WordAnswers:
    """What a file answers."""
    return answers_in(paper_in(content), form)


def opened(content: bytes) -> Any:
    """A file to be typed into, as with Word."""
    return Document(BytesIO(content))


def kept(document: Any) -> bytes:
    """The same file, saved."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def place_of(document: Any, code: str) -> Any:
    """The cell in which the answer to a question is written, by the question's code."""
    for table in document.tables:
        for row in table.rows:
            if len(row.cells) > 1 and row.cells[0].text.startswith(f"{code}. "):
                return row.cells[1]
    return table_of(document, code).rows[0].cells[0]


def table_of(document: Any, code: str) -> Any:
    """The table that stands below a question."""
    blocks = list(document.iter_inner_content())
    start = next(n for n, one in enumerate(blocks) if getattr(one, "text", "").startswith(f"{code}. "))
    return next(one for one in blocks[start:] if hasattr(one, "rows"))


def lines_into(document: Any, code: str, *lines: str) -> None:
    """Write these lines into the place of an answer, instead of what stands there."""
    cell = place_of(document, code)
    for paragraph in cell.paragraphs:
        for part in list(paragraph._p):
            paragraph._p.remove(part)
    for line in lines:
        cell.add_paragraph(line)


def retyped(*changes: Callable[[Any], object], content: bytes | None = None) -> Any:
    """What is read after a file was changed in these ways."""
    document = opened(content or a_file())
    for change in changes:
        change(document)
    return read(kept(document))


def lines(code: str, *texts: str) -> Callable[[Any], None]:
    """Write these lines into a place."""
    return lambda document: lines_into(document, code, *texts)


WRITTEN = st.characters(
    codec="utf-8",
    exclude_categories=("Cs", "Co", "Cn"),
    include_characters="āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ„”–…🚲👩‍🔧\u00a0\u00ad\n\t ",
)
TEXTS = st.text(WRITTEN, max_size=200)
LINES = TEXTS.map(lambda text: " ".join(text.split()))
ROWS = st.lists(st.tuples(LINES, TEXTS, LINES), max_size=6).map(rows_text)
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31)).map(date.isoformat) | st.just("")
KEYS = [choice.key for choice in PLACE.choices]
OF_KIND: Mapping[Kind, st.SearchStrategy[str]] = {
    Kind.DAY: DAYS,
    Kind.PERIOD: st.tuples(DAYS, DAYS).map(lambda ends: ends_text(*ends)),
    Kind.TEXT: TEXTS,
    Kind.TICK: st.sampled_from(["", YES]),
    Kind.CHOICE: st.sampled_from(["", *KEYS]),
    Kind.CHOICES: st.lists(st.sampled_from(KEYS)).map(lambda keys: chosen_text(WHO, keys)),
    Kind.TABLE: ROWS,
}
ALL_SORTS = st.fixed_dictionaries({one.key: OF_KIND.get(one.kind, LINES) for one in FORM.questions})


LABELS = st.sampled_from(
    [
        "Mērķis",
        "Mērķis un vieta",
        "Jautājums",
        "Atbilde",
        "Jā",
        "2. Kas?",
        "1.1. Adrese",
        "Pieteikuma veidlapa",
        "X",
        "…",
        "Vieta: kur?",
        "Veidlapa",
        "„Citāts”",
        "5–12",
        "Divas\nrindas",
    ]
) | st.text(st.characters(codec="utf-8", categories=("L", "P", "N", "Zs")), min_size=1, max_size=40)
WORDS = st.fixed_dictionaries({"lv": LABELS}, optional={"en": LABELS})


def _choices(draw: Any) -> tuple[Choice, ...]:
    labels = draw(st.lists(LABELS.filter(plainly), min_size=2, max_size=4, unique_by=plainly))
    return tuple(Choice(f"c{number}", {"lv": label}) for number, label in enumerate(labels))


@st.composite
def any_question(draw: Any, key: str) -> Question:
    """Any question: of any kind, with any words."""
    kind = draw(st.sampled_from(Kind))
    question = Question(key, draw(WORDS), draw(st.none() | WORDS), kind, required=draw(st.booleans()))
    if kind in (Kind.CHOICE, Kind.CHOICES):
        return replace(question, choices=_choices(draw))
    if kind is Kind.TABLE:
        heads = WORDS.filter(lambda words: all(map(plainly, words.values())))
        columns = draw(st.lists(st.tuples(heads, st.sampled_from([200, 1000])), min_size=1, max_size=4))
        return replace(question, columns=tuple(Column(f"k{n}", label, most) for n, (label, most) in enumerate(columns)))
    return question


@st.composite
def any_form(draw: Any) -> Definition:
    """Any form, as a coordinator may write one."""
    counts = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    return Definition(
        tuple(
            Section(
                f"s{number}",
                NUMERALS[number],
                draw(WORDS),
                tuple(draw(any_question(f"q{number}-{place}")) for place in range(count)),
            )
            for number, count in enumerate(counts)
        )
    )


def any_answer(question: Question) -> st.SearchStrategy[str]:
    """Any answer to a question, as it is stored."""
    keys = [choice.key for choice in question.choices]
    match question.kind:
        case Kind.CHOICE:
            return st.sampled_from(["", *keys])
        case Kind.CHOICES:
            return st.lists(st.sampled_from(keys)).map(lambda chosen: chosen_text(question, chosen))
        case Kind.TABLE:
            return st.lists(st.tuples(*([LINES] * len(question.columns))), max_size=4).map(rows_text)
        case kind:
            return OF_KIND.get(kind, LINES) | LABELS.map(lambda label: " ".join(label.split()))
