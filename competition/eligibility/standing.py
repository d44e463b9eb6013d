"""Where an application stands for those who handle it, in the one word that pages, letters and tables use."""

from dataclasses import dataclass
from enum import StrEnum

from competition.application.states import State


class Eligibility(StrEnum):
    """What is known of whether an application is eligible: always exactly one of these."""

    TO_CHECK = "to_check"
    CLARIFIED = "being_clarified"
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"


SUBMITTED, LATE, SCORED = "submitted", "late", "being_scored"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requirements of the call were answered in which way, of how many."""

    required: int
    yes: int = 0
    no: int = 0
    pending: int = 0

    @property
    def eligibility(self) -> Eligibility:
        """The same as requirements.is_eligible, from numbers, and why it is not known where it is not."""
        if self.no:
            return Eligibility.NOT_ELIGIBLE
        if self.pending:
            return Eligibility.CLARIFIED
        return Eligibility.ELIGIBLE if self.yes >= self.required else Eligibility.TO_CHECK


def standing(state: State, tally: Tally, *, in_time: bool, scored: bool) -> str:
    """The word for an application that came in. `scored`: whether a member has begun a sheet for it."""
    if state != State.SUBMITTED:
        return state.value
    if not in_time:
        return LATE
    known = tally.eligibility
    if known == Eligibility.TO_CHECK:
        return SUBMITTED
    return SCORED if scored and known == Eligibility.ELIGIBLE else known.value
