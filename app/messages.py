"""The words of a message from the outbox: who gets it, what it is about, and its template.

`templates/mail/<kind>.<language>.txt`: the subject on the first line, an empty line, the text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from jinja2 import TemplateNotFound
from sqlalchemy.orm import Session

from app.account_messages import OF_ACCOUNTS
from app.config import HOUSE_ZONE, Settings
from app.formats import Case, instant, moment, until, until_minute
from app.languages import LANGUAGES, USUAL, said_plainly
from app.letters import numbered_letter
from app.receipts import set_receipt
from competition.application.channels import is_by_hand
from competition.application.publishing import AmendmentOrder
from competition.application.queries import acceptance_of
from competition.application.receipt import folded
from competition.application.records import Application, Channel, Submission
from competition.call.amendments import moved_from
from competition.call.deadline import deadline_in_force, until_when
from competition.call.records import Amendment, Call
from competition.eligibility.records import Clarification, ClarificationAnswer
from competition.foundation.base import Base
from competition.foundation.clock import Moment, now, zone
from competition.foundation.outbox import OutboxMessage
from competition.organisation.entry_records import WorkRequest
from competition.organisation.records import Organisation, Person
from competition.result.letter_queries import notice_of
from competition.result.queries import contact_of
from scoring.committee.records import CommitteeMember
from scoring.meeting.progress import progress_of

DECISION, RECEIPT = "decision", "receipt"
Facts = Mapping[str, Any]
Words = dict[str, Any]
Record = TypeVar("Record", bound=Base)


class NoWords(Exception):
    """The message can't be written: its kind has no template, or what it is about does not exist."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Addresses of the site's pages in one language, as docs/architecture.md fixes them."""

    base: str
    language: str

    def application(self, key: UUID) -> str:
        """The applicant's page of an application."""
        return f"{self.base}/{self.language}/applications/{key}"

    def applications(self) -> str:
        """Everybody's own applications."""
        return f"{self.base}/{self.language}/applications"

    def clarification(self, key: UUID) -> str:
        """Where an applicant answers what is to be clarified."""
        return f"{self.application(key)}/clarification"

    def committee(self, slug: str) -> str:
        """The committee's page of a call."""
        return f"{self.base}/{self.language}/committee/{slug}"

    @property
    def verify(self) -> str:
        """Where anybody checks a receipt."""
        return f"{self.base}/{self.language}/verify"

    def account(self) -> str:
        """Everybody's own account."""
        return f"{self.base}/{self.language}/account"

    def own_request(self, organisation_id: UUID, key: UUID) -> str:
        """Where whoever is responsible for an organisation answers who asks to work for it."""
        return f"{self.account()}/organisations/{organisation_id}/requests/{key}"

    def desk_request(self, key: UUID) -> str:
        """Where the coordinator does."""
        return f"{self.base}/{self.language}/desk/requests/{key}"

    def call(self, slug: str) -> str:
        """The public page of a call."""
        return f"{self.base}/{self.language}/calls/{slug}"


def compose(session: Session, waiting: OutboxMessage, settings: Settings) -> EmailMessage:
    """The message in its person's language, or in that of the page on which it was asked for. Raises NoWords."""
    address, name, language = _addressee(session, waiting)
    with force_locale(language):
        words: Words = {"name": name, "facts": waiting.facts, "base_url": settings.base_url}
        if waiting.kind in ABOUT:
            words |= ABOUT[waiting.kind](session, waiting.facts, Pages(settings.base_url, language))
        if waiting.kind in OF_ACCOUNTS:
            words |= OF_ACCOUNTS[waiting.kind](session, waiting, f"{settings.base_url}/{language}")
        subject, _, text = _rendered(f"mail/{waiting.kind}.{language}.txt", words).partition("\n")
    message = EmailMessage()
    message["Message-ID"] = f"<{waiting.id}@{urlsplit(settings.base_url).hostname}>"
    message["Date"] = format_datetime(now())
    message["From"] = settings.mail_from
    message["To"] = address
    message["Subject"] = " ".join(subject.split())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.strip() + "\n", cte="8bit")  # addresses in it stay whole on their line
    message["Content-Language"] = language
    for name, content in _attached(session, waiting, settings, language):
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message


def _addressee(session: Session, waiting: OutboxMessage) -> tuple[str, str, str]:
    """The address, the name and the language of a message; an address by itself has no name."""
    if waiting.address is not None:
        address, name, language = waiting.address, "", waiting.language
    else:
        person = _found(session, Person, waiting.person_id)
        address, name, language = person.email, person.name, person.language
    return address, name, language if language in LANGUAGES else USUAL


def _attached(session: Session, waiting: OutboxMessage, settings: Settings, language: str) -> list[tuple[str, bytes]]:
    """The files that go with a message: its receipt; with a decision its letter, as soon as that has its number."""
    if waiting.kind == RECEIPT:
        submission = _found(session, Submission, waiting.facts["submission"])
        if submission.receipt is None:
            return []
        return [set_receipt(session, settings, language, submission.application_id, submission.version)]
    if waiting.kind != DECISION:
        return []
    notice = notice_of(session, UUID(str(waiting.facts["application"])))
    return [numbered_letter(notice, "pdf")] if notice is not None and notice.facts is not None else []


def _of_receipt(session: Session, facts: Facts, pages: Pages) -> Words:
    submission = _found(session, Submission, facts["submission"])
    application = _found(session, Application, submission.application_id)
    call = _found(session, Call, application.call_id)
    place = zone(call.zone_name)
    online = submission.channel is Channel.ONLINE
    changeable = _changeable_until(session, application, call) if online else None
    return {
        **_of_application(application, call, pages),
        "version": submission.version,
        "received": _came(application, submission, place),
        "digest": submission.digest,
        "receipt": "\n".join(folded(submission.receipt)) if submission.receipt else None,
        "verify": pages.verify,
        "changeable": until(changeable, place) if changeable else "",
        "results_by": moment(call.results_by, place, Case.UNTIL) if call.results_by else "",
        "contact": _contact(session, call),
    }


def _changeable_until(session: Session, application: Application, call: Call) -> Moment:
    accepted = acceptance_of(session, application.id)
    return until_when(call.terms, accepted.until if accepted else None)


def _of_withdrawal(session: Session, facts: Facts, pages: Pages) -> Words:
    application = _found(session, Application, facts["application"])
    call = _found(session, Call, application.call_id)
    assert application.withdrawn_at is not None
    return {
        **_of_application(application, call, pages),
        "withdrawn": instant(application.withdrawn_at, zone(call.zone_name)),
        "contact": _contact(session, call),
    }


def _of_unsent(session: Session, facts: Facts, pages: Pages) -> Words:
    application = _found(session, Application, facts["application"])
    call = _found(session, Call, application.call_id)
    deadline, place = deadline_in_force(call.terms), zone(call.zone_name)
    return {
        **_of_application(application, call, pages),
        "until": until(deadline, place),
        "contact": _contact(session, call),
    }


def _of_acceptance(session: Session, facts: Facts, pages: Pages) -> Words:
    application = _found(session, Application, facts["application"])
    call = _found(session, Call, application.call_id)
    return {
        **_of_application(application, call, pages),
        "until": until(_changeable_until(session, application, call), zone(call.zone_name)),
        "contact": _contact(session, call),
    }


def _of_clarification(session: Session, facts: Facts, pages: Pages) -> Words:
    asked = _found(session, Clarification, facts["clarification"])
    application = _found(session, Application, asked.application_id)
    call = _found(session, Call, application.call_id)
    return clarification_words(session, call, application, (asked.text, asked.until), pages)


def clarification_words(
    session: Session, call: Call, application: Application, asked: tuple[str, Moment], pages: Pages
) -> Words:
    """What the message names that asks an applicant to clarify: what is `asked`, in words and until when."""
    text, term = asked
    return {
        **_of_application(application, call, pages),
        "page": pages.clarification(application.id),
        "text": text,
        "until": until(term, zone(call.zone_name)),
        "by_hand": is_by_hand(application.channel),
        "contact": _contact(session, call),
    }


def _of_answer(session: Session, facts: Facts, pages: Pages) -> Words:
    answer = _found(session, ClarificationAnswer, facts["answer"])
    asked = _found(session, Clarification, answer.clarification_id)
    application = _found(session, Application, answer.application_id)
    call = _found(session, Call, application.call_id)
    place, online = zone(call.zone_name), answer.channel is Channel.ONLINE
    return {
        **clarification_words(session, call, application, (asked.text, asked.until), pages),
        "page": pages.application(application.id),
        "version": answer.version,
        "online": online,
        "received": instant(answer.received_at, place, seconds=online),
        "digest": answer.digest,
    }


def _contact(session: Session, call: Call) -> str:
    """Whom to ask, in a line; empty where nobody is known."""
    contact = contact_of(session, call)
    return ", ".join(filter(None, (contact.phone, contact.email)))


def _came(application: Application, submission: Submission, place: ZoneInfo) -> str:
    """When a version came; what was registered by hand came earlier, at the instant that was written down then."""
    at = application.received_at
    if submission.channel == Channel.ONLINE or at is None:
        return instant(submission.at, place)
    return instant(at, place, seconds=at.second != 0)


def _of_amendment(session: Session, facts: Facts, pages: Pages) -> Words:
    amendment = _found(session, Amendment, facts["amendment"])
    call = _found(session, Call, amendment.call_id)
    return amendment_words(call, amendment, (moved_from(call, amendment), deadline_in_force(call.terms)), pages)


def amendment_words(
    call: Call, order: Amendment | AmendmentOrder, moved: tuple[Moment | None, Moment], pages: Pages
) -> Words:
    """What the message on an order names: the deadline that was `moved` from and to, the order, its reason."""
    before, deadline = moved
    place = zone(call.zone_name)
    return {
        "call": said_plainly(call.title, pages.language),
        "before": until(before, place) if before else None,
        "deadline": until(deadline, place),
        "legal_basis": order.legal_basis,
        "reason": said_plainly(order.reason or {}, pages.language),
        "page": pages.call(call.slug),
        "applications": pages.applications(),
    }


def _of_decision(session: Session, facts: Facts, pages: Pages) -> Words:
    application = _found(session, Application, facts["application"])
    return _of_application(application, _found(session, Call, application.call_id), pages)


def _of_work(session: Session, facts: Facts, pages: Pages) -> Words:
    asked = _found(session, WorkRequest, facts["request"])
    who, of = _found(session, Person, asked.person_id), _found(session, Organisation, asked.organisation_id)
    answered_at = pages.desk_request(asked.id) if facts.get("desk") else pages.own_request(of.id, asked.id)
    return {
        "who": who.name,
        "email": who.email,
        "organisation": of.name,
        "number": of.registration_number,
        "until": until_minute(asked.until, HOUSE_ZONE),
        "reason": asked.reason,
        "page": answered_at,
        "account": pages.account(),
    }


def _of_reminder(session: Session, facts: Facts, pages: Pages) -> Words:
    call = _found(session, Call, facts["call"])
    member = _found(session, CommitteeMember, facts["member"])
    row = next(one for one in progress_of(session, call).members if one.member.id == member.id)
    return {
        "call": said_plainly(call.title, pages.language),
        "done": row.done,
        "whole": row.whole,
        "declared": not row.undeclared,
        "page": pages.committee(call.slug),
    }


def _of_application(application: Application, call: Call, pages: Pages) -> Words:
    return {
        "number": application.number,
        "title": application.title,
        "applicant": application.applicant_name,
        "call": said_plainly(call.title, pages.language),
        "page": pages.application(application.id),
    }


ABOUT: Mapping[str, Callable[[Session, Facts, Pages], Words]] = {
    RECEIPT: _of_receipt,
    "withdrawal": _of_withdrawal,
    "amendment": _of_amendment,
    DECISION: _of_decision,
    "clarification": _of_clarification,
    "clarification-reminder": _of_clarification,
    "clarified": _of_answer,
    "unsent": _of_unsent,
    "not-submitted": _of_unsent,
    "accepted-late": _of_acceptance,
    "reminder": _of_reminder,
    "work-asked": _of_work,
    "work-let": _of_work,
    "work-declined": _of_work,
}


def _rendered(name: str, words: Words) -> str:
    try:
        return current_app.jinja_env.get_template(name).render(words)
    except TemplateNotFound:
        raise NoWords(f"there is no template {name}") from None


def _found(session: Session, kind: type[Record], key: object) -> Record:
    record = session.get(kind, UUID(str(key)))
    if record is None:
        raise NoWords(f"there is no {kind.__tablename__} {key}")
    return record
