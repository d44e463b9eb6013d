"""Whether a call that is drawn up is ready to be published: what is there, what is missing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.application.publishing import has_time_for_projects
from competition.call.deadline import in_time
from competition.call.records import Call, CallDocument, QualityCriterion
from competition.call.template import days_open, is_short
from competition.organisation.queries import has_letterhead
from scoring.committee.records import CommitteeMember
from scoring.committee.seats import Seat


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a call has. What keeps it from being published: no criteria, a deadline that has passed,
    no time for a project."""

    documents: int
    members: int  # without the secretary
    has_secretary: bool
    has_chair: bool
    chair_has_account: bool
    has_letterhead: bool
    criteria: int
    days_open: int
    is_short: bool
    in_time: bool
    projects_fit: bool
    months_min: int

    @property
    def publishable(self) -> bool:
        """Whether `publish` would take it."""
        return self.criteria > 0 and self.in_time and self.projects_fit


def readiness_of(session: Session, call: Call, at: datetime) -> Readiness:
    """What the call has at the instant `at`."""
    members = session.scalars(select(CommitteeMember).where(CommitteeMember.call_id == call.id)).all()
    seats = [one.seat for one in members]
    documents = select(func.count(func.distinct(CallDocument.position))).where(CallDocument.call_id == call.id)
    criteria = select(func.count()).select_from(QualityCriterion).where(QualityCriterion.call_id == call.id)
    return Readiness(
        documents=session.scalar(documents) or 0,
        members=sum(one != Seat.SECRETARY for one in seats),
        has_secretary=Seat.SECRETARY in seats,
        has_chair=Seat.CHAIR in seats,
        chair_has_account=any(one.seat == Seat.CHAIR and one.person_id for one in members),
        has_letterhead=has_letterhead(session, call.organiser_id),
        criteria=session.scalar(criteria) or 0,
        days_open=days_open(call.opens, call.deadline),
        is_short=is_short(call.opens, call.deadline),
        in_time=in_time(call.terms, at),
        projects_fit=has_time_for_projects(call),
        months_min=call.months_min or 0,
    )
