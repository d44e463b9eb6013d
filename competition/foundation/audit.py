"""The audit chain: what was done, by whom, when; each event carries the hash of the one before it.

What is hashed holds no personal data in clear: details of a person stand beside the event under a salted digest and
can be erased without breaking the chain. Triggers in the database forbid any other change.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from competition.foundation.base import Base, Instant, JsonType, Kept

SAID = ("number", "actor", "verb", "subject", "facts", "brought_in", "previous")
BEGINNING = hashlib.sha256(b"konkurss audit chain").hexdigest()


class AuditEvent(Base):
    """One thing that was done. Never updated, never deleted; only its details may be erased."""

    __tablename__ = "audit_event"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[Instant]
    actor: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    facts: Mapped[Kept]
    brought_in: Mapped[bool]
    details: Mapped[dict[str, Any] | None] = mapped_column(JsonType)
    salt: Mapped[str | None]
    details_digest: Mapped[str | None]
    previous: Mapped[str]
    hash: Mapped[str]


class AuditPlace(Base):
    """Where an event belongs: to an organiser, a call, an application. Beside the chain, so that it can be asked for.

    No foreign keys: a draft that its owner deletes leaves its events. An event of people and accounts has no place.
    """

    __tablename__ = "audit_place"
    __table_args__ = (
        Index("ix_audit_place_organiser_id_number", "organiser_id", "number"),
        Index("ix_audit_place_call_id_number", "call_id", "number"),
        Index("ix_audit_place_application_id_number", "application_id", "number"),
    )

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    organiser_id: Mapped[UUID | None]
    call_id: Mapped[UUID | None]
    application_id: Mapped[UUID | None]


class AuditHead(Base):
    """The last event's number and hash: one row, so that a missing tail shows."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str]


# Written by every act, so past the records: what is kept is the same.
_EVENTS, _HEADS = AuditEvent.metadata.tables["audit_event"], AuditHead.metadata.tables["audit_head"]
_PLACES = AuditPlace.metadata.tables["audit_place"]
_HEAD = select(_HEADS.c.number, _HEADS.c.hash).with_for_update()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event belongs, as far as what it is about tells."""

    organiser_id: UUID | None = None
    call_id: UUID | None = None
    application_id: UUID | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Entry:
    """What an act notes, before it has its number in the chain."""

    at: datetime
    actor: str
    verb: str
    subject: str
    facts: dict[str, Any]
    details: dict[str, Any] | None
    brought_in: bool
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain does not hold: the event's number and what is wrong with it."""

    number: int
    what: str


def append(session: Session, entries: list[Entry]) -> None:
    """Put `entries` at the end of the chain, in their order. Locks the head until the transaction ends."""
    connection = session.connection()  # past the records, as everything here
    number, previous = connection.execute(_HEAD).one()
    events, places = [], []
    for entry in entries:
        number += 1
        event = _event(entry, number, previous)
        previous = event["hash"] = hash_of(event)
        events.append(event)
        if entry.place != NOWHERE:
            places.append({"number": number, **asdict(entry.place)})
    connection.execute(_EVENTS.insert(), events)
    if places:
        connection.execute(_PLACES.insert(), places)
    connection.execute(_HEADS.update(), {"number": number, "hash": previous})


def _event(entry: Entry, number: int, previous: str) -> dict[str, Any]:
    """What is kept of an entry at its place in the chain; its hash is still to be made."""
    salt = secrets.token_hex(16) if entry.details else None
    details = speak(entry.details) if entry.details else None
    return {
        "number": number,
        "at": entry.at,
        "actor": entry.actor,
        "verb": entry.verb,
        "subject": entry.subject,
        "facts": speak(entry.facts),
        "brought_in": entry.brought_in,
        "details": details,
        "salt": salt,
        "details_digest": digest_of_details(salt, details) if salt else None,
        "previous": previous,
    }


def speak(value: Any) -> Any:
    """The value as JSON can say it: instants in UTC, decimals and keys as text."""
    if isinstance(value, dict):
        return {str(key): speak(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [speak(inner) for inner in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | Decimal | UUID):
        return str(value)
    return value


def hash_of(event: Mapping[str, Any]) -> str:
    """The SHA-256 of what an event says, by its columns, and of the hash before it."""
    said = {name: event[name] for name in SAID}
    said["at"] = event["at"].astimezone(UTC).isoformat()
    said["details"] = event["details_digest"]
    return hashlib.sha256(canonical_bytes(said)).hexdigest()


def digest_of_details(salt: str | None, details: Any) -> str:
    """The salted SHA-256 under which details stand in the chain."""
    return hashlib.sha256((salt or "").encode() + canonical_bytes(details)).hexdigest()


def canonical_bytes(value: Any) -> bytes:
    """JSON with sorted keys and no spaces: the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def head_of(session: Session) -> AuditHead:
    """The chain's head as stored."""
    return session.scalars(select(AuditHead)).one()


def faults_in(session: Session, first: int = 1, last: int | None = None) -> Iterator[Fault]:
    """Every place where the chain does not hold: changed, missing, added or moved events.

    Of the events `first` to `last`; without `last` to the end, and then the head, too.
    """
    expected, previous = first, _hash_before(session, first)
    events = select(AuditEvent)
    if first > 1:
        events = events.where(AuditEvent.number >= first)
    if last is not None:
        events = events.where(AuditEvent.number <= last)
    for event in session.scalars(events.order_by(AuditEvent.number).execution_options(yield_per=1000)):
        for missing in range(expected, event.number):
            yield Fault(missing, "missing")
        if event.number < expected:
            yield Fault(event.number, "added: the chain begins at 1")
            continue
        yield from _faults_of(event, previous, follows=event.number == expected)
        expected, previous = event.number + 1, event.hash
    if last is None:
        yield from _faults_of_head(head_of(session), expected - 1, previous)
        return
    for missing in range(expected, last + 1):
        yield Fault(missing, "missing")


def _hash_before(session: Session, first: int) -> str:
    """The hash that the event numbered `first` follows."""
    if first == 1:
        return BEGINNING
    return session.scalar(select(AuditEvent.hash).where(AuditEvent.number == first - 1)) or "missing"


def _faults_of(event: AuditEvent, previous: str, *, follows: bool) -> Iterator[Fault]:
    if follows and event.previous != previous:
        yield Fault(
            event.number, "does not follow the event before it: reordered, added, or the one before was changed"
        )
    if hash_of(vars(event)) != event.hash:
        yield Fault(event.number, "changed: its content does not give its hash")
    if event.details is not None and digest_of_details(event.salt, event.details) != event.details_digest:
        yield Fault(event.number, "changed: its details do not give their digest")


def _faults_of_head(head: AuditHead, last: int, last_hash: str) -> Iterator[Fault]:
    for missing in range(last + 1, head.number + 1):
        yield Fault(missing, "missing: the head of the chain counts it")
    if last > head.number:
        yield Fault(head.number + 1, "added: the head of the chain does not count it")
    elif last == head.number and last_hash != head.hash:
        yield Fault(last, "changed: the head of the chain holds another hash")
