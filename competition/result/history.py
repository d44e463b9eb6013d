"""How many times an organisation has won. Source: FACTS, The three rounds.

The rounds in hand do not explain the announced numbers, so an application may state how often its organisation had won
before; from then on the portal adds its own rounds. Nothing is counted twice: a stated number takes in every round
before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """An organisation's part in one announced round: whether it won, and the wins before it, where stated.

    `held_here`: the portal itself held the round; of one brought in, it does not know what was before.
    """

    won: bool
    wins_before: int | None = None
    held_here: bool = True


def times_won(rounds: Iterable[Round]) -> int | None:
    """The wins after the last of `rounds`, which stand in the order of their announcement; None where not known.

    Two awards in one round are one win: the announcements count rounds. Not known are the wins of an organisation of
    which the portal has only rounds that were brought in without a stated number.
    """
    wins, parts = 0, list(rounds)
    for part in parts:
        if part.wins_before is not None:
            wins = part.wins_before
        wins += part.won
    known = not parts or any(part.held_here or part.wins_before is not None for part in parts)
    return wins if known else None
