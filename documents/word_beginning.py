"""What a form of Word says at its beginning, before the line by which it is known: of which call and of which
application it is; and what was typed there besides.
"""

from collections.abc import Collection
from dataclasses import dataclass

from documents.word_places import LONGEST, plainly
from documents.word_words import WORDS

MOST = 20
"""So many lines at the beginning are looked at; a form has five."""
LINES = 3
"""Of these the form does not know by itself those of the call, the title and the applicant."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What stands at the beginning of a form of this application: the words of its call, its title, its applicant."""

    call: Collection[str]
    title: str
    applicant: str


class Beginning:
    """The lines at the beginning of a paper, as far as the form does not know them otherwise."""

    def __init__(self, expected: Expected | None = None) -> None:
        self._expected = expected
        self._lines: list[str] = []
        self._ended = self._overflows = False

    def take(self, line: str, *, goes_on: bool = False) -> bool:
        """Take a line, where the beginning is not over yet. `goes_on`: it is of the paragraph of that before."""
        if self._ended or len(self._lines) >= MOST or (self._lines and len(self._lines[-1]) > LONGEST):
            self._overflows = self._overflows or not self._ended
            return False
        if goes_on and self._lines:
            self._lines[-1] += f"\n{line}"
        else:
            self._lines.append(line)
        return True

    def end(self) -> None:
        """What follows is no part of it."""
        self._ended = True

    def told(self) -> tuple[tuple[str, ...], list[str]]:
        """The title and the applicant of another application, where the file is of one, or that of them which differs;
        and what was typed there besides.
        """
        if self._overflows:
            return (), self._lines
        if self._expected is None:
            return (), self._lines[LINES:]
        left = [*_places(self._expected)]
        unknown: list[str] = []
        for line in self._lines:
            place = next((one for one in left if plainly(line) in one), None)
            if place is None:
                unknown.append(line)
            else:
                left.remove(place)
        if len(self._lines) < LINES:
            return (), unknown
        if left and left[0] == _places(self._expected)[0] and unknown[:1] == self._lines[:1]:  # the call was renamed
            left, unknown = left[1:], unknown[1:]
        return tuple(unknown[: len(left)]), unknown[len(left) :]


def _places(expected: Expected) -> list[set[str]]:
    """The words that may stand in each of the lines of a form."""
    words = (expected.call, {expected.title, *WORDS["untitled"].values()}, {expected.applicant})
    return [{plainly(one) for one in place} for place in words]
