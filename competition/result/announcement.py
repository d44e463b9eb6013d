"""What an outsider may know of a call's result, and from when."""

from datetime import datetime

from competition.foundation.clock import Moment
from competition.foundation.errors import Refusal
from competition.result.records import Verdict


class NotAnnounced(Refusal):
    """The results of this call are not public yet."""

    code = "not-announced"


def is_public(announced: Moment | None, at: datetime, *, decided: bool) -> bool:
    """Whether the results are public at the instant `at`: decided, announced, and the announced day has come."""
    return decided and announced is not None and announced.at <= at


def may_name(verdict: Verdict, *, publishes_refusals: bool) -> bool:
    """Whether the public may learn of which application this was the outcome.

    Winners always; the others by the call's rule; who withdrew never. Source: RULES §5, Public result.
    """
    return verdict == Verdict.AWARD or (publishes_refusals and verdict != Verdict.WITHDRAWN)


def may_download_archive(announced: Moment | None, at: datetime, *, decided: bool, publishes_archive: bool) -> bool:
    """Whether the public archive of the call is to be had."""
    return publishes_archive and is_public(announced, at, decided=decided)
