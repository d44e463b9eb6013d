"""The archive of a call, gathered from its records. Draft applications are never in it, draft sheets are."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from competition.application.records import Application as ApplicationRecord
from competition.application.records import LateAcceptance as AcceptanceRecord
from competition.application.records import Submission
from competition.call.records import Call as CallRecord
from competition.call.records import QualityCriterion as CriterionRecord
from competition.foundation.errors import NotFound
from competition.result.records import Decision
from scoring.archive.kept import kept, kept_one
from scoring.archive.model import (
    Acceptance,
    Amendment,
    Application,
    Archive,
    Award,
    Call,
    Commission,
    EligibilityCriterion,
    Implementation,
    Level,
    Member,
    Organisation,
    Organiser,
    QualityCriterion,
    ScoreSheet,
    Scoring,
)
from scoring.archive.public import public_archive
from scoring.archive.text import load_value
from scoring.archive.writing import canonical
from scoring.committee.records import CommitteeMember
from scoring.meeting.queries import (
    acceptances_by_application,
    conflicts_by_application,
    findings_by_application,
    submitted_in_order,
    tie_orders_in_order,
)
from scoring.sheets.queries import points_by_sheet, sheets_in_order


def full_text(session: Session, slug: str) -> str:
    """The canonical archive of the call with this slug. Raises NotFound."""
    return canonical(gather(session, call_by_slug(session, slug)))


def public_text(session: Session, slug: str) -> str:
    """The archive of a call fit for publishing, canonical. Raises NotFound."""
    call = call_by_slug(session, slug)
    archive = public_archive(gather(session, call), seed=call.public_seed, publish_refusals=call.publishes_refusals)
    return canonical(archive)


def call_by_slug(session: Session, slug: str) -> CallRecord:
    """The call with this slug and its criteria. Raises NotFound."""
    call = session.scalar(
        select(CallRecord)
        .where(CallRecord.slug == slug)
        .options(
            selectinload(CallRecord.eligibility_criteria),
            selectinload(CallRecord.criteria).selectinload(CriterionRecord.levels),
        )
        .execution_options(populate_existing=True)
    )
    if call is None:
        raise NotFound(what="call", key=slug)
    return call


def gather(session: Session, call: CallRecord) -> Archive:
    """All that the result of `call` depends on, and what the portal knows beyond. A constant number of queries."""
    members = session.scalars(
        select(CommitteeMember).where(CommitteeMember.call_id == call.id).order_by(CommitteeMember.position)
    ).all()
    keys = {member.id: member.key for member in members}
    applications = submitted_in_order(session, call.id)
    numbers = {one.id: one.number or "" for one in applications}
    return Archive(
        call=_call(call),
        amendments=tuple(
            Amendment(
                number=one.number,
                published=one.published_at,
                deadline=one.deadline,
                legal_basis=one.legal_basis,
                reason=one.reason,
                more=kept_one(one.more),
            )
            for one in call.amendments
        ),
        committee=tuple(
            Member(key=one.key, name=one.name, role=one.seat.value, more=kept_one(one.more)) for one in members
        ),
        applications=_applications(session, call.id, applications, keys),
        score_sheets=_sheets(session, call.id, numbers, keys),
        commission=_commission(session, call, numbers),
        recorded=_recorded(session, call),
        more=kept(call.more, "archive"),
    )


def _call(call: CallRecord) -> Call:
    breaking = {one.tie_break_place: one.code for one in call.criteria if one.tie_break_place is not None}
    return Call(
        slug=call.slug,
        title=call.title,
        organiser=Organiser(name=call.organiser_name, slug=call.organiser_slug, more=kept(call.more, "organiser")),
        timezone=call.zone_name,
        published=call.published,
        opens=call.opens,
        deadline=call.deadline,
        results_by=call.results_by,
        announced=call.announced,
        implementation=_implementation(call),
        award=Award(
            amount=call.award_amount,
            currency=call.currency,
            available=call.quota,
            budget=call.budget,
            more=kept(call.more, "award"),
        ),
        eligibility_criteria=tuple(
            EligibilityCriterion(code=one.code, title=one.title, correctable=one.correctable, more=kept_one(one.more))
            for one in call.eligibility_criteria
        ),
        criteria=tuple(_criterion(one) for one in call.criteria),
        scoring=Scoring(
            minimum_sheets=call.minimum_sheets,
            threshold_total=call.threshold_total,
            tie_break=tuple(breaking[place] for place in sorted(breaking)),
            earlier_received_wins=call.earlier_received_wins,
            more=kept(call.more, "scoring"),
        ),
        more=kept(call.more, "call"),
    )


def _implementation(call: CallRecord) -> Implementation | None:
    if call.implementation_from is None or call.implementation_until is None:
        return None
    assert call.months_min is not None
    assert call.months_max is not None
    return Implementation(
        starts=call.implementation_from,
        ends=call.implementation_until,
        months_min=call.months_min,
        months_max=call.months_max,
        more=kept(call.more, "implementation"),
    )


def _criterion(record: CriterionRecord) -> QualityCriterion:
    return QualityCriterion(
        code=record.code,
        title=record.title,
        min=record.minimum,
        max=record.maximum,
        step=record.step,
        weight=record.weight,
        threshold=record.threshold,
        levels=tuple(Level(points=level.points, text=level.text, more=kept_one(level.more)) for level in record.levels),
        more=kept_one(record.more),
    )


def _applications(
    session: Session, call_id: UUID, applications: Sequence[ApplicationRecord], keys: dict[UUID, str]
) -> tuple[Application, ...]:
    found = findings_by_application(session, call_id)
    conflicts = conflicts_by_application(session, call_id)
    acceptances = acceptances_by_application(session, call_id)
    submissions = _last_submissions(session, call_id)
    gathered = []
    for one in applications:
        assert one.number is not None
        assert one.channel is not None
        assert one.received_at is not None
        gathered.append(
            Application(
                number=one.number,
                title=submissions[one.id].content["title"],
                organisation=Organisation(
                    name=one.applicant_name,
                    registration_number=one.applicant_number,
                    wins_before=one.wins_before,
                    more=kept(one.more, "organisation"),
                ),
                channel=one.channel.value,
                received=one.received_at,
                withdrawn=one.withdrawn_at,
                exception=_acceptance(one, acceptances.get(one.id)),
                eligibility=found.get(one.id, {}),
                conflicts=tuple(keys[member] for member in conflicts.get(one.id, [])),
                more=_known_beyond(one, submissions[one.id]),
            )
        )
    return tuple(gathered)


def _acceptance(application: ApplicationRecord, record: AcceptanceRecord | None) -> Acceptance | None:
    if record is None:
        return None
    return Acceptance(
        until=record.until,
        legal_basis=record.legal_basis,
        reason=record.reason,
        more=kept(application.more, "exception"),
    )


def _known_beyond(application: ApplicationRecord, submission: Submission) -> dict[str, Any] | None:
    """An application's `more`: what came with it, with the answers and attachments that the portal itself took in."""
    content = submission.content
    handed_in = {name: content[name] for name in ("answers", "attachments") if content[name]}
    return {**(kept(application.more, "application") or {}), **handed_in} or None


def _last_submissions(session: Session, call_id: UUID) -> dict[UUID, Submission]:
    """What stands as handed in, for every application: later edits that were not submitted are not in it."""
    versions = session.scalars(select(Submission).where(Submission.call_id == call_id).order_by(Submission.version))
    return {submission.application_id: submission for submission in versions}


def _sheets(session: Session, call_id: UUID, numbers: dict[UUID, str], keys: dict[UUID, str]) -> tuple[ScoreSheet, ...]:
    points = points_by_sheet(session, call_id)
    return tuple(
        ScoreSheet(
            application=numbers[sheet.application_id],
            member=keys[sheet.member_id],
            completed=sheet.completed_at,
            scores=points.get(sheet.id, {}),
            more=kept_one(sheet.more),
        )
        for sheet in sheets_in_order(session, call_id)
    )


def _commission(session: Session, call: CallRecord, numbers: dict[UUID, str]) -> Commission | None:
    orders = tuple(
        tuple(numbers[place.application_id] for place in order.places)
        for order in tie_orders_in_order(session, call.id)
    )
    more = kept(call.more, "commission")
    return Commission(tie_order=orders, more=more) if orders or more else None


def _recorded(session: Session, call: CallRecord) -> dict[str, Any] | None:
    """The outcome as it was decided in the portal, else as it came with the round; nothing while there is none."""
    decided_here = select(Decision.outcome).where(Decision.call_id == call.id, Decision.brought_in.is_(False))
    stored = session.scalar(decided_here) or call.recorded
    return load_value(stored) if stored else None
