"""To what somebody is invited, as pages and messages say it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from competition.call.records import Call
from competition.organisation.entry_records import Invitation, InvitedTo
from competition.organisation.records import Organisation, Organiser, Person
from competition.result.queries import contact_of
from scoring.committee.records import CommitteeMember


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation: to what, of what (a name, a call's title in languages, or nothing), by whom, and whom it names.

    `organiser` and `contact`: who holds the call of a seat, and how to reach them.
    """

    purpose: InvitedTo
    word: str
    of: str | Mapping[str, str] | None
    by: str | None
    name: str = ""
    organiser: str | None = None
    contact: str = ""


def offer_of(session: Session, invitation: Invitation) -> Offer:
    """What an invitation says. Its word is one of those for what people are (`app/accounts/views.py`)."""
    inviter = session.get(Person, invitation.invited_by_id) if invitation.invited_by_id else None
    by = inviter.name if inviter else None
    match invitation.purpose:
        case InvitedTo.MEMBERSHIP:
            organisation = session.get_one(Organisation, invitation.organisation_id)
            return Offer(invitation.purpose, f"applicant-{invitation.standing}", organisation.name, by)
        case InvitedTo.SEAT:
            member = session.get_one(CommitteeMember, invitation.member_id)
            call = session.get_one(Call, member.call_id)
            known = contact_of(session, call)
            return Offer(
                invitation.purpose,
                f"committee-{member.seat}",
                call.title,
                by,
                member.name,
                call.organiser_name,
                ", ".join(filter(None, (known.phone, known.email))),
            )
        case InvitedTo.ROLE:
            organiser = session.get(Organiser, invitation.organiser_id) if invitation.organiser_id else None
            return Offer(invitation.purpose, str(invitation.role), organiser.name if organiser else None, by)
