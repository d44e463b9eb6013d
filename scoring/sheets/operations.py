"""A committee member's verbs: saving points and completing the sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from competition.application.records import Application, LateAcceptance
from competition.application.states import Verb, require
from competition.application.versions import lock_with_call
from competition.call.deadline import in_time
from competition.call.records import Call, QualityCriterion
from competition.eligibility.operations import NotInTime
from competition.eligibility.records import Finding
from competition.eligibility.requirements import Answered
from competition.form.merging import merge
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from scoring.committee.conflicts import declared_by, free_of_conflict
from scoring.committee.operations import OtherCall
from scoring.committee.records import CommitteeMember, Seat
from scoring.scale import Fault, Kind, faults, wants_reason
from scoring.sheets.own import Own, own_of
from scoring.sheets.queries import closed_in, criterion_value
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


class NotDeclared(Refusal):
    """The member has not declared yet whether there is a conflict of interest with this applicant."""

    code = "not-declared"


class ScoringClosed(Refusal):
    """The scoring of this call is closed; sheets do not change any more."""

    code = "scoring-closed"


class SheetChanged(Refusal):
    """What stands in a field was changed meanwhile, in another tab or on another device."""

    code = "sheet-changed"


class ReasonsMissing(Refusal):
    """Points below a criterion's floor need their reason."""

    code = "reasons-missing"


@dataclass(frozen=True, slots=True)
class Points:
    """One member's points for one application and the reasons for them, by the criteria's codes.

    `notes` are for the member alone. Reasons and notes of None leave those that stand. `seen` marks what stood in the
    fields when they were opened: what was not changed since is left as it stands (competition.form.merging).
    """

    application_id: UUID
    member_id: UUID
    points: Mapping[str, Decimal]
    position: int | None = None
    more: str | None = None
    reasons: Mapping[str, str] | None = None
    notes: str | None = None
    seen: str | None = None


def save_points(act: Act, given: Points) -> ScoreSheet:
    """Save points on a sheet that is not completed; criteria may still be without. Raises as `complete` does."""
    sheet, points, _ = _write(act, given, completing=False)
    act.note("sheet.saved", sheet, application=given.application_id, scored=len(points))
    return sheet


def complete(act: Act, given: Points) -> ScoreSheet:
    """Complete a member's sheet: points for every criterion, on its scale.

    Raises OtherCall, SecretaryScores, NotDeclared, InConflict, WrongState, NotInTime, NotEligible, ScoringClosed,
    SheetCompleted, SheetChanged, OffScale, ReasonsMissing.
    Source: call archive, outcome, step 4; RULES §4.
    """
    sheet, points, criteria = _write(act, given, completing=True)
    if not act.brought_in:
        _require_reasons(sheet, points, criteria)
    sheet.completed_at = act.at
    act.note("sheet.completed", sheet, application=given.application_id, member=given.member_id, points=points)
    return sheet


def _write(
    act: Act, given: Points, *, completing: bool
) -> tuple[ScoreSheet, dict[str, Decimal], list[QualityCriterion]]:
    application, member = _may_score(act, given)
    criteria = criteria_of(act, application.call_id)
    sheet = _sheet_of(act, application, member, given)
    given = given if given.seen is None else _joined(given, sheet, criteria)
    wrong = faults({code: Fraction(points) for code, points in given.points.items()},
                   [criterion_value(one) for one in criteria.values()])  # fmt: skip
    if wrong := [fault for fault in wrong if _matters(act, fault, completing=completing)]:
        raise OffScale(faults=[(fault.code, str(fault.kind)) for fault in wrong])
    _put_words(sheet, given, set(criteria))
    before = {score.criterion_id: score for score in sheet.scores}
    for code, points in given.points.items():
        key = criteria[code].id
        if key in before:
            before[key].points = points
        else:
            sheet.scores.append(Score(call_id=sheet.call_id, criterion_id=key, points=points))
    return sheet, dict(given.points), list(criteria.values())


def _joined(given: Points, sheet: ScoreSheet, criteria: Mapping[str, QualityCriterion]) -> Points:
    """What a page sends with what stands on the sheet: a field that it left alone stays, whoever wrote it since.

    Raises SheetChanged where something else was written meanwhile into a field that the page changed.
    """
    typed = Own(given.points, given.reasons or {}, given.notes or "").fields(criteria)
    stands = own_of(sheet, criteria.values()).fields(criteria)
    merged = merge(stands, typed, given.seen or "")
    if merged.stored:
        raise SheetChanged(fields=dict(merged.stored))
    own = Own.of({**stands, **merged.to_save}, criteria)
    return replace(given, points=own.points, reasons=own.reasons, notes=own.notes)


def _put_words(sheet: ScoreSheet, given: Points, codes: set[str]) -> None:
    """Keep the reasons, those of the call's criteria, and the notes."""
    if given.reasons is not None:
        kept = {code: text for code, text in given.reasons.items() if code in codes and text.strip()}
        sheet.reasons = kept
    if given.notes is not None:
        sheet.notes = given.notes or None


def _require_reasons(sheet: ScoreSheet, points: Mapping[str, Decimal], criteria: Iterable[QualityCriterion]) -> None:
    """Points below a floor need their reason: they decide by themselves. Ours [A], told on the sheet."""
    values = [criterion_value(one) for one in criteria]
    silent = [
        one.code for one in values if wants_reason(Fraction(points[one.code]), one) and one.code not in sheet.reasons
    ]
    if silent:
        raise ReasonsMissing(codes=silent)


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
    _require_allowed(act, call, application, member)
    return application, member


def _require_allowed(act: Act, call: Call, application: Application, member: CommitteeMember) -> None:
    """All that may keep a member from scoring, asked in one query: sheets are saved often."""
    now = act.session.execute(
        select(
            free_of_conflict(member.id).label("free"),
            declared_by(member.id).label("declared"),
            closed_in(call.id).label("closed"),
            exists().where(Finding.application_id == application.id, Finding.answered == Answered.NO).label("failed"),
            LateAcceptance.until,
        )
        .select_from(Application)
        .outerjoin(LateAcceptance, LateAcceptance.application_id == Application.id)
        .where(Application.id == application.id)
    ).one()
    if not now.free:
        raise InConflict(application=application.id)
    if not now.declared:
        raise NotDeclared(number=application.number)
    if now.closed:
        raise ScoringClosed(slug=call.slug)
    assert application.received_at is not None
    if not in_time(call.terms, application.received_at, now.until):
        raise NotInTime(number=application.number, received=application.received_at)
    if now.failed:
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
            reasons={},
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
