"""How many times an organisation has won. Source: FACTS, The three rounds.

The rounds in hand do not explain the announced numbers, so an application may state how often its organisation had won
before; from then on the portal adds its own rounds. Nothing is counted twice: a stated number takes in every round
before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """An organisation's part in one announced round: whether it won, and the wins before it, where stated."""

    won: bool
    wins_before: int | None = None


def times_won(rounds: Iterable[Round]) -> int:
    """The wins after the last of `rounds`, which stand in the order of their announcement.

    Two awards in one round are one win: the announcements count rounds.
    """
    wins = 0
    for part in rounds:
        if part.wins_before is not None:
            wins = part.wins_before
        wins += part.won
    return wins
