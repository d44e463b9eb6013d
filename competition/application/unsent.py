"""Applications that nobody has handed in: those who write them are told, three days and one day before the deadline.

And once more after it. Each is told once for each deadline: one that is moved by an order is told of anew. What nobody
handed in stays as it is; after the deadline it is neither scored nor decided, and they learn what can still be done.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from competition.application.records import Application, LateAcceptance, UnsentNotice
from competition.application.states import State
from competition.application.versions import lock_with_call, writers_of
from competition.call.amendments import terms_at
from competition.call.deadline import deadline_in_force
from competition.call.records import Call, CallState
from competition.foundation.act import SYSTEM, Act, acting
from competition.foundation.clock import now
from competition.foundation.errors import NotFound
from competition.foundation.outbox import OutboxMessage

SOON, LAST, AFTER = timedelta(days=3), timedelta(days=1), timedelta(days=3)
"""How long before the deadline its people are told, twice; and how long after it they still are."""
GRACE = timedelta(minutes=15)
"""For so long after the deadline nobody is told yet: what came in time may still be on its way through the site."""


class Unsent(StrEnum):
    """Why people are told of an application that is not handed in."""

    SOON = "soon"
    LAST = "last"
    OVER = "over"


KINDS = {Unsent.SOON: "unsent", Unsent.LAST: "unsent", Unsent.OVER: "not-submitted"}
"""The messages by which they are told."""
_ACCEPTED = exists().where(LateAcceptance.application_id == Application.id)


def due(deadline: datetime, at: datetime) -> Unsent | None:
    """What is to be told at the instant `at`; None where nothing is, or where it is too late to be told."""
    left = deadline - at
    if left < -AFTER or left > SOON or -GRACE < left < timedelta():
        return None
    if left < timedelta():
        return Unsent.OVER
    return Unsent.LAST if left <= LAST else Unsent.SOON


def tell_all(session: Session, go_on: Callable[[], bool] = lambda: True) -> int:
    """Tell the people of every draft of which it is time, each in an act of its own, as long as `go_on`; how many."""
    told, waiting = 0, list(_waiting(session, now()))
    session.rollback()  # what was read here must not make the writing below a late one (engine.py)
    for application_id in waiting:
        if not go_on():
            break
        with suppress(NotFound), acting(session, SYSTEM) as act:  # its people may have deleted it meanwhile
            told += tell_of_unsent(act, application_id)
    return told


def tell_of_unsent(act: Act, application_id: UUID) -> bool:
    """Tell the people of a draft what is due, once; whether they were told now."""
    call, application = lock_with_call(act, application_id)
    deadline = deadline_in_force(terms_at(call, act.at)).at
    kind = due(deadline, act.at)
    if kind is None or not _is_untold(act, application, kind, deadline):
        act.note("application.unsent-passed-over", application)
        return False
    act.add(UnsentNotice(application_id=application.id, kind=kind, deadline_at=deadline, told_at=act.at))
    act.tell(writers_of(act, application), KINDS[kind], application=application.id, deadline=deadline, left=kind)
    act.note("application.unsent-told", application, left=kind)
    return True


def is_overtaken(session: Session, message: OutboxMessage, at: datetime) -> bool:
    """Whether a message of these that still waits is not true any more.

    It was handed in, deleted or accepted late meanwhile; the deadline was moved; or less time is left than it says.
    """
    if message.kind not in KINDS.values():
        return False
    key = UUID(str(message.facts["application"]))
    waiting = select(Call).join(Application, Application.call_id == Call.id).where(Application.id == key)
    call = session.scalar(waiting.where(Application.state == State.DRAFT, ~_ACCEPTED))
    if call is None:
        return True
    deadline = deadline_in_force(terms_at(call, at)).at
    told, left = message.facts.get("deadline"), message.facts.get("left")
    moved = told is not None and datetime.fromisoformat(told) != deadline
    return moved or (left in {Unsent.SOON, Unsent.LAST} and due(deadline, at) != left)


def _is_untold(act: Act, application: Application, kind: Unsent, deadline: datetime) -> bool:
    """The same as `_untold` of one draft, under its lock."""
    one = _untold(application.call_id, kind, deadline).where(Application.id == application.id)
    return act.session.scalar(one) is not None


def _waiting(session: Session, at: datetime) -> Iterator[UUID]:
    """The drafts of whom something is due and not told."""
    calls = session.scalars(
        select(Call).where(
            Call.state == CallState.PUBLISHED,
            exists().where(Application.call_id == Call.id, Application.state == State.DRAFT),
        )
    )
    for call in calls:
        deadline = deadline_in_force(terms_at(call, at)).at
        kind = due(deadline, at)
        if kind is not None:
            yield from session.scalars(_untold(call.id, kind, deadline))


def _untold(call_id: UUID, kind: Unsent, deadline: datetime) -> Select[UUID]:
    """The drafts of a call whose people were not told; of one accepted late by an act they are told by that."""
    told = exists().where(
        UnsentNotice.application_id == Application.id,
        UnsentNotice.kind == kind,
        UnsentNotice.deadline_at == deadline,
    )
    return (
        select(Application.id)
        .where(
            Application.call_id == call_id,
            Application.state == State.DRAFT,
            ~told,
            ~_ACCEPTED,
        )
        .order_by(Application.id)
    )
