"""A letter as PDF: PDF/A-2a to be kept, PDF/UA-1 to be read by everybody. Its looks: templates/letters/letter.typ."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from documents.letters import Letter
from documents.pdf import LETTERS, PaperFault, displayable, plain, set_paper, unusual

MOST_SIGNS = 150
"""As many signs beyond Latin letters as a paper shows: more than two alphabets."""


def letter_pdf(letter: Letter) -> bytes:
    """The letter as PDF; the same letter gives the same bytes. A sign that our fonts lack becomes □."""
    data = asdict(letter) | {"title": letter.title, "mark": letter.mark, "seal": letter.seal}
    del data["stamp"]
    return set_words("letter.typ", data, letter.stamp)


def set_words(template: str, data: Mapping[str, Any], dated: datetime) -> bytes:
    """The PDF that a template of an official paper gives for its words. A sign that our fonts lack becomes □.

    The fonts are asked for a sign at a time, which takes a while: where there are too many, none is asked for.
    """
    signs = {sign for text in _texts(data) for sign in unusual(text)}
    if len(signs) > MOST_SIGNS:
        return set_paper(template, _each(data, plain), dated, LETTERS)
    try:
        return set_paper(template, _each(data, displayable), dated, LETTERS)
    except PaperFault:  # signs that can be shown alone need not go together
        return set_paper(template, _each(data, plain), dated, LETTERS)


def _texts(value: Any) -> Iterator[str]:
    """Every text of the data, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _each(value: Any, shown: Callable[[str], str]) -> Any:
    """Every text of the data, however deep, as it is shown."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, list | tuple):
        return [_each(one, shown) for one in value]
    if isinstance(value, dict):
        return {name: _each(one, shown) for name, one in value.items()}
    return value
