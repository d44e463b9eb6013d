"""Whether a member may score an application, asked under its lock; sheets are saved often, so it is one question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, select

from competition.application.queries import in_time_sql
from competition.application.records import Application
from competition.application.states import Verb, require
from competition.application.versions import hold
from competition.call.records import Call, CallState, QualityCriterion
from competition.eligibility.operations import NotInTime
from competition.eligibility.queries import eligibility_sql
from competition.eligibility.standing import Eligibility
from competition.foundation.act import Act
from competition.foundation.engine import rows_of
from competition.foundation.errors import NotFound, Refusal
from scoring.committee.conflicts import declared_by, free_of_conflict, open_to
from scoring.committee.operations import OtherCall
from scoring.committee.records import CommitteeMember, Seat
from scoring.scale import Criterion
from scoring.sheets.own import Own
from scoring.sheets.queries import SCALE, closed_in, criterion_value
from scoring.sheets.records import Score, ScoreSheet


class SecretaryScores(Refusal):
    """The secretary keeps the minutes and does not score."""

    code = "secretary-scores"


class InConflict(Refusal):
    """The member has declared a conflict of interest with this applicant."""

    code = "in-conflict"


class NotDeclared(Refusal):
    """The member has not declared yet whether there is a conflict of interest with this applicant."""

    code = "not-declared"


class NotEligible(Refusal):
    """An application that does not fulfil the requirements is not scored."""

    code = "not-eligible"


class ScoringClosed(Refusal):
    """The scoring of this call is closed; sheets do not change any more."""

    code = "scoring-closed"


class SheetCompleted(Refusal):
    """The sheet is completed; it does not change any more."""

    code = "sheet-completed"


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet that its member may write on, as it stands under the act's lock; without a key where it is not begun.

    `keys` are the criteria's keys by their codes, `zone_name` says where the call is held.
    """

    call_id: UUID
    application_id: UUID
    member_id: UUID
    zone_name: str
    key: UUID | None
    stands: Own
    criteria: list[Criterion]
    keys: Mapping[str, UUID]


def _standing(*member: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """All that may keep `member` from scoring an application, and their sheet."""
    return (
        select(
            Application.call_id,
            Application.number,
            Application.state,
            Application.received_at,
            Call.slug,
            Call.zone_name,
            CommitteeMember.id.label("member_id"),
            CommitteeMember.call_id.label("sits_in"),
            CommitteeMember.seat,
            in_time_sql().label("in_time"),
            free_of_conflict(CommitteeMember.id).label("free"),
            declared_by(CommitteeMember.id).label("declared"),
            closed_in(Call.id).label("closed"),
            eligibility_sql(Eligibility.NOT_ELIGIBLE).label("failed"),
            ScoreSheet.id.label("sheet_id"),
            ScoreSheet.completed_at,
            ScoreSheet.reasons,
            ScoreSheet.notes,
        )
        .select_from(Application)
        .join(Call, Call.id == Application.call_id)
        .join(CommitteeMember, and_(*member))
        .outerjoin(
            ScoreSheet, and_(ScoreSheet.application_id == Application.id, ScoreSheet.member_id == CommitteeMember.id)
        )
        .where(Application.id == bindparam("application_id"))
    )


_OF_MEMBER = _standing(CommitteeMember.id == bindparam("member_id"))
_OF_PERSON = _standing(
    CommitteeMember.person_id == bindparam("person_id"),
    CommitteeMember.call_id == Application.call_id,
    CommitteeMember.seat != Seat.SECRETARY,
    Call.slug == bindparam("slug"),
    Call.state == CallState.PUBLISHED,
    Application.number.is_not(None),
    open_to(CommitteeMember.id),
)
_CRITERIA = (
    select(QualityCriterion.id, *SCALE, Score.points)
    .outerjoin(Score, and_(Score.criterion_id == QualityCriterion.id, Score.sheet_id == bindparam("key")))
    .where(QualityCriterion.call_id == bindparam("call_id"))
    .order_by(QualityCriterion.position)
)


def open_sheet(act: Act, application_id: UUID, member_id: UUID) -> OpenSheet:
    """The member's sheet for the application, for this act alone. What is brought in is not asked.

    Raises NotFound, OtherCall, SecretaryScores, WrongState, InConflict, NotDeclared, ScoringClosed, NotInTime,
    NotEligible, SheetCompleted.
    """
    if act.brought_in:
        call_id = act.get(Application, application_id).call_id
        return _with_criteria(act, call_id, application_id, member_id, "", None, {}, "")
    return _opened(act, application_id, _OF_MEMBER, member_id=member_id)


def open_own_sheet(act: Act, slug: str, application_id: UUID, person_id: UUID) -> OpenSheet:
    """The sheet of a person for an application of the call in which they sit.

    Raises NotFound, alike for what is not there and for what is not open to them; else as `open_sheet`.
    """
    return _opened(act, application_id, _OF_PERSON, slug=slug, person_id=person_id)


def _opened(act: Act, application_id: UUID, standing: Select[*tuple[Any, ...]], **values: Any) -> OpenSheet:
    hold(act, application_id)
    rows = rows_of(act.session, standing, {"application_id": application_id, **values})
    if not rows:
        raise NotFound(what="application", key=application_id)
    [row] = rows
    _require_allowed(row, application_id)
    return _with_criteria(
        act,
        row.call_id,
        application_id,
        row.member_id,
        row.zone_name,
        row.sheet_id,
        row.reasons or {},
        row.notes or "",
    )


def _with_criteria(
    act: Act,
    call_id: UUID,
    application_id: UUID,
    member_id: UUID,
    zone_name: str,
    key: UUID | None,
    reasons: Mapping[str, str],
    notes: str,
) -> OpenSheet:
    rows = rows_of(act.session, _CRITERIA, {"key": key, "call_id": call_id})
    return OpenSheet(
        call_id,
        application_id,
        member_id,
        zone_name,
        key,
        Own({row.code: row.points for row in rows if row.points is not None}, reasons, notes),
        [criterion_value(row) for row in rows],
        {row.code: row.id for row in rows},
    )


def _require_allowed(row: Row[Any], application_id: UUID) -> None:
    if row.sits_in != row.call_id:
        raise OtherCall(member=row.member_id)
    if row.seat == Seat.SECRETARY:
        raise SecretaryScores
    require(row.state, Verb.SCORE)
    if not row.free:
        raise InConflict(application=application_id)
    if not row.declared:
        raise NotDeclared(number=row.number)
    if row.closed:
        raise ScoringClosed(slug=row.slug)
    if not row.in_time:
        raise NotInTime(number=row.number, received=row.received_at)
    if row.failed:
        raise NotEligible(number=row.number)
    if row.completed_at:
        raise SheetCompleted(application=application_id)
