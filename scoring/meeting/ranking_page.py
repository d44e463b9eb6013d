"""The ranking as the coordinator and the committee see it, from an outcome in the form of the call archive.

Before the decision that is the outcome of this moment, after it the one that was decided: nothing is computed twice.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from scoring.ranking import Verdict

NOT_IN_TIME = (Verdict.LATE, Verdict.WITHDRAWN)
NOT_RANKED = (Verdict.INELIGIBLE, Verdict.UNDECIDED, *NOT_IN_TIME)
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


One = TypeVar("One", Ranked, Unranked)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole ranking: who is in it from the best on, who is not, and after how many places the line runs."""

    places: Sequence[Ranked]
    others: Sequence[Unranked]
    line_after: int
    counts: Mapping[str, int]
    tied: Sequence[Ranked]  # those who share the place through which the line runs, and whom nobody has put in order
    undecided: Sequence[Unranked]  # those who are not checked or not scored to the end
    next: Next  # what the call needs

    def without(self, hidden: Mapping[str, bool]) -> "Ranking":
        """The same for somebody from whom applications are kept, none of them counted anywhere.

        `hidden`: their numbers, and whether each is eligible. The others keep their places.
        """
        gone = [one.verdict for one in (*self.places, *self.others) if one.number in hidden]
        fewer = {
            "received": len(gone),
            "in_time": sum(verdict not in NOT_IN_TIME for verdict in gone),
            "eligible": sum(hidden.values()),
            "awards": gone.count(Verdict.AWARD),
            "reserve": gone.count(Verdict.RESERVE),
        }
        return replace(
            self,
            places=_but(self.places, hidden),
            others=_but(self.others, hidden),
            line_after=len(_but(self.places[: self.line_after], hidden)),
            counts={name: count - fewer.get(name, 0) for name, count in self.counts.items()},
            tied=_but(self.tied, hidden),
            undecided=_but(self.undecided, hidden),
        )


def ranking_of(outcome: Outcome, available: int, *, closed: bool, decided: bool) -> Ranking:
    """The ranking that an outcome gives, with `available` awards; whether the scoring is closed, the call decided."""
    ranked = [_ranked(one) for one in outcome["applications"] if Verdict(one["outcome"]) not in NOT_RANKED]
    others = [_unranked(one) for one in outcome["applications"] if Verdict(one["outcome"]) in NOT_RANKED]
    placed = sum(one.place is not None for one in ranked)
    tied = [one for one in ranked if one.verdict is Verdict.TIE]
    undecided = [one for one in others if one.verdict is Verdict.UNDECIDED]
    return Ranking(
        places=sorted(ranked, key=lambda one: (one.place is None, one.place or 0, -one.score)),
        others=others,
        line_after=min(available, placed),
        counts=outcome["counts"],
        tied=tied,
        undecided=undecided,
        next=_next(undecided=bool(undecided), tied=bool(tied), closed=closed, decided=decided),
    )


def are_equal(better: Ranked, worse: Ranked) -> bool:
    """Whether two that have places have the same points in all, so that something else parted them, or nothing."""
    return better.place is not None and worse.place is not None and better.score == worse.score


def parted_by(better: Ranked, worse: Ranked, tie_break: Sequence[str]) -> str | None:
    """The code of the criterion that parted two with equal points; None where it was no criterion."""
    return next((code for code in tie_break if better.exact[code] != worse.exact[code]), None)


def _next(*, undecided: bool, tied: bool, closed: bool, decided: bool) -> Next:
    if decided:
        return Next.DONE
    if undecided:
        return Next.SCORE
    if not closed:
        return Next.CLOSE
    return Next.SETTLE if tied else Next.DECIDE


def _but(listed: Sequence[One], hidden: Container[str]) -> list[One]:
    return [one for one in listed if one.number not in hidden]


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
