"""Whether a committee may decide, and whether it has: quorum and majority. RULES §4 [A]."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from scoring.committee.seats import Seat

VOTING = (Seat.CHAIR, Seat.MEMBER)


@dataclass(frozen=True, slots=True)
class Votes:
    """An open vote on the decision as a whole; where it is equal, the vote of a chair who is there decides."""

    in_favour: int
    against: int
    abstained: int = 0
    chair_in_favour: bool = True


class Lack(StrEnum):
    """Why a meeting could not decide."""

    BELOW_ZERO = "below_zero"
    NO_QUORUM = "no_quorum"
    TOO_MANY_VOTES = "too_many_votes"
    NOT_CARRIED = "not_carried"


def able_to_vote(seats: Iterable[Seat], present: Iterable[Seat]) -> tuple[int, int]:
    """How many of those `present` can vote, and how many votes the committee has in all."""
    voting = sum(seat in VOTING for seat in seats)
    return min(voting, sum(seat in VOTING or seat is Seat.ALTERNATE for seat in present)), voting


def lack_of(seats: Iterable[Seat], present: Iterable[Seat], votes: Votes) -> Lack | None:
    """What keeps a meeting with `present` of all `seats` and these `votes` from deciding; None where nothing does.

    More than half of the chair and the members are there, alternates taking the places of those absent; a simple
    majority of the votes carries, with the chair's vote where they are equal: an absent chair has none.
    """
    if min(votes.in_favour, votes.against, votes.abstained) < 0:
        return Lack.BELOW_ZERO
    there = list(present)
    able, voting = able_to_vote(seats, there)
    if 2 * able <= voting:
        return Lack.NO_QUORUM
    if votes.in_favour + votes.against + votes.abstained > able:
        return Lack.TOO_MANY_VOTES
    chair_carries = votes.chair_in_favour and Seat.CHAIR in there
    carried = votes.in_favour > votes.against or (votes.in_favour == votes.against > 0 and chair_carries)
    return None if carried else Lack.NOT_CARRIED
