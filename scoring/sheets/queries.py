"""Sheets and criteria as the rules want them: frozen values."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from competition.call.records import QualityCriterion
from scoring.scale import Criterion
from scoring.sheets.records import Score, ScoreSheet, ScoringClosure

SCALE = (
    QualityCriterion.code,
    QualityCriterion.minimum,
    QualityCriterion.maximum,
    QualityCriterion.step,
    QualityCriterion.weight,
    QualityCriterion.threshold,
)
"""What a row needs for `criterion_value`."""


def criterion_value(record: QualityCriterion | Row[Any]) -> Criterion:
    """A criterion as the rules want it, of its record or of a row with its `SCALE`."""
    return _criterion(*(getattr(record, column.key) for column in SCALE))


@lru_cache(maxsize=1024)
def _criterion(
    code: str, minimum: Decimal, maximum: Decimal, step: Decimal, weight: Decimal, threshold: Decimal | None
) -> Criterion:
    """The same for the same values: a sheet that saves itself asks for them again and again."""
    return Criterion(
        code=code,
        min=Fraction(minimum),
        max=Fraction(maximum),
        step=Fraction(step),
        weight=Fraction(weight),
        threshold=None if threshold is None else Fraction(threshold),
    )


def closed_in(call_id: UUID | InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """Whether the scoring of a call is closed, for a query."""
    return exists().where(ScoringClosure.call_id == call_id, ScoringClosure.reopened_at.is_(None))


def is_closed(session: Session, call_id: UUID) -> bool:
    """Whether the scoring of a call is closed."""
    return bool(session.scalar(select(closed_in(call_id))))


def sheets_in_order(session: Session, call_id: UUID) -> list[ScoreSheet]:
    """The sheets of a call in the order of its archive: as brought in, then as they were begun."""
    return list(
        session.scalars(
            select(ScoreSheet)
            .where(ScoreSheet.call_id == call_id)
            .order_by(ScoreSheet.position.is_(None), ScoreSheet.position, ScoreSheet.id)
        )
    )


def points_by_sheet(session: Session, call_id: UUID) -> dict[UUID, dict[str, Decimal]]:
    """The points of every sheet of a call by their criteria's codes, in the call's order."""
    rows = session.execute(
        select(Score.sheet_id, QualityCriterion.code, Score.points)
        .join(QualityCriterion, QualityCriterion.id == Score.criterion_id)
        .where(Score.call_id == call_id)
        .order_by(QualityCriterion.position)
    )
    points: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    for sheet_id, code, value in rows:
        points[sheet_id][code] = value
    return points
