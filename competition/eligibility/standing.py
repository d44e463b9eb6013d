"""Where an application stands for those who handle it, in the one word that pages, letters and tables use."""

from dataclasses import dataclass

from competition.application.states import State

SUBMITTED, LATE, CLARIFIED = "submitted", "late", "being_clarified"
ELIGIBLE, NOT_ELIGIBLE, SCORED = "eligible", "not_eligible", "being_scored"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requirements of the call were answered in which way, of how many."""

    required: int
    yes: int = 0
    no: int = 0
    pending: int = 0

    @property
    def eligible(self) -> bool | None:
        """The same as requirements.is_eligible, from numbers: None while it is not known."""
        if self.no:
            return False
        return True if self.yes == self.required else None


def standing(state: State, tally: Tally, *, in_time: bool, scored: bool) -> str:
    """The word for an application that came in. `scored`: whether a member has begun a sheet for it."""
    if state != State.SUBMITTED:
        return state.value
    if not in_time:
        return LATE
    if tally.no:
        return NOT_ELIGIBLE
    if tally.pending:
        return CLARIFIED
    if tally.eligible:
        return SCORED if scored else ELIGIBLE
    return SUBMITTED
