"""The log of reading: who of the staff and the committee looked at what. Append-only, written past the acts.

A reading is no act: it changes nothing and must not wait for the chain. So it is written in a short transaction of its
own, and the chain takes the digest of what was read since the last time (`seal`), now and then. From then on a changed
or missing reading is found out (`faults_of_readings`), as a changed event is.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Select, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from competition.foundation.act import SYSTEM, acting
from competition.foundation.audit import AuditEvent, Fault, canonical_bytes
from competition.foundation.base import Base, Instant, Key, new_key, one_of
from competition.foundation.engine import begin_writing

ONCE_IN = timedelta(minutes=15)
SEALED_AT_ONCE = 5000
SEALED = "readings.sealed"
SUBJECT = "reading_seal:"


class Shown(StrEnum):
    """What a page showed."""

    APPLICATION = "application"
    FILE = "file"
    LETTER = "letter"
    EXPORT = "export"


class ReadAs(StrEnum):
    """In which role somebody read."""

    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    CHAIR = "chair"
    MEMBER = "member"
    ALTERNATE = "alternate"
    SECRETARY = "secretary"


class Reading(Base):
    """Somebody looked at something. Never updated but for its seal, which is put on once; never deleted."""

    __tablename__ = "reading"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "call_id"], ["application.id", "application.call_id"]),
        Index("ix_reading_call_id_id", "call_id", "id"),
        Index("ix_reading_application_id_id", "application_id", "id"),
        Index("ix_reading_person_id_at", "person_id", "at"),
    )

    id: Mapped[Key]
    at: Mapped[Instant]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    role: Mapped[ReadAs] = mapped_column(one_of(ReadAs, "read_as"))
    shown: Mapped[Shown] = mapped_column(one_of(Shown, "shown"))
    call_id: Mapped[UUID] = mapped_column(ForeignKey("call.id"))
    application_id: Mapped[UUID | None]
    page: Mapped[str]
    piece: Mapped[str]
    seal: Mapped[UUID | None] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody looked at: `page` names the page, `piece` a part of what it shows (a file's digest), or nothing.

    `shown` an application and no `application_id`: many applications of the call.
    """

    person_id: UUID
    role: ReadAs
    shown: Shown
    call_id: UUID
    application_id: UUID | None
    page: str
    piece: str = ""


def log_reading(session: Session, look: Look, at: datetime) -> bool:
    """Write a reading down and commit; one look of a person at the same thing is enough for a quarter of an hour.

    Whether it was written. Two looks at the very same moment may both be.
    """
    if last_look(session, look, at) is not None:
        session.rollback()
        return False
    session.rollback()  # SQLite begins anew: what began by reading may not write
    begin_writing(session)
    session.add(
        Reading(
            at=at,
            person_id=look.person_id,
            role=look.role,
            shown=look.shown,
            call_id=look.call_id,
            application_id=look.application_id,
            page=look.page,
            piece=look.piece,
        )
    )
    session.commit()
    return True


def last_look(session: Session, look: Look, at: datetime) -> datetime | None:
    """When the same person looked at the same thing, if that was lately enough to be one look with this."""
    return session.scalar(_same(look, at))


def _same(look: Look, at: datetime) -> Select[datetime]:
    return (
        select(Reading.at)
        .where(
            Reading.person_id == look.person_id,
            Reading.at > at - ONCE_IN,
            Reading.at <= at,
            Reading.role == look.role,
            Reading.page == look.page,
            Reading.call_id == look.call_id,
            Reading.application_id.is_(None)
            if look.application_id is None
            else Reading.application_id == look.application_id,
            Reading.piece == look.piece,
        )
        .order_by(Reading.at.desc())
        .limit(1)
    )


class _NothingLeft(Exception):
    pass


def seal(session: Session) -> int:
    """Give the chain the digest of the readings that it does not have yet; how many those were.

    An act of the system, and none where nothing was read.
    """
    waiting = session.scalar(select(Reading.id).where(Reading.seal.is_(None)).limit(1))
    session.rollback()
    if waiting is None:
        return 0
    count = 0
    with suppress(_NothingLeft), acting(session, SYSTEM) as act:
        readings = session.scalars(
            select(Reading)
            .where(Reading.seal.is_(None))
            .order_by(Reading.id)
            .limit(SEALED_AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        if not readings:
            raise _NothingLeft
        key = new_key()
        for reading in readings:
            reading.seal = key
        count = len(readings)
        act.note(SEALED, f"{SUBJECT}{key}", readings=count, digest=digest_of(readings))
    return count


def digest_of(readings: Sequence[Reading]) -> str:
    """The SHA-256 of what readings say, in their order."""
    return hashlib.sha256(canonical_bytes([_said(one) for one in readings])).hexdigest()


def _said(reading: Reading) -> list[str | None]:
    about = str(reading.application_id) if reading.application_id else None
    return [
        str(reading.id),
        reading.at.isoformat(),
        str(reading.person_id),
        reading.role.value,
        reading.shown.value,
        str(reading.call_id),
        about,
        reading.page,
        reading.piece,
    ]


def faults_of_readings(session: Session, first: int = 1, last: int | None = None) -> Iterator[Fault]:
    """Every seal among the chain's events `first` to `last` (None: to its end) that its readings do not give."""
    seals = select(AuditEvent.number, AuditEvent.subject, AuditEvent.facts).where(
        AuditEvent.verb == SEALED, AuditEvent.number >= first
    )
    if last is not None:
        seals = seals.where(AuditEvent.number <= last)
    for number, subject, facts in session.execute(seals.order_by(AuditEvent.number)).all():
        key = UUID(subject.removeprefix(SUBJECT))
        readings = session.scalars(select(Reading).where(Reading.seal == key).order_by(Reading.id)).all()
        if len(readings) != facts["readings"] or digest_of(readings) != facts["digest"]:
            yield Fault(number, "readings: those that it seals do not give its digest")


def unsealed(session: Session) -> int:
    """How many readings the chain does not have yet."""
    return session.scalar(select(func.count()).select_from(Reading).where(Reading.seal.is_(None))) or 0
