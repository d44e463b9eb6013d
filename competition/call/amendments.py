"""What is in force at an instant: an order changes nothing before it is published.

A decision, which looks back on the whole round, goes by every order (`Call.terms`; call archive, Time: when an order
was published does not affect the outcome). Whoever looks or submits at an instant goes by the orders published by then.
"""

from datetime import datetime
from enum import StrEnum

from competition.call.deadline import Terms
from competition.call.records import Amendment, Call
from competition.foundation.clock import Moment


class Overtaken(StrEnum):
    """A day of the call that a later deadline may pass."""

    RESULTS = "results"
    PROJECTS = "projects"


def amendments_at(call: Call, at: datetime) -> list[Amendment]:
    """The orders that were published by the instant `at`, in their order."""
    return [amendment for amendment in call.amendments if amendment.published_at <= at]


def moved_from(call: Call, amendment: Amendment) -> Moment | None:
    """The deadline that was in force before this order moved it; None where it moved none."""
    if amendment.deadline is None:
        return None
    earlier = [one.deadline for one in call.amendments if one.number < amendment.number and one.deadline]
    return earlier[-1] if earlier else call.deadline


def overtaken_by(call: Call, deadline: Moment) -> list[Overtaken]:
    """What a deadline would no longer come before; an order does not move it."""
    days = ((Overtaken.RESULTS, call.results_by), (Overtaken.PROJECTS, call.implementation_from))
    return [kind for kind, moment in days if moment and deadline.at >= moment.at]


def terms_at(call: Call, at: datetime) -> Terms:
    """When the call takes applications, as was known at the instant `at`."""
    moved_to = tuple(amendment.deadline for amendment in amendments_at(call, at) if amendment.deadline)
    return Terms(call.opens, call.deadline, moved_to)
