"""How far a committee is: who has declared, who has scored how much, what still lacks sheets."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.application.records import Application
from competition.call.records import Call
from competition.eligibility.queries import eligibility_sql
from competition.eligibility.standing import Eligibility
from competition.result.records import Decision
from scoring.committee.records import CommitteeMember, Conflict, Declaration, Seat
from scoring.sheets.member_queries import scorable_sql
from scoring.sheets.records import ScoreSheet, ScoringClosure


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member: since when declared, with whom in conflict, how many sheets are done of how many."""

    member: CommitteeMember
    declared_at: datetime | None
    undeclared: int
    conflicts: list[str]
    done: int
    begun: int
    whole: int

    @property
    def scores(self) -> bool:
        """Whether the member scores at all."""
        return self.member.seat != Seat.SECRETARY


@dataclass(frozen=True, slots=True)
class Lacking:
    """An application that cannot be decided yet: its eligibility is open, or it has fewer sheets than needed.

    `owing` names who scores it and has not completed their sheet.
    """

    id: UUID
    number: str
    title: str
    sheets: int
    checked: bool
    owing: list[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet that was begun and not completed, or not begun at all: it will not count."""

    application_id: UUID
    number: str
    member_name: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the committee of a call is."""

    members: list[MemberRow]
    lacking: list[Lacking]
    drafts: list[Draft]
    unbegun: list[Draft]
    decided: bool
    done: int
    whole: int
    closure: ScoringClosure | None


def progress_of(session: Session, call: Call) -> Progress:
    """How far the committee of `call` is. A constant number of queries."""
    members = session.scalars(
        select(CommitteeMember).where(CommitteeMember.call_id == call.id).order_by(CommitteeMember.position)
    ).all()
    scorable = session.scalars(
        select(Application)
        .join(Call, Call.id == Application.call_id)
        .where(Call.id == call.id, scorable_sql())
        .order_by(Application.position)
    ).all()
    applicants = _applicants(session, call)
    declared = _by_member(session, Declaration, call)
    conflicts = _by_member(session, Conflict, call)
    sheets = session.scalars(select(ScoreSheet).where(ScoreSheet.call_id == call.id)).all()
    scoring = [member for member in members if member.seat != Seat.SECRETARY]
    missing = _missing(scoring, scorable, sheets, conflicts)
    begun = {(sheet.application_id, sheet.member_id) for sheet in sheets}
    rows = [_row(member, scorable, applicants, declared, conflicts, list(sheets)) for member in members]
    return Progress(
        members=rows,
        lacking=_lacking(call, list(scorable), missing, list(sheets), conflicts, _checked(session, call)),
        drafts=[one for key, one in missing.items() if key in begun],
        unbegun=[one for key, one in missing.items() if key not in begun],
        decided=session.scalar(select(Decision.id).where(Decision.call_id == call.id)) is not None,
        done=sum(row.done for row in rows),
        whole=sum(row.whole for row in rows),
        closure=session.scalar(
            select(ScoringClosure).where(ScoringClosure.call_id == call.id, ScoringClosure.reopened_at.is_(None))
        ),
    )


ByMember = Mapping[UUID, set[UUID]]


def _row(
    member: CommitteeMember,
    scorable: Sequence[Application],
    applicants: Mapping[UUID, str],
    declared: ByMember,
    conflicts: ByMember,
    sheets: list[ScoreSheet],
) -> MemberRow:
    theirs = conflicts.get(member.id, set())
    own = {one.id for one in scorable if one.id not in theirs}
    begun = [one for one in sheets if one.member_id == member.id and one.application_id in own]
    scores = member.seat != Seat.SECRETARY
    return MemberRow(
        member=member,
        declared_at=member.pledged_at,
        undeclared=len(set(applicants) - declared.get(member.id, set()) - theirs),
        conflicts=[name for key, name in applicants.items() if key in theirs],
        done=sum(one.completed_at is not None for one in begun),
        begun=len(begun),
        whole=len(own) if scores else 0,
    )


def _applicants(session: Session, call: Call) -> dict[UUID, str]:
    rows = session.execute(
        select(Application.id, Application.applicant_name)
        .where(Application.call_id == call.id, Application.number.is_not(None), Application.withdrawn_at.is_(None))
        .order_by(Application.position)
    )
    return {key: name for key, name in rows}  # noqa: C416 - a row is not a pair for the type checker


def _by_member(session: Session, kind: type[Declaration] | type[Conflict], call: Call) -> ByMember:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for member_id, application_id in session.execute(
        select(kind.member_id, kind.application_id).where(kind.call_id == call.id)
    ):
        found[member_id].add(application_id)
    return found


def _lacking(
    call: Call,
    scorable: list[Application],
    missing: Mapping[tuple[UUID, UUID], Draft],
    sheets: list[ScoreSheet],
    conflicts: ByMember,
    checked: set[UUID],
) -> list[Lacking]:
    counts: dict[UUID, int] = defaultdict(int)
    for sheet in sheets:
        if sheet.completed_at and sheet.application_id not in conflicts.get(sheet.member_id, set()):
            counts[sheet.application_id] += 1
    owing: dict[UUID, list[str]] = defaultdict(list)
    for one in missing.values():
        owing[one.application_id].append(one.member_name)
    return [
        Lacking(one.id, one.number or "", one.title, counts[one.id], one.id in checked, owing[one.id])
        for one in scorable
        if counts[one.id] < call.minimum_sheets or one.id not in checked
    ]


def _checked(session: Session, call: Call) -> set[UUID]:
    """The applications of which every eligibility criterion is found to be met."""
    met = eligibility_sql(Eligibility.ELIGIBLE)
    return set(session.scalars(select(Application.id).where(Application.call_id == call.id, met)))


def _missing(
    scoring: Sequence[CommitteeMember],
    scorable: Sequence[Application],
    sheets: Sequence[ScoreSheet],
    conflicts: ByMember,
) -> dict[tuple[UUID, UUID], Draft]:
    """The sheets that are not completed, begun or not, by application and member."""
    done = {(sheet.application_id, sheet.member_id) for sheet in sheets if sheet.completed_at is not None}
    return {
        (one.id, member.id): Draft(one.id, one.number or "", member.name)
        for one in scorable
        for member in scoring
        if (one.id, member.id) not in done and one.id not in conflicts.get(member.id, set())
    }
