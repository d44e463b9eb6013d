"""Publishing a call and changing it by an order: both reach those who have begun an application."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from competition.application.records import Application
from competition.application.states import UNDECIDED, State
from competition.call.days import leaves_time
from competition.call.deadline import Terms, deadline_in_force, in_time, moves_earlier, stays
from competition.call.grounds import GroundVague, is_ground
from competition.call.operations import AlreadyPublished, said
from competition.call.records import Amendment, Call, CallState, QualityCriterion
from competition.foundation.act import Act
from competition.foundation.clock import Moment, exactly, zone
from competition.foundation.errors import Refusal
from competition.organisation.records import Membership


class NotPublished(Refusal):
    """The call is not public yet."""

    code = "not-published"


class CallIncomplete(Refusal):
    """Something is missing without which a call cannot be published."""

    code = "call-incomplete"


class DeadlineMovedEarlier(Refusal):
    """An order may only give more time."""

    code = "deadline-moved-earlier"


class DeadlineUnmoved(Refusal):
    """The order names the deadline that is in force already."""

    code = "deadline-unmoved"


class OrderIncomplete(Refusal):
    """An order names its legal basis and its reason, and changes something."""

    code = "order-incomplete"


class CallDecided(Refusal):
    """The call is decided: its terms do not change any more."""

    code = "call-decided"


@dataclass(frozen=True, slots=True)
class AmendmentOrder:
    """An order as it is published: what it changes, on what ground, why."""

    deadline: Moment | None
    legal_basis: str | None
    reason: Mapping[str, str] | None
    more: str | None = None


def publish(act: Act, call_id: UUID, published: Moment | None = None) -> Call:
    """Make a call public, as of the act's instant, or as a round brought in says it was.

    Raises AlreadyPublished, CallIncomplete.
    """
    call = act.lock(Call, call_id)
    if call.state == CallState.PUBLISHED:
        raise AlreadyPublished(slug=call.slug)
    if not act.session.scalar(select(exists().where(QualityCriterion.call_id == call.id))):
        raise CallIncomplete(missing=["criteria"])
    if not act.brought_in and not in_time(call.terms, act.at):
        raise CallIncomplete(missing=["deadline"])
    if not act.brought_in and not has_time_for_projects(call):
        raise CallIncomplete(missing=["projects"])
    call.state = CallState.PUBLISHED
    call.published = published if act.brought_in else exactly(act.at)
    act.note("call.published", call, slug=call.slug, opens=said(call.opens), deadline=said(call.deadline))
    return call


def has_time_for_projects(call: Call) -> bool:
    """Whether the shortest project that a call allows fits between the days of its projects."""
    return leaves_time(call.implementation_from, call.implementation_until, call.months_min, zone(call.zone_name))


def amend(act: Act, call_id: UUID, order: AmendmentOrder) -> Amendment:
    """Change a published call by an order; whoever has begun an application is told.

    Raises NotPublished, CallDecided, OrderIncomplete, GroundVague, DeadlineMovedEarlier, DeadlineUnmoved: an order
    gives more time. A round brought in may name the same instant again.
    Source: the order of 16 March 2020; call archive, Time.
    """
    call = act.lock(Call, call_id)
    if not act.brought_in:
        _require_public(call)
        _require_whole(order)
        _require_undecided(act, call)
    before = deadline_in_force(call.terms)
    require_later(call.terms, order.deadline, same=act.brought_in)
    amendment = _amendment_of(call, order, act, before)
    call.amendments.append(amendment)
    act.add(amendment)
    act.note("call.amended", call, number=amendment.number, changes=amendment.changes, basis=amendment.legal_basis)
    act.tell(owners_told(act.session, call.id), "amendment", amendment=amendment.id)
    return amendment


def require_later(terms: Terms, asked: Moment | None, *, same: bool = False) -> None:
    """Raise DeadlineMovedEarlier or, unless the `same` instant is allowed, DeadlineUnmoved."""
    if asked and moves_earlier(terms, asked):
        raise DeadlineMovedEarlier(in_force=deadline_in_force(terms).at, asked=asked.at)
    if asked and not same and stays(terms, asked):
        raise DeadlineUnmoved(in_force=asked.at)


def _require_public(call: Call) -> None:
    if call.state != CallState.PUBLISHED:
        raise NotPublished(slug=call.slug)


def _require_whole(order: AmendmentOrder) -> None:
    gaps = [name for name in ("deadline", "legal_basis", "reason") if not getattr(order, name)]
    if gaps:
        raise OrderIncomplete(missing=gaps)
    if not is_ground(order.legal_basis):
        raise GroundVague(ground=order.legal_basis)


def _require_undecided(act: Act, call: Call) -> None:
    decided = exists().where(Application.call_id == call.id, Application.state.not_in(UNDECIDED))
    if act.session.scalar(select(decided)):
        raise CallDecided(slug=call.slug)


def _amendment_of(call: Call, order: AmendmentOrder, act: Act, before: Moment) -> Amendment:
    changes = []
    if order.deadline:
        changes.append({"what": "deadline", "old": said(before), "new": said(order.deadline)})
    return Amendment(
        id=act.key(),
        call_id=call.id,
        number=len(call.amendments) + 1,
        published_at=act.at,
        deadline=order.deadline,
        legal_basis=order.legal_basis,
        reason=dict(order.reason) if order.reason else None,
        changes=changes,
        more=order.more,
    )


def owners_told(session: Session, call_id: UUID) -> list[UUID]:
    """Whom an amendment is told: the people of every organisation that has begun an application in the call."""
    return list(
        session.scalars(
            select(Membership.person_id)
            .join(Application, Application.organisation_id == Membership.organisation_id)
            .where(Application.call_id == call_id, Application.state != State.WITHDRAWN)
            .distinct()
        )
    )
