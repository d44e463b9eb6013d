"""Texts of strangers made fit to be kept, searched and shown."""

import re
import unicodedata
from time import process_time

from competition.foundation.signs import composed

CHARACTERS = 400_000
SECONDS = 4.0
NAME_LENGTH, MOST_SIGNS = 255, 1024
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SOFT_HYPHEN = re.compile("\xad+\n?")
"""Where a word may be, or is, divided between two lines."""
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # which hold signs of scripts and emoji together


def fit(text: str) -> str:
    """The text without what a database refuses or a page cannot show: NUL, other controls, halves of signs."""
    return composed(_UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def flat(text: str) -> str:
    """A fit text in one line."""
    return " ".join(fit(text).split())


def shown_name(name: str) -> str:
    """A name as it is shown: composed, without controls and signs that turn the direction of writing, not too long."""
    seen = (sign for sign in composed(name[:MOST_SIGNS]) if sign in _JOINERS or _is_seen(sign))
    return "".join(seen).strip()[:NAME_LENGTH] or "?"


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN


class Kept:
    """Pieces of text until there is enough of them, in characters or in seconds of the processor; then it is `cut`."""

    def __init__(self, characters: int = CHARACTERS, seconds: float = SECONDS) -> None:
        self.pieces: list[str] = []
        self.cut = False
        self._left = characters
        self._until = process_time() + seconds

    def takes_more(self) -> bool:
        """Whether there is room and time for a further piece, of which there is one: otherwise the text is cut."""
        self.cut = self.cut or self._left <= 0 or process_time() > self._until
        return not self.cut

    def add(self, text: str) -> None:
        """One more piece, as much of it as there is room for; lines without a word are left out, words are whole."""
        lines = (line.strip(" ") for line in _SOFT_HYPHEN.sub("", fit(text)).split("\n"))
        text = "\n".join(line for line in lines if line)
        if len(text) > self._left:
            text, self.cut = text[: max(self._left, 0)], True
        self._left -= len(text) + 1
        self.pieces.append(text)

    @property
    def has_letters(self) -> bool:
        """Whether anything that was kept can be read."""
        return any(sign.isalnum() for piece in self.pieces for sign in piece)
