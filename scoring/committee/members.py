"""What pages ask of a committee."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.foundation.errors import NotFound
from competition.organisation.records import Person
from scoring.committee.records import CommitteeMember
from scoring.committee.seats import Seat


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody on a committee; `email` where they have an account."""

    id: UUID
    key: str
    name: str
    seat: Seat
    email: str | None


def committee_of(session: Session, call_id: UUID) -> list[Seated]:
    """The committee of a call in its order."""
    rows = session.execute(
        select(CommitteeMember, Person.email)
        .outerjoin(Person, Person.id == CommitteeMember.person_id)
        .where(CommitteeMember.call_id == call_id)
        .order_by(CommitteeMember.position)
    )
    return [Seated(one.id, one.key, one.name, one.seat, email) for one, email in rows]


def member_of(session: Session, call_id: UUID, member_id: UUID) -> Seated:
    """One of a committee. Raises NotFound."""
    found = next((one for one in committee_of(session, call_id) if one.id == member_id), None)
    if found is None:
        raise NotFound(what="member", key=member_id)
    return found
