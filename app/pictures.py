"""The programme's official pictures as municipalities supply them: which there are, checked, with their sizes.

A folder holds one folder an organiser, named by its slug; each file's base name says what it shows. Nothing is redrawn:
what cannot be shown as it is stops the start. (What the pictures say in words stands in app/publicity.py.)
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import imagesize

from competition.organisation.names import SLUG

SHOWN = ("eu", "nap2020", "future", "programme", "organiser")
LARGEST_KB = 300
BEGINNINGS: Mapping[str, bytes] = {
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".webp": rb"RIFF.{4}WEBP",
    ".avif": rb".{4}ftyp(?:avif|avis|mif1|miaf)",
    ".svg": rb"(?:\xef\xbb\xbf)?\s*<",
}
LENGTH = re.compile(r"(\d*\.?\d+)(px|pt|pc|mm|cm|in)?")
PIXELS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
SIDES = 4


class PictureWrong(Exception):
    """A file that cannot be shown; its text is the rest of a sentence, and names the file."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file, what it shows, and its size in pixels."""

    path: Path
    shows: str
    width: int
    height: int


def pictures_in(folder: Path) -> Mapping[str, list[Picture]]:
    """The pictures by the slug of their organiser, in the order in which they are shown. Raises PictureWrong."""
    return {organiser.name: _pictures_of(organiser) for organiser in _entries(folder)}


def _pictures_of(folder: Path) -> list[Picture]:
    if not folder.is_dir():
        raise PictureWrong(f"{folder.name!r} lies in no organiser's folder")
    if not SLUG.fullmatch(folder.name):
        raise PictureWrong(f"{folder.name!r} is not the short name of an organiser")
    found: dict[str, Picture] = {}
    for path in _entries(folder):
        picture = _picture(path)
        if picture.shows in found:
            raise PictureWrong(f"{_name(path)} shows the same as {_name(found[picture.shows].path)}")
        found[picture.shows] = picture
    return [found[shown] for shown in SHOWN if shown in found]


def _entries(folder: Path) -> Iterator[Path]:
    """What lies in a folder, without what systems hide there."""
    return (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))


def _picture(path: Path) -> Picture:
    beginning = BEGINNINGS.get(path.suffix.lower())
    if beginning is None or not path.is_file():
        raise PictureWrong(f"{_name(path)} is not a png, jpg, webp, svg or avif file")
    if path.stem not in SHOWN:
        raise PictureWrong(f"{_name(path)} must be named by what it shows: {', '.join(SHOWN)}")
    if path.stat().st_size > LARGEST_KB * 1024:
        raise PictureWrong(f"{_name(path)} is larger than {LARGEST_KB} KB")
    content = path.read_bytes()
    if not re.match(beginning, content, re.DOTALL):
        raise PictureWrong(f"{_name(path)} is not what its ending says")
    width, height = _drawn_size(content) if path.suffix.lower() == ".svg" else imagesize.get(path)
    if width <= 0 or height <= 0:
        raise PictureWrong(f"{_name(path)} does not tell its width and height")
    return Picture(path, path.stem, max(1, round(width)), max(1, round(height)))


def _name(path: Path) -> str:
    return repr(f"{path.parent.name}/{path.name}")


def _drawn_size(content: bytes) -> tuple[float, float]:
    """The size of an SVG: its width and height, else those of its view box; nothing else of it is looked at."""
    # Imported here: commands start without it where nobody has an SVG.
    from lxml import etree  # noqa: PLC0415  # pyright: ignore[reportAttributeAccessIssue]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with suppress(etree.XMLSyntaxError):
        root = etree.fromstring(content, parser)
        if etree.QName(root).localname == "svg":
            return _given(root.get("width"), root.get("height")) or _viewed(root.get("viewBox")) or (0, 0)
    return 0, 0


def _given(width: str | None, height: str | None) -> tuple[float, float] | None:
    sides = [LENGTH.fullmatch(side.strip()) for side in (width, height) if side]
    lengths = [float(side[1]) * PIXELS[side[2]] for side in sides if side]
    return (lengths[0], lengths[1]) if len(lengths) == len(("width", "height")) else None


def _viewed(box: str | None) -> tuple[float, float] | None:
    numbers = [LENGTH.fullmatch(number) for number in re.split(r"[\s,]+", (box or "").strip())]
    sides = [float(number[1]) for number in numbers[2:] if number]
    return (sides[0], sides[1]) if len(numbers) == SIDES and len(sides) == len(("width", "height")) else None
