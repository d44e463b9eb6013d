"""When a call takes applications. The only module that compares a deadline with the time.

The last accepted instant is in, the next microsecond is out (call archive, Time; decision 0004).
The same window for queries is `open_at` in queries.py; a property test holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from competition.foundation.clock import Moment, exactly


@dataclass(frozen=True, slots=True)
class Terms:
    """When a call takes applications: its opening, its first deadline, and those its amendments set, in their order."""

    opens: Moment
    deadline: Moment
    moved_to: tuple[Moment, ...] = ()


def deadline_in_force(terms: Terms) -> Moment:
    """The deadline of the last amendment that has one; without any, the call's.

    Its `at` is the last accepted instant. Source: call archive, Time.
    """
    return terms.moved_to[-1] if terms.moved_to else terms.deadline


def is_open(terms: Terms, at: datetime) -> bool:
    """Whether an application may come in at the instant `at`."""
    return has_opened(terms, at) and in_time(terms, at)


def has_opened(terms: Terms, at: datetime) -> bool:
    """Whether the call takes applications by `at`, or has taken them."""
    return terms.opens.at <= at


def in_time(terms: Terms, received: datetime, accepted_until: datetime | None = None) -> bool:
    """Whether what came at `received` is in time under the deadline in force.

    `accepted_until`: the last instant of an act that accepts this one application late, if there is one.
    Source: call archive, outcome, step 2.
    """
    return received <= deadline_in_force(terms).at or (accepted_until is not None and received <= accepted_until)


def until_when(terms: Terms, accepted_until: datetime | None = None) -> Moment:
    """Until when one application may come in: the deadline in force, or later where an act accepts it late."""
    deadline = deadline_in_force(terms)
    return exactly(accepted_until) if accepted_until and accepted_until > deadline.at else deadline


def moves_earlier(terms: Terms, asked: Moment) -> bool:
    """Whether `asked` would take time away: an order may only give more. The same instant is allowed."""
    return asked.at < deadline_in_force(terms).at


def stays(terms: Terms, asked: Moment) -> bool:
    """Whether `asked` is the instant that is in force already."""
    return asked.at == deadline_in_force(terms).at


def first_move_earlier(terms: Terms) -> int | None:
    """The place in `moved_to` of the first amendment that takes time away, or None."""
    steps: Iterable[tuple[Moment, Moment]] = zip((terms.deadline, *terms.moved_to), terms.moved_to, strict=False)
    return next((place for place, (before, after) in enumerate(steps) if after.at < before.at), None)
