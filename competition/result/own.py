"""What became of an application, as its applicant is told: nothing before the announcement."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.application.records import Application
from competition.call.records import Call, EligibilityCriterion, QualityCriterion
from competition.eligibility.records import Finding
from competition.foundation.clock import Moment
from competition.result.announcement import is_public
from competition.result.records import Decision, DecisionItem, Notice, Verdict

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Points:
    """The points under one criterion: the mean as it is shown, of how many, the floor and whether it was missed."""

    code: str
    title: Mapping[str, str]
    mean: str
    maximum: Decimal
    floor: Decimal | None
    missed: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """A criterion that speaks against the application, and why where somebody wrote it."""

    code: str
    title: Mapping[str, str]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The decision on one application. `points` and `score` are empty where the call does not tell them."""

    announced: Moment
    decided_at: datetime
    brought_in: bool
    verdict: Verdict
    rank: int | None
    score: str | None
    most: Decimal
    floor: Decimal | None
    below_floor: bool
    grounds: list[Ground]
    points: list[Points]
    letter: Notice | None


def verdicts(session: Session, applications: Iterable[UUID], at: datetime) -> Mapping[UUID, Verdict]:
    """What was decided on applications, of those calls only whose results are public at the instant `at`."""
    rows = session.execute(
        select(DecisionItem.application_id, DecisionItem.verdict, Call)
        .join(Call, Call.id == DecisionItem.call_id)
        .where(DecisionItem.application_id.in_(list(applications)))
    )
    return {key: verdict for key, verdict, call in rows if is_public(call.announced, at, decided=True)}


def letter_of_application(session: Session, application_id: UUID) -> Notice | None:
    """The letter due to the applicant, once it has its number."""
    return session.scalar(select(Notice).where(Notice.application_id == application_id, Notice.number.is_not(None)))


def told_of(session: Session, application: Application, call: Call, at: datetime) -> Told | None:
    """The decision on an application; None until it is announced."""
    row = session.execute(
        select(DecisionItem, Decision)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .where(DecisionItem.application_id == application.id)
    ).first()
    if row is None or not is_public(call.announced, at, decided=True):
        return None
    item, decision = row
    assert call.announced is not None
    criteria = _criteria(session, call)
    counted = item.score is not None and call.tells_points
    return Told(
        announced=call.announced,
        decided_at=decision.decided_at,
        brought_in=decision.brought_in,
        verdict=item.verdict,
        rank=item.rank if counted else None,
        score=item.score if counted else None,
        most=sum((one.maximum * one.weight for one in criteria), Decimal()),
        floor=call.threshold_total,
        below_floor=TOTAL in item.reasons,
        grounds=_grounds(session, call, item, criteria),
        points=_points(decision, application, item, criteria) if counted else [],
        letter=letter_of_application(session, application.id),
    )


def _criteria(session: Session, call: Call) -> list[QualityCriterion]:
    rows = select(QualityCriterion).where(QualityCriterion.call_id == call.id).order_by(QualityCriterion.position)
    return list(session.scalars(rows))


def _points(
    decision: Decision, application: Application, item: DecisionItem, criteria: Iterable[QualityCriterion]
) -> list[Points]:
    """The means as they were computed when it was decided."""
    results: list[Mapping[str, Any]] = json.loads(decision.outcome)["applications"]
    means = next((one["criteria"] for one in results if one["number"] == application.number), None) or {}
    return [
        Points(one.code, one.title, means[one.code]["shown"], one.maximum, one.threshold, one.code in item.reasons)
        for one in criteria
        if one.code in means
    ]


def _grounds(session: Session, call: Call, item: DecisionItem, criteria: Iterable[QualityCriterion]) -> list[Ground]:
    """The criteria that the decision names, in its order."""
    if item.verdict == Verdict.INELIGIBLE:
        return _requirements(session, call, item)
    titles = {one.code: one.title for one in criteria}
    return [Ground(code, titles[code]) for code in item.reasons if code in titles]


def _requirements(session: Session, call: Call, item: DecisionItem) -> list[Ground]:
    rows = session.execute(
        select(EligibilityCriterion, Finding.reason)
        .outerjoin(
            Finding,
            (Finding.criterion_id == EligibilityCriterion.id) & (Finding.application_id == item.application_id),
        )
        .where(EligibilityCriterion.call_id == call.id, EligibilityCriterion.code.in_(item.reasons))
        .order_by(EligibilityCriterion.position)
    )
    return [Ground(one.code, one.title, reason) for one, reason in rows]
