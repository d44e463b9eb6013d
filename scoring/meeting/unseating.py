"""Taking a wrong entry off a committee: somebody who has declared, scored or decided nothing."""

from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from competition.call.records import Call
from competition.foundation.act import Act
from competition.foundation.errors import NotFound, Refusal
from scoring.committee.records import CommitteeMember, Conflict, Declaration
from scoring.meeting.records import Meeting
from scoring.sheets.records import ScoreSheet


class MemberHasActed(Refusal):
    """The member has declared, begun a sheet, or sat in the committee that met: they stay in its records."""

    code = "member-has-acted"


def unseat(act: Act, call_id: UUID, member_id: UUID) -> None:
    """Remove somebody from the committee of a call. Raises NotFound, MemberHasActed.

    A recorded meeting counted its quorum from all seats, so none of them is removed after it.
    """
    call = act.lock(Call, call_id)  # whoever declares or saves a sheet holds or shares it
    member = act.lock(CommitteeMember, member_id)
    if member.call_id != call.id:
        raise NotFound(what="member", key=member_id)
    if member.id not in removable_in(act.session, call.id):
        raise MemberHasActed(name=member.name)
    act.session.delete(member)
    act.session.flush()  # lets a constraint speak here, not at the commit
    act.note("committee.removed", call, details={"name": member.name}, member=member_id, seat=member.seat)


def removable_in(session: Session, call_id: UUID) -> set[UUID]:
    """The members of a committee who can be removed."""
    members = select(CommitteeMember.id).where(CommitteeMember.call_id == call_id, ~_has_acted())
    return set(session.scalars(members))


def _has_acted() -> ColumnElement[bool]:
    return or_(
        CommitteeMember.pledged_at.is_not(None),
        *(exists().where(kind.member_id == CommitteeMember.id) for kind in (Declaration, Conflict, ScoreSheet)),
        exists().where(Meeting.call_id == CommitteeMember.call_id),
    )
