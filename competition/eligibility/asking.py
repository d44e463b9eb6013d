"""Asking an applicant to clarify: what, under which questions and slots, until when. Once for an application."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.application.placing import UnknownSlot
from competition.application.queries import acceptance_of
from competition.application.records import Application
from competition.application.states import Verb, require
from competition.application.submission import UnknownQuestion
from competition.application.versions import latest_of, lock_with_call, writers_of
from competition.call.deadline import in_time
from competition.call.records import Call
from competition.eligibility.clarifying import questions_to_ask, slots_to_ask, usual_term
from competition.eligibility.operations import require_in_time
from competition.eligibility.queries import pending_of
from competition.eligibility.records import Clarification
from competition.form.operations import definition_of
from competition.foundation.act import Act
from competition.foundation.clock import Moment, whole_of, zone
from competition.foundation.errors import Refusal


class ClarificationAsked(Refusal):
    """An applicant is asked to clarify once."""

    code = "clarification-asked"


class NothingToClarify(Refusal):
    """Nothing was found that is to be clarified."""

    code = "nothing-to-clarify"


class ClarificationEmpty(Refusal):
    """It is said in words what must be clarified, and which questions or attachments are opened for it."""

    code = "clarification-empty"


class StillChangeable(Refusal):
    """The applicant can still change the whole application, and hand it in again."""

    code = "still-changeable"


class TermTooShort(Refusal):
    """An applicant has at least the usual time."""

    code = "term-too-short"


class TermTooLong(Refusal):
    """A term that far away is a slip, and a clarification is asked for once."""

    code = "term-too-long"


LONGEST_TERM, LAST_DAY = timedelta(days=366), date(9990, 1, 1)


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: in words, by the keys of questions and slots; `until`: another day than the usual one."""

    text: str
    questions: Sequence[str] = ()
    slots: Sequence[str] = ()
    until: date | None = None


def ask_clarification(act: Act, application_id: UUID, asking: Asking) -> Clarification:
    """Ask the applicant to clarify, and tell those who write for it; only what is named opens, and the original stays.

    Raises WrongState, NotInTime, StillChangeable, NothingToClarify, ClarificationAsked, ClarificationEmpty,
    UnknownQuestion, UnknownSlot, TermTooShort, TermTooLong. Source: RULES §3, clarification.
    """
    call, application = lock_with_call(act, application_id)
    application.state = require(application.state, Verb.ASK_TO_CLARIFY)
    require_in_time(act, call, application)
    if refusal := refusal_to_ask(act.session, call, application, act.at):
        raise refusal
    require_said(asking)
    _require_known(act, application, asking)
    until = term_of(call, asking, act.at)
    latest = latest_of(act, application)
    assert latest is not None
    asked = act.add(
        Clarification(
            id=act.key(),
            application_id=application.id,
            call_id=call.id,
            submission_id=latest.id,
            asked_by=act.actor.person_id,
            asked_at=act.at,
            until_at=until.at,
            until_day=until.day,
            text=asking.text.strip(),
            questions=list(asking.questions),
            slots=list(asking.slots),
        )
    )
    act.note(
        "application.clarification-asked",
        application,
        number=application.number,
        until=until.at,
        questions=list(asking.questions),
        slots=list(asking.slots),
    )
    act.tell(writers_of(act, application), "clarification", clarification=asked.id)
    return asked


def refusal_to_ask(session: Session, call: Call, application: Application, at: datetime) -> Refusal | None:
    """Why nothing can be asked of an application at the instant `at`, whatever it were; None where something can."""
    acceptance = acceptance_of(session, application.id)
    if in_time(call.terms, at, acceptance.until if acceptance else None):
        return StillChangeable(number=application.number)
    if session.scalar(select(Clarification.id).where(Clarification.application_id == application.id)):
        return ClarificationAsked(number=application.number)
    return None if pending_of(session, application.id) else NothingToClarify(number=application.number)


def require_said(asking: Asking) -> None:
    """Raise ClarificationEmpty unless it is said what must be clarified, and where."""
    if not asking.text.strip() or not (asking.questions or asking.slots):
        raise ClarificationEmpty(text=bool(asking.text.strip()))


def term_of(call: Call, asking: Asking, at: datetime) -> Moment:
    """Until when what is asked at the instant `at` is answered. Raises TermTooShort."""
    place = zone(call.zone_name)
    usual = usual_term(at, place)
    until = whole_of(min(asking.until, LAST_DAY), place) if asking.until else usual
    if until.at < usual.at:
        raise TermTooShort(least=usual.day)
    if until.at > usual.at + LONGEST_TERM:
        raise TermTooLong(most=(usual.at + LONGEST_TERM).astimezone(place).date())
    return until


def _require_known(act: Act, application: Application, asking: Asking) -> None:
    form = definition_of(act.session, application.form)
    latest = latest_of(act, application)
    filled_in = latest is not None and latest.content.get("answers")
    questions = {one.key for one in questions_to_ask(form)} if filled_in else set[str]()
    if unknown := sorted(set(asking.questions) - questions):
        raise UnknownQuestion(questions=unknown)
    if unknown := sorted(set(asking.slots) - {one.key for one in slots_to_ask(form)}):
        raise UnknownSlot(slots=unknown)
