"""The one idea: somebody does something at a moment. Records change in no other way.

An act is one session and transaction, one actor, one instant and at least one event in the audit chain. Leaving the
block commits; an exception rolls everything back: records, events, outgoing messages.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from competition.foundation import audit
from competition.foundation.base import Base, Instant, Kept, Key, new_key
from competition.foundation.clock import now
from competition.foundation.engine import begin_writing
from competition.foundation.errors import NotFound, Refusal
from competition.foundation.outbox import OutboxMessage
from competition.foundation.signing import Signer


class Subject(Protocol):
    """A record that an event can be about."""

    @property
    def id(self) -> Mapped[UUID] | UUID: ...


Record = TypeVar("Record", bound=Base)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, or the system (commands, the worker, a round brought in)."""

    person_id: UUID | None = None
    address: str | None = None

    @property
    def name(self) -> str:
        """How the audit chain names the actor: the person's key, never a name or an address."""
        return f"person:{self.person_id}" if self.person_id else "system"


SYSTEM = Actor()


class RefusedAttempt(Base):
    """Evidence of a submission that was refused: who, when, what, why not."""

    __tablename__ = "refused_attempt"

    id: Mapped[Key]
    at: Mapped[Instant]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    verb: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    code: Mapped[str]
    facts: Mapped[Kept]


@dataclass(slots=True)
class Act:
    """One actor, one instant, one transaction. `brought_in`: a step of a round that was held elsewhere.

    `given`: the key of the record that the act is there to make, where whoever asks knows it beforehand (twice.py).
    `signer`: what signs the receipts that are given in it.
    """

    session: Session
    actor: Actor
    at: datetime
    brought_in: bool = False
    entries: list[audit.Entry] = field(default_factory=list)
    attempts: list[RefusedAttempt] = field(default_factory=list)
    given: UUID | None = None
    signer: Signer | None = None

    def step(self, at: datetime, actor: Actor | None = None) -> "Act":
        """A step of a longer act: its own instant (and actor) in the same transaction."""
        return Act(
            self.session, actor or self.actor, at, self.brought_in, self.entries, self.attempts, signer=self.signer
        )

    def key(self) -> UUID:
        """The key of the record that the act is there to make: the one that it was given, once; else a new one."""
        key, self.given = self.given or new_key(), None
        return key

    def lock(self, kind: type[Record], key: UUID) -> Record:
        """The record, for this act alone until it ends. Raises NotFound."""
        return self._get(kind, key, with_for_update=True)

    def share(self, kind: type[Record], key: UUID) -> Record:
        """The record, unchanged by others until this act ends; others may share it. Raises NotFound."""
        return self._get(kind, key, with_for_update={"read": True})

    def get(self, kind: type[Record], key: UUID) -> Record:
        """The record as it stands. Raises NotFound."""
        return self._get(kind, key)

    def _get(self, kind: type[Record], key: UUID, **options: Any) -> Record:
        fresh = bool(options) and not self.brought_in
        if fresh:
            self.session.flush()  # what this act has changed already is not read over
        record = self.session.get(kind, key, populate_existing=fresh, **(options if fresh else {}))
        if record is None:
            raise NotFound(what=kind.__tablename__, key=key)
        return record

    def add(self, record: Record) -> Record:
        """The new record, with its defaults and its key, checked by the database at once."""
        self.session.add(record)
        self.session.flush()  # gives the key, and lets a constraint speak here, not at the commit
        return record

    def note(
        self,
        verb: str,
        about: Base | str,
        details: dict[str, Any] | None = None,
        place: audit.Place | None = None,
        **facts: Any,
    ) -> None:
        """Note an event about a record. `facts` are chosen and hold no personal data; `details` may.

        `place`: where it belongs, if `about` is a record's name only.
        """
        subject = about if isinstance(about, str) else name_of(about)
        where = place or (audit.NOWHERE if isinstance(about, str) else place_of(about))
        self.entries.append(
            audit.Entry(self.at, self.actor.name, verb, subject, facts, details, self.brought_in, where)
        )

    def tell(self, people: Iterable[UUID], kind: str, **facts: Any) -> None:
        """Put a message to each of `people` into the outbox; a round brought in tells nobody."""
        if self.brought_in:
            return
        for person_id in people:
            self.session.add(
                OutboxMessage(
                    person_id=person_id, kind=kind, facts=audit.speak(facts), written_at=self.at, next_try_at=self.at
                )
            )

    def write_to(self, address: str, language: str, kind: str, **facts: Any) -> None:
        """Put a message to an address into the outbox: where nobody is known by it, or not any more."""
        self.session.add(
            OutboxMessage(
                address=address,
                language=language,
                kind=kind,
                facts=audit.speak(facts),
                written_at=self.at,
                next_try_at=self.at,
            )
        )

    @contextmanager
    def attempting(self, verb: str, subject: str) -> Iterator[None]:
        """A refusal of what is done inside is kept as evidence, after everything else was rolled back."""
        try:
            yield
        except Refusal as refusal:
            facts = {name: _plain(value) for name, value in refusal.facts.items()}
            self.attempts.append(
                RefusedAttempt(
                    at=self.at,
                    person_id=self.actor.person_id,
                    verb=verb,
                    subject=subject,
                    code=refusal.code,
                    facts=audit.speak(facts),
                )
            )
            raise


PLACES = ("organiser", "call", "application")


def place_of(record: Base) -> audit.Place:
    """Where events about a record belong: what it is, and what it names as its organiser, call and application."""
    named = {f"{kind}_id": getattr(record, f"{kind}_id", None) for kind in PLACES}
    if record.__tablename__ in PLACES:
        named[f"{record.__tablename__}_id"] = record.__mapper__.primary_key_from_instance(record)[0]
    return audit.Place(**named)


def name_of(record: Base) -> str:
    """How the audit chain names a record: its table and its key."""
    return f"{record.__tablename__}:{record.__mapper__.primary_key_from_instance(record)[0]}"


@contextmanager
def acting(
    session: Session,
    actor: Actor,
    at: datetime | None = None,
    *,
    brought_in: bool = False,
    signer: Signer | None = None,
) -> Iterator[Act]:
    """Open an act of `actor` at the instant `at` (by default the installation's now) and commit it at the end.

    A refusal or any other exception rolls everything back and goes on to the caller; a refused attempt to submit is
    then written down in a transaction of its own.
    """
    begin_writing(session)
    act = Act(session, actor, at or now(), brought_in, signer=signer)
    try:
        yield act
        if not act.entries:
            raise RuntimeError("an act without an event in the audit chain")
        session.flush()  # every other lock comes before the chain's head
        audit.append(session, act.entries)
        session.commit()
    except Refusal:
        session.rollback()
        _keep_attempts(act)
        raise
    except BaseException:
        session.rollback()
        raise


def _keep_attempts(act: Act) -> None:
    if not act.attempts:
        return
    begin_writing(act.session)
    act.session.add_all(act.attempts)
    act.session.commit()


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | bool | datetime | None | list | tuple) else str(value)


def all_of(session: Session, kind: type[Record], *where: Any) -> list[Record]:
    """The records of a kind that fulfil every condition, in the order in which they were made."""
    return list(session.scalars(select(kind).where(*where).order_by(kind.__mapper__.primary_key[0])))
