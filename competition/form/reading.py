"""Reads a form from its file (TOML, application-form/2; docs/forms.md) and says all that is wrong with it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from competition.form.definition import Basis, CheckAnswer, CheckQuestion, Definition, Says, Section, Slot
from competition.form.questions import (
    FROM,
    MEANT,
    MOST,
    MOST_ROWS,
    ONE_LINE,
    TITLE,
    UNTIL,
    Choice,
    Column,
    Kind,
    Question,
)
from competition.form.slots import ENDINGS, MOST_FILES, MOST_MEGABYTES, ON_PAPER
from competition.foundation.errors import Refusal

FORMATS = {"application-form/2": 1, "application-form/1": MOST_FILES}
"""The formats that are read, the present one first: how many files a place takes that does not say (ADR 0021)."""
MOST_BYTES = 200_000
MOST_SIGNS = 200_000
MOST_FIELDS = 900
"""The most fields of a page: a section with more could not be sent (413)."""
MOST_CHECKED = 12
"""The most questions of the check: it is short, and its answers stand in an address."""
SHOWN = 60
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
RESERVED = {
    *("action", "data", "dataset", "elements", "errors", "length", "meta", "method", "name", "process", "rearrange"),
    *("record", "reset", "row", "seen", "submit", "tables", "target", "typed", "validate"),
}
OF_ROWS = {"data", "errors", "meta", "process", "validate"}
"""Names that a form on a page has already, in the server or in the browser; and a row of a table."""
OF_CHECK = RESERVED | {"asked", "begin", "lang", "next"}
"""Names that the address of the check has already."""
CHOICE, PERIOD = "choice", "period"
"""What a question of the check asks for: one of its answers, or the project's days."""


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
    NO_COUNT_OF_FILES = "no_count_of_files"
    NO_KINDS = "no_kinds"
    UNKNOWN_FILE_KIND = "unknown_file_kind"
    NO_MEGABYTES = "no_megabytes"
    NO_TITLE = "no_title"
    TOO_MANY_FIELDS = "too_many_fields"
    NOT_UTF8 = "not_utf8"
    UNKNOWN_CHECK = "unknown_check"
    UNKNOWN_VERDICT = "unknown_verdict"
    NO_YES = "no_yes"
    SECOND_PERIOD = "second_period"
    TOO_MANY_CHECKED = "too_many_checked"


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


def read_definition(text: str, largest: int = MOST_MEGABYTES) -> Definition:
    """The form that a file says. `largest`: how many megabytes a place may let a file have, where it is being written.

    Raises FormInvalid.
    """
    try:
        if len(text.encode()) > MOST_BYTES:
            raise FormInvalid([Fault(Why.TOO_LARGE, "")])
        parts = tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise FormInvalid([_unreadable(text, wrong)]) from None
    reader = _Reader(largest)
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

    def get(
        self,
        name: str,
        fits: Callable[[Any], bool],
        why: Why,
        default: Any = None,
        *,
        must: bool = False,
        what: str = "",
    ) -> Any:
        self.asked.add(name)
        value = self.parts.get(name)
        if value is None:
            if must:
                self.fault(Why.MISSING, name)
            return default
        if not fits(value):
            self.fault(why, name, what)
            return default
        return value

    def text(self, name: str) -> str:
        return self.get(name, _is_text, Why.NO_TEXT, "", must=True)

    def words(self, name: str, *, must: bool = True) -> Any:
        return self.get(name, _are_words, Why.NO_WORDS, {} if must else None, must=must)

    def switch(self, name: str, *, default: bool) -> bool:
        return self.get(name, lambda value: isinstance(value, bool), Why.NO_SWITCH, default)

    def number(self, name: str, default: int, most: int) -> int:
        return self.get(name, _counts(most), Why.NO_NUMBER, default)

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
    """Reads a form, and keeps what is wrong, which keys there are, and the questions by theirs."""

    def __init__(self, largest: int) -> None:
        self.largest, self.usual_most = largest, 1
        self.faults: list[Fault] = []
        self.keys: set[str] = set()
        self.questions: dict[str, Question] = {}

    def form(self, table: _Table) -> Definition:
        found = table.get("format", lambda value: value in list(FORMATS), Why.FORMAT, must=True)
        if found is None:
            return Definition()
        self.usual_most = FORMATS[found]
        sections: set[str] = set()
        read = tuple(self._section(one, place, sections) for place, one in enumerate(table.tables("sections"), 1))
        if TITLE not in self.keys and not self.faults:
            table.fault(Why.NO_TITLE, "sections")
        places: set[str] = set()
        slots = tuple(self._slot(one, places) for one in table.tables("attachments", must=False))
        check = self._check(table)
        table.end()
        return Definition(read, slots, check, self.usual_most)

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
        self.questions[key] = question
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
            most=table.get("most", _counts(MOST_FILES), Why.NO_COUNT_OF_FILES, self.usual_most),
            kinds=self._file_kinds(table),
            megabytes=table.get("megabytes", _counts(self.largest), Why.NO_MEGABYTES, what=str(self.largest)),
            template=table.get("template", _is_text, Why.NO_TEXT),
        )
        if slot.needed_with is not None and slot.needed_with not in self.keys:
            table.fault(Why.UNKNOWN_QUESTION, "needed_with", slot.needed_with)
        table.end()
        return slot

    def _file_kinds(self, table: _Table) -> tuple[str, ...]:
        """The kinds of files that a place takes, in the order in which the portal tells them."""
        given = table.get("kinds", _are_texts, Why.NO_KINDS, [])
        for kind in given:
            if kind not in ENDINGS:
                table.fault(Why.UNKNOWN_FILE_KIND, "kinds", kind)
        kinds = tuple(kind for kind in ENDINGS if kind in given)
        return kinds if len(kinds) < len(ENDINGS) else ()

    def _check(self, table: _Table) -> tuple[CheckQuestion, ...]:
        known: set[str] = set()
        read = tuple(self._checked(one, known) for one in table.tables("check", must=False))
        if len(read) > MOST_CHECKED:
            table.fault(Why.TOO_MANY_CHECKED, "check")
        for place in [place for place, one in enumerate(read, 1) if one.days][1:]:
            table.fault(Why.SECOND_PERIOD, f"check[{place}].kind")
        return read

    def _checked(self, table: _Table, known: set[str]) -> CheckQuestion:
        key, label, hint = self._own_key(table, known, OF_CHECK), table.words("label"), table.words("hint", must=False)
        kind = table.get("kind", lambda value: value in (CHOICE, PERIOD), Why.UNKNOWN_CHECK, CHOICE)
        if kind == PERIOD:
            question = CheckQuestion(key, label, hint, days=self._days(table), basis=_basis(table))
        else:
            question = CheckQuestion(key, label, hint, answers=self._answers(table))
        table.end()
        return question

    def _answers(self, table: _Table) -> tuple[CheckAnswer, ...]:
        known: set[str] = set()
        read = tuple(self._answer(one, known) for one in table.tables("answers"))
        if read and all(one.says is not Says.YES for one in read):
            table.fault(Why.NO_YES, "answers")
        return read

    def _answer(self, table: _Table, known: set[str]) -> CheckAnswer:
        key, label = self._own_key(table, known), table.words("label")
        given = table.get("verdict", lambda value: value in list(Says), Why.UNKNOWN_VERDICT, must=True)
        says = Says(given) if given else Says.YES
        if given and says is Says.YES:
            answer = CheckAnswer(key, label)
        else:
            answer = CheckAnswer(key, label, says, table.words("reason", must=bool(given)), _basis(table))
        table.end()
        return answer

    def _days(self, table: _Table) -> tuple[Question, ...]:
        """The form's own questions for the project's days."""
        for key in (FROM, UNTIL):
            if key not in self.questions:
                table.fault(Why.UNKNOWN_QUESTION, "kind", key)
        return tuple(self.questions[key] for key in (FROM, UNTIL) if key in self.questions)

    def _own_key(self, table: _Table, known: set[str], taken: Set[str] = frozenset()) -> str:
        key = table.key(taken)
        if key in known:
            table.fault(Why.REPEATED_KEY, "key", key)
        known.add(key)
        return key


def _basis(table: _Table) -> Basis:
    return Basis(table.words("paragraph", must=False), table.get("criterion", _is_text, Why.NO_TEXT))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _counts(most: int) -> Callable[[Any], bool]:
    """Whether something is a whole number from one to `most`."""
    return lambda value: type(value) is int and 1 <= value <= most


def _are_words(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and "lv" in value
        and value.keys() <= {"lv", "en"}
        and all(map(_is_text, value.values()))
    )


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
