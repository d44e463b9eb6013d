"""What pages ask of calls."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from competition.call.period import Window
from competition.call.records import Amendment, Call, CallState, Numbering, QualityCriterion
from competition.foundation.clock import calendar_day, zone
from competition.foundation.errors import NotFound


def known_at(at: datetime) -> ColumnElement[bool]:
    """Calls that the public may know of: the SQL twin of stage.is_known."""
    return and_(Call.state == CallState.PUBLISHED, or_(Call.published_at.is_(None), Call.published_at <= at))


def open_at(at: datetime) -> ColumnElement[bool]:
    """Calls that take applications: the SQL twin of deadline.is_open under amendments.terms_at."""
    return and_(Call.opens_at <= at, last_instant_in_force(at) >= at)


def last_instant_in_force(at: datetime | None = None) -> ColumnElement[datetime]:
    """The last accepted instant of a call: the SQL twin of deadline.deadline_in_force, by the orders published by `at`
    or, without it, by all of them."""
    moved_to = select(Amendment.deadline_at).where(Amendment.call_id == Call.id, Amendment.deadline_at.is_not(None))
    if at is not None:
        moved_to = moved_to.where(Amendment.published_at <= at)
    last = moved_to.order_by(Amendment.number.desc()).limit(1).correlate(Call).scalar_subquery()
    return func.coalesce(last, Call.deadline_at)


def known_calls(session: Session, at: datetime) -> list[Call]:
    """Every call that the public may know of, with its amendments."""
    return list(session.scalars(select(Call).where(known_at(at)).order_by(Call.opens_at.desc(), Call.slug)))


def known_call(session: Session, slug: str, at: datetime) -> Call:
    """The call with everything that its page shows. Raises NotFound, also for one that is not public yet."""
    return _whole_call(session, slug, known_at(at))


def call_with_slug(session: Session, slug: str) -> Call | None:
    """The call of this address, public or not; None where there is none any more."""
    return session.scalar(select(Call).where(Call.slug == slug))


def whole_call_of_organisers(session: Session, slug: str, organisers: Collection[UUID]) -> Call:
    """A call of one of these organisers, public or not, with its criteria and documents. Raises NotFound."""
    return _whole_call(session, slug, Call.organiser_id.in_(organisers))


def pattern_of(session: Session, call_id: UUID) -> str:
    """The pattern by which a call numbers its applications."""
    return session.get_one(Numbering, call_id).pattern


def _whole_call(session: Session, slug: str, condition: ColumnElement[bool]) -> Call:
    call = session.scalar(
        select(Call)
        .where(Call.slug == slug, condition)
        .options(
            selectinload(Call.criteria).selectinload(QualityCriterion.levels),
            selectinload(Call.eligibility_criteria),
            selectinload(Call.documents),
        )
        .execution_options(populate_existing=True)
    )
    if call is None:
        raise NotFound(what="call", key=slug)
    return call


def last_amendment(session: Session, call_id: UUID) -> Amendment | None:
    """The last order by which a call was amended; None before any."""
    orders = select(Amendment).where(Amendment.call_id == call_id).order_by(Amendment.number.desc())
    return session.scalars(orders.limit(1)).first()


def window_of(call: Call) -> Window | None:
    """When projects of the call run, in days of its calendar; None where the call does not say."""
    begins, ends = call.implementation_from, call.implementation_until
    if not (begins and ends and call.months_min is not None and call.months_max is not None):
        return None
    place = zone(call.zone_name)
    return Window(calendar_day(begins, place), calendar_day(ends, place), call.months_min, call.months_max)
