"""Inviting people by e-mail: to work for an organisation, or to a role of staff; to a seat: scoring.committee.inviting.

An invitation is accepted once, within two weeks, unless it was taken back. Whoever is invited twice to the same gets
the same invitation once more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.foundation.act import Act, name_of
from competition.foundation.errors import NotFound, Refusal
from competition.organisation.administration import OwnRoles, RoleKnown
from competition.organisation.entry_records import Invitation, InvitedTo
from competition.organisation.links import LinkOver, LinkUnknown, LinkUsed
from competition.organisation.memberships import membership_of, require_owner
from competition.organisation.operations import OrganiserMissing, give_role, join
from competition.organisation.queries import person_by_email
from competition.organisation.records import (
    Organisation,
    Organiser,
    Person,
    Staff,
    StaffRole,
    Standing,
)

LASTS = timedelta(days=14)


class WorksForItAlready(Refusal):
    """Whoever is invited works for the organisation already."""

    code = "works-for-it-already"


class AddressNotMailable(Refusal):
    """An address with letters that mail servers may not know."""

    code = "address-not-mailable"


class InvitationTakenBack(Refusal):
    """The invitation was taken back."""

    code = "invitation-taken-back"


def invite(act: Act, asked: Invitation) -> Invitation:
    """Send an invitation; one to the same that is not accepted goes out once more, for two weeks from now.

    Raises AddressNotMailable.
    """
    if not asked.email.isascii():
        raise AddressNotMailable(email=asked.email)
    same = _sent_already(act.session, asked)
    kept = same or asked
    kept.until = act.at + LASTS
    if same is None:
        kept.id = act.key()
        kept.invited_at, kept.invited_by_id = act.at, act.actor.person_id
        act.add(kept)
    _note(act, "sent", kept, details={"email": kept.email}, purpose=kept.purpose, again=same is not None)
    act.write_to(kept.email, kept.language, "invitation", invitation=kept.id)
    return kept


def invite_to_organisation(
    act: Act, organisation_id: UUID, email: str, standing: Standing, language: str = "lv"
) -> Invitation:
    """Invite somebody to work for an organisation. Raises NotFound, NotOwner, WorksForItAlready."""
    organisation = act.lock(Organisation, organisation_id)
    require_owner(act, organisation.id)
    known = person_by_email(act.session, email)
    if known is not None and membership_of(act.session, known.id, organisation.id) is not None:
        raise WorksForItAlready(email=email)
    return invite(
        act,
        Invitation(
            purpose=InvitedTo.MEMBERSHIP,
            email=email,
            language=language,
            organisation_id=organisation.id,
            standing=standing,
        ),
    )


def invite_staff(act: Act, email: str, role: Staff, organiser_id: UUID | None, language: str = "lv") -> Invitation:
    """Invite somebody to a role of an organiser, or to the administrator's, which has none.

    Who may do this is asked at the door. The role is given when the invitation is accepted.
    Raises OrganiserMissing, NotFound, OwnRoles, RoleKnown, AddressNotMailable.
    """
    if (role == Staff.ADMINISTRATOR) != (organiser_id is None):
        raise OrganiserMissing(role=role)
    if organiser_id is not None:
        act.get(Organiser, organiser_id)
    known = person_by_email(act.session, email)
    if known is not None and known.id == act.actor.person_id:
        raise OwnRoles
    if known is not None and _has_role(act.session, known.id, role, organiser_id):
        raise RoleKnown(role=role)
    return invite(
        act,
        Invitation(purpose=InvitedTo.ROLE, email=email, language=language, role=role, organiser_id=organiser_id),
    )


def take_back(act: Act, invitation_id: UUID) -> None:
    """Let nobody accept an invitation any more; one that was accepted stays. Raises NotFound, LinkUsed."""
    invitation = act.lock(Invitation, invitation_id)
    if invitation.accepted_at is not None:
        raise LinkUsed
    invitation.withdrawn_at = invitation.withdrawn_at or act.at
    _note(act, "taken-back", invitation)


def read_invitation(session: Session, key: UUID | None, at: datetime) -> Invitation:
    """The invitation that can be accepted now. Raises LinkUnknown, LinkUsed, LinkOver, InvitationTakenBack."""
    return _usable(session.get(Invitation, key) if key else None, at)


def use_invitation(act: Act, key: UUID, person_id: UUID) -> Invitation:
    """The invitation, accepted by a person from now on: what it gives is given in the same act.

    Raises LinkUnknown, LinkUsed, LinkOver, InvitationTakenBack.
    """
    if act.session.get(Invitation, key) is None:
        raise LinkUnknown
    invitation = _usable(act.lock(Invitation, key), act.at)
    invitation.accepted_at, invitation.accepted_by_id = act.at, person_id
    _note(act, "accepted", invitation, person=person_id)
    return invitation


def join_organisation(act: Act, invitation: Invitation, person: Person) -> None:
    """What an invitation to an organisation gives; whoever works for it already stays what they are."""
    assert invitation.organisation_id is not None
    assert invitation.standing is not None
    if membership_of(act.session, person.id, invitation.organisation_id) is None:
        join(act, person.id, invitation.organisation_id, invitation.standing)


def take_role(act: Act, invitation: Invitation, person: Person) -> None:
    """What an invitation to a role gives; a role that the person has is not given twice.

    Raises OwnRoles for whoever sent it: an invitation to another address of one's own is no way round that rule.
    """
    assert invitation.role is not None
    if invitation.invited_by_id == person.id:
        raise OwnRoles
    if not _has_role(act.session, person.id, invitation.role, invitation.organiser_id):
        give_role(act, person.id, invitation.role, invitation.organiser_id)


def open_invitations(session: Session, organisation_id: UUID) -> list[Invitation]:
    """The invitations to an organisation that nobody has accepted and nobody has taken back, the oldest first."""
    found = select(Invitation).where(Invitation.organisation_id == organisation_id, *_UNANSWERED)
    return list(session.scalars(found.order_by(Invitation.invited_at, Invitation.id)))


@dataclass(frozen=True, slots=True)
class RoleInvitation:
    """An invitation to a role of staff that nobody has answered; `by` is None where a command sent it."""

    id: UUID
    email: str
    language: str
    role: Staff
    organiser_id: UUID | None
    organiser: str | None
    by: str | None
    until: datetime

    def is_over(self, at: datetime) -> bool:
        """Whether it can be accepted no more, unless it is sent again."""
        return _is_over(self.until, at)


def open_role_invitations(session: Session) -> list[RoleInvitation]:
    """The invitations to roles of staff that nobody has accepted and nobody has taken back, the oldest first."""
    found = (
        select(
            Invitation.id,
            Invitation.email,
            Invitation.language,
            Invitation.role,
            Invitation.organiser_id,
            Organiser.name,
            Person.name,
            Invitation.until,
        )
        .outerjoin(Organiser, Organiser.id == Invitation.organiser_id)
        .outerjoin(Person, Person.id == Invitation.invited_by_id)
        .where(Invitation.purpose == InvitedTo.ROLE, *_UNANSWERED)
        .order_by(Invitation.invited_at, Invitation.id)
    )
    return [RoleInvitation(*row) for row in session.execute(found)]  # pyright: ignore[reportArgumentType]


def role_invitation(session: Session, invitation_id: UUID) -> RoleInvitation:
    """One of them. Raises NotFound, also for invitations to anything else."""
    found = next((one for one in open_role_invitations(session) if one.id == invitation_id), None)
    if found is None:
        raise NotFound(what="invitation", key=invitation_id)
    return found


_UNANSWERED = (Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))


def _usable(invitation: Invitation | None, at: datetime) -> Invitation:
    if invitation is None:
        raise LinkUnknown
    if invitation.accepted_at is not None:
        raise LinkUsed
    if invitation.withdrawn_at is not None:
        raise InvitationTakenBack
    if _is_over(invitation.until, at):
        raise LinkOver
    return invitation


def _note(act: Act, what: str, invitation: Invitation, **told: Any) -> None:
    """Note an event of an invitation, by its name alone: like a role given, it is the administrator's to look into."""
    act.note(f"invitation.{what}", name_of(invitation), **told)


def _is_over(until: datetime, at: datetime) -> bool:
    return at >= until


def _sent_already(session: Session, asked: Invitation) -> Invitation | None:
    same = (
        getattr(Invitation, name).is_not_distinct_from(getattr(asked, name))
        for name in ("purpose", "email", "organisation_id", "standing", "member_id", "organiser_id", "role")
    )
    return session.scalars(select(Invitation).where(*same, *_UNANSWERED).order_by(Invitation.id)).first()


def _has_role(session: Session, person_id: UUID, role: Staff, organiser_id: UUID | None) -> bool:
    found = select(StaffRole.id).where(
        StaffRole.person_id == person_id,
        StaffRole.role == role,
        StaffRole.organiser_id.is_not_distinct_from(organiser_id),
    )
    return session.scalar(found) is not None
