"""A whole call as the rules want it, read from its records."""

from collections import defaultdict
from collections.abc import Collection
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.application.records import Application, LateAcceptance
from competition.call.records import Call, EligibilityCriterion, QualityCriterion
from competition.eligibility.queries import counted_sql
from competition.eligibility.records import Finding
from competition.eligibility.standing import Eligibility
from scoring.committee.records import CommitteeMember, Conflict
from scoring.committee.staff_conflicts import whole
from scoring.meeting.records import TieOrder
from scoring.outcome import Entrant, Round, Sheet
from scoring.sheets.queries import criterion_value, points_by_sheet, sheets_in_order
from scoring.sheets.records import ScoreSheet


def round_of(session: Session, call: Call) -> Round:
    """Everything on which the outcome of `call` depends. A constant number of queries."""
    criteria = session.scalars(
        select(QualityCriterion).where(QualityCriterion.call_id == call.id).order_by(QualityCriterion.position)
    ).all()
    breaking = sorted(
        (one for one in criteria if one.tie_break_place is not None), key=lambda one: one.tie_break_place or 0
    )
    applications = submitted_in_order(session, call.id)
    numbers = {one.id: one.number or "" for one in applications}
    members = member_keys(session, call.id)
    return Round(
        slug=call.slug,
        terms=call.terms,
        currency=call.currency,
        amount=call.award_amount,
        available=call.available,
        eligibility_codes=tuple(
            session.scalars(
                select(EligibilityCriterion.code)
                .where(EligibilityCriterion.call_id == call.id)
                .order_by(EligibilityCriterion.position)
            )
        ),
        criteria=tuple(criterion_value(one) for one in criteria),
        minimum_sheets=call.minimum_sheets,
        threshold_total=None if call.threshold_total is None else Fraction(call.threshold_total),
        tie_break=tuple(one.code for one in breaking),
        earlier_received_wins=bool(call.earlier_received_wins),
        entrants=_entrants(session, call.id, applications, members),
        sheets=_sheets(session, call.id, applications, members),
        tie_orders=tuple(
            tuple(numbers[place.application_id] for place in order.places)
            for order in tie_orders_in_order(session, call.id)
        ),
    )


def kept_from_reader(session: Session, call_id: UUID, keys: Collection[UUID]) -> dict[str, bool]:
    """The numbers of these applications of a call, and whether each counts as eligible; asks nothing for none."""
    if not keys:
        return {}
    eligible = counted_sql(Eligibility.ELIGIBLE).label("eligible")
    asked = (
        select(Application.number, eligible)
        .join(Call, Call.id == Application.call_id)
        .where(Application.call_id == call_id, Application.id.in_(keys), Application.number.is_not(None))
    )
    with whole(session):
        return {number or "": bool(counts) for number, counts in session.execute(asked)}


def submitted_in_order(session: Session, call_id: UUID) -> list[Application]:
    """The applications that came in, in the order of the call's list. Drafts are nobody else's business."""
    return list(
        session.scalars(
            select(Application)
            .where(Application.call_id == call_id, Application.number.is_not(None))
            .order_by(Application.position)
        )
    )


def member_keys(session: Session, call_id: UUID) -> dict[UUID, str]:
    """The keys of the committee's members, in the committee's order."""
    rows = session.execute(
        select(CommitteeMember.id, CommitteeMember.key)
        .where(CommitteeMember.call_id == call_id)
        .order_by(CommitteeMember.position)
    )
    return {key: value for key, value in rows}  # noqa: C416 - a row is not a pair for the type checker


def findings_by_application(session: Session, call_id: UUID) -> dict[UUID, dict[str, str]]:
    """What was found for each application, by the requirements' codes in the call's order."""
    rows = session.execute(
        select(Finding.application_id, EligibilityCriterion.code, Finding.answered)
        .join(EligibilityCriterion, EligibilityCriterion.id == Finding.criterion_id)
        .where(Finding.call_id == call_id)
        .order_by(EligibilityCriterion.position)
    )
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for application_id, code, answered in rows:
        found[application_id][code] = answered.value
    return found


def conflicts_by_application(session: Session, call_id: UUID) -> dict[UUID, list[UUID]]:
    """The members in conflict with each application, in the order of declaration."""
    rows = session.execute(
        select(Conflict.application_id, Conflict.member_id)
        .where(Conflict.call_id == call_id)
        .order_by(Conflict.position)
    )
    conflicts: dict[UUID, list[UUID]] = defaultdict(list)
    for application_id, member_id in rows:
        conflicts[application_id].append(member_id)
    return conflicts


def acceptances_by_application(session: Session, call_id: UUID) -> dict[UUID, LateAcceptance]:
    """The acts that accept an application late."""
    rows = session.scalars(select(LateAcceptance).where(LateAcceptance.call_id == call_id))
    return {acceptance.application_id: acceptance for acceptance in rows}


def tie_orders_in_order(session: Session, call_id: UUID) -> list[TieOrder]:
    """The recorded orders of a call, as they were recorded."""
    return list(session.scalars(select(TieOrder).where(TieOrder.call_id == call_id).order_by(TieOrder.position)))


def _entrants(
    session: Session, call_id: UUID, applications: list[Application], members: dict[UUID, str]
) -> tuple[Entrant, ...]:
    found = findings_by_application(session, call_id)
    conflicts = conflicts_by_application(session, call_id)
    acceptances = acceptances_by_application(session, call_id)
    entrants = []
    for one in applications:
        assert one.number is not None
        assert one.received_at is not None
        acceptance = acceptances.get(one.id)
        entrants.append(
            Entrant(
                number=one.number,
                received=one.received_at,
                withdrawn=one.withdrawn_at,
                accepted_until=acceptance.until if acceptance else None,
                eligibility=found.get(one.id, {}),
                conflicts=tuple(members[member] for member in conflicts.get(one.id, [])),
            )
        )
    return tuple(entrants)


def _sheets(
    session: Session, call_id: UUID, applications: list[Application], members: dict[UUID, str]
) -> tuple[Sheet, ...]:
    points = points_by_sheet(session, call_id)
    scored = {one.id: one for one in applications}
    return tuple(
        Sheet(
            application=scored[sheet.application_id].number or "",
            member=members[sheet.member_id],
            completed=sheet.completed_at is not None,
            points={code: Fraction(value) for code, value in points.get(sheet.id, {}).items()},
            premature=_is_premature(sheet, scored[sheet.application_id]),
        )
        for sheet in sheets_in_order(session, call_id)
    )


def _is_premature(sheet: ScoreSheet, application: Application) -> bool:
    """Dated before its application: evidence that came with a round brought in."""
    assert application.received_at is not None
    return sheet.completed_at is not None and sheet.completed_at < application.received_at
