"""What pages ask of the checking of applications. The number of queries does not grow with the number of rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from competition.application.queries import acceptance_of, in_time_sql
from competition.application.records import Application, LateAcceptance, Submission
from competition.application.states import State
from competition.call.deadline import in_time
from competition.call.queries import window_of
from competition.call.records import Call, EligibilityCriterion
from competition.eligibility.clarifications import last_answers
from competition.eligibility.evidence import WHERE_IT_APPLIES, Evidence, Facts, evidence_of
from competition.eligibility.records import Finding
from competition.eligibility.requirements import Answered
from competition.eligibility.standing import Eligibility
from competition.form.answers import missing_answers, period_in, unfit_answers
from competition.form.operations import definition_of
from competition.form.slots import missing_slots
from competition.organisation.registration_number import is_registration_number


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement with what was found so far, and what the portal finds by itself."""

    code: str
    title: Mapping[str, str]
    correctable: bool | None
    answered: Answered | None
    reason: str | None
    evidence: list[Evidence]

    @property
    def concerns_all(self) -> bool:
        """Whether it concerns every applicant; one that does not is met where there is nothing to meet."""
        return self.code not in WHERE_IT_APPLIES


def eligibility_sql(known: Eligibility) -> ColumnElement[bool]:
    """Applications of which this is known by what was found: the SQL twin of `Tally.eligibility`."""
    no, pending = has_answer_sql(Answered.NO), has_answer_sql(Answered.PENDING)
    lacking = answers_sql(Answered.YES) < required_sql(Application.call_id)
    return {
        Eligibility.NOT_ELIGIBLE: no,
        Eligibility.CLARIFIED: and_(~no, pending),
        Eligibility.ELIGIBLE: and_(~no, ~pending, ~lacking),
        Eligibility.TO_CHECK: and_(~no, ~pending, lacking),
    }[known]


def counted_sql(known: Eligibility) -> ColumnElement[bool]:
    """Applications that pages count, list and put on today's list so: in time or accepted late, not withdrawn; those
    to be checked or clarified only as long as they are not decided. Needs the call joined."""
    state = Application.state
    open_ = state == State.SUBMITTED
    live = open_ if known in {Eligibility.TO_CHECK, Eligibility.CLARIFIED} else state != State.WITHDRAWN
    return and_(Application.number.is_not(None), live, in_time_sql(), eligibility_sql(known))


def answers_sql(answer: Answered) -> ColumnElement[int]:
    """How many requirements of an application were answered so."""
    found = select(func.count()).where(Finding.application_id == Application.id, Finding.answered == answer)
    return found.correlate(Application).scalar_subquery()


def has_answer_sql(answer: Answered) -> ColumnElement[bool]:
    """Whether a requirement of an application was answered so."""
    return exists().where(Finding.application_id == Application.id, Finding.answered == answer).correlate(Application)


def required_sql(call_id: BindParameter[UUID] | InstrumentedAttribute[UUID]) -> ColumnElement[int]:
    """How many requirements a call has."""
    rows = select(func.count()).select_from(EligibilityCriterion).where(EligibilityCriterion.call_id == call_id)
    return rows.correlate(Application).scalar_subquery()


def asked_of(session: Session, call: Call, application: Application) -> list[Asked]:
    """The requirements of the call, with what was found for the application."""
    rows = session.execute(
        select(EligibilityCriterion, Finding)
        .outerjoin(
            Finding,
            (Finding.criterion_id == EligibilityCriterion.id) & (Finding.application_id == application.id),
        )
        .where(EligibilityCriterion.call_id == call.id)
        .order_by(EligibilityCriterion.position)
        .execution_options(populate_existing=True)
    )
    found = evidence_of(facts_of(session, call, application))
    return [
        Asked(
            code=criterion.code,
            title=criterion.title,
            correctable=criterion.correctable,
            answered=finding.answered if finding else None,
            reason=finding.reason if finding else None,
            evidence=[one for one in found if one.code == criterion.code],
        )
        for criterion, finding in rows
    ]


def pending_of(session: Session, application_id: UUID) -> dict[str, str]:
    """The requirements of which something is to be clarified, by their codes in the call's order, with the reasons."""
    rows = session.execute(
        select(EligibilityCriterion.code, Finding.reason)
        .join(Finding, Finding.criterion_id == EligibilityCriterion.id)
        .where(Finding.application_id == application_id, Finding.answered == Answered.PENDING)
        .order_by(EligibilityCriterion.position)
    )
    return {code: reason or "" for code, reason in rows}


def facts_of(session: Session, call: Call, application: Application) -> Facts:
    """What is known of an application that came in, from its last version and what was clarified since."""
    assert application.received_at is not None
    acceptance: LateAcceptance | None = acceptance_of(session, application.id)
    content = _last_content(session, application.id)
    clarified = last_answers(session, [application.id]).get(application.id)
    answers, title = dict(content.get("answers") or {}), content.get("title") or ""
    if clarified and answers:
        answers |= clarified.content["answers"]
    form = definition_of(session, application.form)
    gaps = (
        (*missing_answers(title, answers, form.sections), *unfit_answers(title, answers, form.sections))
        if answers
        else ()
    )
    later = clarified.content["attachments"] if clarified else []
    slots = [one["slot"] for one in [*content.get("attachments", []), *later]]
    number = application.applicant_number
    return Facts(
        received=application.received_at,
        in_time=in_time(call.terms, application.received_at, acceptance.until if acceptance else None),
        accepted_late=not in_time(call.terms, application.received_at) and acceptance is not None,
        has_number=bool(number),
        number_fits=bool(number) and is_registration_number(number or ""),
        has_answers=bool(answers),
        gaps=gaps,
        missing_files=tuple(missing_slots(slots, answers, form.slots)) if answers else (),
        period=period_in(answers),
        window=window_of(call),
    )


def _last_content(session: Session, application_id: UUID) -> Mapping[str, Any]:
    content = select(Submission.content).where(Submission.application_id == application_id)
    return session.scalars(content.order_by(Submission.version.desc()).limit(1)).first() or {}
