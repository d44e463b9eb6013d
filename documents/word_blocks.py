"""The paragraphs and tables in a part of a file of Word, as its reader sees them: what was taken out by a tracked
change is not there, what was put in is; a box to tick is its sign; a picture and words struck through or set off leave
a sign of their own (documents/word_asides.py).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from documents.inspecting.facts import Fault, Faulty
from documents.word_asides import PICTURE, STRONG, STRUCK, without_asides
from documents.word_lists import Lists
from documents.word_ticks import EITHER, EMPTY, TICKED, has_box, is_ticked, symbol
from documents.word_xml import attribute, child, name_of, path, whole

MOST_SIGNS, MOST_LINES = 2_000_000, 20_000
OUT = {  # what was taken out by a tracked change, and what is no text
    *("del", "moveFrom", "delText", "delInstrText", "instrText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr"),
    *("sdtEndPr", "sectPr", "tblGrid", "rubyPr", "rt", "softHyphen"),
}
DRAWN = {"drawing", "pict", "object"}
PICTURES = {"blip", "imagedata", "OLEObject", "chart", "relIds"}
ON = {"1", "true", "on", None}
PAGE = "\f"
_AROUND_PAGES = re.compile(r"[ \t]*\f[\f \t]*")


@dataclass(slots=True)
class Row:
    """A row of a table: its cells' texts, over how many columns each goes (less than none: it goes on from above), and
    how many columns are left out before it.
    """

    texts: list[str]
    spans: list[int]
    before: int = 0


@dataclass(slots=True)
class Block:
    """A paragraph, or a table with its rows of cells. `goes_on`: its end was taken out by a tracked change."""

    text: str = ""
    rows: list[Row] | None = None
    goes_on: bool = False

    @property
    def told(self) -> str | dict[str, Any]:
        """The same for JSON."""
        if self.rows is None:
            return self.text
        merged = any(span != 1 for row in self.rows for span in row.spans) or any(row.before for row in self.rows)
        return {
            "rows": [row.texts for row in self.rows],
            "spans": [row.spans for row in self.rows] if merged else [],
            "before": [row.before for row in self.rows] if merged else [],
        }

    @property
    def words(self) -> str:
        """The same as one text."""
        if self.rows is None:
            return self.text
        return "\n".join(", ".join(filter(str.strip, row.texts)) for row in self.rows)


@dataclass(slots=True)
class Reader:
    """Reads blocks, and counts what it has read: signs, and lines."""

    lists: Lists
    signs: int = 0
    count: int = 0
    _boxes: list[Any] = field(default_factory=list[Any])

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The paragraphs and tables in something, in their order."""
        for one in () if parent is None else parent:
            match name_of(one):
                case "p":
                    yield from self._paragraph(one)
                case "tbl":
                    yield self._counted(Block(rows=[self._row(row) for row in self._inside(one, "tr")]))
                case "AlternateContent":
                    yield from self.blocks(_chosen(one))
                case "sdt" if not _is_placeholder(one):
                    yield from self.blocks(child(one, "sdtContent"))
                case "customXml" | "smartTag" | "ins" | "moveTo":
                    yield from self.blocks(one)
                case "altChunk":
                    yield self._counted(Block(PICTURE))
                case _:
                    pass

    def _paragraph(self, one: Any) -> Iterator[Block]:
        before, self._boxes = self._boxes, []
        pieces: list[str] = []
        self._inline(one, pieces)
        boxes, self._boxes = self._boxes, before
        goes_on = path(one, "pPr", "rPr", "del") is not None
        text = _AROUND_PAGES.sub("\n", "".join(pieces).strip(PAGE))
        mark = self.lists.mark_of(one) if text.strip() else ""
        yield self._counted(Block(mark + text, goes_on=goes_on))
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, parent: Any, pieces: list[str]) -> None:
        """The text in a paragraph or a part of it."""
        for one in parent:
            match name_of(one):
                case None:
                    pass
                case name if name in OUT:
                    pass
                case name if name in TOLD:
                    pieces.append(TOLD[name](one))
                case "sdt":
                    self._control(one, pieces)
                case "AlternateContent":
                    self._inline(_chosen(one), pieces)
                case "txbxContent":
                    self._boxes.append(one)
                case "r" if marks := _marks(one):
                    pieces.append(marks)
                    self._inline(one, pieces)
                case name if name in PICTURES or (name in DRAWN and not _has_box(one)):
                    pieces.append(PICTURE)
                case _:
                    self._inline(one, pieces)

    def _control(self, one: Any, pieces: list[str]) -> None:
        """A content control: a box to tick is its sign, what only says what to write there is nothing."""
        box, inside = path(one, "sdtPr", "checkbox"), child(one, "sdtContent")
        if box is not None and child(box, "checked") is not None:
            shown: list[str] = []
            if inside is not None:
                self._inline(inside, shown)
            pieces.append(_state(box, "".join(shown)))
        elif inside is not None and not _is_placeholder(one):
            self._inline(inside, pieces)

    def _row(self, row: Any) -> Row:
        """The texts of a row's cells, lines between paragraphs."""
        found = Row([], [], whole(path(row, "trPr", "gridBefore"), 0))
        for cell in self._inside(row, "tc"):
            found.texts.append("\n".join(block.words for block in joined(self.blocks(cell))))
            merged = path(cell, "tcPr", "vMerge")
            goes_on = merged is not None and attribute(merged, "val") != "restart"
            span = whole(path(cell, "tcPr", "gridSpan"), 1)
            found.spans.append(-span if goes_on else span)
        return found

    def _inside(self, parent: Any, wanted: str) -> Iterator[Any]:
        """Rows of a table or cells of a row, also those in content controls; not rows that were taken out."""
        for one in parent:
            name = name_of(one)
            if name == wanted:
                if path(one, "trPr", "del") is None:
                    yield one
            elif name == "sdt":
                inside = child(one, "sdtContent")
                yield from self._inside(() if inside is None else inside, wanted)
            elif name in ("customXml", "smartTag", "ins", "moveTo"):
                yield from self._inside(one, wanted)

    def _counted(self, block: Block) -> Block:
        self.count += 1 + block.text.count("\n")
        self.signs += len(block.text)
        if self.count > MOST_LINES or self.signs > MOST_SIGNS:
            raise Faulty(Fault.BOMB)
        return block


def joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks, those paragraphs as one between which a tracked change took the end out."""
    waiting: Block | None = None
    for block in blocks:
        if waiting is not None and block.rows is None:
            block.text = waiting.text + block.text
        elif waiting is not None:
            yield waiting
        waiting = block if block.goes_on else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting


def _chosen(one: Any) -> Any:
    """What is shown of content in several forms: the first that is there."""
    found = child(one, "Choice")
    return found if found is not None else child(one, "Fallback") if child(one, "Fallback") is not None else ()


def _is_placeholder(control: Any) -> bool:
    """Whether what stands in a content control only says what to write there."""
    shown = path(control, "sdtPr", "showingPlcHdr")
    return shown is not None and attribute(shown, "val") in ON and path(control, "sdtPr", "checkbox") is None


def _field_box(one: Any) -> str:
    """The sign of a box to tick as older forms of Word have it; nothing for another field."""
    box = path(one, "ffData", "checkBox")
    if box is None:
        return ""
    state = child(box, "checked")
    if state is None:
        state = child(box, "default")
    return TICKED if state is not None and attribute(state, "val") in ON else EMPTY


def _state(box: Any, shown: str) -> str:
    """The sign of a box to tick; where its control says one thing and what is seen another, both."""
    ticked = attribute(child(box, "checked"), "val") in ON
    seen = _seen(box, without_asides(shown).strip())
    return (TICKED if ticked else EMPTY) if seen in (None, ticked) else EITHER


def _seen(box: Any, shown: str) -> bool | None:
    """Whether what stands in a box to tick is a tick; None where it is neither that nor an empty box."""
    for name, says in (("checkedState", True), ("uncheckedState", False)):
        state = child(box, name)
        if state is not None and shown and f"{ord(shown[0]):04X}" == (attribute(state, "val") or "").upper():
            return says
    return is_ticked(shown) or (False if has_box(shown) else None)


def _marks(run: Any) -> str:
    """The signs of a run of words that is struck through or set off from the others."""
    looks = child(run, "rPr")
    if looks is None or not any(name_of(one) in ("t", "sym") for one in run):
        return ""
    struck = any(_is_on(looks, name) for name in ("strike", "dstrike"))
    strong = _is_on(looks, "b") or any(_is_shown(looks, name) for name in ("u", "highlight"))
    return STRUCK * struck + STRONG * strong


def _is_on(looks: Any, name: str) -> bool:
    one = child(looks, name)
    return one is not None and attribute(one, "val") in ON


def _is_shown(looks: Any, name: str) -> bool:
    one = child(looks, name)
    return one is not None and attribute(one, "val") not in ("none", None)


def _has_box(one: Any) -> bool:
    """Whether something drawn is a box with text, or a line between paragraphs, and no picture by itself."""
    return any(name_of(inner) == "txbxContent" or attribute(inner, "hr") is not None for inner in one.iter())


def _line_end(one: Any) -> str:
    return PAGE if attribute(one, "type") in ("page", "column") else "\n"


TOLD: dict[str, Callable[[Any], str]] = {
    "t": lambda one: without_asides(one.text or ""),
    "tab": lambda _one: "\t",
    "ptab": lambda _one: "\t",
    "br": _line_end,
    "cr": lambda _one: "\n",
    "noBreakHyphen": lambda _one: "-",
    "sym": lambda one: symbol(attribute(one, "char")),
    "fldChar": _field_box,
}
"""What an element in a paragraph says by itself."""
