"""Deciding, granting, announcing: what the committee found becomes a decision, and the decision becomes known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy import func, select

from competition.application.records import Application, LateAcceptance
from competition.application.states import State, Verb, require
from competition.call.deadline import deadline_in_force, in_time
from competition.call.operations import said
from competition.call.records import Call
from competition.foundation.act import Act, place_of
from competition.foundation.clock import Moment, exactly
from competition.foundation.errors import Refusal
from competition.result.award import within_means
from competition.result.letter_facts import dossier_of
from competition.result.letters import draft_letter, require_letterhead
from competition.result.records import Award, Decision, DecisionItem, NoticeKind, Verdict


class AlreadyDecided(Refusal):
    """A call is decided once."""

    code = "already-decided"


class NotDecided(Refusal):
    """There is no decision to announce."""

    code = "not-decided"


class AlreadyAnnounced(Refusal):
    """Results are announced once."""

    code = "already-announced"


class DeadlineNotPassed(Refusal):
    """Nothing is decided while applications may still come in."""

    code = "deadline-not-passed"


class BeyondMeans(Refusal):
    """More awards than the call has money for."""

    code = "beyond-means"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was found on one application: its verdict, rank and score as shown, and the codes that speak against it."""

    application_id: UUID
    verdict: Verdict
    rank: int | None
    score: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """The meeting that decided: its day and the number of its minutes."""

    held_on: date
    number: str


LEADS_TO = {
    Verdict.AWARD: Verb.APPROVE,
    Verdict.RESERVE: Verb.RESERVE,
    Verdict.BELOW_THRESHOLD: Verb.REFUSE,
    Verdict.INELIGIBLE: Verb.REFUSE,
    Verdict.LATE: Verb.TURN_AWAY,
}

LETTER = {
    Verdict.AWARD: NoticeKind.AWARD,
    Verdict.RESERVE: NoticeKind.RESERVE,
    Verdict.BELOW_THRESHOLD: NoticeKind.REFUSAL,
    Verdict.INELIGIBLE: NoticeKind.INELIGIBLE,
    Verdict.LATE: NoticeKind.LATE,
}


def record_decision(
    act: Act, call_id: UUID, rulings: Sequence[Ruling], outcome: str, meeting: Met | None = None
) -> Decision:
    """Write the decision on a call down, whole, with the awards it grants. `outcome` is its JSON as computed.

    Raises AlreadyDecided, DeadlineNotPassed, BeyondMeans. Source: FACTS, "no more and no less"; RULES §5.
    """
    call = act.lock(Call, call_id)
    require_decidable(act, call)
    winners = [ruling for ruling in rulings if ruling.verdict == Verdict.AWARD]
    if not within_means(len(winners), call.award_amount, available=call.available, budget=call.budget):
        raise BeyondMeans(awards=len(winners), available=call.available)
    decision = act.add(
        Decision(
            id=act.key(),
            call_id=call.id,
            organiser_id=call.organiser_id,
            decided_at=act.at,
            outcome=outcome,
            brought_in=act.brought_in,
            met_on=meeting.held_on if meeting else None,
            minutes_number=meeting.number if meeting else None,
        )
    )
    for position, ruling in enumerate(rulings):
        _rule(act, decision, position, ruling)
    act.note("call.decided", call, awards=len(winners), outcome=sha256(outcome.encode()).hexdigest())
    for ruling in winners:
        _grant(act, call, decision, ruling)
    return decision


def announce(act: Act, call_id: UUID, announced: Moment | None = None) -> Call:
    """Make the decision known, once: the results become public, each applicant is due a letter.

    Raises NotDecided, AlreadyAnnounced, LetterheadMissing, LetterIncomplete.
    """
    call = act.lock(Call, call_id)
    decision = act.session.scalar(select(Decision).where(Decision.call_id == call.id))
    if decision is None:
        raise NotDecided(slug=call.slug)
    if call.announced:
        raise AlreadyAnnounced(slug=call.slug, at=call.announced.at)
    require_letterhead(act, call)
    known_from = announced if act.brought_in and announced else exactly(act.at)
    call.announced = known_from
    decided = act.session.execute(
        select(DecisionItem, Application)
        .join(Application, Application.id == DecisionItem.application_id)
        .where(DecisionItem.decision_id == decision.id)
        .order_by(DecisionItem.position)
    ).all()
    dossier = dossier_of(act.session, call, decision)
    for item, application in decided:
        if item.verdict in LETTER:
            draft_letter(act, dossier, application, item, LETTER[item.verdict])
    act.note("call.announced", call, announced=said(known_from), decided=len(decided))
    return call


def require_undecided(act: Act, call: Call) -> None:
    """Raise AlreadyDecided where the call is decided."""
    if act.session.scalar(select(Decision.id).where(Decision.call_id == call.id)):
        raise AlreadyDecided(slug=call.slug)


def require_decidable(act: Act, call: Call) -> None:
    """Raise AlreadyDecided, or DeadlineNotPassed while an application, be it one accepted late, may still come in."""
    require_undecided(act, call)
    accepted_until = act.session.scalar(
        select(func.max(LateAcceptance.until))
        .join(Application, Application.id == LateAcceptance.application_id)
        .where(LateAcceptance.call_id == call.id, Application.state.in_((State.DRAFT, State.SUBMITTED)))
    )
    if in_time(call.terms, act.at, accepted_until) and not act.brought_in:
        closes = deadline_in_force(call.terms).at
        raise DeadlineNotPassed(until=max(closes, accepted_until or closes))


def _rule(act: Act, decision: Decision, position: int, ruling: Ruling) -> None:
    application = act.lock(Application, ruling.application_id)
    if ruling.verdict in LEADS_TO:
        application.state = require(application.state, LEADS_TO[ruling.verdict])
    act.session.add(
        DecisionItem(
            decision_id=decision.id,
            call_id=decision.call_id,
            application_id=application.id,
            position=position,
            verdict=ruling.verdict,
            rank=ruling.rank,
            score=ruling.score,
            reasons=list(ruling.reasons),
        )
    )


def _grant(act: Act, call: Call, decision: Decision, ruling: Ruling) -> None:
    """Grant exactly the call's amount. Source: FACTS, The award."""
    award = Award(
        call_id=call.id,
        application_id=ruling.application_id,
        decision_id=decision.id,
        amount=call.award_amount,
        granted_at=act.at,
    )
    act.session.add(award)
    about, told = f"application:{ruling.application_id}", {"amount": call.award_amount, "currency": call.currency}
    act.note("award.granted", about, place=place_of(award), **told)
