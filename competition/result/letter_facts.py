"""What the letter to an applicant says, gathered from the records. Source: RULES §5."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from competition.application.records import Application, LateAcceptance, Submission
from competition.call.deadline import deadline_in_force
from competition.call.records import Call, EligibilityCriterion, QualityCriterion
from competition.eligibility.reading import clarified_texts
from competition.eligibility.records import Finding
from competition.eligibility.requirements import Answered
from competition.form.answers import period_in
from competition.foundation.clock import calendar_day, zone
from competition.organisation.records import Letterhead, Organiser
from competition.result.notices import (
    Addressee,
    Author,
    Contest,
    Failed,
    Head,
    LetterFacts,
    NoticeKind,
    Signature,
)
from competition.result.records import Decision, DecisionItem, Verdict

RULES = "konkursa nolikums"
TOTAL = "total"
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A decided call with all that its letters draw on: read once, whatever the number of letters."""

    call: Call
    decision: Decision
    letterhead: Letterhead | None
    organiser: Organiser
    outcome: Mapping[str, Mapping[str, Any]]
    criteria: Mapping[str, QualityCriterion]
    requirements: Mapping[str, Texts]
    reasons: Mapping[tuple[UUID, str], str | None]
    grounds: Mapping[UUID, str | None]
    reserve: Mapping[UUID, int]
    periods: Mapping[UUID, tuple[date, date] | None]


def dossier_of(session: Session, call: Call, decision: Decision) -> Dossier:
    """Everything that the letters of a decided call draw on. A constant number of queries."""
    criteria = session.scalars(select(QualityCriterion).where(QualityCriterion.call_id == call.id))
    requirements = session.scalars(select(EligibilityCriterion).where(EligibilityCriterion.call_id == call.id))
    return Dossier(
        call=call,
        decision=decision,
        letterhead=session.get(Letterhead, call.organiser_id),
        organiser=session.get_one(Organiser, call.organiser_id),
        outcome={one["number"]: one for one in json.loads(decision.outcome)["applications"]},
        criteria={one.code: one for one in criteria},
        requirements={one.code: one.title for one in requirements},
        reasons=_reasons(session, call),
        grounds=_grounds(session, call),
        reserve=_reserve(session, decision),
        periods=_periods(session, decision),
    )


def facts_of(
    dossier: Dossier,
    application: Application,
    item: DecisionItem,
    kind: NoticeKind,
    number: str | None = None,
    dated: date | None = None,
) -> LetterFacts:
    """What the letter to one applicant says; without its number and date it is a draft."""
    call, result = dossier.call, dossier.outcome[application.number or ""]
    assert application.received_at is not None
    assert application.channel is not None
    head, signature, author, contest = letterhead_of(dossier)
    return LetterFacts(
        kind=kind,
        head=head,
        addressee=Addressee(
            application.applicant_name,
            application.applicant_number,
            application.applicant_address,
            application.applicant_email,
        ),
        call_title=call.title["lv"],
        call_rules=RULES,
        application_number=application.number or "",
        project_title=application.title,
        received=application.received_at,
        deadline=deadline_in_force(call.terms),
        zone_name=call.zone_name,
        submitted_via=application.channel,
        amount=call.award_amount,
        currency=call.currency,
        contest=contest,
        signature=signature,
        number=number,
        dated=dated,
        score=Fraction(result["score"]["exact"]) if result["score"] else None,
        most_points=_most(dossier),
        least_points=None if call.threshold_total is None else Fraction(call.threshold_total),
        rank=item.rank,
        reserve_place=dossier.reserve.get(application.id),
        available=call.available,
        failed=failed_of(dossier, application, item, result),
        total_failed=item.verdict == Verdict.BELOW_THRESHOLD and TOTAL in item.reasons,
        accepted_late=dossier.grounds.get(application.id),
        decided_on=dossier.decision.met_on,
        minutes=dossier.decision.minutes_number,
        implementation=dossier.periods.get(application.id) or _window(call),
        author=author,
    )


def letterhead_of(dossier: Dossier) -> tuple[Head, Signature, Author | None, Contest]:
    """What the organiser's letters carry; of one that has not said it yet, what is known."""
    kept = dossier.letterhead
    if kept is None:
        known = dossier.organiser
        head = Head(known.name, known.address or "", "", phone=known.phone, email=known.email)
        return head, Signature("", "", electronic=False), None, Contest("", "")
    return carried_by(kept)


def carried_by(kept: Letterhead) -> tuple[Head, Signature, Author, Contest]:
    """What the letters with this letterhead carry."""
    return (
        Head(kept.name, kept.address, kept.place, kept.registration_number, kept.phone, kept.email),
        Signature(kept.signatory_post, kept.signatory_name, kept.signs_electronically),
        Author(kept.author_name, kept.author_phone, kept.author_email),
        Contest(kept.contest_body, kept.contest_address),
    )


def failed_of(
    dossier: Dossier, application: Application, item: DecisionItem, result: Mapping[str, Any]
) -> tuple[Failed, ...]:
    """The requirements or the criteria that speak against an application, in the call's order."""
    if item.verdict == Verdict.INELIGIBLE:
        return tuple(
            Failed(code, dossier.requirements[code]["lv"], reason=dossier.reasons.get((application.id, code)))
            for code in item.reasons
        )
    if item.verdict != Verdict.BELOW_THRESHOLD:
        return ()
    return tuple(
        Failed(
            code,
            dossier.criteria[code].title["lv"],
            mean=Fraction(result["criteria"][code]["exact"]),
            floor=Fraction(dossier.criteria[code].threshold or 0),
        )
        for code in item.reasons
        if code != TOTAL
    )


def _most(dossier: Dossier) -> Fraction:
    weighed = (one.maximum * one.weight for one in dossier.criteria.values())
    return Fraction(sum(weighed, Decimal()))


def _periods(session: Session, decision: Decision) -> dict[UUID, tuple[date, date] | None]:
    """When the approved projects take place, as their last versions say, and what was clarified since."""
    versions = aliased(Submission)
    latest = select(func.max(versions.version)).where(versions.application_id == DecisionItem.application_id)
    rows = session.execute(
        select(Submission.application_id, Submission.content)
        .join(DecisionItem, DecisionItem.application_id == Submission.application_id)
        .where(
            DecisionItem.decision_id == decision.id,
            DecisionItem.verdict == Verdict.AWARD,
            Submission.version == latest.scalar_subquery(),
        )
    ).all()
    clarified = clarified_texts(session, [application_id for application_id, _ in rows])
    return {
        application_id: period_in({**content.get("answers", {}), **clarified.get(application_id, {})})
        for application_id, content in rows
    }


def _window(call: Call) -> tuple[date, date] | None:
    """When projects of the call may take place: what is said where the project's own days are not known."""
    if call.implementation_from is None or call.implementation_until is None:
        return None
    place = zone(call.zone_name)
    begins, ends = call.implementation_from, call.implementation_until
    return calendar_day(begins, place), calendar_day(ends, place)


def _reasons(session: Session, call: Call) -> dict[tuple[UUID, str], str | None]:
    rows = session.execute(
        select(Finding.application_id, EligibilityCriterion.code, Finding.reason)
        .join(EligibilityCriterion, EligibilityCriterion.id == Finding.criterion_id)
        .where(Finding.call_id == call.id, Finding.answered == Answered.NO)
    )
    return {(application_id, code): reason for application_id, code, reason in rows}


def _grounds(session: Session, call: Call) -> dict[UUID, str | None]:
    rows = session.scalars(select(LateAcceptance).where(LateAcceptance.call_id == call.id))
    return {one.application_id: one.legal_basis or (one.reason or {}).get("lv") for one in rows}


def _reserve(session: Session, decision: Decision) -> dict[UUID, int]:
    """The places in the reserve, from one on, in the order of the ranking."""
    rows = session.execute(
        select(DecisionItem.application_id)
        .where(DecisionItem.decision_id == decision.id, DecisionItem.verdict == Verdict.RESERVE)
        .order_by(DecisionItem.rank, DecisionItem.position)
    )
    return {application_id: place for place, (application_id,) in enumerate(rows, start=1)}
