"""Whose seat it is: a member meets only calls where they sit, and only what is open to them there."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.acting import current_person
from app.extensions import db
from competition.call.records import Call, CallState, QualityCriterion
from competition.foundation.errors import NotFound
from scoring.committee.records import CommitteeMember, Seat
from scoring.sheets.member_queries import OpenApplication, open_application


@dataclass(frozen=True, slots=True)
class Place:
    """A person's seat in one call."""

    member: CommitteeMember
    call: Call

    @property
    def leads(self) -> bool:
        """Whether the seat looks after the committee: the chair's and the secretary's."""
        return self.member.seat in (Seat.CHAIR, Seat.SECRETARY)

    @property
    def scores(self) -> bool:
        """Whether who sits there scores."""
        return self.member.seat != Seat.SECRETARY


def own_place(slug: str) -> Place:
    """The seat of whoever is signed in, in the call. Raises NotFound."""
    person = current_person()
    row = db.session.execute(
        select(CommitteeMember, Call)
        .join(Call, Call.id == CommitteeMember.call_id)
        .where(
            Call.slug == slug,
            Call.state == CallState.PUBLISHED,
            CommitteeMember.person_id == (person.id if person else None),
        )
    ).first()
    if row is None:
        raise NotFound(what="seat", key=slug)
    return Place(*row)


def leading_place(slug: str) -> Place:
    """The seat of the chair or the secretary. Raises NotFound for the others."""
    place = own_place(slug)
    if not place.leads:
        raise NotFound(what="seat", key=slug)
    return place


def own_application(place: Place, application_id: UUID) -> OpenApplication:
    """An application that the member may read and score. Raises NotFound for every other."""
    if not place.scores:
        raise NotFound(what="application", key=application_id)
    return open_application(db.session(), place.member, place.call, application_id)


def criteria_in_order(session: Session, call: Call) -> list[QualityCriterion]:
    """The criteria of a call with their levels."""
    return list(
        session.scalars(
            select(QualityCriterion)
            .where(QualityCriterion.call_id == call.id)
            .order_by(QualityCriterion.position)
            .options(selectinload(QualityCriterion.levels))
        )
    )
