"""Who sits where: what the committee's pages ask first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.call.deadline import in_time
from competition.call.records import Call, CallState
from competition.foundation.errors import NotFound
from scoring.committee.records import CommitteeMember, Seat


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody's seat on the committee of a call."""

    call: Call
    member: CommitteeMember

    @property
    def scores(self) -> bool:
        """Whether whoever has this seat fills sheets in."""
        return self.member.seat != Seat.SECRETARY

    def may_declare(self, at: datetime) -> bool:
        """Whether the applicants are known, so that the member can declare themselves."""
        return not in_time(self.call.terms, at)


def seats_of(session: Session, person_id: UUID) -> list[Seated]:
    """Where a person sits, the newest call first."""
    rows = session.execute(
        select(Call, CommitteeMember)
        .join(CommitteeMember, CommitteeMember.call_id == Call.id)
        .where(CommitteeMember.person_id == person_id, Call.state == CallState.PUBLISHED)
        .order_by(Call.opens_at.desc(), Call.slug)
    )
    return [Seated(call, member) for call, member in rows]


def seat_of(session: Session, slug: str, person_id: UUID) -> Seated:
    """A person's seat on the committee of one call. Raises NotFound where there is none."""
    row = session.execute(
        select(Call, CommitteeMember)
        .join(CommitteeMember, CommitteeMember.call_id == Call.id)
        .where(CommitteeMember.person_id == person_id, Call.state == CallState.PUBLISHED, Call.slug == slug)
    ).first()
    if row is None:
        raise NotFound(what="seat", key=slug)
    return Seated(row[0], row[1])
