"""What is read in the place of an answer, and why something could not be."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Why something of a file could not be read, or not with certainty."""

    NO_PLACE = "no_place"
    """The question is not in the file."""
    NO_QUESTION = "no_question"
    """Something stands where no question is known."""
    BESIDE = "beside"
    """Something stands outside the place of an answer."""
    BETWEEN = "between"
    """Something stands between a question and its place, in which something stands too."""
    BY_CODE = "by_code"
    """Only the number of a question is known, its words are others."""
    TWICE = "twice"
    """The question is there again, and says something else."""
    SEVERAL = "several"
    """Of answers that exclude each other, several are chosen."""
    NO_CHOICE = "no_choice"
    """What is chosen is none of the answers."""
    UNCLEAR = "unclear"
    """What stands beside a box to tick is neither yes nor no."""
    NO_COLUMN = "no_column"
    """A cell stands under no column of the table."""
    NO_HEADS = "no_heads"
    """The first row of a table is not the head that the form has."""
    MERGED = "merged"
    """Cells were merged that belong to different columns, rows or questions."""
    STRUCK = "struck"
    """Something is struck through."""
    PICTURE = "picture"
    """A picture stands there."""
    MARGIN = "margin"
    """Something stands at the head or the foot of the pages."""
    NOTE = "note"
    """A footnote, or a remark beside the text."""


CERTAIN = {Trouble.BESIDE, Trouble.PICTURE}
"""What is told of an answer that is read with certainty all the same."""


@dataclass(frozen=True, slots=True)
class Value:
    """What is answered, as it is stored; None where it cannot be said. And what was not understood, with its words."""

    text: str | None
    unclear: tuple[tuple[Trouble, str], ...] = ()
