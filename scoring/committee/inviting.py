"""Inviting somebody to their seat: they sit there by name already, and score in the portal once they accept."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.foundation.act import Act
from competition.foundation.errors import NotFound
from competition.organisation.entry_records import Invitation, InvitedTo
from competition.organisation.invitations import invite
from competition.organisation.links import LinkUsed
from competition.organisation.records import Person
from scoring.committee.operations import MemberKnown
from scoring.committee.records import CommitteeMember


def invite_member(act: Act, member_id: UUID, email: str, language: str = "lv") -> Invitation:
    """Invite a member without an account to score in the portal. Raises NotFound for one who has an account."""
    member = act.lock(CommitteeMember, member_id)
    if member.person_id is not None:
        raise NotFound(what="member", key=member_id)
    return invite(act, Invitation(purpose=InvitedTo.SEAT, email=email, language=language, member_id=member.id))


def take_seat(act: Act, invitation: Invitation, person: Person) -> None:
    """Seat the person who accepted where they sit by name. Raises LinkUsed, MemberKnown."""
    assert invitation.member_id is not None
    member = act.lock(CommitteeMember, invitation.member_id)
    if member.person_id is not None:
        raise LinkUsed
    seated = select(CommitteeMember.id).where(
        CommitteeMember.call_id == member.call_id, CommitteeMember.person_id == person.id
    )
    if act.session.scalar(seated) is not None:
        raise MemberKnown(key=member.key)
    member.person_id = person.id
    act.note("committee.joined", f"call:{member.call_id}", member=member.id, person=person.id)


def invited_to(session: Session, call_id: UUID) -> dict[UUID, Invitation]:
    """The invitations to a committee that nobody has accepted yet, by its members."""
    found = (
        select(Invitation)
        .join(CommitteeMember, CommitteeMember.id == Invitation.member_id)
        .where(
            CommitteeMember.call_id == call_id,
            CommitteeMember.person_id.is_(None),
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .order_by(Invitation.id)
    )
    return {one.member_id: one for one in session.scalars(found) if one.member_id is not None}
