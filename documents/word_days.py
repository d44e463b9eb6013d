"""Days and periods as people write them, as they are stored. What is no day, or could be two, stays as it was typed."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from competition.form.answers import day_in
from competition.form.several import ends_text

_SEPARATOR = r"\s*[./–-]\s*"
_YEAR = r"([0-9]{4})\s*\.?\s*(?:gada|gadā|gads|g\.|g)?"
_SAID = (  # each with which of its parts are the year, the month and the day
    (re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}{_YEAR}"), (3, 2, 1)),
    (re.compile(r"([0-9]{1,2})\s*\.\s*([0-9]{1,2})\s*\.\s*([0-9]{2})\.?"), (3, 2, 1)),
    (re.compile(rf"([0-9]{{4}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}})\.?"), (1, 2, 3)),
    (re.compile(rf"{_YEAR}\s*([0-9]{{1,2}})\s*\.\s*([0-9]{{1,2}})\.?"), (1, 3, 2)),
    (re.compile(rf"{_YEAR},?\s*([0-9]{{1,2}})\s*\.\s*([^\W\d_]+)\.?"), (1, 3, 2)),
    (re.compile(rf"([0-9]{{1,2}})\s*(?:\.|st|nd|rd|th)?\s+([^\W\d_]+)\.?,?\s+{_YEAR}"), (3, 2, 1)),
    (re.compile(r"([^\W\d_]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})"), (3, 1, 2)),
)
_MONTHS = (
    ("jan", "feb", "mar", "apr", "mai", "jūn", "jūl", "aug", "sep", "okt", "nov", "dec"),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
_STEM = 3
_CENTURY = "20"
_BETWEEN = re.compile(r"\s*(?:[–—/,-]|\b(?:līdz|lidz|until|to)\b)\s*", re.IGNORECASE)
_FIRST_BETWEEN = re.compile(r"\s+(?:[–—-]|līdz|until|to)(?:\s+|$)|\s*[–—]\s*")
_SINCE = re.compile(r"^\s*(?:no|from|līdz|lidz|until|to|[–—-])\s+", re.IGNORECASE)
_TRAILING = re.compile(r"\s+[–—-]$")
_LONGEST = 100
"""No two days are written in more signs."""


def day_text(line: str) -> str:
    """A day as it is stored, however it is written in a line; what is none as it stands."""
    known = day_in(line)
    if known:
        return known.isoformat()
    for pattern, (year, month, day) in _SAID:
        found = pattern.fullmatch(line)
        if found and (said := _iso(found[year], found[month], found[day])):
            return said
    return line


def period_text(lines: Sequence[str]) -> str:
    """A first and a last day as they are stored: on a line each, or with a dash or a word between them."""
    whole = " ".join(lines)
    ways = {*_ways([_SINCE.sub("", _TRAILING.sub("", line)) for line in lines])}
    if len(ways) == 1:
        return ends_text(*ways.pop())
    ends = lines if len(lines) > 1 else _FIRST_BETWEEN.split(whole, maxsplit=1)
    return ends_text(day_text(_SINCE.sub("", ends[0] if ends else "")), day_text(" ".join(ends[1:])))


def _ways(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every way in which lines say two days."""
    whole = " ".join(lines)
    if len(whole) > _LONGEST:
        return
    lines = [line for line in lines if day_in(line) or line.strip("–—- ")]
    if len(lines) == 2 and (said := _ends(*lines)):  # noqa: PLR2004 - a day a line
        yield said
        return
    for found in _BETWEEN.finditer(whole):
        if said := _ends(whole[: found.start()], whole[found.end() :]):
            yield said


def _ends(first: str, last: str) -> tuple[str, str] | None:
    """Two days, of which the first may lack the month and the year that the last has, or the last the year."""
    first, last = first.strip(), last.strip()
    end = day_in(day_text(last))
    begin = day_in(day_text(first))
    if begin and end:
        return begin.isoformat(), end.isoformat()
    if end and (found := re.fullmatch(r"([0-9]{1,2})\s*\.?(?:\s*([0-9]{1,2})\s*\.?)?", first)):
        begin = day_in(_iso(str(end.year), found[2] or str(end.month), found[1]))
        return (begin.isoformat(), end.isoformat()) if begin else None
    if found := re.fullmatch(rf"{_YEAR}\s*([0-9]{{1,2}})\s*\.?", first):
        end = day_in(day_text(f"{found[1]}. gada {last}"))
        begin = day_in(_iso(found[1], str(end.month), found[2])) if end else None
        return (begin.isoformat(), end.isoformat()) if begin and end else None
    return None


def _iso(year: str, month: str, day: str) -> str:
    """A day as it is stored; nothing where there is no such day."""
    try:
        return date(int(year if len(year) > 2 else f"{_CENTURY}{year}"), _month(month), int(day)).isoformat()  # noqa: PLR2004
    except ValueError:
        return ""


def _month(said: str) -> int:
    """The number of a month, in figures or in words; 0 for none."""
    if said.isdecimal():
        return int(said)
    stem = said.casefold()[:_STEM]
    return next((names.index(stem) + 1 for names in _MONTHS if stem in names), 0)
