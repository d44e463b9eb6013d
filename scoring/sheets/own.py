"""A member's own sheet as its page shows it, and how what was typed in one tab comes together with what stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from competition.application.records import Application
from competition.application.versions import lock_with_call
from competition.call.records import QualityCriterion
from competition.form.merging import merge
from competition.foundation.act import Act
from competition.foundation.errors import NotFound, Refusal
from scoring.committee.conflicts import open_to
from scoring.committee.records import CommitteeMember, Conflict
from scoring.outcome import mean
from scoring.sheets.records import Score, ScoreSheet

NOTES = "notes"


class SheetChanged(Refusal):
    """What stands in a field was changed meanwhile, in another tab or on another device."""

    code = "sheet-changed"


@dataclass(frozen=True, slots=True)
class Own:
    """What stands on a member's sheet, by the criteria's codes."""

    points: Mapping[str, Decimal] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""

    def fields(self, codes: Iterable[str]) -> dict[str, str]:
        """Every field of a sheet with these criteria as a text, in the sheet's order; empty where nothing stands."""
        fields = {}
        for code in codes:
            value = self.points.get(code)
            fields[f"points-{code}"] = "" if value is None else f"{value.normalize():f}"
            fields[f"reason-{code}"] = self.reasons.get(code, "")
        return {**fields, NOTES: self.notes}


@dataclass(frozen=True, slots=True)
class Means:
    """The means of an application's completed sheets by criterion, as exact as they are, and how many sheets."""

    sheets: int
    by_code: Mapping[str, Fraction]

    def total(self, criteria: Iterable[QualityCriterion]) -> Fraction:
        """The weighted sum of the means."""
        return sum((self.by_code[one.code] * Fraction(one.weight) for one in criteria), Fraction())


def own_sheet(session: Session, member_id: UUID, application_id: UUID) -> Own:
    """What stands on the member's sheet; an empty one where none is begun."""
    row = session.execute(
        select(ScoreSheet.id, ScoreSheet.reasons, ScoreSheet.notes).where(
            ScoreSheet.member_id == member_id, ScoreSheet.application_id == application_id
        )
    ).first()
    if row is None:
        return Own()
    points = session.execute(
        select(QualityCriterion.code, Score.points)
        .join(QualityCriterion, QualityCriterion.id == Score.criterion_id)
        .where(Score.sheet_id == row.id)
        .order_by(QualityCriterion.position)
    )
    return Own({code: value for code, value in points}, dict(row.reasons or {}), row.notes or "")  # noqa: C416


def criteria_in(session: Session, call_id: UUID, *, levels: bool = False) -> list[QualityCriterion]:
    """The criteria of a call in its order; with what their points mean, where that is wanted."""
    asked = select(QualityCriterion).where(QualityCriterion.call_id == call_id).order_by(QualityCriterion.position)
    if levels:
        asked = asked.options(selectinload(QualityCriterion.levels))
    return list(session.scalars(asked))


def require_open(session: Session, member: CommitteeMember, application_id: UUID) -> None:
    """Raise NotFound unless the application is open to the member: alike where there is no such application."""
    found = select(Application.id).where(
        Application.id == application_id,
        Application.call_id == member.call_id,
        Application.number.is_not(None),
        open_to(member.id),
    )
    if session.scalar(found) is None:
        raise NotFound(what="application", key=application_id)


def means_of(session: Session, application_id: UUID) -> Means:
    """The means of all completed sheets of an application. Those of members in conflict do not exist."""
    conflicted = exists().where(
        Conflict.member_id == ScoreSheet.member_id, Conflict.application_id == ScoreSheet.application_id
    )
    rows = session.execute(
        select(ScoreSheet.id, QualityCriterion.code, Score.points)
        .join(Score, Score.sheet_id == ScoreSheet.id)
        .join(QualityCriterion, QualityCriterion.id == Score.criterion_id)
        .where(ScoreSheet.application_id == application_id, ScoreSheet.completed_at.is_not(None), ~conflicted)
        .order_by(QualityCriterion.position)
    )
    sheets: set[UUID] = set()
    points: dict[str, list[Fraction]] = {}
    for sheet_id, code, value in rows:
        sheets.add(sheet_id)
        points.setdefault(code, []).append(Fraction(value))
    return Means(len(sheets), {code: mean(values) for code, values in points.items()})


def together(act: Act, member: CommitteeMember, application_id: UUID, typed: Own, seen: str) -> Own:
    """What a page sends, joined with what stands under the application's lock.

    A field that the page left as it had `seen` it stays as it stands, whoever wrote it since; one that it changed is
    written, unless something else was written there meanwhile: then SheetChanged is raised.
    """
    lock_with_call(act, application_id)
    codes = [one.code for one in criteria_in(act.session, member.call_id)]
    stands = own_sheet(act.session, member.id, application_id).fields(codes)
    merged = merge(stands, typed.fields(codes), seen)
    if merged.stored:
        raise SheetChanged(fields=dict(merged.stored))
    fields = {**stands, **merged.to_save}
    return Own(
        {code: Decimal(fields[f"points-{code}"]) for code in codes if fields[f"points-{code}"]},
        {code: fields[f"reason-{code}"] for code in codes},
        fields[NOTES],
    )
