"""Whether a committee may decide, and whether it has."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scoring.committee.seats import Seat
from scoring.meeting.quorum import VOTING, Lack, Votes, lack_of

CHAIR, MEMBER, ALTERNATE, SECRETARY = Seat.CHAIR, Seat.MEMBER, Seat.ALTERNATE, Seat.SECRETARY
FIVE = [CHAIR, MEMBER, MEMBER, MEMBER, MEMBER, ALTERNATE, ALTERNATE, SECRETARY]
FOUR = [CHAIR, MEMBER, MEMBER, MEMBER]

committees = some.lists(some.sampled_from(Seat), max_size=9).filter(lambda seats: seats.count(CHAIR) <= 1)
ballots = some.builds(
    Votes, some.integers(0, 6), some.integers(0, 6), some.integers(0, 6), chair_in_favour=some.booleans()
)


@some.composite
def meetings(draw: some.DrawFn) -> tuple[list[Seat], list[Seat], Votes]:
    """A committee, who of it was there, and how they voted."""
    seats = draw(committees)
    there = draw(some.lists(some.booleans(), min_size=len(seats), max_size=len(seats)))
    return seats, [seat for seat, came in zip(seats, there, strict=True) if came], draw(ballots)


@pytest.mark.parametrize(
    ("seats", "present", "lack"),
    [
        (FIVE, [CHAIR, MEMBER, MEMBER], None),
        (FIVE, [CHAIR, MEMBER], Lack.NO_QUORUM),
        (FIVE, [MEMBER, MEMBER, MEMBER], None),
        (FOUR, [CHAIR, MEMBER], Lack.NO_QUORUM),
        (FOUR, [CHAIR, MEMBER, MEMBER], None),
        (FIVE, [CHAIR, MEMBER, SECRETARY], Lack.NO_QUORUM),
        (FIVE, [CHAIR, MEMBER, ALTERNATE], None),
        (FIVE, [MEMBER, ALTERNATE, ALTERNATE], None),
        (FIVE, [ALTERNATE, ALTERNATE, SECRETARY], Lack.NO_QUORUM),
        (FIVE, [], Lack.NO_QUORUM),
        ([SECRETARY, ALTERNATE], [SECRETARY, ALTERNATE], Lack.NO_QUORUM),
        ([], [], Lack.NO_QUORUM),
    ],
)
def test_more_than_half_of_those_who_vote_must_be_there_alternates_for_the_absent(seats, present, lack):
    assert lack_of(seats, present, Votes(1, 0)) == lack


@pytest.mark.parametrize(
    ("votes", "lack"),
    [
        (Votes(3, 0), None),
        (Votes(1, 0, 2), None),
        (Votes(2, 1), None),
        (Votes(1, 2), Lack.NOT_CARRIED),
        (Votes(1, 1, 1), None),
        (Votes(1, 1, 1, chair_in_favour=False), Lack.NOT_CARRIED),
        (Votes(2, 1, chair_in_favour=False), None),
        (Votes(1, 2, chair_in_favour=True), Lack.NOT_CARRIED),
        (Votes(0, 0, 3), Lack.NOT_CARRIED),
        (Votes(0, 0), Lack.NOT_CARRIED),
        (Votes(4, 0), Lack.TOO_MANY_VOTES),
        (Votes(2, 1, 1), Lack.TOO_MANY_VOTES),
    ],
)
def test_a_simple_majority_carries_and_the_chair_decides_where_votes_are_equal(votes, lack):
    assert lack_of(FIVE, [CHAIR, MEMBER, MEMBER], votes) == lack


def test_an_absent_chair_has_no_casting_vote():
    there = [MEMBER, MEMBER, MEMBER, MEMBER]

    assert lack_of(FIVE, there, Votes(2, 2)) == Lack.NOT_CARRIED
    assert lack_of(FIVE, there, Votes(3, 1)) is None


def test_alternates_do_not_vote_beside_a_full_committee():
    everybody = [CHAIR, MEMBER, MEMBER, MEMBER, MEMBER, ALTERNATE]

    assert lack_of(FIVE, everybody, Votes(5, 0)) is None
    assert lack_of(FIVE, everybody, Votes(6, 0)) == Lack.TOO_MANY_VOTES


@given(meetings())
def test_one_vote_more_in_favour_never_undoes_a_decision(meeting):
    seats, present, votes = meeting
    more = Votes(votes.in_favour + 1, votes.against, votes.abstained, votes.chair_in_favour)

    if lack_of(seats, present, votes) is None:
        assert lack_of(seats, present, more) in {None, Lack.TOO_MANY_VOTES}


@given(meetings())
def test_one_vote_less_against_never_undoes_a_decision(meeting):
    seats, present, votes = meeting
    fewer = Votes(votes.in_favour, max(0, votes.against - 1), votes.abstained, votes.chair_in_favour)

    if lack_of(seats, present, votes) is None:
        assert lack_of(seats, present, fewer) is None


@given(meetings())
def test_one_voting_member_more_in_the_room_never_breaks_the_quorum(meeting):
    seats, present, votes = meeting

    if lack_of(seats, present, votes) != Lack.NO_QUORUM:
        assert lack_of(seats, [*present, MEMBER], votes) != Lack.NO_QUORUM


@given(meetings(), some.permutations(range(9)))
def test_it_does_not_matter_in_which_order_they_sit(meeting, order):
    seats, present, votes = meeting
    moved = [present[place] for place in order if place < len(present)]

    assert lack_of(reversed(seats), moved, votes) == lack_of(seats, present, votes)


@given(meetings())
def test_what_is_decided_was_decided_by_more_than_half_of_those_who_vote(meeting):
    seats, present, votes = meeting

    if lack_of(seats, present, votes) is None:
        voting = sum(seat in VOTING for seat in seats)
        assert 2 * sum(seat in (*VOTING, ALTERNATE) for seat in present) > voting
        assert votes.in_favour >= votes.against
        assert votes.in_favour + votes.against + votes.abstained <= voting
