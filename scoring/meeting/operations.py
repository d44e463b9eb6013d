"""What the committee does in its meeting: settle ties, and decide."""

import json
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.result.operations import AlreadyDecided, Ruling, record_decision, require_decidable
from competition.result.records import Decision
from competition.result.records import Verdict as Decided
from scoring.meeting.queries import round_of
from scoring.meeting.records import TieOrder, TieOrderPlace
from scoring.outcome import Outcome, Result, outcome_of, shown
from scoring.ranking import Verdict


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


def settle_tie(act: Act, call_id: UUID, application_ids: Sequence[UUID], reason: str | None = None) -> TieOrder:
    """Record the order in which the committee put applications that share a place. Call archive, outcome, step 9.

    Raises AlreadyDecided, OrderMalformed, OrderTaken.
    """
    call = act.lock(Call, call_id)
    if act.session.scalar(select(Decision.id).where(Decision.call_id == call.id)):
        raise AlreadyDecided(slug=call.slug)
    _require_applications(act, call, application_ids)
    recorded = _orders_of(act, call)
    if len(application_ids) > 1 and any(set(application_ids) == set(order) for order in recorded):
        raise OrderTaken(applications=list(application_ids))
    order = act.add(TieOrder(call_id=call.id, position=len(recorded), settled_at=act.at, reason=reason, places=[]))
    for place, application_id in enumerate(application_ids):
        act.session.add(TieOrderPlace(order_id=order.id, place=place, call_id=call.id, application_id=application_id))
    act.session.flush()  # the next order looks at the places
    act.note("tie.settled", call, order=list(application_ids))
    return order


def decide(act: Act, call_id: UUID) -> Decision:
    """Compute the outcome from the records and hand it to the decision.

    Raises StillUndecided, TieUnsettled, and as `record_decision`.
    """
    call = act.lock(Call, call_id)
    require_decidable(act, call)
    numbers = application_keys(act, call)
    outcome = outcome_of(round_of(act.session, call))
    _require_settled(outcome)
    rulings = [_ruling_of(result, numbers[result.number]) for result in outcome.results]
    return record_decision(act, call.id, rulings, json.dumps(outcome.as_json(), ensure_ascii=False))


def application_keys(act: Act, call: Call) -> dict[str, UUID]:
    """The keys of a call's applications by their numbers."""
    rows = act.session.execute(
        select(Application.number, Application.id).where(
            Application.call_id == call.id, Application.number.is_not(None)
        )
    )
    return {number: key for number, key in rows if number is not None}


def _require_settled(outcome: Outcome) -> None:
    if undecided := _numbers(outcome, Verdict.UNDECIDED):
        raise StillUndecided(numbers=undecided)
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
