"""A committee member's verbs: saving points and completing the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from competition.application.records import Application
from competition.application.states import Verb, require
from competition.application.submission import lock_with_call
from competition.call.records import Call, QualityCriterion
from competition.eligibility.operations import require_in_time
from competition.eligibility.records import Finding
from competition.eligibility.requirements import Answered
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from scoring.committee.conflicts import in_conflict
from scoring.committee.operations import OtherCall
from scoring.committee.records import CommitteeMember, Seat
from scoring.scale import Fault, Kind, faults
from scoring.sheets.queries import criterion_value
from scoring.sheets.records import Score, ScoreSheet


class SecretaryScores(Refusal):
    """The secretary keeps the minutes and does not score."""

    code = "secretary-scores"


class InConflict(Refusal):
    """The member has declared a conflict of interest with this applicant."""

    code = "in-conflict"


class SheetCompleted(Refusal):
    """The sheet is completed; it does not change any more."""

    code = "sheet-completed"


class NotEligible(Refusal):
    """An application that does not fulfil the requirements is not scored."""

    code = "not-eligible"


class OffScale(Refusal):
    """Points that the call's criteria do not allow, or a criterion without points."""

    code = "off-scale"


@dataclass(frozen=True, slots=True)
class Points:
    """One member's points for one application, by the criteria's codes."""

    application_id: UUID
    member_id: UUID
    points: Mapping[str, Decimal]
    position: int | None = None
    more: str | None = None


def save_points(act: Act, given: Points) -> ScoreSheet:
    """Save points on a sheet that is not completed; criteria may still be without. Raises as `complete` does."""
    sheet, points = _write(act, given, completing=False)
    act.note("sheet.saved", sheet, application=given.application_id, scored=len(points))
    return sheet


def complete(act: Act, given: Points) -> ScoreSheet:
    """Complete a member's sheet: points for every criterion, on its scale.

    Raises OtherCall, SecretaryScores, InConflict, WrongState, NotInTime, NotEligible, SheetCompleted, OffScale.
    Source: call archive, outcome, step 4; RULES §4.
    """
    sheet, points = _write(act, given, completing=True)
    sheet.completed_at = act.at
    act.note("sheet.completed", sheet, application=given.application_id, member=given.member_id, points=points)
    return sheet


def _write(act: Act, given: Points, *, completing: bool) -> tuple[ScoreSheet, dict[str, Decimal]]:
    application, member = _may_score(act, given)
    criteria = criteria_of(act, application.call_id)
    wrong = faults({code: Fraction(points) for code, points in given.points.items()},
                   [criterion_value(one) for one in criteria.values()])  # fmt: skip
    if wrong := [fault for fault in wrong if _matters(act, fault, completing=completing)]:
        raise OffScale(faults=[(fault.code, str(fault.kind)) for fault in wrong])
    sheet = _sheet_of(act, application, member, given)
    before = {score.criterion_id: score for score in sheet.scores}
    for code, points in given.points.items():
        key = criteria[code].id
        if key in before:
            before[key].points = points
        else:
            sheet.scores.append(Score(call_id=sheet.call_id, criterion_id=key, points=points))
    return sheet, dict(given.points)


def _matters(act: Act, fault: Fault, *, completing: bool) -> bool:
    """A draft may lack points; a draft brought in may even be off the scale: it is evidence. Call archive, The file."""
    if fault.kind == Kind.UNKNOWN or completing:
        return True
    return fault.kind != Kind.MISSING and not act.brought_in


def _may_score(act: Act, given: Points) -> tuple[Application, CommitteeMember]:
    member = act.get(CommitteeMember, given.member_id)
    if act.brought_in:
        return act.get(Application, given.application_id), member
    call, application = lock_with_call(act, given.application_id)
    if member.call_id != application.call_id:
        raise OtherCall(member=given.member_id)
    if member.seat == Seat.SECRETARY:
        raise SecretaryScores
    application.state = require(application.state, Verb.SCORE)
    if in_conflict(act.session, member.id, application.id):
        raise InConflict(application=application.id)
    _require_scorable(act, call, application)
    return application, member


def _require_scorable(act: Act, call: Call, application: Application) -> None:
    require_in_time(act, call, application)
    failed = select(Finding.id).where(Finding.application_id == application.id, Finding.answered == Answered.NO)
    if act.session.scalars(failed).first():
        raise NotEligible(number=application.number)


def criteria_of(act: Act, call_id: UUID) -> dict[str, QualityCriterion]:
    """The criteria of a call by their codes, in the call's order."""
    rows = act.session.scalars(
        select(QualityCriterion).where(QualityCriterion.call_id == call_id).order_by(QualityCriterion.position)
    )
    return {criterion.code: criterion for criterion in rows}


def _sheet_of(act: Act, application: Application, member: CommitteeMember, given: Points) -> ScoreSheet:
    found = None if act.brought_in else _existing(act, application, member)
    if found and found.completed_at:
        raise SheetCompleted(application=application.id)
    return found or act.add(
        ScoreSheet(
            call_id=application.call_id,
            application_id=application.id,
            member_id=member.id,
            position=given.position,
            begun_at=act.at,
            more=given.more,
            scores=[],
        )
    )


def _existing(act: Act, application: Application, member: CommitteeMember) -> ScoreSheet | None:
    """The member's sheet as it stands under the application's lock, whatever was read before it."""
    return act.session.scalar(
        select(ScoreSheet)
        .where(ScoreSheet.application_id == application.id, ScoreSheet.member_id == member.id)
        .options(selectinload(ScoreSheet.scores))
        .execution_options(populate_existing=True)
    )
