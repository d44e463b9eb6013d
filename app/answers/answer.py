"""What an answer to somebody who is refused has: a sentence, a status, a way on, advice."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Way(StrEnum):
    """Where a page that says no leads on to."""

    CALLS = "calls"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to somebody who is refused."""

    sentence: Any  # translated when it is said
    status: int
    way: Way = Way.CALLS
    advice: Any = None  # what to do next; where there is none, that of the status
