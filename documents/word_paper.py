"""What stands in a file of Word, as it is read: paragraphs, tables, and what is beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the columns of its grid from `start` to before `end`; whether it is the lower part of one that
    was merged with that above.
    """

    text: str
    start: int
    end: int
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file: its rows of cells, each a text. `spans`: of a table with merged cells, over how many columns
    each cell of each row goes (less than none: it goes on from above); `before`: how many are left out
    before a row.
    """

    rows: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[int, ...], ...] = ()
    before: tuple[int, ...] = ()

    def cells(self, number: int) -> Iterator[Cell]:
        """The cells of a row with their places in the grid."""
        row = self.rows[number]
        spans = self.spans[number] if self.spans else (1,) * len(row)
        start = self.before[number] if self.before else 0
        for text, span in zip(row, spans, strict=True):
            yield Cell(text, start, start + abs(span), goes_on=span < 0)
            start += abs(span)

    @property
    def width(self) -> int:
        """How many columns its widest row has."""
        return max((max((one.end for one in self.cells(n)), default=0) for n in range(len(self.rows))), default=0)


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands in the file: paragraphs and tables in their order; what stands on every page; notes and remarks."""

    blocks: tuple[str | Table, ...]
    margins: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def lines(self) -> Iterator[str]:
        """Every paragraph that is in no table, those of every page last."""
        yield from (block for block in self.blocks if isinstance(block, str))
        yield from self.margins


def paper_of(told: dict[str, Any]) -> Paper:
    """A paper from what `word_text` tells."""
    blocks = (one if isinstance(one, str) else _table(one) for one in told["blocks"])
    return Paper(tuple(blocks), tuple(told["margins"]), tuple(told["notes"]))


def _table(told: dict[str, Any]) -> Table:
    rows = tuple(tuple(row) for row in told["rows"])
    return Table(rows, tuple(tuple(row) for row in told["spans"]), tuple(told["before"]))
