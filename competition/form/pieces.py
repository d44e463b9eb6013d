"""The text of a form's file (TOML) taken apart into its parts, so that one can be changed and every other stays as it
is, with its remarks.

A block is a header (`[[sections.questions]]`) with all that is under it and the remarks right above it. Empty lines and
remarks that stand apart are the gap before a block.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

Path = tuple[str, ...]
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[^\"'#\[\]{}\n]+"
    r"|.",
    re.DOTALL,
)
OPENING, CLOSING = frozenset("[{"), frozenset("]}")
HEADER, REMARK = "[", "#"


@dataclass(frozen=True, slots=True)
class Block:
    """A header with what is under it; `gap` stands before it. The head of a file has no header and no path."""

    gap: str
    text: str
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Pieces:
    """A file as its blocks, and what stands after the last one."""

    blocks: tuple[Block, ...]
    tail: str = ""

    def __str__(self) -> str:
        """The file again."""
        return "".join(one.gap + one.text for one in self.blocks) + self.tail

    def units(self, path: Path, within: range | None = None) -> list[range]:
        """Which blocks belong to each table of a path, in the file's order, among those `within`."""
        found: list[range] = []
        for place in within if within is not None else range(len(self.blocks)):
            here = self.blocks[place].path
            if here == path:
                found.append(range(place, place + 1))
            elif found and found[-1].stop == place and here[: len(path)] == path:
                found[-1] = range(found[-1].start, place + 1)
        return found

    def without(self, unit: range) -> "Pieces":
        """The file without some blocks. Remarks that stand apart before them stay."""
        gap = self.blocks[unit.start].gap
        rest = Pieces((*self.blocks[: unit.start], *self.blocks[unit.stop :]), self.tail)
        return rest._with_gap(unit.start, gap) if gap.strip() else rest

    def with_blocks(self, place: int, blocks: Sequence[Block]) -> "Pieces":
        """The file with more blocks before the one at a place."""
        return replace(self, blocks=(*self.blocks[:place], *blocks, *self.blocks[place:]))

    def taken(self, unit: range) -> list[Block]:
        """Some blocks, to be put elsewhere: the remarks that stand apart before them do not come along."""
        first, *more = (self.blocks[place] for place in unit)
        return [replace(first, gap=first.gap if not first.gap.strip() else "\n"), *more]

    def _with_gap(self, place: int, gap: str) -> "Pieces":
        if place == len(self.blocks):
            return replace(self, tail=gap if not self.tail.strip() else gap + self.tail)
        one = self.blocks[place]
        kept = replace(one, gap=gap if not one.gap.strip() else gap + one.gap)
        return replace(self, blocks=(*self.blocks[:place], kept, *self.blocks[place + 1 :]))


def take_apart(text: str) -> Pieces:
    """A file, which can be read as TOML, as its pieces; put together they are the file, ending with a line's end."""
    blocks: list[Block] = []
    gap, path, lines = "", (), list[str]()
    for one in statements(text):
        if is_header(one):
            kept, apart, above = _parted(lines)
            if path or kept:
                blocks.append(Block(gap, "".join(kept), path))
                gap = ""
            gap, path, lines = gap + "".join(apart), _path_of(one), [*above, one]
        else:
            lines.append(one)
    kept, apart, above = _parted(lines)
    blocks.append(Block(gap, "".join(kept), path))
    return Pieces(tuple(blocks), "".join((*apart, *above)))


def statements(text: str) -> Iterator[str]:
    """A text line by line; what stretches over several lines (a long text, a list) is one."""
    start, end = 0, 0
    for sign, end, depth in tokens(text):
        if sign == "\n" and depth == 0:
            yield text[start:end]
            start = end
    if start < end:
        yield text[start:end] + "\n"


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """The signs of a text, a string or a remark being one: each with its end, and how many brackets are open then."""
    depth = 0
    for token in _TOKEN.finditer(text):
        sign = token.group()
        depth += (sign in OPENING) - (sign in CLOSING)
        yield sign, token.end(), depth


def is_header(statement: str) -> bool:
    """Whether a table begins here."""
    return statement.lstrip().startswith(HEADER)


def is_said(statement: str) -> bool:
    """Whether it says anything: it is no empty line and no remark."""
    return bool(statement.strip()) and not statement.lstrip().startswith(REMARK)


def _path_of(header: str) -> Path:
    """`[[sections.questions]]` as ("sections", "questions")."""
    found = tomllib.loads(header)
    path: list[str] = []
    while isinstance(found, dict) and found:
        ((name, found),) = found.items()
        path.append(name)
        found = found[0] if isinstance(found, list) else found
    return tuple(path)


def _parted(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """What belongs to a block, what stands apart after it, and the remarks right above the next one."""
    end = next((place + 1 for place in reversed(range(len(lines))) if is_said(lines[place])), 0)
    first_empty = next((place for place in range(end, len(lines)) if not lines[place].strip()), end)
    above = next((place + 1 for place in reversed(range(first_empty, len(lines))) if not lines[place].strip()), end)
    return lines[:first_empty], lines[first_empty:above], lines[above:]
