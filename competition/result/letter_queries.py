"""What pages ask of letters. The number of queries does not grow with the number of letters."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.errors import NotFound
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.organisation.records import Membership
from competition.result.letter_facts import Dossier, dossier_of, facts_of
from competition.result.notices import LetterFacts, NoticeKind
from competition.result.operations import LETTER
from competition.result.records import Decision, DecisionItem, Notice

BEST_FIRST = (Delivery.SENT, Delivery.WAITING, Delivery.FAILED)


@dataclass(frozen=True, slots=True)
class Sending:
    """How the e-mails with a letter fared: the worst of them, since when, and what the mail server said."""

    state: Delivery
    at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter of a decided call: to be numbered at the announcement (no notice yet), or numbered."""

    application: Application
    item: DecisionItem
    kind: NoticeKind
    notice: Notice | None
    people: int
    sending: Sending | None

    @property
    def past_portal(self) -> bool:
        """Whether it was due in a round brought in: the portal neither numbered nor sent it."""
        return self.notice is not None and self.notice.number is None


def letter_rows(session: Session, call: Call) -> list[LetterRow]:
    """The letters of a call, those to come before the announcement too, in the order of the decision."""
    rows = session.execute(
        select(DecisionItem, Application, Notice)
        .join(Application, Application.id == DecisionItem.application_id)
        .outerjoin(Notice, Notice.application_id == DecisionItem.application_id)
        .where(DecisionItem.call_id == call.id)
        .order_by(DecisionItem.position)
    ).all()
    people, sendings = _people(session, call), _sendings(session, call)
    return [
        LetterRow(
            application,
            item,
            LETTER[item.verdict],
            notice,
            people[application.organisation_id],
            sendings.get(str(application.id)),
        )
        for item, application, notice in rows
        if item.verdict in LETTER
    ]


def letter_row(session: Session, call: Call, application_id: UUID) -> LetterRow:
    """The letter to one applicant. Raises NotFound."""
    found = next((row for row in letter_rows(session, call) if row.application.id == application_id), None)
    if found is None:
        raise NotFound(what="letter", key=application_id)
    return found


def has_letter(session: Session, application_id: UUID) -> bool:
    """Whether there is a letter to the applicant, if only its draft: once the call is decided."""
    verdict = session.scalar(select(DecisionItem.verdict).where(DecisionItem.application_id == application_id))
    return verdict in LETTER


def decided_dossier(session: Session, call: Call) -> Dossier:
    """Everything that the letters of a call draw on. Raises NotFound where it is not decided."""
    decision = session.scalar(select(Decision).where(Decision.call_id == call.id))
    if decision is None:
        raise NotFound(what="decision", key=call.slug)
    return dossier_of(session, call, decision)


def kept_facts(dossier: Dossier, row: LetterRow) -> LetterFacts:
    """What a letter says: as kept at the announcement, else as it would say now, as a draft."""
    if row.notice is not None and row.notice.facts is not None:
        return LetterFacts.from_json(row.notice.facts)
    return facts_of(dossier, row.application, row.item, row.kind)


def all_facts(dossier: Dossier, rows: list[LetterRow]) -> Iterator[LetterFacts]:
    """What all letters say, one after the other."""
    return (kept_facts(dossier, row) for row in rows)


def notice_of(session: Session, application_id: UUID) -> Notice | None:
    """The numbered letter to an applicant, or None."""
    return session.scalar(select(Notice).where(Notice.application_id == application_id))


def _people(session: Session, call: Call) -> Mapping[UUID, int]:
    """How many people with an account each applicant organisation has."""
    found: dict[UUID, int] = defaultdict(int)
    rows = session.scalars(
        select(Membership.organisation_id).where(
            Membership.organisation_id.in_(select(Application.organisation_id).where(Application.call_id == call.id))
        )
    )
    for organisation_id in rows:
        found[organisation_id] += 1
    return found


def _sendings(session: Session, call: Call) -> dict[str, Sending]:
    """How the messages with the call's decisions fared, by the application's key.

    To each person the latest counts; where there are several people, the one whose message fared worst.
    """
    messages = session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.kind == "decision", type_coerce(OutboxMessage.facts, Text).like(f"%{call.id}%"))
        .order_by(OutboxMessage.id)
    )
    latest = {(one.facts["application"], one.person_id): one for one in messages}
    worst: dict[str, Sending] = {}
    for (application, _), one in sorted(latest.items(), key=lambda pair: BEST_FIRST.index(pair[1].state)):
        worst[application] = Sending(one.state, one.sent_at, one.last_error)
    return worst
