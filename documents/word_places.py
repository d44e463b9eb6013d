"""By what the places of a form in Word are known again: by what stands on the page and stays when the file is saved by
another program (decisions/0022). What is hidden in a file may be gone when it comes back.

A question has its code ("3.2": the second question of the third section) before its words; the form has a line with its
call and the beginning of its digest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from competition.form.definition import Definition
from competition.form.questions import Question, Words
from competition.foundation.signs import composed
from documents.word_asides import without_asides

DIGITS = 10
"""So many digits of a form's digest stand in its line."""
LIKE = 0.6
"""Words that were changed a little are known again where they are at least as alike as this."""
COMPARED, MOST_COMPARED = 300, 400
SIGNS_BETWEEN = 6
"""So many dashes and quotation marks may stand by themselves among words."""
MORE_WORDS = 12
"""Words that were changed a little may have others of so many signs; those with more may hold something typed."""
LONGEST = 2000
"""No words of a question are longer than so many signs."""
SIGN = re.compile(
    rf"(?:veidlapas kods|form code)\s*:\s*([a-z0-9-]{{1,64}})\s*/\s*([0-9a-f]{{{DIGITS}}})\b", re.IGNORECASE
)
_CODE = re.compile(r"\s*\(?([0-9]{1,3})\s*\.\s*([0-9]{1,3})\s*[.):]?(?![0-9])\s*")
_LISTED = re.compile(r"\s*(?:[-•·–—]|[0-9]{1,3}[.)]|[a-zA-Z]\))\s+")
_BESIDE = " \t\n:;.,-–—"
_UNWRITTEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u202f", " "),
        **dict.fromkeys("\u2028\u2029\u0085\x0b\x0c\r", "\n"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", None),
        "\u2011": "-",
    }
)
_ALIKE = str.maketrans({**dict.fromkeys("„“”‟\"'’‘‚‛«»‹›*_", None), **dict.fromkeys("‐‒–—−", "-")})


@dataclass(frozen=True, slots=True)
class FormSign:
    """Which form a file says that it is: the call's slug and the beginning of the form's digest."""

    slug: str
    digest: str


def sign_words(word: str, slug: str, digest: str) -> str:
    """The line by which a form is known: `word` is one of those that `SIGN` knows."""
    return f"{word}: {slug}/{digest[:DIGITS]}"


def tidy(text: str) -> str:
    """A text as it is taken from a file: without what programs put in for the eye, and without space at its ends.

    Spaces and hyphens that do not break become plain, places for hyphens and signs without width go.
    """
    plain = without_asides(text).replace("\r\n", "\n").translate(_SIGNS)
    return composed(_UNWRITTEN.sub("", plain)).strip()


def printable(text: str) -> str:
    """What can stand in a file of Word."""
    lines = without_asides(text).replace("\r\n", "\n").translate(str.maketrans({"\x0b": "\n", "\x0c": "\n"}))
    return _UNWRITTEN.sub("", lines)


def plainly(text: str) -> str:
    """Words to be compared: whatever their case, spaces, quotation marks and dashes."""
    return " ".join(tidy(text).translate(_ALIKE).casefold().split()).strip(" .:;,")


def begins(text: str, words: str) -> bool:
    """Whether a text begins with some words, both as `plainly` gives them."""
    return text.startswith(words) and not (words[-1:].isalnum() and text[len(words) : len(words) + 1].isalnum())


def without_mark(text: str) -> str:
    """A line without the mark of a list before it."""
    found = _LISTED.match(text)
    return text[found.end() :] if found else text


def end_of(text: str, words: str) -> int:
    """Where words, as `plainly` gives them, end at the beginning of a text; 0 where they do not stand there."""
    fewest, begun = len(words.split()), 0
    for number, token in enumerate(re.finditer(r"\S+", text[: 2 * LONGEST]), 1):
        if number >= fewest and plainly(text[: token.end()]) == words:
            return token.end()
        if number >= fewest:
            for end in range(max(begun, 1), token.end()):
                if plainly(text[:end]) == words:
                    return end
        if number > fewest + SIGNS_BETWEEN:
            return 0
        begun = token.start()
    return 0


@dataclass(frozen=True, slots=True)
class Named:
    """A question that a text names by its words: how far these reach in the text, and what stands after them on the
    same line: after a colon (`rest`), or right beside them (`aside`).
    """

    question: Question
    end: int
    rest: str = ""
    aside: str = ""


class Places:
    """The questions of a form by their codes and their words."""

    def __init__(self, form: Definition) -> None:
        self.form = form
        self._compared: dict[tuple[str, str], bool] = {}
        self.codes = {
            question.key: (number, place)
            for number, section in enumerate(form.sections, 1)
            for place, question in enumerate(section.questions, 1)
        }

    def code(self, question: Question) -> str:
        """The code of a question, as it is written."""
        number, place = self.codes[question.key]
        return f"{number}.{place}"

    def question_in(self, text: str) -> Named | None:
        """The question whose code and words stand at the beginning of a text, after the mark of a list or not.

        The words decide where they are those of one question only, because a form may have been changed since; the
        code decides where they are those of several, or were themselves changed a little.
        """
        bare = without_mark(text)
        found = self._coded_in(text, 0)
        return found or (self._coded_in(text, len(text) - len(bare)) if len(bare) < len(text) else None)

    def _coded_in(self, text: str, begin: int) -> Named | None:
        found = _CODE.match(text, begin)
        if found is None:
            return None
        coded = self._by_code.get((int(found[1]), int(found[2])))
        own_line = len(text[: found.end()].rstrip())
        bare = text[own_line:].partition("\n")[0]
        if coded and not plainly(bare) and not all(map(plainly, coded.label.values())):
            return Named(coded, own_line + len(bare))
        rest = text[found.end() : found.end() + LONGEST]
        plain = plainly(rest)
        begun = [(len(words), one is coded, words, one) for words, one in self._words if begins(plain, words)]
        if begun:
            _, _, words, best = max(begun, key=lambda one: one[:2])
            return _named(best, text, found.end() + end_of(rest, words))
        if coded is None:
            return None
        line = rest.partition("\n")[0]
        end = found.end() + len(line)
        if not self._is_like(plain, coded):
            return None
        own = {word for label in coded.label.values() for word in plainly(label).split()}
        more = sum(len(word) for word in plainly(line).split() if word not in own)
        return Named(coded, end, aside=line.strip() if more > MORE_WORDS else "")

    def question_coded(self, text: str) -> Question | None:
        """The question whose code alone stands at the beginning of a text, whatever its words."""
        found = _CODE.match(text) or _CODE.match(without_mark(text))
        return self._by_code.get((int(found[1]), int(found[2]))) if found else None

    def _is_like(self, text: str, question: Question) -> bool:
        """Whether words are those of a question, changed a little. Comparing costs time: what was compared is
        remembered, and after MOST_COMPARED nothing more is.
        """
        key = (text[:COMPARED], question.key)
        if key not in self._compared:
            if len(self._compared) >= MOST_COMPARED:
                return False
            self._compared[key] = _is_like(text, question.label)
        return self._compared[key]

    def question_named(self, text: str) -> Question | None:
        """The question whose words, without its code, are a text; None where they are of several."""
        named = self._by_words.get(plainly(without_mark(text)), ())
        return named[0] if len(named) == 1 else None

    def is_heading(self, text: str) -> bool:
        """Whether a line is the name of a section."""
        return plainly(text) in self._headings

    @cached_property
    def _by_code(self) -> dict[tuple[int, int], Question]:
        return {self.codes[one.key]: one for one in self.form.questions}

    @cached_property
    def _words(self) -> list[tuple[str, Question]]:
        """The words of every question in each language, as `plainly` gives them."""
        return [
            (plain, question)
            for question in self.form.questions
            for plain in dict.fromkeys(plainly(one) for one in question.label.values())
            if plain
        ]

    @cached_property
    def _by_words(self) -> dict[str, tuple[Question, ...]]:
        found: dict[str, tuple[Question, ...]] = {}
        for words, question in self._words:
            found[words] = (*found.get(words, ()), question)
        return found

    @cached_property
    def _headings(self) -> set[str]:
        return {plainly(one) for one in self._heading_words()}

    def _heading_words(self) -> Iterator[str]:
        for section in self.form.sections:
            for title in section.title.values():
                yield f"{section.numeral}. {title}"
                yield f"{section.numeral} {title}"


def _named(question: Question, text: str, end: int) -> Named:
    """A question with what stands on the line on which its words end."""
    line = text[end:].partition("\n")[0]
    told = line.rstrip()
    colon = (text[end - 1] == ":" or line.lstrip()[:1] == ":") and not any(
        ":" in one for one in question.label.values()
    )
    return Named(question, end + len(line), told.lstrip(" \t:") if colon else "", "" if colon else told.lstrip(_BESIDE))


def _is_like(text: str, words: Words) -> bool:
    return any(
        SequenceMatcher(None, text[: len(plain)], plain, autojunk=False).ratio() >= LIKE
        for plain in (plainly(one)[:COMPARED] for one in words.values())
        if plain
    )
