"""An application on paper: what was answered, as its readers read it, with what it is on every page. In Latvian.

A draft says on every page that it is one; what was handed in says its number, its version and its digest.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from competition.application.channels import Channel, is_by_hand
from competition.application.reading import HandedInFile, Item, Part
from competition.form.answers import day_in
from competition.form.questions import Kind
from competition.foundation.latvian_days import NBSP, Case, day_in_words, hour_in_words
from competition.foundation.sizes import size_of
from competition.result.notices import PUBLICITY
from documents.letter_pdf import set_words
from documents.letters import one_line

KIND = "PIETEIKUMS"
DRAFT, CHANGES = "MELNRAKSTS – nav iesniegts", "LABOJUMI – nav iesniegti"
EMPTY, MISSING = "Nav ierakstīts.", "Trūkst."
UNBROKEN = re.compile(r"\S{40}")
BREAK = "\u200b"


class Style(StrEnum):
    """How an answer is set."""

    TEXT = "text"
    LIST = "list"
    ROWS = "rows"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was handed in: under which number, as which version, when, how, with which digest."""

    number: str
    version: int
    at: datetime
    channel: Channel
    digest: str


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """What the paper says. `submitted` is None for what is not handed in: a draft, or `changes` of what was.

    `missing`: the questions that must be answered yet. `place`: on whose clock instants are said. `for_committee`: of
    what was handed in only what its members read beside the sheet: its number and title and the applicant's name, not
    when and how often it came. `clarified_at`: when the clarification came that is read beside it, where one did.
    """

    call_title: str
    organiser: str
    title: str
    applicant_name: str
    applicant_number: str | None
    parts: tuple[Part, ...]
    files: tuple[HandedInFile, ...]
    at: datetime
    place: ZoneInfo
    submitted: Submitted | None = None
    changes: bool = False
    missing: frozenset[str] = frozenset()
    for_committee: bool = False
    clarified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its answer: `lines` of a text or a list; `rows` of a table, each cell with its column's name."""

    question: str
    style: Style
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the form."""

    heading: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class ApplicationPaper:
    """The paper in its parts, in words. `mark` stands over every page, `foot` under it; a `draft` is seen from afar."""

    title: str
    sender: str
    kind: str
    subject: str
    mark: str
    foot: str
    draft: bool
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    files: tuple[tuple[str, str, str], ...]
    publicity: str
    stamp: datetime


def application_pdf(facts: ApplicationFacts) -> bytes:
    """The application as PDF; the same facts give the same bytes. A sign that our fonts lack becomes □."""
    paper = application_paper(facts)
    data = asdict(paper)
    del data["stamp"]
    return set_words("application.typ", data, paper.stamp)


def application_paper(facts: ApplicationFacts) -> ApplicationPaper:
    """The paper that says these facts."""
    mark = _mark(facts)
    title = _line(facts.title) or "Pieteikums bez nosaukuma"
    return ApplicationPaper(
        title=f"{title} ({mark})",
        sender=_line(facts.organiser),
        kind=KIND,
        subject=title,
        mark=mark,
        foot=f"SHA-256 {facts.submitted.digest}" if facts.submitted and not facts.for_committee else mark,
        draft=facts.submitted is None,
        facts=tuple(_facts(facts)),
        chapters=tuple(_chapter(part, facts) for part in facts.parts if part.items),
        files=tuple(_file(one, told=not facts.for_committee) for one in facts.files),
        publicity=" · ".join(one_line(words) for words in PUBLICITY),
        stamp=facts.submitted.at if facts.submitted and not facts.for_committee else facts.at,
    )


def _mark(facts: ApplicationFacts) -> str:
    if facts.submitted is None:
        return CHANGES if facts.changes else DRAFT
    number = f"Nr.{NBSP}{_line(facts.submitted.number)}"
    return (
        number
        if facts.for_committee or is_by_hand(facts.submitted.channel)
        else f"{number}, {facts.submitted.version}.{NBSP}versija"
    )


def _facts(facts: ApplicationFacts) -> Iterator[tuple[str, str]]:
    yield "Konkurss", _line(facts.call_title)
    is_told = facts.applicant_number and not facts.for_committee
    number = f", reģ.{NBSP}Nr.{NBSP}{_line(facts.applicant_number or '')}" if is_told else ""
    yield "Iesniedzējs", f"{_line(facts.applicant_name)}{number}"
    if facts.submitted is None:
        yield "Statuss", _mark(facts)
        yield "Sagatavots", _instant(facts.at, facts.place)
        return
    yield "Numurs", _line(facts.submitted.number)
    if facts.clarified_at:
        yield "Precizēts", _instant(facts.clarified_at, facts.place)
    if facts.for_committee:
        return
    if not is_by_hand(facts.submitted.channel):
        yield "Versija", str(facts.submitted.version)
    yield "Saņemts", _instant(facts.submitted.at, facts.place)
    yield "Kontrolkods (SHA-256)", facts.submitted.digest


def _chapter(part: Part, facts: ApplicationFacts) -> Chapter:
    """A section; what was clarified stands below what was handed in."""
    heading = f"{part.section.numeral}. {_line(part.section.title['lv'])}"
    answers: list[Answer] = []
    for item in part.items:
        answers.append(_answer(item, facts.missing))
        if item.beside and facts.clarified_at:
            clarified = _answer(item.beside, frozenset())
            at = _instant(facts.clarified_at, facts.place)
            answers.append(replace(clarified, question=f"{clarified.question} – precizēts {at}"))
    return Chapter(heading, tuple(answers))


def _answer(item: Item, missing: frozenset[str]) -> Answer:
    """An answer as its kind is read."""
    question, name = item.question, _line(item.question.label["lv"])
    if question.key in missing:
        return Answer(name, Style.EMPTY, (MISSING,))
    if question.kind is Kind.TICK:
        return Answer(name, Style.TEXT, ("Jā" if item.text else "Nē",))
    if item.chosen:
        return Answer(name, Style.LIST, tuple(_line(label["lv"]) for label in item.chosen))
    if item.rows:
        rows = tuple(tuple((_line(column.label["lv"]), _line(cell)) for column, cell in row) for row in item.rows)
        return Answer(name, Style.ROWS, rows=rows)
    if question.kind is Kind.PERIOD and item.text:
        return Answer(name, Style.TEXT, (" – ".join(map(_day, item.ends)),))
    lines = (_day(item.text),) if question.kind is Kind.DAY else tuple(_lines(item.text))
    return Answer(name, Style.TEXT, lines) if any(lines) else Answer(name, Style.EMPTY, (EMPTY,))


def _file(one: HandedInFile, *, told: bool) -> tuple[str, str, str]:
    """For what a file is, its name with its size, and its digest, where that is told."""
    what = _line(one.title["lv"]) if one.title else "Pieteikums, kā tas saņemts"
    if one.clarified_at:
        what = f"{what} (iesniegts precizējot)"
    return what, f"{_line(one.file.file_name)}, {_size(one.file.size)}", one.file.digest if told else ""


def _day(text: str) -> str:
    found = day_in(text)
    return day_in_words(found) if found else _line(text)


def _instant(at: datetime, place: ZoneInfo) -> str:
    local = at.astimezone(place)
    return f"{day_in_words(local.date(), Case.ON)} {hour_in_words(local.time(), seconds=True)}"


def _lines(text: str) -> Iterable[str]:
    """What somebody wrote, line by line; empty ones say nothing on paper."""
    return filter(None, map(_line, text.splitlines()))


def _line(text: str) -> str:
    """What somebody wrote as one line that finds its end on every page: no word runs out of it."""
    return UNBROKEN.sub(lambda word: word[0] + BREAK, one_line(text))


def _size(octets: int) -> str:
    number, unit = size_of(octets)
    return f"{number.replace('.', ',')}{NBSP}{unit}"
