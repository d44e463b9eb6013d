"""What a form may ask: kinds of answers, and the questions whose answers the rules of the competition read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Words = Mapping[str, str]
"""A text in languages; Latvian is always there."""

TITLE = "title"
ADDRESS, EMAIL = "applicant-address", "applicant-email"
PHONE, ACCOUNT, SIGNATORY = "applicant-phone", "applicant-account", "applicant-signatory"
FROM, UNTIL = "project-from", "project-until"
ALL, AT_RISK = "target-all", "target-at-risk"


class Kind(StrEnum):
    """What an answer is."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    PERIOD = "period"
    EMAIL = "email"
    IBAN = "iban"
    TELEPHONE = "telephone"
    TICK = "tick"
    CHOICE = "choice"
    CHOICES = "choices"
    TABLE = "table"


MEANT: Mapping[str, Kind] = {
    TITLE: Kind.LINE,
    ADDRESS: Kind.LINE,
    EMAIL: Kind.EMAIL,
    FROM: Kind.DAY,
    UNTIL: Kind.DAY,
    ALL: Kind.NUMBER,
    AT_RISK: Kind.NUMBER,
}
"""Questions that have a meaning wherever they are asked, and the kind that they must be of."""
MOST: Mapping[Kind, int] = {Kind.TEXT: 3000, Kind.TICK: 3, Kind.CHOICE: 60, Kind.CHOICES: 1000, Kind.TABLE: 100_000}
"""The most characters of an answer of a kind, where the form does not say; else those of one line."""
ONE_LINE = 200
MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that may be chosen."""

    key: str
    label: Words


@dataclass(frozen=True, slots=True)
class Column:
    """What each row of a table asks."""

    key: str
    label: Words
    most: int = ONE_LINE
    required: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: its key, its words and its hint in languages, its kind, the most characters of an answer.

    The committee reads what it scores; how to reach and pay the applicant is for the organiser alone. `choices` are
    those of a choice; `columns` and `most_rows` those of a table.
    """

    key: str
    label: Words
    hint: Words | None = None
    kind: Kind = Kind.TEXT
    required: bool = True
    most: int = MOST[Kind.TEXT]
    for_committee: bool = True
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    most_rows: int = MOST_ROWS
