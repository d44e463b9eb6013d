"""Answers that are more than one text, each kept as one (`Answer.text`): chosen keys, a first and a last day, rows of a
table.
"""

import json
from collections.abc import Iterable, Sequence

from competition.form.questions import Column, Question
from competition.foundation.signs import signs_in

BETWEEN = ","
Row = tuple[str, ...]


def chosen_in(text: str) -> list[str]:
    """The keys that were chosen."""
    return [key for key in text.split(BETWEEN) if key]


def chosen_text(question: Question, keys: Iterable[str]) -> str:
    """Chosen keys as they are kept: in the order of the question, and those that it does not know after them."""
    given = dict.fromkeys(key for key in keys if key)
    known = [one.key for one in question.choices if one.key in given]
    return BETWEEN.join([*known, *(key for key in given if key not in known)])


def ends_in(text: str) -> tuple[str, str]:
    """What was typed as the first and as the last day of a period, days or not."""
    first, _, last = text.partition("\n")
    return first, last


def ends_text(first: str, last: str) -> str:
    """A first and a last day as they are kept: a line each, because no line that is typed has an end within."""
    return f"{first}\n{last}" if first.strip() or last.strip() else ""


def rows_in(text: str) -> list[Row]:
    """The rows of a table, cell by cell; none in a text that is no table."""
    try:
        rows = json.loads(text) if text.strip() else []
    except (ValueError, RecursionError):
        return []
    if not isinstance(rows, list):
        return []
    return [tuple(map(str, row)) for row in rows if isinstance(row, list)]


def rows_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as they are kept; those in which nothing stands are not."""
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    return json.dumps(filled, ensure_ascii=False) if filled else ""


def gap_in(question: Question, rows: Iterable[Row]) -> tuple[int, Column] | None:
    """The first row, counted from one, in which a cell that must be filled is empty, and that cell's column."""
    for number, row in enumerate(rows, 1):
        for place, column in enumerate(question.columns):
            if column.required and not (place < len(row) and row[place].strip()):
                return number, column
    return None


def is_overlong(text: str, most: int) -> bool:
    """Whether an answer or a cell has too many signs: all count, those at both ends too, unless it is blank."""
    return len(text) > most and signs_in(text) > most and bool(text.strip())


def overlong_in(question: Question, rows: Iterable[Row]) -> tuple[int, Column] | None:
    """The first row with a cell that is too long, and that cell's column."""
    for number, row in enumerate(rows, 1):
        for cell, column in zip(row, question.columns, strict=False):
            if is_overlong(cell, column.most):
                return number, column
    return None
