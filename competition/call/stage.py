"""Which step a call is at, for everybody who looks at it: one word, the same on every page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from competition.call.deadline import Terms, deadline_in_force, has_opened, is_open
from competition.foundation.clock import Moment


class Stage(StrEnum):
    """Where a published call stands."""

    COMING = "coming"
    OPEN = "open"
    EVALUATED = "being_evaluated"
    ANNOUNCED = "results_announced"


@dataclass(frozen=True, slots=True)
class Remaining:
    """Of the time for applying: what is left, and how much of the whole has gone, in percent."""

    left: timedelta
    gone: int


def is_known(published: Moment | None, at: datetime) -> bool:
    """Whether the public may know of a published call at the instant `at`; one without a date always."""
    return published is None or published.at <= at


def stage_of(terms: Terms, at: datetime, *, announced: bool) -> Stage:
    """The step at the instant `at`. `announced`: whether the results are public then."""
    if announced:
        return Stage.ANNOUNCED
    if is_open(terms, at):
        return Stage.OPEN
    return Stage.EVALUATED if has_opened(terms, at) else Stage.COMING


def remaining(terms: Terms, at: datetime) -> Remaining | None:
    """What is left of the time for applying; None where the call is not open."""
    if not is_open(terms, at):
        return None
    closes = deadline_in_force(terms).at
    whole = closes - terms.opens.at
    gone = int(100 * (at - terms.opens.at) / whole) if whole else 100
    return Remaining(left=closes - at, gone=gone)
