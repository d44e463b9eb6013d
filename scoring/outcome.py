"""The outcome of a round: each rule in its order, in exact arithmetic, from frozen values alone.

Call archive, The outcome. A committee member can read it; anyone can replay it years later from stored sheets.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

from competition.call.deadline import Terms, deadline_in_force, in_time
from scoring.ranking import Entry, Standing, Verdict, funded, ranked
from scoring.scale import Criterion

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Entrant:
    """An application as the rules see it: when it came, what was found of its eligibility, who must not score it."""

    number: str
    received: datetime
    withdrawn: datetime | None
    accepted_until: datetime | None
    eligibility: Mapping[str, str]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One member's points for one application, by criterion.

    `premature`: it is dated before its application, hence kept as evidence and never counted.
    """

    application: str
    member: str
    completed: bool
    points: Mapping[str, Fraction]
    premature: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """Everything the outcome of a call depends on, and nothing else."""

    slug: str
    terms: Terms
    currency: str
    amount: Decimal
    available: int
    eligibility_codes: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    minimum_sheets: int
    threshold_total: Fraction | None
    tie_break: tuple[str, ...]
    earlier_received_wins: bool
    entrants: tuple[Entrant, ...]
    sheets: tuple[Sheet, ...]
    tie_orders: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one application, and by which numbers."""

    number: str
    outcome: Verdict
    reasons: tuple[str, ...]
    rank: int | None
    score: Fraction | None
    criteria: Mapping[str, Fraction] | None
    sheets_counted: int
    excluded_sheets: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The result in the form and order of the call archive."""
        means = self.criteria
        return {
            "number": self.number,
            "outcome": self.outcome.value,
            "reasons": list(self.reasons),
            "rank": self.rank,
            "score": None if self.score is None else both(self.score),
            "criteria": None if means is None else {code: both(mean) for code, mean in means.items()},
            "sheets_counted": self.sheets_counted,
            "excluded_sheets": list(self.excluded_sheets),
        }


@dataclass(frozen=True, slots=True)
class Counts:
    """How many applications came how far."""

    received: int
    in_time: int
    eligible: int
    awards: int
    reserve: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a call: every application's result in the order of the file, with the counts."""

    slug: str
    deadline: datetime
    counts: Counts
    awarded_total: Decimal
    currency: str
    results: tuple[Result, ...]

    def as_json(self) -> dict[str, Any]:
        """The outcome in the form and order of the call archive."""
        return {
            "slug": self.slug,
            "deadline": self.deadline.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z",
            "counts": {
                "received": self.counts.received,
                "in_time": self.counts.in_time,
                "eligible": self.counts.eligible,
                "awards": self.counts.awards,
                "reserve": self.counts.reserve,
            },
            "awarded_total": f"{self.awarded_total:.2f}",
            "currency": self.currency,
            "applications": [result.as_json() for result in self.results],
        }


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The completed sheets of one application: those that count, and whose are left out for a conflict. Step 4."""

    counted: tuple[Sheet, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Finding:
    """How far an application came before the ranking; without a verdict it is ranked. Steps 1 to 7."""

    verdict: Verdict | None
    reasons: tuple[str, ...] = ()
    means: Mapping[str, Fraction] | None = None
    score: Fraction | None = None


def outcome_of(given: Round) -> Outcome:
    """The outcome that the rules give for a round. Call archive, outcome, steps 1 to 10."""
    sheets = _sheets_of(given)
    findings = {entrant.number: _finding(given, entrant, sheets[entrant.number].counted) for entrant in given.entrants}
    standings = {standing.number: standing for standing in _standings(given, findings)}
    results = tuple(
        _result(number, finding, standings.get(number), sheets[number]) for number, finding in findings.items()
    )
    awards = _number_of(results, Verdict.AWARD)
    return Outcome(
        slug=given.slug,
        deadline=deadline_in_force(given.terms).at,
        counts=Counts(
            received=len(results),
            in_time=len(results) - _number_of(results, Verdict.WITHDRAWN, Verdict.LATE),
            eligible=sum(_came_in(given, entrant) and _is_eligible(given, entrant) for entrant in given.entrants),
            awards=awards,
            reserve=_number_of(results, Verdict.RESERVE),
        ),
        awarded_total=awards * given.amount,
        currency=given.currency,
        results=results,
    )


def counted_sheets(given: Round) -> dict[str, tuple[Sheet, ...]]:
    """The sheets that count, for every application in order. Call archive, outcome, step 4."""
    return {number: sheets.counted for number, sheets in _sheets_of(given).items()}


def mean(points: Sequence[Fraction]) -> Fraction:
    """The exact mean: a tie is a tie, never a rounding. Step 6.

    Adds integers over one denominator: as exact as adding fractions, and several times faster.
    """
    denominator = lcm(*{value.denominator for value in points})
    total = sum(value.numerator * (denominator // value.denominator) for value in points)
    return Fraction(total, denominator * len(points))


def shown(value: Fraction) -> str:
    """Two decimals, half away from zero, and no minus before a zero."""
    hundredths = (200 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    sign = "-" if value < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


def both(value: Fraction) -> dict[str, str]:
    """A number as the outcome gives it: exact, in lowest terms, and as it is shown."""
    return {"exact": str(value), "shown": shown(value)}


def _sheets_of(given: Round) -> dict[str, _Sheets]:
    completed: dict[str, list[Sheet]] = {entrant.number: [] for entrant in given.entrants}
    for sheet in given.sheets:
        if sheet.completed:
            completed[sheet.application].append(sheet)
    return {entrant.number: _parted(completed[entrant.number], entrant.conflicts) for entrant in given.entrants}


def _parted(completed: Iterable[Sheet], conflicts: Sequence[str]) -> _Sheets:
    """A conflicted member's points do not exist; a sheet older than its application is evidence only. Step 4."""
    sheets = list(completed)
    return _Sheets(
        counted=tuple(sheet for sheet in sheets if sheet.member not in conflicts and not sheet.premature),
        excluded=tuple(sheet.member for sheet in sheets if sheet.member in conflicts),
    )


def _finding(given: Round, entrant: Entrant, counted: Sequence[Sheet]) -> _Finding:
    """Steps 1 to 7, in their order."""
    if entrant.withdrawn is not None:
        return _Finding(Verdict.WITHDRAWN)
    if not _came_in(given, entrant):
        return _Finding(Verdict.LATE)
    if refused := tuple(code for code in given.eligibility_codes if entrant.eligibility.get(code) == "no"):
        return _Finding(Verdict.INELIGIBLE, refused)
    if not _is_eligible(given, entrant) or len(counted) < given.minimum_sheets:
        return _Finding(Verdict.UNDECIDED)
    means = {item.code: mean([sheet.points[item.code] for sheet in counted]) for item in given.criteria}
    score = sum((item.weight * means[item.code] for item in given.criteria), Fraction())
    reasons = _floors_missed(given, means, score)
    return _Finding(Verdict.BELOW_THRESHOLD if reasons else None, reasons, means, score)


def _came_in(given: Round, entrant: Entrant) -> bool:
    """Neither withdrawn nor late. Steps 1 and 2."""
    return entrant.withdrawn is None and in_time(given.terms, entrant.received, entrant.accepted_until)


def _is_eligible(given: Round, entrant: Entrant) -> bool:
    """Every eligibility criterion is met. Step 3."""
    return all(entrant.eligibility.get(code) == "yes" for code in given.eligibility_codes)


def _floors_missed(given: Round, means: Mapping[str, Fraction], score: Fraction) -> tuple[str, ...]:
    """The criteria whose mean is below their floor, then the total; compared unrounded. Step 7."""
    missed = tuple(
        item.code for item in given.criteria if item.threshold is not None and means[item.code] < item.threshold
    )
    too_low = given.threshold_total is not None and score < given.threshold_total
    return (*missed, TOTAL) if too_low else missed


def _standings(given: Round, findings: Mapping[str, _Finding]) -> list[Standing]:
    """The ranking and the funding line, of those whom no earlier rule stopped. Steps 8 and 9."""
    entries = [
        Entry(entrant.number, finding.score, finding.means, entrant.received)
        for entrant in given.entrants
        if (finding := findings[entrant.number]).verdict is None
        and finding.score is not None
        and finding.means is not None
    ]
    places = ranked(entries, given.tie_break, earlier_received_wins=given.earlier_received_wins)
    return funded(places, given.available, given.tie_orders)


def _result(number: str, finding: _Finding, standing: Standing | None, sheets: _Sheets) -> Result:
    verdict = standing.verdict if standing else finding.verdict
    assert verdict is not None
    return Result(
        number=number,
        outcome=verdict,
        reasons=finding.reasons,
        rank=standing.rank if standing else None,
        score=finding.score,
        criteria=finding.means,
        sheets_counted=len(sheets.counted),
        excluded_sheets=sheets.excluded,
    )


def _number_of(results: Iterable[Result], *verdicts: Verdict) -> int:
    return sum(result.outcome in verdicts for result in results)
