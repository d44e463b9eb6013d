"""What was changed between two texts, word by word, and between two tables, row by row: for people who read it.

Sentences that are in both are found first, then words in those that are not. Comparing costs time: beyond LIMIT a
stretch is taken as written anew.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, zip_longest

LIMIT = 40_000
"""How many pairs of words, of sentences or of rows are compared at the most at once."""
LONGEST = 20_000
"""In texts that together have more characters than this no words are compared."""
FAR_TOO_LONG = 100_000
"""Texts that together have more characters than this are not compared at all."""
CHANCE = 12
"""So many characters between two changes are the same by chance: they are told as changed, too."""
MORE = 40
"""So many characters more are not worth leaving out."""
SENTENCE = re.compile(r"(?=.)(?:[^.!?…\n]++|[.!?…]++(?!\s))*+(?:[.!?…]++\s++|\n\s*+)?+", re.DOTALL)
"""Reads every character once, whatever the text: nothing is given back and tried again."""
WORD = re.compile(r"\S+\s*|\s+")
Row = Sequence[str]
_Step = tuple[bool, int, int, int, int]


class Mark(StrEnum):
    """What became of something."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and what became of it."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table that is gone, new, or has changes in its cells (`SAME`): each cell in pieces."""

    mark: Mark
    cells: list[list[Piece]]


def differences(before: str, after: str) -> list[Piece]:
    """Both texts in one: what is the same, what is gone, what is new, in the order in which it is read."""
    if len(before) + len(after) > FAR_TOO_LONG:
        return _joined(
            [Piece(Mark.SAME, before)] if before == after else [Piece(Mark.GONE, before), Piece(Mark.NEW, after)]
        )
    old, new = SENTENCE.findall(before), SENTENCE.findall(after)
    short = _is_short((before, after))
    found: list[Piece] = []
    for same, i, i_end, j, j_end in _steps(old, new):
        if same:
            found.append(Piece(Mark.SAME, "".join(old[i:i_end])))
            continue
        one_by_one = i_end - i == j_end - j
        pairs = zip(old[i:i_end], new[j:j_end], strict=True) if one_by_one else [(old[i:i_end], new[j:j_end])]
        for was, now in (("".join(one), "".join(other)) for one, other in pairs):
            found.extend(_in_words(was, now) if short else (Piece(Mark.GONE, was), Piece(Mark.NEW, now)))
    return _joined(found)


def row_differences(before: Sequence[Row], after: Sequence[Row]) -> list[RowChange]:
    """The rows that are not in both tables; one that stands in the place of another is told cell by cell."""
    found: list[RowChange] = []
    short = _is_short(cell for row in (*before, *after) for cell in row)
    for same, i, i_end, j, j_end in _steps(before, after):
        if same:
            continue
        for old, new in zip_longest(before[i:i_end], after[j:j_end]):
            if short and old is not None and new is not None:
                cells = [differences(was, now) for was, now in zip_longest(old, new, fillvalue="")]
                found.append(RowChange(Mark.SAME, cells))
                continue
            rows = ((Mark.GONE, old), (Mark.NEW, new))
            found.extend(
                RowChange(mark, [[Piece(mark, cell)] if cell else [] for cell in row]) for mark, row in rows if row
            )
    return found


def shortened(pieces: Sequence[Piece], around: int) -> list[Piece]:
    """The same, with what is long left out by "…": of what is the same, all but `around` characters beside a change; of
    what is gone or new, all but five times as many."""
    last = len(pieces) - 1
    return [
        Piece(piece.mark, _outer(piece.text, around if place else 0, around if place < last else 0))
        if piece.mark is Mark.SAME
        else Piece(piece.mark, _outer(piece.text, 5 * around, 0))
        for place, piece in enumerate(pieces)
    ]


def _in_words(before: str, after: str) -> Iterator[Piece]:
    """The differences between two stretches, word by word."""
    old, new = WORD.findall(before), WORD.findall(after)
    steps = list(_steps(old, new))
    for place, (same, i, i_end, j, j_end) in enumerate(steps):
        was, now = "".join(old[i:i_end]), "".join(new[j:j_end])
        if same and (len(was) >= CHANCE or place in (0, len(steps) - 1)):
            yield Piece(Mark.SAME, was)
        else:
            yield from (Piece(Mark.GONE, was), Piece(Mark.NEW, now))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """The same in as few pieces as can be; where something else took a place, what is gone is told before it."""
    found: list[Piece] = []
    for is_same, stretch in groupby(pieces, key=lambda piece: piece.mark is Mark.SAME):
        told = list(stretch)
        for mark in (Mark.SAME,) if is_same else (Mark.GONE, Mark.NEW):
            text = "".join(piece.text for piece in told if piece.mark is mark)
            if text:
                found.append(Piece(mark, text))
    return found


def _steps(old: Sequence[object], new: Sequence[object]) -> Iterator[_Step]:
    """How the one becomes the other: stretches from where to where in each, and whether they are the same."""
    first = _alike(zip(old, new, strict=False))
    rest = min(len(old), len(new)) - first
    last = _alike(zip(reversed(old[len(old) - rest :]), reversed(new[len(new) - rest :]), strict=False)) if rest else 0
    was, now = old[first : len(old) - last], new[first : len(new) - last]
    if first:
        yield True, 0, first, 0, first
    if len(was) * len(now) > LIMIT:
        yield False, first, first + len(was), first, first + len(now)
    else:
        for kind, i, i_end, j, j_end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            yield kind == "equal", first + i, first + i_end, first + j, first + j_end
    if last:
        yield True, len(old) - last, len(old), len(new) - last, len(new)


def _is_short(texts: Iterable[str]) -> bool:
    """Whether the words of these texts are compared."""
    return sum(map(len, texts)) <= LONGEST


def _alike(pairs: Iterable[tuple[object, object]]) -> int:
    """How many pairs are of two that are equal, before the first that is not."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _outer(text: str, first: int, last: int) -> str:
    """A text without its middle where it is longer than its `first` and `last` characters and some more."""
    if len(text) <= first + last + MORE:
        return text
    begins, ends = text[:first], text[len(text) - last :]
    return f"{_worth(begins.rpartition(' ')[0], begins)} … {_worth(ends.partition(' ')[2], ends)}"


def _worth(words: str, cut: str) -> str:
    """What was cut in whole words, where most of the cut is left; a text need not have spaces."""
    return words if 2 * len(words) > len(cut) else cut
