"""Who stands where, and who is awarded. Call archive, outcome, steps 8 and 9."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


class Verdict(StrEnum):
    """What became of an application."""

    AWARD = "award"
    RESERVE = "reserve"
    TIE = "tie"
    BELOW_THRESHOLD = "below_threshold"
    INELIGIBLE = "ineligible"
    UNDECIDED = "undecided"
    LATE = "late"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Entry:
    """An application that is ranked: its score, its means by criterion, when it came."""

    number: str
    score: Fraction
    means: Mapping[str, Fraction]
    received: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """An entry and the rank that it has, maybe together with others."""

    entry: Entry
    rank: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an application ended: its rank, and whether it is awarded, in reserve, or tied at the line."""

    number: str
    rank: int
    verdict: Verdict


def ranked(entries: Iterable[Entry], tie_break: Sequence[str], *, earlier_received_wins: bool = False) -> list[Place]:
    """Places from best to worst; equal entries share a place (1, 2, 2, 4).

    Score first, then the means of the criteria of `tie_break` in their order, then, where
    `earlier_received_wins`, the earlier instant. Call archive, outcome, step 8.
    """

    def strength(entry: Entry) -> tuple[object, ...]:
        earliness = (BEGINNING - entry.received,) if earlier_received_wins else ()
        return entry.score, *(entry.means[code] for code in tie_break), *earliness

    places: list[Place] = []
    for _, equals in groupby(sorted(entries, key=strength, reverse=True), key=strength):
        first = len(places) + 1
        places.extend(Place(entry, first) for entry in equals)
    return places


def funded(places: Iterable[Place], available: int, tie_orders: Iterable[Sequence[str]] = ()) -> list[Standing]:
    """The first `available` of the ranking are awarded, the others are in reserve.

    A group that shares a rank across the line follows the order that names exactly its members, and then has
    ranks of its own one by one; without such an order all of it is tied, and nobody below is awarded.
    Call archive, outcome, step 9.
    """
    orders = {frozenset(order): order for order in tie_orders if len(order) > 1}
    standings: list[Standing] = []
    for rank, group in groupby(places, key=lambda place: place.rank):
        numbers = [place.entry.number for place in group]
        if not is_cut(rank, len(numbers), available):
            standings += [Standing(number, rank, _side(rank, available)) for number in numbers]
        elif order := orders.get(frozenset(numbers)):
            standings += [Standing(number, own, _side(own, available)) for own, number in enumerate(order, rank)]
        else:
            standings += [Standing(number, rank, Verdict.TIE) for number in numbers]
    return standings


def is_cut(rank: int, size: int, available: int) -> bool:
    """Whether the funding line runs through a group of `size` that shares `rank`: a part of it fits, not the whole."""
    return rank <= available < rank + size - 1


def _side(rank: int, available: int) -> Verdict:
    return Verdict.AWARD if rank <= available else Verdict.RESERVE
