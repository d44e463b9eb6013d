"""What becomes of a section that was changed in two places at once: nothing that somebody wrote is lost in silence.

A page knows what stood under each question when it was opened, by a mark. What it left alone is not its change; what
only it changed is saved; where both changed, what is stored stays, and the page is told.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

MARK = 10
BETWEEN = "."


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be saved of what was typed, and what stands stored where both changed, by question.

    `seen`: the marks with which the page goes on. It shows what was typed on it, not what stands where it was left
    alone, and has not seen what was changed elsewhere.
    """

    to_save: Mapping[str, str]
    stored: Mapping[str, str]
    seen: str


def mark_of(text: str) -> str:
    """A short mark by which a text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()[:MARK]


def marks_of(stored: Mapping[str, str]) -> str:
    """The marks of a section's texts, in the order of its questions, as a page carries them."""
    return BETWEEN.join(mark_of(text) for text in stored.values())


def merge(stored: Mapping[str, str], typed: Mapping[str, str], seen: str) -> Merged:
    """Put together what is `stored` and what was `typed` on a page that had `seen` the marks of what stood there.

    A page whose marks are of another form is taken to have seen nothing of it.
    """
    before = _before(stored, seen)
    changed = {key: text for key, text in typed.items() if text != stored[key] and mark_of(text) != before.get(key)}
    elsewhere = {key for key in changed if mark_of(stored[key]) != before.get(key)}
    shown = {key: mark_of(text) for key, text in typed.items() if key not in elsewhere}
    return Merged(
        to_save={key: text for key, text in changed.items() if key not in elsewhere},
        stored={key: stored[key] for key in changed if key in elsewhere},
        seen=BETWEEN.join(shown.get(key) or before.get(key, "") for key in stored),
    )


def _before(stored: Mapping[str, str], seen: str) -> dict[str, str]:
    marks = seen.split(BETWEEN)
    return dict(zip(stored, marks, strict=True)) if len(marks) == len(stored) else {}
