"""What stands before a paragraph that is one of a list: programs draw it, it is nowhere in the text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents.word_xml import attribute, child, name_of, path, whole

DASH = "- "
STEPS = 10
"""So many styles are followed to what they are based on."""
DEEPEST = 9
"""A list has so many levels."""
MOST_AROUND = 40
"""No more signs are drawn around a number."""
Place = tuple[str, int]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_IN_ROMAN = 400


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is drawn: its kind of number, what stands around it ("%1.%2)"), and where it begins."""

    kind: str = "bullet"
    around: str = ""
    first: int = 1


class Lists:
    """The lists of one file: which are numbered, and how far each has been counted."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels = _levels(numbering)
        self._styles = {attribute(one, "styleId"): one for one in (() if styles is None else styles) if _is_style(one)}
        self._counted: dict[Place, int] = {}

    def mark_of(self, paragraph: Any) -> str:
        """What is drawn before a paragraph: a dash, its number, or nothing."""
        place = self._place_of(child(paragraph, "pPr"))
        if place is None:
            return ""
        level = self._levels.get(place, Level())
        if level.kind == "none":
            return ""
        if level.kind == "bullet":
            return DASH
        number, depth = place
        self._counted[place] = self._counted.get(place, level.first - 1) + 1
        for deeper in range(depth + 1, DEEPEST):
            self._counted.pop((number, deeper), None)
        drawn = re.sub("%([1-9])", lambda found: self._drawn(number, int(found[1]) - 1), level.around)
        return f"{drawn} " if drawn else ""

    def _drawn(self, number: str, depth: int) -> str:
        """How far a level was counted, as it is drawn."""
        level = self._levels.get((number, depth), Level())
        return _in(level.kind, self._counted.get((number, depth), level.first))

    def _place_of(self, properties: Any) -> Place | None:
        """The list and the level of a paragraph, by itself or by its style."""
        for _ in range(STEPS):
            if properties is None:
                return None
            numbered = child(properties, "numPr")
            if numbered is not None:
                return _place(numbered)
            style = self._styles.get(_value(path(properties, "pStyle")) or _value(path(properties, "basedOn")))
            properties = None if style is None else _properties(style)
        return None


def _is_style(one: Any) -> bool:
    return name_of(one) == "style"


def _properties(style: Any) -> Any:
    """The properties of a style; of one without any, what it is based on."""
    found = child(style, "pPr")
    return style if found is None or child(found, "numPr") is None else found


def _place(numbered: Any) -> Place | None:
    number = _value(child(numbered, "numId"))
    return None if number in (None, "0") else (number, whole(child(numbered, "ilvl"), 0))


def _value(one: Any) -> str | None:
    return None if one is None else attribute(one, "val")


def _levels(numbering: Any) -> Mapping[Place, Level]:
    """How each level of each list is drawn."""
    if numbering is None:
        return {}
    drawn = {attribute(one, "abstractNumId"): _levels_in(one) for one in numbering if name_of(one) == "abstractNum"}
    found: dict[Place, Level] = {}
    for one in numbering:
        if name_of(one) == "num":
            number = attribute(one, "numId") or ""
            found |= {(number, n): level for n, level in drawn.get(_value(child(one, "abstractNumId")), {}).items()}
            found |= _begun_anew(one, number, found)
    return found


def _levels_in(drawn: Any) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for one in drawn:
        if name_of(one) == "lvl":
            depth = _depth(one)
            around = _value(child(one, "lvlText"))
            kind = _value(child(one, "numFmt")) or "decimal"
            levels[depth] = Level(
                kind, f"%{depth + 1}." if around is None else around[:MOST_AROUND], whole(child(one, "start"), 1)
            )
    return levels


def _depth(level: Any) -> int:
    text = attribute(level, "ilvl") or ""
    return int(text) if len(text) == 1 and "0" <= text <= "8" else 0


def _begun_anew(number: Any, name: str, levels: Mapping[Place, Level]) -> dict[Place, Level]:
    """The levels of a list that begin with another number than the list of which it is one."""
    anew: dict[Place, Level] = {}
    for one in number:
        if name_of(one) == "lvlOverride" and child(one, "startOverride") is not None:
            place = (name, _depth(one))
            level = levels.get(place, Level())
            anew[place] = Level(level.kind, level.around, whole(child(one, "startOverride"), 1))
    return anew


def _in(kind: str, number: int) -> str:
    """A number as it is drawn."""
    match kind:
        case "lowerLetter" | "upperLetter" if number > 0:
            letters = _LETTERS[(number - 1) % len(_LETTERS)] * min((number - 1) // len(_LETTERS) + 1, DEEPEST)
            return letters if kind == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman" if 0 < number < _MOST_IN_ROMAN:
            drawn = ""
            for worth, letter in _ROMAN:
                drawn += letter * (number // worth)
                number %= worth
            return drawn if kind == "lowerRoman" else drawn.upper()
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)
