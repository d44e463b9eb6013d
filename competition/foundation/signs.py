"""Texts that strangers send, before anything else is done with them: no sign has marks without end.

To normalise a text takes as long as the square of the marks on one of its signs: half a megabyte of accents on one
letter would hold the site for minutes.
"""

import re
import unicodedata

MOST_MARKS = 30
"""As many as Unicode lets a sign have in texts that are safe to be read piece by piece (UAX 15, stream-safe)."""
FIRST, LAST = 0x300, 0x1F000


def steady(text: str) -> str:
    """The text, whose signs have at most MOST_MARKS marks each: what is beyond is left out."""
    return text if text.isascii() else _TOO_MANY.sub(r"\1", text)


def composed(text: str) -> str:
    """A steady text in NFC."""
    return unicodedata.normalize("NFC", steady(text))


def parted(text: str) -> str:
    """A steady text in NFKD: letters and their marks apart."""
    return unicodedata.normalize("NFKD", steady(text))


def _is_mark(sign: str) -> bool:
    return unicodedata.combining(unicodedata.normalize("NFKD", sign)[0]) > 0


_MARKS = "".join(sign for sign in map(chr, range(FIRST, LAST)) if _is_mark(sign))
_TOO_MANY = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")
