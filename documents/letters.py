"""Official letters: the facts of one become its parts in words, which DOCX, PDF and the preview on a page show alike.

The sentences stand in templates/letters/, one file a kind of letter. Source: RULES §5 and §6.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from competition.application.channels import Channel
from competition.foundation.clock import zone
from competition.foundation.latvian_days import NBSP, Case, day_in_figures, day_in_words, hour_in_words
from competition.foundation.signs import composed
from competition.result.notices import Failed, Head, LetterFacts
from documents import latvian

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "letters"
DECISION = "LĒMUMS"
DRAFT = "PROJEKTS"
SIGNED_ELECTRONICALLY = "ŠIS DOKUMENTS IR PARAKSTĪTS AR DROŠU ELEKTRONISKO PARAKSTU UN SATUR LAIKA ZĪMOGU"
NO_DATE, NO_NUMBER = "__.__.____.", "________"
CONTEST_HEADING = "Apstrīdēšanas kārtība"
VIA = {
    Channel.ONLINE: "portālā",
    Channel.IN_PERSON: "klātienē",
    Channel.POST: "pa pastu",
    Channel.EMAIL: "pa e-pastu",
    Channel.E_DOCUMENT: "elektroniska dokumenta veidā",
}
# Signs that steer the direction of text could make a letter read otherwise than it was written.
_STEERING = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
_TOGETHER = re.compile(r"(?<=\d\.) (?=pant)|(?<=\d no) (?=\d)")
_KINDS = ("Biedrība ", "Nodibinājums ", "Jaunatnes organizācija ")
_PARTING = {"Cc", "Zl", "Zp"}
_UNPRINTABLE = {"Cs", "Cn", "Co"}
_QUOTED = re.compile(r'[„“”"«»‟](?P<inner>[^„“”"«»‟]*)[„“”"«»‟]')


class Style(StrEnum):
    """What a block of a letter is."""

    TEXT = "text"
    LIST = "list"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one line), or a list (a line an item)."""

    style: Style
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter in its parts, in words, as it will leave the house; a draft has no number or date yet."""

    sender: str
    sender_lines: tuple[str, ...]
    kind: str
    place: str
    date: str
    number: str
    answers: str
    addressee: tuple[str, ...]
    subject: str
    sections: tuple[Section, ...]
    post: str
    name: str
    electronic: bool
    author: str
    publicity: str
    draft: bool
    stamp: datetime

    @property
    def mark(self) -> str:
        """What stands over a draft; empty where there is nothing to say."""
        return DRAFT if self.draft else ""

    @property
    def seal(self) -> str:
        """What a document that will be signed electronically says of itself; empty where there is nothing to say."""
        return SIGNED_ELECTRONICALLY if self.electronic else ""

    @property
    def title(self) -> str:
        """By what name a reader of files shows it."""
        return f"{self.kind.capitalize()} {'(projekts)' if self.draft else f'Nr.{NBSP}{self.number}'}. {self.subject}"


def letter_of(facts: LetterFacts) -> Letter:
    """The letter that says these facts."""
    facts = replace(facts, addressee=replace(facts.addressee, name=in_latvian_marks(facts.addressee.name)))
    subject, sections = _sentences(facts)
    head, signature, author = facts.head, facts.signature, facts.author
    contest = Section(CONTEST_HEADING, (Block(Style.TEXT, (_set_words(one_line(facts.contest.clause)),)),))
    return Letter(
        sender=one_line(head.name).upper(),
        sender_lines=sender_lines(head),
        kind=DECISION,
        place=one_line(head.place),
        date=day_in_figures(facts.dated) if facts.dated else NO_DATE,
        number=one_line(facts.number or "") or NO_NUMBER,
        answers=f"Uz {day_in_figures(_local(facts).date())} {_nr(facts.application_number)}",
        addressee=_lines(
            facts.addressee.name,
            _registration(facts.addressee.registration_number),
            facts.addressee.address,
            facts.addressee.email,
        ),
        subject=subject,
        sections=(*sections, contest),
        post=one_line(signature.post),
        name=one_line(signature.name),
        electronic=signature.electronic,
        author=_joined(author.name, author.phone, author.email) if author else "",
        publicity=" · ".join(one_line(words) for words in facts.publicity),
        draft=facts.is_draft,
        stamp=datetime.combine(facts.dated or _local(facts).date(), time(12), tzinfo=UTC),
    )


def sender_lines(head: Head) -> tuple[str, ...]:
    """What stands under the sender's name at the head of a paper."""
    return _lines(
        _joined(_registration(head.registration_number), head.address),
        _joined(_said("tālr.", head.phone), _said("e-pasts", head.email)),
    )


def one_line(text: str) -> str:
    """What people wrote as one line of a paper: spaces made single, signs that no paper can hold left out."""
    steady = composed(text.translate(_STEERING))
    parted = (" " if unicodedata.category(sign) in _PARTING else sign for sign in steady)
    return _single("".join(sign for sign in parted if unicodedata.category(sign) not in _UNPRINTABLE))


def in_latvian_marks(name: str) -> str:
    """A name as a paper sets it: straight quotation marks in pairs become Latvian ones."""
    return re.sub(r'"([^"„“”]*)"', r"„\1”", name)


def quoted(name: str) -> str:
    """A name in Latvian quotation marks; its own marks around the whole of it give way."""
    plain = one_line(name)
    inner = _QUOTED.fullmatch(plain)
    return f"„{inner['inner'] if inner else plain}”"


def _sentences(facts: LetterFacts) -> tuple[str, tuple[Section, ...]]:
    """The subject and the sections of a letter, read from its template."""
    text = _environment().get_template(f"{facts.kind.value}.txt").render(of=_words(facts))
    subject, *sections = re.split(r"^# ", text.strip(), flags=re.MULTILINE)
    return _set_words(subject), tuple(_section(text) for text in sections)


def _section(text: str) -> Section:
    heading, _, rest = text.partition("\n")
    paragraphs = [paragraph for paragraph in re.split(r"\n\s*\n", rest) if paragraph.strip()]
    return Section(heading.strip(), tuple(_merged(_block(paragraph.strip()) for paragraph in paragraphs)))


def _block(paragraph: str) -> Block:
    for mark, style in (("- ", Style.LIST), ("1. ", Style.NUMBERED)):
        if paragraph.startswith(mark):
            items = re.split(rf"^{re.escape(mark)}", paragraph, flags=re.MULTILINE)[1:]
            return Block(style, tuple(_set_words(item) for item in items))
    return Block(Style.TEXT, (_set_words(paragraph),))


def _merged(blocks: Iterator[Block]) -> Iterator[Block]:
    """Items that the template parted by an empty line are still one list."""
    waiting: Block | None = None
    for block in blocks:
        if waiting and waiting.style is block.style is not Style.TEXT:
            waiting = Block(waiting.style, waiting.lines + block.lines)
            continue
        if waiting:
            yield waiting
        waiting = block
    if waiting:
        yield waiting


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    """Plain text: nothing is escaped here, each format writes the words literally by its own means."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _words(facts: LetterFacts) -> dict[str, Any]:
    """What the sentences may name: strings, ready to be said. Empty where there is nothing to say."""
    applicant = facts.addressee
    return {
        "organiser": one_line(facts.head.name),
        "applicant": _joined(_in_a_sentence(applicant.name), _registration(applicant.registration_number)),
        "call": quoted(facts.call_title),
        "nr": _nr(facts.application_number),
        "project": quoted(facts.project_title),
        "received": _said_instant(facts),
        "received_exactly": _said_instant(facts, exactly=True),
        "via": VIA[facts.submitted_via],
        "until": _until(facts),
        "amount": latvian.money(facts.amount, facts.currency),
        "amount_in_words": latvian.money_in_words(facts.amount) if facts.currency == "EUR" else "",
        "rank": facts.rank,
        "reserve_place": facts.reserve_place,
        "available": latvian.to_applications(facts.available) if facts.available else "",
        "failed": [_failed(one, is_last=one is facts.failed[-1]) for one in facts.failed],
        "accepted_late": _sentence(facts.accepted_late),
        "met": day_in_words(facts.decided_on, Case.FROM) if facts.decided_on else "",
        "minutes": _nr(facts.minutes) if facts.minutes else "",
        "implementation": _range(facts.implementation),
        "contract_days": latvian.working_days(facts.contract_days),
        "norms": _enumerated((facts.call_rules, *facts.legal_basis)),
        "author": bool(facts.author),
        **_total(facts),
    }


def _total(facts: LetterFacts) -> dict[str, Any]:
    floor = facts.least_points
    return {
        "score": "" if facts.score is None else latvian.decimal(facts.score, floor if facts.total_failed else None),
        "most": "" if facts.most_points is None else latvian.decimal(facts.most_points),
        "least": "" if floor is None else latvian.needed(floor),
        "has_total": floor is not None,
    }


def _failed(one: Failed, *, is_last: bool) -> dict[str, str]:
    return {
        "code": one_line(one.code).rstrip("."),
        "title": quoted(one.title),
        "mean": "" if one.mean is None else latvian.points(one.mean, one.floor),
        "needed": "" if one.floor is None else latvian.needed(one.floor),
        "reason": _sentence(one.reason),
        "end": "." if is_last else ";",
    }


def _enumerated(items: tuple[str, ...]) -> list[str]:
    """Items of a list with the marks between them: a semicolon, at the last a full stop."""
    plain = [one_line(item).rstrip(" .;,") for item in items]
    return [f"{item};" for item in plain[:-1]] + [f"{plain[-1]}."]


def _in_a_sentence(name: str) -> str:
    """An organisation's name after other words: the word for its kind is small there."""
    plain = one_line(name)
    return plain[0].lower() + plain[1:] if plain.startswith(_KINDS) else plain


def _sentence(text: str | None) -> str:
    """What somebody wrote as a sentence of its own: a capital at its head, a stop at its end."""
    plain = one_line(text or "")
    if not plain:
        return ""
    return plain[0].upper() + plain[1:] + ("" if plain.endswith((".", "!", "?", "…")) else ".")


def _local(facts: LetterFacts) -> datetime:
    return facts.received.astimezone(zone(facts.zone_name))


def _said_instant(facts: LetterFacts, *, exactly: bool = False) -> str:
    """When the application came in, to the minute; `exactly` to the second, and to its part where that decides."""
    local = _local(facts)
    fraction = ""
    if exactly and facts.deadline.day is None and (facts.received - facts.deadline.at).total_seconds() < 1:
        fraction = f",{local.microsecond:06}".rstrip("0").rstrip(",")
    shown = local.time() if exactly else local.time().replace(second=0)
    hour = hour_in_words(shown) + (".00" if fraction and not shown.second else "") + fraction
    return f"{day_in_words(local.date(), Case.ON)} {hour}"


def _until(facts: LetterFacts) -> str:
    if facts.deadline.day is not None:
        return f"līdz {day_in_words(facts.deadline.day, Case.UNTIL)} (ieskaitot)"
    local = facts.deadline.at.astimezone(zone(facts.zone_name))
    return f"līdz {day_in_words(local.date(), Case.UNTIL)} {hour_in_words(local.time())}"


def _range(days: tuple[date, date] | None) -> str:
    return "–".join(day_in_figures(day) for day in days) if days else ""


def _nr(number: str) -> str:
    return f"Nr.{NBSP}{one_line(number)}"


def _registration(number: str | None) -> str:
    return f"reģistrācijas Nr.{NBSP}{one_line(number)}" if number else ""


def _said(word: str, value: str | None) -> str:
    return f"{word} {value}" if value else ""


def _joined(*parts: str | None) -> str:
    return ", ".join(_lines(*parts))


def _lines(*parts: str | None) -> tuple[str, ...]:
    return tuple(line for part in parts if (line := one_line(part or "")))


def _single(text: str) -> str:
    """Words with single spaces between them; no-break spaces are meant and stay."""
    return re.sub(r"[ \n\r\t]+", " ", text).strip(" \n")


def _set_words(text: str) -> str:
    """A paragraph as one line: no line of the page will begin with a dash, nor part what is read together."""
    return _TOGETHER.sub(NBSP, _single(text).replace(" – ", f"{NBSP}– "))
