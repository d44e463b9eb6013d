"""An extract of the committee's minutes: the facts of a meeting become words, which PDF and DOCX show alike.

Source: RULES §4 (who signs, quorum, the chair's vote), §6 (how papers look).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction

from competition.foundation.latvian_days import NBSP, day_in_figures
from competition.result.notices import Failed, Head
from competition.result.records import Verdict
from documents import latvian
from documents.letters import Block, Section, Style, in_latvian_marks, one_line, quoted, sender_lines

KIND = "PROTOKOLA IZRAKSTS"
SEATS: Mapping[str, str] = {
    "chair": "komisijas priekšsēdētājs",
    "member": "komisijas loceklis",
    "alternate": "komisijas locekļa aizstājējs",
    "secretary": "komisijas sekretārs",
}
OUTCOMES: Mapping[Verdict, str] = {
    Verdict.AWARD: "apstiprināts",
    Verdict.RESERVE: "rezervē",
    Verdict.BELOW_THRESHOLD: "noraidīts",
    Verdict.INELIGIBLE: "noraidīts, neatbilst",
    Verdict.LATE: "iesniegts pēc termiņa",
    Verdict.WITHDRAWN: "atsaukts",
}
COLUMNS = ("Vieta", "Nr.", "Iesniedzējs un projekts", "Punkti", "Lēmums")
REFUSED = (Verdict.BELOW_THRESHOLD, Verdict.INELIGIBLE)
Person = tuple[str, str]  # a name and the seat


@dataclass(frozen=True, slots=True)
class Considered:
    """An application as the meeting found it: its place and points where it has them, what speaks against it."""

    number: str
    applicant: str
    project: str
    verdict: Verdict
    rank: int | None
    score: Fraction | None
    failed: tuple[Failed, ...] = ()
    total_failed: bool = False


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """Everything that the extract says. `able` of `voting` votes were there; `stepped_out` names for the number of an
    application who took no part in deciding on it; `left_out` applications are kept from whom the extract is for."""

    head: Head
    call_title: str
    number: str
    held_on: date
    present: tuple[Person, ...]
    absent: tuple[Person, ...]
    able: int
    voting: int
    stepped_out: tuple[tuple[str, tuple[str, ...]], ...]
    considered: tuple[Considered, ...]
    left_out: int
    in_favour: int
    against: int
    abstained: int
    amount: Decimal
    currency: str
    least_points: Fraction | None
    remarks: str | None
    publicity: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its heading; a cell holds its lines."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """The extract in its parts, in words."""

    sender: str
    sender_lines: tuple[str, ...]
    kind: str
    place: str
    date: str
    number: str
    subject: str
    before: tuple[Section, ...]
    table: Table
    after: tuple[Section, ...]
    signatures: tuple[Person, ...]
    publicity: str
    stamp: datetime

    @property
    def mark(self) -> str:
        """What stands over it: nothing, it is no draft."""
        return ""

    @property
    def title(self) -> str:
        """By what name a reader of files shows it."""
        return f"{self.kind.capitalize()} Nr.{NBSP}{self.number}. {self.subject}"


def minutes_paper(facts: MinutesFacts) -> MinutesPaper:
    """The extract that says these facts."""
    return MinutesPaper(
        sender=one_line(facts.head.name).upper(),
        sender_lines=sender_lines(facts.head),
        kind=KIND,
        place=one_line(facts.head.place),
        date=day_in_figures(facts.held_on),
        number=one_line(facts.number),
        subject=f"Projektu iesniegumu vērtēšanas komisijas sēde. Konkurss {quoted(facts.call_title)}",
        before=(*_who_was_there(facts), _stepped_out(facts)),
        table=Table("Pieteikumu vērtējums", COLUMNS, tuple(_row(one, facts) for one in in_order(facts.considered))),
        after=tuple(_afterwards(facts)),
        signatures=(
            ("Komisijas priekšsēdētājs", _named(facts.present, "chair")),
            ("Komisijas sekretārs", _named(facts.present, "secretary")),
        ),
        publicity=" · ".join(one_line(words) for words in facts.publicity),
        stamp=datetime.combine(facts.held_on, time(12), tzinfo=UTC),
    )


def in_order(considered: Iterable[Considered]) -> list[Considered]:
    """The applications by their places, then those below a floor from the best on, then the others as they came."""
    return sorted(considered, key=lambda one: (one.score is None, one.rank is None, one.rank or 0, -(one.score or 0)))


def _who_was_there(facts: MinutesFacts) -> Iterable[Section]:
    yield Section("Piedalās", (_people(facts.present),))
    if facts.absent:
        yield Section("Nepiedalās", (_people(facts.absent),))
    needed = latvian.needed(Fraction(facts.voting // 2 + 1))
    quorum = f"Komisija ir lemttiesīga: balsstiesīgi piedalās {facts.able} no {facts.voting}, {needed}."
    yield _section("Lemttiesība", quorum)


def _stepped_out(facts: MinutesFacts) -> Section:
    if not facts.stepped_out:
        return _section("Interešu konflikts", "Interešu konflikti nav norādīti.")
    lines = (
        f"{_nr(number)}: lemšanā par šo pieteikumu nepiedalās {', '.join(map(one_line, names))}."
        for number, names in facts.stepped_out
    )
    return Section("Interešu konflikts", (Block(Style.LIST, tuple(lines)),))


def _row(one: Considered, facts: MinutesFacts) -> tuple[tuple[str, ...], ...]:
    return (
        (str(one.rank) if one.rank else "–",),
        (one_line(one.number),),
        (in_latvian_marks(one_line(one.applicant)), quoted(one.project)),
        ("–" if one.score is None else latvian.decimal(one.score),),
        (OUTCOMES[one.verdict], *_why(one, facts.least_points)),
    )


def _why(one: Considered, least: Fraction | None) -> Iterable[str]:
    """Which floors were missed or which requirements are not met, a line each."""
    for failed in one.failed:
        code = one_line(failed.code).rstrip(".")
        if failed.mean is None or failed.floor is None:
            yield f"{code}. kritērijs"
        else:
            yield f"{code}: {latvian.decimal(failed.mean, failed.floor)}, {latvian.needed(failed.floor)}"
    if one.total_failed and least is not None:
        yield f"kopā {latvian.needed(least)}"


def _afterwards(facts: MinutesFacts) -> Iterable[Section]:
    left_out = (f"Interešu konflikta dēļ šajā izrakstā nav ziņu par {_applications(facts.left_out)}.",) * bool(
        facts.left_out
    )
    yield _section("Balsojums", *left_out, *_vote(facts))
    rulings = tuple(_rulings(facts))
    if rulings:
        yield Section("Nolemj", (Block(Style.NUMBERED, rulings),))
    if facts.remarks and (lines := [one_line(line) for line in facts.remarks.splitlines() if line.strip()]):
        yield _section("Piezīmes", *lines)


def _vote(facts: MinutesFacts) -> Iterable[str]:
    yield (
        f"Balsojums ir par sarakstu kopumā: par – {facts.in_favour}, pret – {facts.against},"
        f" atturas – {facts.abstained}."
    )
    if facts.stepped_out:
        yield "Loceklis, kuram ir interešu konflikts, lemšanā par attiecīgo pieteikumu nepiedalās."
    if facts.in_favour == facts.against:
        yield "Balsis sadalās vienādi; izšķir komisijas priekšsēdētāja balss – par."


def _rulings(facts: MinutesFacts) -> Iterable[str]:
    awarded, reserve = _numbers(facts, Verdict.AWARD), _numbers(facts, Verdict.RESERVE)
    refused, late = _numbers(facts, *REFUSED), _numbers(facts, Verdict.LATE)
    if awarded:
        each = "katram " if len(awarded) > 1 else ""
        yield f"Apstiprināt, {each}piešķirot {latvian.money(facts.amount, facts.currency)}: {', '.join(awarded)}."
    if reserve:
        yield f"Iekļaut rezerves sarakstā{' šādā secībā' if len(reserve) > 1 else ''}: {', '.join(reserve)}."
    if refused:
        yield f"Noraidīt: {', '.join(refused)}."
    if late:
        yield f"Nevērtēt pēc termiņa {'iesniegtos' if len(late) > 1 else 'iesniegto'}: {', '.join(late)}."


def _numbers(facts: MinutesFacts, *verdicts: Verdict) -> list[str]:
    return [_nr(one.number) for one in in_order(facts.considered) if one.verdict in verdicts]


def _people(people: Iterable[Person]) -> Block:
    return Block(Style.LIST, tuple(f"{one_line(name)}, {SEATS[seat]}" for name, seat in people))


def _named(people: Iterable[Person], wanted: str) -> str:
    """Who of those present has the seat; empty where nobody has: then a line stays free."""
    return next((one_line(name) for name, seat in people if seat == wanted), "")


def _section(heading: str, *paragraphs: str) -> Section:
    return Section(heading, tuple(Block(Style.TEXT, (one,)) for one in paragraphs))


def _applications(count: int) -> str:
    return f"{count}{NBSP}{'pieteikumu' if latvian.is_singular(str(count)) else 'pieteikumiem'}"


def _nr(number: str) -> str:
    return f"Nr.{NBSP}{one_line(number)}"
