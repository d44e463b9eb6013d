"""What the committee does in its meeting: settle ties, and decide."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.act import SYSTEM, Act
from competition.foundation.clock import day_of, zone
from competition.foundation.errors import Refusal
from competition.result.operations import Met, Ruling, record_decision, require_decidable, require_undecided
from competition.result.records import Decision
from competition.result.records import Verdict as Decided
from scoring.committee.records import CommitteeMember
from scoring.committee.seats import Seat
from scoring.meeting.queries import round_of
from scoring.meeting.quorum import Lack, Votes, able_to_vote, lack_of
from scoring.meeting.records import Meeting, TieOrder, TieOrderPlace
from scoring.outcome import Outcome, Result, outcome_of, shown
from scoring.ranking import Verdict
from scoring.sheets.queries import is_closed


class OrderTaken(Refusal):
    """These applications were put in order before."""

    code = "order-taken"


class OrderMalformed(Refusal):
    """An order names applications handed in in one call, each once."""

    code = "order-malformed"


class StillUndecided(Refusal):
    """Some applications are not checked or not scored to the end."""

    code = "still-undecided"


class TieUnsettled(Refusal):
    """Applications share a place at the funding line, and the committee has not put them in order."""

    code = "tie-unsettled"


class OrderUnreasoned(Refusal):
    """An order of applications that share a place says why."""

    code = "order-unreasoned"


class ScoringOpen(Refusal):
    """The committee decides once the scoring is closed."""

    code = "scoring-open"


class MinutesIncomplete(Refusal):
    """The record of the meeting names its number, its day, who was there and how they voted."""

    code = "minutes-incomplete"


class MeetingInFuture(Refusal):
    """A meeting that has not been held cannot have decided."""

    code = "meeting-in-future"


class CannotDecide(Refusal):
    """The meeting was not quorate, or the vote did not carry; its kinds say which, and by how much."""

    code = "cannot-decide"


class NotQuorate(CannotDecide):
    """Not more than half of those who vote were there."""

    code = "not-quorate"


class VotesBelowZero(CannotDecide):
    """A number of votes is below zero."""

    code = "votes-below-zero"


class TooManyVotes(CannotDecide):
    """More votes were counted than there were people to vote."""

    code = "too-many-votes"


class NotCarried(CannotDecide):
    """The vote did not carry."""

    code = "not-carried"


LACKS: Mapping[Lack, type[CannotDecide]] = {
    Lack.BELOW_ZERO: VotesBelowZero,
    Lack.NO_QUORUM: NotQuorate,
    Lack.TOO_MANY_VOTES: TooManyVotes,
    Lack.NOT_CARRIED: NotCarried,
}


@dataclass(frozen=True, slots=True)
class Minutes:
    """The record of the meeting that decides: its day and number, the keys of who was there, the vote."""

    held_on: date
    number: str
    present: tuple[str, ...]
    votes: Votes
    remarks: str | None = None


def settle_tie(act: Act, call_id: UUID, application_ids: Sequence[UUID], reason: str | None = None) -> TieOrder:
    """Record the order in which the committee put applications that share a place. Call archive, outcome, step 9.

    Raises AlreadyDecided, OrderUnreasoned, OrderMalformed, OrderTaken.
    """
    call = act.lock(Call, call_id)
    if not act.brought_in and not (reason and reason.strip()):
        raise OrderUnreasoned
    require_undecided(act, call)
    _require_applications(act, call, application_ids)
    recorded = _orders_of(act, call)
    if len(application_ids) > 1 and any(set(application_ids) == set(order) for order in recorded):
        raise OrderTaken(applications=list(application_ids))
    order = act.add(
        TieOrder(id=act.key(), call_id=call.id, position=len(recorded), settled_at=act.at, reason=reason, places=[])
    )
    for place, application_id in enumerate(application_ids):
        act.session.add(TieOrderPlace(order_id=order.id, place=place, call_id=call.id, application_id=application_id))
    act.session.flush()  # the next order looks at the places
    act.note("tie.settled", call, order=list(application_ids))
    return order


def decide(act: Act, call_id: UUID, minutes: Minutes | None = None) -> Decision:
    """Compute the outcome from the records, and hand it to the decision with the record of the meeting.

    Only a round brought in goes without `minutes`. Raises ScoringOpen, MinutesIncomplete, MeetingInFuture,
    CannotDecide, StillUndecided, TieUnsettled, and as `record_decision`. Source: RULES §4.
    """
    call = act.lock(Call, call_id)
    outcome = _would_decide(act, call, minutes)
    if minutes and not act.brought_in:
        _record_meeting(act, call, minutes)
    numbers = application_keys(act, call)
    rulings = [_ruling_of(result, numbers[result.number]) for result in outcome.results]
    met = Met(minutes.held_on, minutes.number.strip()) if minutes else None
    return record_decision(act, call.id, rulings, json.dumps(outcome.as_json(), ensure_ascii=False), met)


def rehearse(session: Session, call: Call, minutes: Minutes, at: datetime) -> None:
    """Ask of the record of a meeting whatever `decide` asks, and write nothing. Raises as `decide`, but BeyondMeans."""
    _would_decide(Act(session, SYSTEM, at), call, minutes)


def application_keys(act: Act, call: Call) -> dict[str, UUID]:
    """The keys of a call's applications by their numbers."""
    rows = act.session.execute(
        select(Application.number, Application.id).where(
            Application.call_id == call.id, Application.number.is_not(None)
        )
    )
    return {number: key for number, key in rows if number is not None}


def _would_decide(act: Act, call: Call, minutes: Minutes | None) -> Outcome:
    """The outcome that a meeting with these minutes decides."""
    require_decidable(act, call)
    if not act.brought_in:
        _require_meeting(act, call, minutes)
    outcome = outcome_of(round_of(act.session, call))
    require_all_scored(outcome)
    _require_no_tie(outcome)
    return outcome


def _require_meeting(act: Act, call: Call, minutes: Minutes | None) -> None:
    if not is_closed(act.session, call.id):
        raise ScoringOpen(slug=call.slug)
    if minutes is None or not minutes.number.strip() or not minutes.present:
        raise MinutesIncomplete
    if minutes.held_on > day_of(act.at, zone(call.zone_name)):
        raise MeetingInFuture
    seats = _seats_of(act, call)
    there = [seats[key] for key in seats if key in minutes.present]
    if lack := lack_of(seats.values(), there, minutes.votes):
        votes, able, voting = minutes.votes, *able_to_vote(seats.values(), there)
        raise LACKS[lack](
            lack=lack,
            able=able,
            voting=voting,
            needed=voting // 2 + 1,
            votes=votes.in_favour + votes.against + votes.abstained,
            in_favour=votes.in_favour,
            against=votes.against,
        )


def _seats_of(act: Act, call: Call) -> dict[str, Seat]:
    """The seats of the committee by its members' keys, in its order."""
    committee = select(CommitteeMember).where(CommitteeMember.call_id == call.id).order_by(CommitteeMember.position)
    return {member.key: member.seat for member in act.session.scalars(committee)}


def _record_meeting(act: Act, call: Call, minutes: Minutes) -> None:
    act.add(
        Meeting(
            call_id=call.id,
            held_on=minutes.held_on,
            number=minutes.number.strip(),
            present=[key for key in _seats_of(act, call) if key in minutes.present],  # each once, however often named
            votes_for=minutes.votes.in_favour,
            votes_against=minutes.votes.against,
            abstained=minutes.votes.abstained,
            remarks=minutes.remarks,
            recorded_at=act.at,
        )
    )


def require_all_scored(outcome: Outcome) -> None:
    """Raise StillUndecided where an application is not checked or not scored to the end."""
    if undecided := _numbers(outcome, Verdict.UNDECIDED):
        raise StillUndecided(numbers=undecided)


def _require_no_tie(outcome: Outcome) -> None:
    if tied := _numbers(outcome, Verdict.TIE):
        raise TieUnsettled(numbers=tied)


def _numbers(outcome: Outcome, verdict: Verdict) -> list[str]:
    return [result.number for result in outcome.results if result.outcome == verdict]


def _ruling_of(result: Result, key: UUID) -> Ruling:
    score = None if result.score is None else shown(result.score)
    return Ruling(key, Decided(result.outcome.value), result.rank, score, tuple(result.reasons))


def _require_applications(act: Act, call: Call, application_ids: Sequence[UUID]) -> None:
    found = act.session.scalar(
        select(func.count()).where(
            Application.call_id == call.id,
            Application.number.is_not(None),
            Application.id.in_(application_ids),
        )
    )
    if len(set(application_ids)) != len(application_ids) or found != len(application_ids):
        raise OrderMalformed(applications=list(application_ids))


def _orders_of(act: Act, call: Call) -> list[list[UUID]]:
    orders = act.session.scalars(select(TieOrder).where(TieOrder.call_id == call.id).order_by(TieOrder.position)).all()
    rows = act.session.scalars(
        select(TieOrderPlace).where(TieOrderPlace.call_id == call.id).order_by(TieOrderPlace.place)
    ).all()
    return [[row.application_id for row in rows if row.order_id == order.id] for order in orders]
