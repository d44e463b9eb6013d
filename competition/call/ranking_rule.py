"""The rule by which a call's ranking is made, as its page and its results tell it. Call archive, outcome, 4 to 9."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from competition.call.records import Call, QualityCriterion


@dataclass(frozen=True, slots=True)
class Floor:
    """The mean that each of these criteria needs."""

    least: Decimal
    codes: list[str]


@dataclass(frozen=True, slots=True)
class RankingRule:
    """What is needed, and what goes before what."""

    most_points: Decimal
    least_points: Decimal | None
    floors: list[Floor]
    weighted: bool
    minimum_sheets: int
    tie_break: list[str]
    earlier_received_wins: bool
    available: int


def ranking_rule(call: Call) -> RankingRule:
    """The rule of a call whose criteria are loaded."""
    criteria = call.criteria
    return RankingRule(
        most_points=most_points(criteria),
        least_points=call.threshold_total,
        floors=_floors(call),
        weighted=any(criterion.weight != 1 for criterion in criteria),
        minimum_sheets=call.minimum_sheets,
        tie_break=tie_break_of(criteria),
        earlier_received_wins=bool(call.earlier_received_wins),
        available=call.available,
    )


def tie_break_of(criteria: Iterable[QualityCriterion]) -> list[str]:
    """The codes of the criteria that part equal points, the first to decide first."""
    placed = [criterion for criterion in criteria if criterion.tie_break_place is not None]
    return [criterion.code for criterion in sorted(placed, key=lambda one: one.tie_break_place or 0)]


def most_points(criteria: Iterable[QualityCriterion]) -> Decimal:
    """The most points that an application can have in all."""
    return sum((criterion.maximum * criterion.weight for criterion in criteria), Decimal())


def _floors(call: Call) -> list[Floor]:
    """The floors, the highest first, each with its criteria in the call's order."""
    pairs = [(criterion.threshold, criterion.code) for criterion in call.criteria if criterion.threshold is not None]
    pairs.sort(key=lambda pair: -pair[0])
    return [Floor(least, [code for _, code in group]) for least, group in groupby(pairs, key=lambda pair: pair[0])]
