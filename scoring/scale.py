"""What a completed score sheet may hold: every criterion and no other, within its range, on its step.

Call archive, outcome, step 4.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Criterion:
    """A quality criterion: the points that may be given, what they weigh, and the floor that must be reached."""

    code: str
    min: Fraction
    max: Fraction
    step: Fraction
    weight: Fraction
    threshold: Fraction | None = None


class Kind(StrEnum):
    """What may be wrong with the points of one criterion."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    OFF_RANGE = "off_range"
    OFF_STEP = "off_step"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a sheet cannot be completed: the criterion's code, and what is wrong there."""

    code: str
    kind: Kind


def faults(points: Mapping[str, Fraction], criteria: Iterable[Criterion]) -> list[Fault]:
    """All that keeps a sheet with these points from being complete, in the call's order."""
    known = {criterion.code: criterion for criterion in criteria}
    found = [Fault(code, kind) for code, criterion in known.items() if (kind := fault_of(points.get(code), criterion))]
    return found + [Fault(code, Kind.UNKNOWN) for code in points if code not in known]


def fault_of(given: Fraction | None, criterion: Criterion) -> Kind | None:
    """What is wrong with these points for this criterion, if anything."""
    if given is None:
        return Kind.MISSING
    if not criterion.min <= given <= criterion.max:
        return Kind.OFF_RANGE
    if (given - criterion.min) % criterion.step:
        return Kind.OFF_STEP
    return None


def wants_reason(given: Fraction, criterion: Criterion) -> bool:
    """Whether these points need their reason in words: those below the criterion's floor do."""
    return criterion.threshold is not None and given < criterion.threshold
