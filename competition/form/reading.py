"""Reads a form from its file (TOML, application-form/1; docs/forms.md) and says all that is wrong with it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from competition.form.definition import Definition, Section, Slot
from competition.form.questions import (
    MEANT,
    MOST,
    MOST_ROWS,
    ONE_LINE,
    TITLE,
    Choice,
    Column,
    Kind,
    Question,
)
from competition.form.slots import ON_PAPER
from competition.foundation.errors import Refusal

FORMAT = "application-form/1"
MOST_BYTES = 200_000
MOST_SIGNS = 200_000
MOST_FIELDS = 900
"""The most fields of a page: a section with more could not be sent (413)."""
SHOWN = 60
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
RESERVED = {
    *("action", "data", "dataset", "elements", "errors", "length", "meta", "method", "name", "process", "rearrange"),
    *("record", "reset", "row", "seen", "submit", "tables", "target", "typed", "validate"),
}
OF_ROWS = {"data", "errors", "meta", "process", "validate"}
"""Names that a form on a page has already, in the server or in the browser; and a row of a table."""


class Why(StrEnum):
    """What is wrong at a place of a form's file."""

    NO_TOML = "no_toml"
    TOO_LARGE = "too_large"
    FORMAT = "format"
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown_field"
    NO_TEXT = "no_text"
    NO_WORDS = "no_words"
    NO_SWITCH = "no_switch"
    NO_NUMBER = "no_number"
    NO_TABLES = "no_tables"
    NO_KEY = "no_key"
    REPEATED_KEY = "repeated_key"
    UNKNOWN_KIND = "unknown_kind"
    WRONG_KIND = "wrong_kind"
    UNKNOWN_QUESTION = "unknown_question"
    NO_TITLE = "no_title"
    TOO_MANY_FIELDS = "too_many_fields"
    NOT_UTF8 = "not_utf8"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where (`sections[2].questions[1].kind`, counted from one), and the text it is about."""

    why: Why
    where: str
    what: str = ""


class FormInvalid(Refusal):
    """The file is no form."""

    code = "form-invalid"

    def __init__(self, faults: Sequence[Fault] = (), **facts: object) -> None:
        """`faults`: everything that is wrong with it, from its beginning on."""
        super().__init__(count=len(faults), **facts)
        self.faults = faults


def read_definition(text: str) -> Definition:
    """The form that a file says. Raises FormInvalid."""
    try:
        if len(text.encode()) > MOST_BYTES:
            raise FormInvalid([Fault(Why.TOO_LARGE, "")])
        parts = tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise FormInvalid([_unreadable(text, wrong)]) from None
    reader = _Reader()
    definition = reader.form(_Table(parts, "", reader.faults))
    if reader.faults:
        raise FormInvalid(reader.faults)
    return definition


def numeral_of(place: int) -> str:
    """The Roman number of a section, from 1 on."""
    told = ""
    for value, sign in ROMAN:
        told, place = told + sign * (place // value), place % value
    return told


def _unreadable(text: str, wrong: Exception) -> Fault:
    """At which line a file can no longer be read, and what stands there."""
    lines = text.rstrip().split("\n")
    found = re.search(r"at line (\d+)", str(wrong))
    number = min(int(found[1]), len(lines)) if found else len(lines)
    return Fault(Why.NO_TOML, str(number), lines[number - 1].strip()[:SHOWN])


class _Table:
    """A table of the file: hands its fields out typed, and notes what is wrong with them."""

    def __init__(self, parts: Mapping[str, Any], place: str, faults: list[Fault]) -> None:
        self.parts, self.place, self.faults = parts, place, faults
        self.asked: set[str] = set()

    def at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def fault(self, why: Why, name: str, what: str = "") -> None:
        self.faults.append(Fault(why, self.at(name), what))

    def get(self, name: str, fits: Callable[[Any], bool], why: Why, default: Any = None, *, must: bool = False) -> Any:
        self.asked.add(name)
        value = self.parts.get(name)
        if value is None:
            if must:
                self.fault(Why.MISSING, name)
            return default
        if not fits(value):
            self.fault(why, name)
            return default
        return value

    def text(self, name: str) -> str:
        return self.get(name, _is_text, Why.NO_TEXT, "", must=True)

    def words(self, name: str, *, must: bool = True) -> Any:
        return self.get(name, _are_words, Why.NO_WORDS, {} if must else None, must=must)

    def switch(self, name: str, *, default: bool) -> bool:
        return self.get(name, lambda value: isinstance(value, bool), Why.NO_SWITCH, default)

    def number(self, name: str, default: int, most: int) -> int:
        return self.get(name, lambda value: type(value) is int and 1 <= value <= most, Why.NO_NUMBER, default)

    def key(self, taken: Set[str]) -> str:
        key = self.get("key", _is_text, Why.NO_TEXT, "", must=True)
        if key and (not _KEY.fullmatch(key) or key in taken):
            self.fault(Why.NO_KEY, "key", key)
        return key

    def tables(self, name: str, *, must: bool = True) -> Iterator["_Table"]:
        rows = self.get(name, _are_tables, Why.NO_TABLES, [], must=must)
        return (_Table(row, f"{self.at(name)}[{place}]", self.faults) for place, row in enumerate(rows, 1))

    def end(self) -> None:
        """Note the fields that nobody asked for."""
        for name in self.parts.keys() - self.asked:
            self.fault(Why.UNKNOWN_FIELD, name, name)


class _Reader:
    """Reads a form, and keeps what is wrong and which keys there are."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.keys: set[str] = set()

    def form(self, table: _Table) -> Definition:
        if table.get("format", lambda value: value == FORMAT, Why.FORMAT, must=True) is None:
            return Definition()
        sections: set[str] = set()
        read = tuple(self._section(one, place, sections) for place, one in enumerate(table.tables("sections"), 1))
        if TITLE not in self.keys and not self.faults:
            table.fault(Why.NO_TITLE, "sections")
        places: set[str] = set()
        slots = tuple(self._slot(one, places) for one in table.tables("attachments", must=False))
        table.end()
        return Definition(read, slots)

    def _section(self, table: _Table, place: int, known: set[str]) -> Section:
        key = self._own_key(table, known)
        title = table.words("title")
        questions = tuple(self._question(one) for one in table.tables("questions"))
        if sum(len(one.columns) * one.most_rows or 1 for one in questions) > MOST_FIELDS:
            table.fault(Why.TOO_MANY_FIELDS, "questions")
        table.end()
        return Section(key, numeral_of(place), title, questions)

    def _question(self, table: _Table) -> Question:
        key = self._own_key(table, self.keys, RESERVED)
        kind = self._kind(table, key)
        columns: set[str] = set()
        choices: set[str] = set()
        question = Question(
            key=key,
            label=table.words("label"),
            hint=table.words("hint", must=False),
            kind=kind,
            required=table.switch("required", default=True),
            most=table.number("most", MOST.get(kind, ONE_LINE), MOST_SIGNS),
            for_committee=table.switch("committee", default=True),
            choices=self._choices(table, choices) if kind in (Kind.CHOICE, Kind.CHOICES) else (),
            columns=self._columns(table, columns) if kind is Kind.TABLE else (),
            most_rows=table.number("rows", MOST_ROWS, 100) if kind is Kind.TABLE else MOST_ROWS,
        )
        table.end()
        return question

    def _kind(self, table: _Table, key: str) -> Kind:
        given = table.text("kind")
        if not given:
            return Kind.TEXT
        if given not in list(Kind):
            table.fault(Why.UNKNOWN_KIND, "kind", given)
            return Kind.TEXT
        kind = Kind(given)
        if MEANT.get(key, kind) is not kind:
            table.fault(Why.WRONG_KIND, "kind", MEANT[key])
        return kind

    def _choices(self, table: _Table, known: set[str]) -> tuple[Choice, ...]:
        read = []
        for one in table.tables("choices"):
            read.append(Choice(self._own_key(one, known), one.words("label")))
            one.end()
        return tuple(read)

    def _columns(self, table: _Table, known: set[str]) -> tuple[Column, ...]:
        read = []
        for one in table.tables("columns"):
            key, label = self._own_key(one, known, OF_ROWS), one.words("label")
            most = one.number("most", ONE_LINE, MOST[Kind.TEXT])
            read.append(Column(key, label, most, one.switch("required", default=True)))
            one.end()
        return tuple(read)

    def _slot(self, table: _Table, known: set[str]) -> Slot:
        slot = Slot(
            key=self._own_key(table, known, {ON_PAPER}),
            title=table.words("title"),
            when=table.words("hint", must=False),
            required=table.switch("required", default=False),
            needed_with=table.get("needed_with", _is_text, Why.NO_TEXT),
        )
        if slot.needed_with is not None and slot.needed_with not in self.keys:
            table.fault(Why.UNKNOWN_QUESTION, "needed_with", slot.needed_with)
        table.end()
        return slot

    def _own_key(self, table: _Table, known: set[str], taken: Set[str] = frozenset()) -> str:
        key = table.key(taken)
        if key in known:
            table.fault(Why.REPEATED_KEY, "key", key)
        known.add(key)
        return key


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_words(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and "lv" in value
        and value.keys() <= {"lv", "en"}
        and all(map(_is_text, value.values()))
    )


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
