"""A member's own sheet field by field, and what a member sees beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from competition.call.records import QualityCriterion
from scoring.committee.records import Conflict
from scoring.outcome import mean
from scoring.sheets.records import Score, ScoreSheet

NOTES = "notes"


def points_field(code: str) -> str:
    """The name of the field with the points of a criterion."""
    return f"points-{code}"


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
            fields[points_field(code)] = "" if value is None else f"{value.normalize():f}"
            fields[f"reason-{code}"] = self.reasons.get(code, "")
        return {**fields, NOTES: self.notes}

    @classmethod
    def of(cls, fields: Mapping[str, str], codes: Iterable[str]) -> "Own":
        """What stands on a sheet whose fields hold these texts."""
        known = list(codes)
        return cls(
            {code: Decimal(fields[points_field(code)]) for code in known if fields[points_field(code)]},
            {code: fields[f"reason-{code}"] for code in known if fields[f"reason-{code}"]},
            fields[NOTES],
        )


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
