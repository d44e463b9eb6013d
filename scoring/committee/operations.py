"""Appointing a committee, and noting a conflict of interest."""

from dataclasses import dataclass
from itertools import count
from uuid import UUID

from sqlalchemy import func, select

from competition.application.states import Verb, require
from competition.application.versions import lock_with_call
from competition.call.records import Call
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.organisation.names import fold
from competition.organisation.operations import NameMissing
from scoring.committee.records import CommitteeMember, Conflict, Seat


class ChairTaken(Refusal):
    """A committee has one chair."""

    code = "chair-taken"


class MemberKnown(Refusal):
    """This key, or this person, is on the committee already."""

    code = "member-known"


class NameOnCommittee(Refusal):
    """Somebody of this name is on the committee already."""

    code = "name-on-committee"


class OtherCall(Refusal):
    """The member sits on the committee of another call."""

    code = "other-call"


class ConflictKnown(Refusal):
    """This conflict was declared before."""

    code = "conflict-known"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Somebody's seat on a committee. Without a person: brought in, or scoring on paper."""

    key: str
    name: str
    seat: Seat
    person_id: UUID | None = None
    more: str | None = None


def appoint(act: Act, call_id: UUID, appointment: Appointment) -> CommitteeMember:
    """Give somebody a seat on the committee of a call. Raises ChairTaken, MemberKnown, NameOnCommittee."""
    call = act.lock(Call, call_id)
    seated = act.session.scalars(select(CommitteeMember).where(CommitteeMember.call_id == call.id)).all()
    if appointment.seat == Seat.CHAIR and any(member.seat == Seat.CHAIR for member in seated):
        raise ChairTaken(call=call.slug)
    if any(_same(member, appointment) for member in seated):
        raise MemberKnown(key=appointment.key)
    if not act.brought_in and fold(appointment.name) in {fold(member.name) for member in seated}:
        raise NameOnCommittee(name=appointment.name)
    member = act.add(
        CommitteeMember(
            id=act.key(),
            call_id=call.id,
            person_id=appointment.person_id,
            position=max((member.position for member in seated), default=-1) + 1,
            key=appointment.key,
            name=appointment.name,
            seat=appointment.seat,
            appointed_at=act.at,
            more=appointment.more,
        )
    )
    act.note("committee.appointed", call, details={"name": member.name}, member=member.id, seat=member.seat)
    return member


def seat(act: Act, call_id: UUID, name: str, place: Seat, person_id: UUID | None = None) -> CommitteeMember:
    """Give somebody the next seat: m1, m2 … Raises NameMissing, ChairTaken, MemberKnown, NameOnCommittee."""
    if not name.strip():
        raise NameMissing
    call = act.lock(Call, call_id)
    taken = set(act.session.scalars(select(CommitteeMember.key).where(CommitteeMember.call_id == call.id)))
    key = next(key for number in count(1) if (key := f"m{number}") not in taken)
    return appoint(act, call.id, Appointment(key, name.strip(), place, person_id))


def declare_conflict(act: Act, application_id: UUID, member_id: UUID) -> Conflict:
    """Note a member's conflict of interest: from now on their points for this application do not exist.

    Raises OtherCall, WrongState, ConflictKnown. Source: RULES §4, conflict of interest.
    """
    _, application = lock_with_call(act, application_id)
    member = act.get(CommitteeMember, member_id)
    if member.call_id != application.call_id:
        raise OtherCall(member=member_id)
    if not act.brought_in:
        application.state = require(application.state, Verb.DECLARE)
    declared = select(func.count()).select_from(Conflict).where(Conflict.application_id == application.id)
    if act.session.scalar(declared.where(Conflict.member_id == member.id)):
        raise ConflictKnown(member=member_id, application=application_id)
    conflict = act.add(
        Conflict(
            call_id=application.call_id,
            application_id=application.id,
            member_id=member.id,
            position=act.session.scalar(declared) or 0,
            declared_at=act.at,
        )
    )
    act.note("conflict.declared", application, member=member.id)
    return conflict


def _same(member: CommitteeMember, appointment: Appointment) -> bool:
    same_person = appointment.person_id is not None and member.person_id == appointment.person_id
    return member.key == appointment.key or same_person
