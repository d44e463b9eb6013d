"""What stands in the place of an answer, as it is stored, by the kind of its question; and the same of what is stored,
so that the two can be compared.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from competition.form.answers import YES
from competition.form.questions import ONE_LINE, Column, Kind, Question
from competition.form.several import chosen_in, chosen_text, ends_in, rows_in, rows_text
from documents.word_asides import STRUCK
from documents.word_choices import chosen_in_place, tick_in
from documents.word_days import day_text, period_text
from documents.word_paper import Table
from documents.word_places import plainly, tidy
from documents.word_troubles import Trouble, Value
from documents.word_words import told_in_head

_LINE_ENDS = re.compile(r"[ \t]+$", re.MULTILINE)


def value_of(question: Question, tables: Sequence[Table]) -> Value:
    """What stands in the tables that are the place of an answer."""
    if question.kind is Kind.TABLE:
        value = _rows(question, tables)
    else:
        text = "\n".join(cell for table in tables for cell in _cells_of(table) if cell.strip())
        if question.kind is Kind.TICK:
            return tick_in(text)
        if question.kind in (Kind.CHOICE, Kind.CHOICES):
            return chosen_in_place(question, text)
        value = Value(_PLAIN.get(question.kind, _in_a_line)(tidy(text)))
    struck = [tidy(cell) for table in tables for cell in _cells_of(table) if STRUCK in cell]
    return Value(value.text, (*value.unclear, *((Trouble.STRUCK, text) for text in struck if text)))


def is_as_stored(question: Question, text: str, stored: str) -> bool:
    """Whether a text that was read says what is stored: blanks at the ends of lines are no difference."""
    kept = as_read(question, stored)
    if question.kind is Kind.TABLE:
        return [tuple(map(_even, row)) for row in rows_in(text)] == [tuple(map(_even, row)) for row in rows_in(kept)]
    return _even(text) == _even(kept)


def _even(text: str) -> str:
    return _LINE_ENDS.sub("", text)


def as_read(question: Question, stored: str) -> str:
    """What is stored of an answer as it would be read from a file: what is the same so, was not changed there."""
    match question.kind:
        case Kind.TABLE:
            return rows_text(_padded(question.columns, row) for row in rows_in(stored))
        case Kind.CHOICES:
            return chosen_text(question, chosen_in(stored))
        case Kind.TICK:
            return YES if stored else ""
        case Kind.CHOICE:
            return stored.strip()
        case Kind.PERIOD:
            return _PLAIN[Kind.PERIOD](tidy(" – ".join(ends_in(stored)))) if stored else ""
        case _:
            return _PLAIN.get(question.kind, _in_a_line)(tidy(stored))


def _in_a_line(text: str) -> str:
    """A text of several paragraphs as one line."""
    return " ".join(filter(None, (line.strip() for line in re.split(r"[\n\t]", text))))


_PLAIN: Mapping[Kind, Callable[[str], str]] = {
    Kind.TEXT: lambda text: text,
    Kind.DAY: lambda text: day_text(_in_a_line(text)),
    Kind.PERIOD: lambda text: period_text([line for line in map(_in_a_line, text.split("\n")) if line]),
}


def _rows(question: Question, tables: Sequence[Table]) -> Value:
    unclear: list[tuple[Trouble, str]] = []
    found: list[list[str]] = []
    heads: list[Head] = []
    for table in tables:
        own = _heads(question.columns, table)
        if own:
            heads = own
            unclear += _typed_in_head(question.columns, own, table.rows[0])
        elif not heads or table.width != heads[-1].end:
            heads = [Head(place, place + 1, place) for place in range(len(question.columns))]
            unclear += [(Trouble.NO_HEADS, _told(table.rows[0]))] if any(map(tidy, _cells_of(table))) else []
        for number in range(1 if own else 0, len(table.rows)):
            row, troubles = _row(question.columns, heads, table, number)
            found.append(row)
            unclear += troubles
    return Value(rows_text(found), tuple(unclear))


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of a table's head: the columns of its grid from `start` to before `end`, and the form's column that it
    names, by its place; None where it names none.
    """

    start: int
    end: int
    column: int | None


def _row(
    columns: Sequence[Column], heads: Sequence[Head], table: Table, number: int
) -> tuple[list[str], list[tuple[Trouble, str]]]:
    """The cells of a row by the form's columns. A cell that reaches over several of them is told, too."""
    cells = [""] * len(columns)
    unclear: list[tuple[Trouble, str]] = []
    for cell in table.cells(number):
        text = tidy(cell.text)
        above = [head for head in heads if head.start < cell.end and cell.start < head.end]
        named = next((head.column for head in above if head.column is not None), None)
        if cell.goes_on and any(map(tidy, table.rows[number])):
            unclear.append((Trouble.MERGED, _told(table.rows[number])))
        if not text:
            continue
        if len(above) > 1:
            unclear.append((Trouble.MERGED, text))
        if named is None or cells[named]:
            unclear.append((Trouble.NO_COLUMN, text))
        else:
            cells[named] = _cell(columns[named], cell.text)
    return cells, unclear


def _heads(columns: Sequence[Column], table: Table) -> list[Head] | None:
    """Which column each cell of a table's first row names; None where it names none, and is no head."""
    left = list(range(len(columns)))
    heads: list[Head] = []
    for cell in table.cells(0) if table.rows else ():
        plain = plainly(cell.text)
        named = [
            (len(words), -place, place)
            for place in left
            for label in columns[place].label.values()
            if (words := plainly(label)) and plain.startswith(words) and not plain[len(words) :][:1].isalnum()
        ]
        place = max(named)[2] if named else None
        if place is not None:
            left.remove(place)
        heads.append(Head(cell.start, cell.end, place))
    known = sum(head.column is not None for head in heads)
    return heads if 2 * known >= max(len(columns), 1) else None


def _typed_in_head(
    columns: Sequence[Column], heads: Sequence[Head], row: Sequence[str]
) -> Iterator[tuple[Trouble, str]]:
    """What stands in a table's head besides the words of the form."""
    for head, cell in zip(heads, row, strict=True):
        if head.column is None:
            continue
        column = columns[head.column]
        told = {plainly(f"{label} {line}") for label in column.label.values() for line in told_in_head(column)}
        if plainly(cell) not in told:
            yield Trouble.BESIDE, _in_a_line(tidy(cell))


def _cells_of(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield from row


def _told(row: Sequence[str]) -> str:
    return ", ".join(text for cell in row if (text := _in_a_line(tidy(cell))))


def _cell(column: Column, text: str) -> str:
    return tidy(text) if column.most > ONE_LINE else _in_a_line(tidy(text))


def _padded(columns: Sequence[Column], row: Sequence[str]) -> list[str]:
    return [_cell(column, row[place] if place < len(row) else "") for place, column in enumerate(columns)]
