"""What is in force at an instant: an order changes nothing before it is published.

A decision, which looks back on the whole round, goes by every order (`Call.terms`; call archive, Time: when an order
was published does not affect the outcome). Whoever looks or submits at an instant goes by the orders published by then.
"""

from datetime import datetime

from competition.call.deadline import Terms
from competition.call.records import Amendment, Call


def amendments_at(call: Call, at: datetime) -> list[Amendment]:
    """The orders that were published by the instant `at`, in their order."""
    return [amendment for amendment in call.amendments if amendment.published_at <= at]


def terms_at(call: Call, at: datetime) -> Terms:
    """When the call takes applications, as was known at the instant `at`."""
    moved_to = tuple(amendment.deadline for amendment in amendments_at(call, at) if amendment.deadline)
    return Terms(call.opens, call.deadline, moved_to)
