"""What pages say, each piece with the language that it is marked as: text, and what attributes say to people."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    # closed at once in SVG, as our mark writes them
    | {"path", "circle", "line", "rect", "polyline", "polygon", "use"}
)
UNSPOKEN = frozenset({"code", "script", "style", "kbd", "samp"})
SPOKEN_ATTRIBUTES = ("alt", "aria-description", "aria-label", "aria-valuetext", "data-label", "placeholder", "title")
BUTTONS = {"button", "reset", "submit"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is said, and in which language according to its marks."""

    text: str
    language: str
    where: str


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    language: str
    spoken: bool


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self.open = [_Open("", "", spoken=True)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        around = self.open[-1]
        here = _Open(tag, values.get("lang", around.language), around.spoken and tag not in UNSPOKEN)
        if tag not in VOID:
            self.open.append(here)
        for name, text in _said_by(tag, values):
            self._say(text, here, f"{tag}[{name}]")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> (line {self.getpos()[0]})"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self._say(data, self.open[-1], self.open[-1].tag)

    def _say(self, text: str, here: _Open, where: str) -> None:
        if here.spoken and text.strip():
            self.pieces.append(Piece(" ".join(text.split()), here.language, where))


def _said_by(tag: str, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name in SPOKEN_ATTRIBUTES:
        if name in values:
            yield name, values[name]
    if tag == "input" and values.get("type") in BUTTONS and "value" in values:
        yield "value", values["value"]
    if tag == "meta" and values.get("name") in {"description", "author"}:
        yield "content", values.get("content", "")


def pieces_of(html: str) -> list[Piece]:
    """Everything that a page says, in its order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.pieces
