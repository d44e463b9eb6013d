"""What a change of an answer was, ready to be read: texts in pieces, tables row by row, what was chosen in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from app.applicant.own import day_in_words
from app.languages import said
from competition.application.reading import Item
from competition.form.differences import Mark, Piece, RowChange, differences, row_differences, shortened
from competition.form.questions import Column, Kind, Question
from competition.form.several import ends_in, rows_in

AROUND = 120
"""So many characters of what stayed as it was are shown on each side of a change, where not all is."""


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of a table: whether it is gone, new or changed (`SAME`), and its cells with their columns."""

    mark: Mark
    cells: list[tuple[Column, list[Piece]]]

    @property
    def is_visible(self) -> bool:
        """Whether a cell under a column has anything that is gone or new."""
        return any(piece.mark is not Mark.SAME for _, pieces in self.cells for piece in pieces)


@dataclass(frozen=True, slots=True)
class Told:
    """A change: of one of these kinds. `labels` are words of the page's language, each with what became of it."""

    pieces: Sequence[Piece] = ()
    rows: Sequence[ToldRow] = ()
    labels: Sequence[tuple[Mark, Any]] = ()

    @property
    def is_visible(self) -> bool:
        """Whether anything is gone or new to the eye: what is kept in another way may read the same."""
        marks = [*(piece.mark for piece in self.pieces), *(mark for mark, _ in self.labels)]
        return bool(self.rows) or any(mark is not Mark.SAME for mark in marks)


def told(question: Question, before: str, after: str, *, whole: bool = False) -> Told:
    """What is different in an answer. Long stretches that stayed are left out, unless the `whole` of it is wanted."""
    if question.kind is Kind.TABLE:
        changes = row_differences(rows_in(before), rows_in(after))
        rows = [_row(question.columns, change) for change in changes]
        return Told(rows=[row for row in rows if row.is_visible])
    if question.kind in (Kind.TICK, Kind.DAY, Kind.PERIOD) or question.choices:
        return Told(labels=_labels(_words(question, before), _words(question, after)))
    pieces = differences(before, after)
    return Told(pieces=pieces if whole else shortened(pieces, AROUND))


def _row(columns: Sequence[Column], change: RowChange) -> ToldRow:
    return ToldRow(change.mark, list(zip(columns, change.cells, strict=False)))


def _words(question: Question, text: str) -> list[Any]:
    """What was chosen, in words."""
    if question.kind is Kind.TICK:
        return [gettext("Yes") if text else gettext("No")]
    if question.kind is Kind.DAY:
        return [day_in_words(text)] if text else []
    if question.kind is Kind.PERIOD:
        return [" – ".join(map(day_in_words, ends_in(text)))] if text else []
    return [said(label) for label in Item(question, text).chosen]


def _labels(before: Sequence[Any], after: Sequence[Any]) -> list[tuple[Mark, Any]]:
    kept = [(Mark.SAME if word in after else Mark.GONE, word) for word in before]
    return [*kept, *((Mark.NEW, word) for word in after if word not in before)]
