"""Checking whether an application fulfils the requirements of its call."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from competition.application.records import Application
from competition.application.states import Verb, require
from competition.application.submission import late_until
from competition.application.versions import lock_with_call
from competition.call.deadline import in_time
from competition.call.records import Call, EligibilityCriterion
from competition.eligibility.records import Finding
from competition.eligibility.requirements import Answered, answers_to, unreasoned
from competition.foundation.act import Act
from competition.foundation.errors import Refusal


class UnknownRequirement(Refusal):
    """The call has no requirement with this code."""

    code = "unknown-requirement"


class NotInTime(Refusal):
    """A late application is registered and answered, not evaluated."""

    code = "not-in-time"


class FindingUnreasoned(Refusal):
    """That a requirement is not fulfilled, or must be clarified, needs its reason."""

    code = "finding-unreasoned"


class NotClarifiable(Refusal):
    """The rules of the call do not let this requirement be corrected, so there is nothing to clarify."""

    code = "not-clarifiable"


def check(
    act: Act, application_id: UUID, found: Mapping[str, Answered], reasons: Mapping[str, str] | None = None
) -> list[Finding]:
    """Note what was found for requirements of an application, by code; a new finding takes the place of the old.

    Raises WrongState, NotInTime, UnknownRequirement, NotClarifiable, FindingUnreasoned. Source: RULES §3, eligibility.
    """
    call, application = lock_with_call(act, application_id)
    if not act.brought_in:
        application.state = require(application.state, Verb.CHECK)
        require_in_time(act, call, application)
    criteria = _criteria_of(act, call)
    if unknown := sorted(set(found) - set(criteria)):
        raise UnknownRequirement(codes=unknown)
    if not act.brought_in and (fixed := [code for code in found if found[code] not in answers_to(criteria[code][1])]):
        raise NotClarifiable(codes=fixed)
    if not act.brought_in and (silent := unreasoned(found, reasons or {})):
        raise FindingUnreasoned(codes=silent)
    before = {} if act.brought_in else _findings_of(act, application)
    findings = []
    for code, answered in found.items():
        criterion_id = criteria[code][0]
        finding = before.get(criterion_id) or Finding(
            application_id=application.id, call_id=call.id, criterion_id=criterion_id
        )
        finding.answered, finding.reason, finding.found_at = answered, (reasons or {}).get(code), act.at
        act.session.add(finding)
        findings.append(finding)
    act.note("application.checked", application, number=application.number, found=dict(found))
    return findings


def require_in_time(act: Act, call: Call, application: Application) -> None:
    """Raise NotInTime where the application came after the deadline in force and was not accepted late."""
    assert application.received_at is not None
    if not in_time(call.terms, application.received_at, late_until(act, application)):
        raise NotInTime(number=application.number, received=application.received_at)


def _criteria_of(act: Act, call: Call) -> dict[str, tuple[UUID, bool | None]]:
    """By code: the key of each requirement, and whether it may be corrected."""
    criteria = select(EligibilityCriterion.code, EligibilityCriterion.id, EligibilityCriterion.correctable)
    rows = act.session.execute(criteria.where(EligibilityCriterion.call_id == call.id))
    return {code: (key, correctable) for code, key, correctable in rows}


def _findings_of(act: Act, application: Application) -> dict[UUID, Finding]:
    """The findings as they stand under the application's lock, whatever was read before it."""
    findings = select(Finding).where(Finding.application_id == application.id)
    rows = act.session.scalars(findings.execution_options(populate_existing=True))
    return {finding.criterion_id: finding for finding in rows}
