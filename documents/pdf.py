"""PDF from typst: the data goes in as JSON and is never evaluated; the same data gives the same bytes."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

ALL = Path(__file__).resolve().parent.parent / "templates"
PAPERS = ALL / "papers"
LETTERS = ALL / "letters"
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
STAND_IN = "□"
LATIN_ENDS = "\u024f"
_SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)


class PaperFault(Exception):
    """A paper that could not be set as its template wants: a missing letter, an unknown font."""


def set_paper(template: str, data: Mapping[str, Any], dated: datetime, folder: Path = PAPERS) -> bytes:
    """The PDF (PDF/A-2a, PDF/UA-1) that a template of ours gives for `data`. Raises PaperFault."""
    try:
        pdf, warnings = typst.compile_with_warnings(
            folder / template,
            root=folder,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=dated.replace(microsecond=0),  # a PDF's date has seconds; typst refuses more
            format="pdf",
        )
    except typst.TypstError as error:
        raise PaperFault(f"{template}: {error.message}") from error
    if warnings:
        raise PaperFault(f"{template}: {warnings[0].message}")
    assert isinstance(pdf, bytes)
    return pdf


def displayable(text: str) -> str:
    """The text with a stand-in for every sign that none of our fonts has: no name makes a paper impossible."""
    if text.isascii():
        return text
    return "".join(sign if _is_usual(sign) or _has_glyph(sign) else STAND_IN for sign in text)


def unusual(text: str) -> set[str]:
    """The signs of a text for which our fonts must be asked."""
    return set() if text.isascii() else {sign for sign in text if not _is_usual(sign)}


def plain(text: str) -> str:
    """The text with a stand-in for every sign beyond Latin letters and common marks."""
    return "".join(sign if _is_usual(sign) else STAND_IN for sign in text)


def _is_usual(sign: str) -> bool:
    return (sign <= LATIN_ENDS and unicodedata.category(sign) != "Cc") or sign in "–—‘’‚“”„‹›…€−□\u2009\u200b\u202f"


@lru_cache(maxsize=4096)
def _has_glyph(sign: str) -> bool:
    try:
        set_paper("sign.typ", {"sign": sign}, _SOME_DAY)
    except PaperFault:
        return False
    return True
