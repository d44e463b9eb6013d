"""Letters as files: what they are called, and many of them in one ZIP."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal

from competition.foundation.signs import parted
from competition.result.notices import LetterFacts
from documents.letter_docx import letter_docx
from documents.letter_pdf import letter_pdf
from documents.letters import Letter, letter_of
from documents.zipped import streamed

Format = Literal["pdf", "docx"]
LONGEST = 60
LEFT_OUT = "nav-ieklauts.txt"
SETTING: Mapping[Format, Callable[[Letter], bytes]] = {"pdf": letter_pdf, "docx": letter_docx}


def letter_file_name(facts: LetterFacts, suffix: Format) -> str:
    """A name that every machine takes: "2020-07-lemums.pdf"; of a draft "2020-07-lemums-projekts.pdf"."""
    plain = parted(facts.application_number).encode("ascii", "ignore").decode()
    number = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:LONGEST] or "bez-numura"
    return f"{number}-lemums{'-projekts' if facts.is_draft else ''}.{suffix}"


def letters_zip(
    letters: Iterable[LetterFacts], formats: Iterable[Format] = ("pdf",), left_out: str = ""
) -> Iterator[bytes]:
    """A ZIP of letters in pieces, each letter set when its turn comes: a thousand need no more memory than one.

    The same letters give the same bytes. Letters of the same name are told apart by a number. `left_out`: what is not
    in the file and why, in words; it stands first, in a text of its own.
    """
    note = [(LEFT_OUT, f"{left_out}\n".encode())] if left_out else []
    return streamed(chain(note, _members(letters, tuple(formats))))


def _members(letters: Iterable[LetterFacts], formats: tuple[Format, ...]) -> Iterator[tuple[str, bytes]]:
    taken: dict[str, int] = {}
    for facts in letters:
        letter = letter_of(facts)
        for suffix in formats:
            name = letter_file_name(facts, suffix)
            taken[name] = taken.get(name, 0) + 1
            if taken[name] > 1:
                name = name.replace("-lemums", f"-lemums-{taken[name]}", 1)
            yield name, SETTING[suffix](letter)
