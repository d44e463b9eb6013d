"""Texts that strangers send, before anything else is done with them: no sign has marks without end.

To normalise a text takes as long as the square of the marks on one of its signs: half a megabyte of accents on one
letter would hold the site for minutes.

How long a text is, is told as people see it: a letter with its marks is one, and so is a family of emoji (UAX 29).
"""

import re
import unicodedata

import regex

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


def signs_in(text: str) -> int:
    """How many signs a reader sees in the text, a line break as one; counted so in the browser too (counter.js)."""
    return len(text) if _EACH_ONE.fullmatch(text) else sum(1 for _ in _SIGN.finditer(text))


def _is_mark(sign: str) -> bool:
    return unicodedata.combining(unicodedata.normalize("NFKD", sign)[0]) > 0


_MARKS = "".join(sign for sign in map(chr, range(FIRST, LAST)) if _is_mark(sign))
_TOO_MANY = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")
_SIGN = regex.compile(r"\X")
_EACH_ONE = re.compile("[\n -~\u00a0-\u02ff\u2010-\u2027\u20ac]*")
"""What is mostly written here, in which each character is a sign."""
