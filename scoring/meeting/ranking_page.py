"""The ranking as the coordinator and the committee see it, from an outcome in the form of the call archive.

Before the decision that is the outcome of this moment, after it the one that was decided: nothing is computed twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from scoring.ranking import Verdict

NOT_RANKED = (Verdict.INELIGIBLE, Verdict.LATE, Verdict.WITHDRAWN, Verdict.UNDECIDED)
Outcome = Mapping[str, Any]


class Next(StrEnum):
    """What a call needs next on its way from points to a decision."""

    SCORE = "score"
    CLOSE = "close"
    SETTLE = "settle"
    DECIDE = "decide"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One application in the ranking; without a place where a floor was missed."""

    number: str
    verdict: Verdict
    place: int | None
    score: Fraction
    shown: str
    reasons: tuple[str, ...]
    means: Mapping[str, str]
    exact: Mapping[str, str]  # the same in lowest terms: equal where the means are


@dataclass(frozen=True, slots=True)
class Unranked:
    """An application that is not in the ranking, and the codes that speak against it."""

    number: str
    verdict: Verdict
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole ranking: who is in it from the best on, who is not, and after how many places the line runs."""

    places: Sequence[Ranked]
    others: Sequence[Unranked]
    line_after: int
    counts: Mapping[str, int]
    awarded: Decimal

    @property
    def tied(self) -> list[Ranked]:
        """Those who share the place through which the line runs, and whom nobody has put in order."""
        return [one for one in self.places if one.verdict is Verdict.TIE]

    @property
    def undecided(self) -> list[Unranked]:
        """Those who are not checked or not scored to the end."""
        return [one for one in self.others if one.verdict is Verdict.UNDECIDED]


def ranking_of(outcome: Outcome, available: int) -> Ranking:
    """The ranking that an outcome gives, with `available` awards."""
    ranked = [_ranked(one) for one in outcome["applications"] if Verdict(one["outcome"]) not in NOT_RANKED]
    in_order = sorted(ranked, key=lambda one: (one.place is None, one.place or 0, -one.score))
    placed = sum(one.place is not None for one in in_order)
    return Ranking(
        places=in_order,
        others=[_unranked(one) for one in outcome["applications"] if Verdict(one["outcome"]) in NOT_RANKED],
        line_after=min(available, placed),
        counts=outcome["counts"],
        awarded=Decimal(outcome["awarded_total"]),
    )


def are_equal(better: Ranked, worse: Ranked) -> bool:
    """Whether two that have places have the same points in all, so that something else parted them, or nothing."""
    return better.place is not None and worse.place is not None and better.score == worse.score


def parted_by(better: Ranked, worse: Ranked, tie_break: Sequence[str]) -> str | None:
    """The code of the criterion that parted two with equal points; None where it was no criterion."""
    return next((code for code in tie_break if better.exact[code] != worse.exact[code]), None)


def next_step(ranking: Ranking, *, closed: bool, decided: bool) -> Next:
    """What is needed next."""
    if decided:
        return Next.DONE
    if ranking.undecided:
        return Next.SCORE
    if not closed:
        return Next.CLOSE
    return Next.SETTLE if ranking.tied else Next.DECIDE


def _ranked(one: Mapping[str, Any]) -> Ranked:
    return Ranked(
        number=one["number"],
        verdict=Verdict(one["outcome"]),
        place=one["rank"],
        score=Fraction(one["score"]["exact"]),
        shown=one["score"]["shown"],
        reasons=tuple(one["reasons"]),
        means={code: mean["shown"] for code, mean in one["criteria"].items()},
        exact={code: mean["exact"] for code, mean in one["criteria"].items()},
    )


def _unranked(one: Mapping[str, Any]) -> Unranked:
    return Unranked(one["number"], Verdict(one["outcome"]), tuple(one["reasons"]))
