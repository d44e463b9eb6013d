"""A letter as PDF: PDF/A-2a to be kept, PDF/UA-1 to be read by everybody. Its looks: templates/letters/letter.typ."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from documents.letters import Letter
from documents.pdf import LETTERS, PaperFault, displayable, plain, set_paper


def letter_pdf(letter: Letter) -> bytes:
    """The letter as PDF; the same letter gives the same bytes. A sign that our fonts lack becomes □."""
    try:
        return _set(letter, displayable)
    except PaperFault:  # signs that can be shown alone need not go together
        return _set(letter, plain)


def _set(letter: Letter, shown: Callable[[str], str]) -> bytes:
    data = asdict(letter) | {"title": letter.title, "mark": letter.mark, "seal": letter.seal}
    del data["stamp"]
    return set_paper("letter.typ", _each(data, shown), letter.stamp, LETTERS)


def _each(value: Any, shown: Callable[[str], str]) -> Any:
    """Every text of the data, however deep, as it is shown."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, list | tuple):
        return [_each(one, shown) for one in value]
    if isinstance(value, dict):
        return {name: _each(one, shown) for name, one in value.items()}
    return value
