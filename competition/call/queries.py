"""What pages ask of calls."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from competition.call.records import Amendment, Call, CallState, QualityCriterion
from competition.foundation.errors import NotFound


def known_at(at: datetime) -> ColumnElement[bool]:
    """Calls that the public may know of: the SQL twin of stage.is_known."""
    return and_(Call.state == CallState.PUBLISHED, or_(Call.published_at.is_(None), Call.published_at <= at))


def open_at(at: datetime) -> ColumnElement[bool]:
    """Calls that take applications: the SQL twin of deadline.is_open under amendments.terms_at."""
    moved_to = (
        select(Amendment.deadline_at)
        .where(
            Amendment.call_id == Call.id,
            Amendment.deadline_at.is_not(None),
            Amendment.published_at <= at,
        )
        .order_by(Amendment.number.desc())
        .limit(1)
        .correlate(Call)
        .scalar_subquery()
    )
    return and_(Call.opens_at <= at, func.coalesce(moved_to, Call.deadline_at) >= at)


def known_calls(session: Session, at: datetime) -> list[Call]:
    """Every call that the public may know of, with its amendments."""
    return list(session.scalars(select(Call).where(known_at(at)).order_by(Call.opens_at.desc(), Call.slug)))


def known_call(session: Session, slug: str, at: datetime) -> Call:
    """The call with everything that its page shows. Raises NotFound, also for one that is not public yet."""
    call = session.scalar(
        select(Call)
        .where(Call.slug == slug, known_at(at))
        .options(
            selectinload(Call.criteria).selectinload(QualityCriterion.levels),
            selectinload(Call.eligibility_criteria),
            selectinload(Call.documents),
        )
    )
    if call is None:
        raise NotFound(what="call", key=slug)
    return call
