"""Boxes to tick in a file of Word: how they are written, and what stands for a tick in a file that comes back."""

import re
from typing import Any

from docx.oxml import parse_xml

EMPTY, TICKED = "☐", "☒"
EITHER = f"{TICKED}?"
"""What stands for a box whose control says one thing and whose sign another."""
BOXES = {EMPTY, *"□▢◻⬜○◯❏❑"}
TICKS = {TICKED, *"☑✓✔✗✘✕✖✅❎❌×🗹🗵🗷🗸√⊠⊗●◉⦿⬛■"}
SYMBOLS = {  # of the fonts Wingdings and Symbol, by the codes that Word gives them
    0x6F: EMPTY,
    0xA8: EMPTY,
    0x71: EMPTY,
    0x72: EMPTY,
    0x78: TICKED,
    0xFB: TICKED,
    0xFC: TICKED,
    0xFD: TICKED,
    0xFE: TICKED,
}
CROSSES = "xXхХ"
"""Latin and Cyrillic."""
_CROSS = re.compile(rf"(?<!\w)[{CROSSES}](?!\w)")
_BRACKETS = re.compile(r"\[\s*\]|\(\s*\)|_{2,}")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NEWER = "http://schemas.microsoft.com/office/word/2010/wordml"
_BOX = (
    f'<w:sdt xmlns:w="{_WORD}" xmlns:w14="{_NEWER}"><w:sdtPr><w14:checkbox>'
    '<w14:checked w14:val="{value}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>'
    '<w:rFonts w:hint="eastAsia" w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/></w:rPr>'
    "<w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
)


def add_tick(paragraph: Any, *, ticked: bool) -> None:
    """Write a box that is ticked by a click; a program that knows no such boxes keeps its sign."""
    box: Any = parse_xml(_BOX.format(value=int(ticked), sign=TICKED if ticked else EMPTY))
    paragraph._element.append(box)  # noqa: SLF001 - python-docx has no boxes


def symbol(code: str | None) -> str:
    """The sign for one of a font of signs, by its code as Word writes it ("F0FE"); nothing for another."""
    try:
        return SYMBOLS.get(int(code or "", 16) & 0xFF, "")
    except ValueError:
        return ""


def is_ticked(text: str) -> bool:
    """Whether a tick stands in what is beside some words: a sign that is one, or an X by itself."""
    return any(sign in TICKS for sign in text) or bool(_CROSS.search(text))


def has_box(text: str) -> bool:
    """Whether a box to tick stands in a text, ticked or not."""
    return is_ticked(text) or any(sign in BOXES for sign in text) or bool(_BRACKETS.search(text))
