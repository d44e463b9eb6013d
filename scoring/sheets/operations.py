"""A committee member's verbs: saving points and completing the sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam

from competition.form.merging import Merged, merge
from competition.foundation.act import Act
from competition.foundation.audit import Place
from competition.foundation.base import new_key
from competition.foundation.errors import Refusal
from scoring.scale import Criterion, Fault, Kind, faults, wants_reason
from scoring.sheets.own import Own, points_field
from scoring.sheets.records import Score, ScoreSheet
from scoring.sheets.rights import OpenSheet, open_sheet


class OffScale(Refusal):
    """Points that the call's criteria do not allow, or a criterion without points."""

    code = "off-scale"


class SheetChanged(Refusal):
    """What stands in a field was changed meanwhile, in another tab or on another device."""

    code = "sheet-changed"


class ReasonsMissing(Refusal):
    """Points below a criterion's floor need their reason."""

    code = "reasons-missing"


@dataclass(frozen=True, slots=True)
class Points:
    """One member's points for one application and the reasons for them, by the criteria's codes.

    Points of None take back those that stand; a criterion that is not named stays as it is. `notes` are for the member
    alone. Reasons and notes of None leave those that stand. `seen` marks what stood in the fields when they were
    opened: what was not changed since is left as it stands (competition.form.merging).
    """

    application_id: UUID
    member_id: UUID
    points: Mapping[str, Decimal | None]
    position: int | None = None
    more: str | None = None
    reasons: Mapping[str, str] | None = None
    notes: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A sheet after it was saved: its key, what stands on it, and how that came together from several pages."""

    key: UUID
    own: Own
    merged: Merged

    @property
    def name(self) -> str:
        """How the audit chain names the sheet."""
        return f"{_SHEETS.name}:{self.key}"


# A sheet is saved every few moments while it is filled in, so past the records: what is kept is the same.
_SHEETS, _SCORES = ScoreSheet.metadata.tables["score_sheet"], Score.metadata.tables["score"]
_THIS_SHEET = _SHEETS.update().where(_SHEETS.c.id == bindparam("key"))
_THIS_SCORE = and_(_SCORES.c.sheet_id == bindparam("key"), _SCORES.c.criterion_id == bindparam("criterion"))
_POINTS_CHANGED, _POINTS_GONE = _SCORES.update().where(_THIS_SCORE), _SCORES.delete().where(_THIS_SCORE)


def save_points(act: Act, given: Points) -> Saved:
    """Save points on a sheet that is not completed; criteria may still be without. Raises as `open_sheet` and OffScale.

    A field that was changed meanwhile in another place, too, stays as it stands there; the others are saved.
    """
    return save_on(act, open_sheet(act, given.application_id, given.member_id), given)


def save_on(act: Act, sheet: OpenSheet, given: Points) -> Saved:
    """The same on a sheet that the act has opened. Raises OffScale."""
    saved = _write(act, sheet, given, completing=False)
    told = {"application": given.application_id, "scored": len(saved.own.points)}
    act.note("sheet.saved", saved.name, place=_place(sheet), **told)
    return saved


def complete(act: Act, given: Points) -> Saved:
    """Complete a member's sheet: points for every criterion, on its scale.

    Raises OtherCall, SecretaryScores, NotDeclared, InConflict, WrongState, NotInTime, NotEligible, ScoringClosed,
    SheetCompleted, SheetChanged, OffScale, ReasonsMissing.
    Source: call archive, outcome, step 4; RULES §4.
    """
    sheet = open_sheet(act, given.application_id, given.member_id)
    saved = _write(act, sheet, given, completing=True)
    act.note(
        "sheet.completed",
        saved.name,
        place=_place(sheet),
        application=given.application_id,
        member=given.member_id,
        points=dict(saved.own.points),
    )
    return saved


def _place(sheet: OpenSheet) -> Place:
    return Place(call_id=sheet.call_id, application_id=sheet.application_id)


def _write(act: Act, sheet: OpenSheet, given: Points, *, completing: bool) -> Saved:
    becomes, merged = _becomes(given, sheet.stands, list(sheet.keys))
    if completing and merged.stored:
        raise SheetChanged(fields=dict(merged.stored))
    _require_on_scale(act, becomes, sheet.criteria, completing=completing)
    if completing and not act.brought_in:
        _require_reasons(becomes, sheet.criteria)
    key = _put(act, sheet, given, becomes, completed=completing)
    _put_points(act, sheet, key, becomes.points)
    return Saved(key, becomes, merged)


def _becomes(given: Points, stands: Own, codes: list[str]) -> tuple[Own, Merged]:
    """What the sheet will hold, and how that came together.

    With marks, a field that the page left alone stays, whoever wrote it since.
    """
    points = {**stands.points, **given.points}
    reasons = stands.reasons if given.reasons is None else given.reasons
    typed = Own(
        {code: value for code, value in points.items() if value is not None},
        {code: text for code, text in reasons.items() if code in codes and text.strip()},
        stands.notes if given.notes is None else given.notes,
    )
    if given.seen is None:
        return typed, Merged({}, {}, "")
    before = stands.fields(codes)
    left = {points_field(code) for code in codes if code not in given.points}
    merged = merge(before, {name: text for name, text in typed.fields(codes).items() if name not in left}, given.seen)
    return Own.of({**before, **merged.to_save}, codes), merged


def _require_on_scale(act: Act, own: Own, criteria: Iterable[Criterion], *, completing: bool) -> None:
    wrong = faults({code: Fraction(points) for code, points in own.points.items()}, criteria)
    if wrong := [fault for fault in wrong if _matters(act, fault, completing=completing)]:
        raise OffScale(faults=[(fault.code, str(fault.kind)) for fault in wrong])


def _matters(act: Act, fault: Fault, *, completing: bool) -> bool:
    """A draft may lack points; a draft brought in may even be off the scale: it is evidence. Call archive, The file."""
    if fault.kind == Kind.UNKNOWN or completing:
        return True
    return fault.kind != Kind.MISSING and not act.brought_in


def _require_reasons(own: Own, criteria: Iterable[Criterion]) -> None:
    """Points below a floor need their reason: they decide by themselves. Ours [A], told on the sheet."""
    silent = [
        one.code
        for one in criteria
        if wants_reason(Fraction(own.points[one.code]), one) and one.code not in own.reasons
    ]
    if silent:
        raise ReasonsMissing(codes=silent)


def _put(act: Act, sheet: OpenSheet, given: Points, becomes: Own, *, completed: bool) -> UUID:
    """Keep the words, and that the sheet is completed; the sheet's key."""
    values: dict[str, Any] = {"completed_at": act.at} if completed else {}
    if becomes.reasons != sheet.stands.reasons:
        values["reasons"] = dict(becomes.reasons)
    if becomes.notes != sheet.stands.notes:
        values["notes"] = becomes.notes or None
    if sheet.key is not None:
        if values:
            act.session.execute(_THIS_SHEET, {"key": sheet.key, **values})
        return sheet.key
    new = {"id": new_key(), "begun_at": act.at, "position": given.position, "more": given.more, "reasons": {}, **values}
    of = {"call_id": sheet.call_id, "application_id": sheet.application_id, "member_id": sheet.member_id}
    act.session.execute(_SHEETS.insert(), new | of)
    return new["id"]


def _put_points(act: Act, sheet: OpenSheet, key: UUID, given: Mapping[str, Decimal]) -> None:
    """Keep the points that are others than before, and take back those that are not given any more."""
    new, changed, gone = [], [], []
    for code, criterion in sheet.keys.items():
        points, before = given.get(code), sheet.stands.points.get(code)
        this = {"key": key, "criterion": criterion}
        if points == before:
            continue
        if points is None:
            gone.append(this)
        elif before is None:
            new.append({"sheet_id": key, "criterion_id": criterion, "call_id": sheet.call_id, "points": points})
        else:
            changed.append({**this, "points": points})
    if new:
        act.session.execute(_SCORES.insert(), new)
    if changed:
        act.session.execute(_POINTS_CHANGED, changed)
    if gone:
        act.session.execute(_POINTS_GONE, gone)
