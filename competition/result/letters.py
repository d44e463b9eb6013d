"""The letters that an announcement makes due: numbered and dated then, and what follows once they have gone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select

from competition.application.records import Application
from competition.application.versions import owners_of
from competition.call.records import Call
from competition.foundation.act import Act
from competition.foundation.clock import day_of, zone
from competition.foundation.errors import Refusal
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.foundation.twice import DoneAlready
from competition.organisation.letterhead import next_letter_number
from competition.organisation.records import Letterhead
from competition.result.letter_facts import Dossier, facts_of
from competition.result.notices import NoticeKind, missing_in
from competition.result.records import DecisionItem, Notice
from competition.result.terms import Way, letter_terms


class LetterheadMissing(Refusal):
    """Letters cannot be numbered before the organiser has said what they carry."""

    code = "letterhead-missing"


class LetterIncomplete(Refusal):
    """A letter without its clause on contesting, its signature or its reasons cannot be sent. RULES §5."""

    code = "letter-incomplete"


class NotNumbered(Refusal):
    """A letter without its number has not been signed, so it cannot have gone."""

    code = "letter-not-numbered"


class SentAlready(Refusal):
    """When the letter went is written down already."""

    code = "letter-sent-already"


class NobodyToTell(Refusal):
    """Nobody of the applicant has an account to which a message could go."""

    code = "nobody-to-tell"


class SentInFuture(Refusal):
    """A letter cannot have gone later than now."""

    code = "letter-sent-in-future"


class SentBeforeDated(Refusal):
    """A letter cannot have gone before the day of its date."""

    code = "letter-sent-before-dated"


def require_letterhead(act: Act, call: Call) -> Letterhead | None:
    """What the letters of the call's organiser carry; none for a round brought in. Raises LetterheadMissing."""
    letterhead = act.session.get(Letterhead, call.organiser_id)
    if letterhead is None and not act.brought_in:
        raise LetterheadMissing(organiser=call.organiser_name)
    return letterhead


def draft_letter(act: Act, dossier: Dossier, application: Application, item: DecisionItem, kind: NoticeKind) -> Notice:
    """The letter due to an applicant, numbered and dated now, with all that it says; it goes to the applicant's people.

    The letters of a round brought in have no number here, and nothing is kept of what they said. Raises
    LetterIncomplete.
    """
    dated = day_of(act.at, zone(dossier.call.zone_name))
    numbered = dossier.letterhead if not act.brought_in else None
    number = _free_number(act, numbered, dated.year) if numbered else None
    facts = facts_of(dossier, application, item, kind, number, dated) if number else None
    if facts and (missing := missing_in(facts)):
        raise LetterIncomplete(application=application.number, missing=missing)
    notice = act.add(
        Notice(
            call_id=dossier.call.id,
            organiser_id=dossier.call.organiser_id,
            application_id=application.id,
            kind=kind,
            drafted_at=act.at,
            number=number,
            dated=dated if number else None,
            facts=facts.as_json() if facts else None,
        )
    )
    act.tell(owners_of(act, application), "decision", application=application.id, call=dossier.call.id)
    return notice


def send_again(act: Act, notice_id: UUID) -> Notice:
    """Send a letter by e-mail to the applicant's people again.

    Raises NotNumbered, NobodyToTell; DoneAlready while one is still waiting to leave.
    """
    notice = act.lock(Notice, notice_id)
    if notice.number is None:
        raise NotNumbered
    people = owners_of(act, act.get(Application, notice.application_id))
    if not people:
        raise NobodyToTell(number=notice.number)
    if _is_on_its_way(act, notice, people):
        raise DoneAlready
    act.note("letter.sent-again", notice, number=notice.number)
    act.tell(people, "decision", application=notice.application_id, call=notice.call_id)
    return notice


def _is_on_its_way(act: Act, notice: Notice, people: Sequence[UUID]) -> bool:
    """Whether the letter waits to be sent to these people."""
    waiting = select(OutboxMessage.facts).where(
        OutboxMessage.person_id.in_(people),
        OutboxMessage.kind == "decision",
        OutboxMessage.state == Delivery.WAITING,
    )
    return any(facts.get("application") == str(notice.application_id) for facts in act.session.scalars(waiting))


def _free_number(act: Act, letterhead: Letterhead, year: int) -> str:
    """The next number that no letter of the organiser has: a pattern may do without the year, or change."""
    while True:
        number = next_letter_number(act, letterhead, year)
        taken = exists().where(Notice.organiser_id == letterhead.organiser_id, Notice.number == number)
        if not act.session.scalar(select(taken)):
            return number


def record_sent(act: Act, notice_id: UUID, way: Way, sent: datetime | None = None) -> Notice:
    """Note that a letter has gone, and the days that follow: notified, in force, the last day to contest. RULES §5.

    Raises NotNumbered, SentAlready, SentInFuture, SentBeforeDated.
    """
    notice = act.lock(Notice, notice_id)
    call = act.get(Call, notice.call_id)
    sent = sent or act.at
    if notice.number is None:
        raise NotNumbered
    if notice.sent_at is not None:
        raise SentAlready(number=notice.number)
    if sent > act.at:
        raise SentInFuture(number=notice.number)
    if notice.dated and day_of(sent, zone(call.zone_name)) < notice.dated:
        raise SentBeforeDated(number=notice.number)
    terms = letter_terms(day_of(sent, zone(call.zone_name)), way)
    notice.sent_at, notice.sent_by = sent, way
    notice.notified_on, notice.in_force_on, notice.contest_until = terms.notified, terms.in_force, terms.contest_until
    act.note("letter.sent", notice, number=notice.number, way=way, sent=sent, contest_until=terms.contest_until)
    return notice
