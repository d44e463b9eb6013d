"""Reminding a member of the committee of what is left to do: once a day, and only where something is."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from competition.call.deadline import in_time
from competition.call.records import Call
from competition.foundation.act import Act
from competition.foundation.clock import day_of, first_instant, zone
from competition.foundation.errors import NotFound, Refusal
from competition.foundation.outbox import OutboxMessage
from competition.result.records import Decision
from scoring.committee.records import CommitteeMember
from scoring.meeting.progress import MemberRow, Progress, progress_of

KIND = "reminder"


class RemindedToday(Refusal):
    """A member is reminded once a day."""

    code = "reminded-today"


class NothingToRemind(Refusal):
    """The member has done everything, or nothing can be done now."""

    code = "nothing-to-remind"


class NoAccount(Refusal):
    """A message goes to people with an account only."""

    code = "no-account"


def remind(act: Act, call_id: UUID, member_id: UUID) -> CommitteeMember:
    """Tell a member what waits for them in a call. Raises NoAccount, NothingToRemind, RemindedToday."""
    call = act.lock(Call, call_id)
    member = act.get(CommitteeMember, member_id)
    if member.call_id != call.id:
        raise NotFound(what="member", key=member_id)
    if member.person_id is None:
        raise NoAccount(name=member.name)
    waiting = to_be_reminded(act.session, call, progress_of(act.session, call), act.at)
    if member.id not in {row.member.id for row in waiting}:
        raise NothingToRemind(name=member.name)
    if member.id in reminded_today(act.session, call, act.at):
        raise RemindedToday(name=member.name)
    act.tell([member.person_id], KIND, call=call.id, member=member.id)
    act.note("member.reminded", member, call=call.id)
    return member


def reminded_today(session: Session, call: Call, at: datetime) -> set[UUID]:
    """The members of a call who were reminded on the day that its calendar shows at the instant `at`."""
    place = zone(call.zone_name)
    since = first_instant(day_of(at, place), place)
    rows = session.execute(
        select(CommitteeMember.person_id, CommitteeMember.id).where(CommitteeMember.call_id == call.id)
    )
    members = {person: member for person, member in rows if person is not None}
    written = session.execute(
        select(OutboxMessage.person_id, OutboxMessage.facts).where(
            OutboxMessage.kind == KIND, OutboxMessage.written_at >= since, OutboxMessage.person_id.in_(members)
        )
    )
    return {members[person] for person, facts in written if person and facts["call"] == str(call.id)}


def to_be_reminded(session: Session, call: Call, progress: Progress, at: datetime) -> list[MemberRow]:
    """The members for whom something waits at the instant `at`, with or without an account."""
    decided = session.scalar(select(exists().where(Decision.call_id == call.id)))
    if in_time(call.terms, at) or progress.closure or decided:
        return []
    return [row for row in progress.members if row.undeclared or row.done < row.whole]
