"""What is known of the content of each file that was kept: what was found in it, whether a scanner has seen it.

One record a content, by its SHA-256, whoever sent it and whatever it was called. The content itself lies in the store.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from competition.foundation.base import Base, Instant, InstantType, JsonType, Whole, one_of
from competition.foundation.engine import begin_writing, locks_rows
from competition.foundation.errors import Refusal


class Scan(StrEnum):
    """What the scanner for viruses said of a content."""

    NOT_SCANNED = "not_scanned"
    PENDING = "pending"
    CLEAN = "clean"
    INFECTED = "infected"


PIECE = "\f"
"""Between the pieces of a text: the pages of a PDF, the paragraphs of a document."""
SAID = frozenset({Scan.CLEAN, Scan.INFECTED})


class FileInfected(Refusal):
    """The scanner found a virus in the file."""

    code = "file-infected"


class FileWithheld(FileInfected):
    """The scanner found a virus in a file that is kept: it is given to nobody any more."""

    code = "file-withheld"


class FileNotScannedYet(Refusal):
    """The scanner has not seen the file yet: until then only those who sent it get it."""

    code = "file-not-scanned-yet"


class FileLost(Refusal):
    """A record names the file, and the store does not have it."""

    code = "file-lost"


class KeptFile(Base):
    """A content. `kept_at`: when it was sent last; `inspection`: what was found in it, None where it was never looked
    into; `text`: the words that it holds, PIECE by piece, and `folded` the same as they are looked for.
    `missing_since`: from when on the store is known not to have it.
    """

    __tablename__ = "kept_file"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest_is_a_sha256"),
        CheckConstraint("size >= 0", name="size_is_not_negative"),
        CheckConstraint("(virus IS NOT NULL) = (scan = 'infected')", name="an_infected_file_has_its_virus"),
        CheckConstraint("length(text) = length(folded)", name="folded_sign_by_sign"),
        Index("ix_kept_file_scan", "scan"),
        Index("ix_kept_file_missing_since", "missing_since"),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[Whole]
    kept_at: Mapped[Instant]
    inspection: Mapped[Any | None] = mapped_column(JsonType)
    text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    folded: Mapped[str] = mapped_column(Text, default="", deferred=True)
    scan: Mapped[Scan] = mapped_column(one_of(Scan, "scan"), default=Scan.NOT_SCANNED)
    scanned_at: Mapped[datetime | None] = mapped_column(InstantType)
    virus: Mapped[str | None]
    missing_since: Mapped[datetime | None] = mapped_column(InstantType)


def note_kept(session: Session, digest: str, size: int, at: datetime) -> KeptFile:
    """Write down that a content is (about to be) kept, under its record's lock; a known one is kept anew.

    It is written down first and stored after the commit, so that a sweep never takes what somebody has just sent.
    """
    begin_writing(session)
    insert = postgresql.insert if locks_rows(session) else sqlite.insert
    new = {"digest": digest, "size": size, "kept_at": at, "text": "", "folded": "", "scan": Scan.NOT_SCANNED}
    known = None
    while known is None:  # a sweep may take it between both
        session.execute(insert(KeptFile).values(new).on_conflict_do_nothing())
        known = locked_file(session, digest)
    known.kept_at = max(known.kept_at, at)
    known.missing_since = None
    session.flush()
    return known


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a content holds, and the same as they are looked for: made before anything is locked."""

    text: str
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", folded(self.text))


def note_found(kept: KeptFile, inspection: Mapping[str, Any], words: Words) -> None:
    """Write down what was found in a content, and the words that it holds."""
    kept.inspection = dict(inspection)
    kept.text, kept.folded = words.text, words.folded


def note_scan(kept: KeptFile, scan: Scan, at: datetime | None, virus: str | None = None) -> None:
    """Write down what the scanner said, and when. A word of it is not taken back because it is not asked now."""
    if kept.scan in SAID and scan not in SAID:
        return
    kept.scan, kept.scanned_at, kept.virus = scan, at, virus


def locked_file(session: Session, digest: str) -> KeptFile | None:
    """The record of a content under its lock, or None."""
    return session.scalars(
        select(KeptFile).where(KeptFile.digest == digest).with_for_update().execution_options(populate_existing=True)
    ).first()


def files_known(session: Session, digests: Iterable[str]) -> dict[str, KeptFile]:
    """The records of these contents, as far as there are any. One query."""
    rows = session.scalars(select(KeptFile).where(KeptFile.digest.in_(set(digests))))
    return {one.digest: one for one in rows}


def require_harmless(session: Session, digest: str, name: str, *, by_sender: bool = False) -> None:
    """Raise FileWithheld where a virus was found, and FileNotScannedYet where the scanner still has to look and it is
    not whoever sent it that asks.
    """
    kept = session.get(KeptFile, digest)
    if kept is None:
        return
    if kept.scan is Scan.INFECTED:
        raise FileWithheld(name=name, virus=kept.virus)
    if kept.scan is Scan.PENDING and not by_sender:
        raise FileNotScannedYet(name=name)


def waiting_for_scan(session: Session, most: int) -> list[str]:
    """The digests of contents that wait for the scanner, the longest first."""
    rows = select(KeptFile.digest).where(KeptFile.scan == Scan.PENDING).order_by(KeptFile.kept_at, KeptFile.digest)
    return list(session.scalars(rows.limit(most)))


def note_missing(session: Session, missing: Iterable[str], at: datetime) -> int:
    """Write down which contents the store does not have, and that it has all others (again); how many it lacks."""
    begin_writing(session)
    lost = set(missing)
    known = {one.digest: one for one in session.scalars(select(KeptFile).where(KeptFile.missing_since.is_not(None)))}
    for digest in known.keys() - lost:
        known[digest].missing_since = None
    for digest in sorted(lost - known.keys()):
        kept = note_kept(session, digest, 0, at)
        kept.missing_since = at
    return len(lost)


def missing_files(session: Session) -> list[KeptFile]:
    """The contents that records name and the store is known not to have."""
    rows = select(KeptFile).where(KeptFile.missing_since.is_not(None)).order_by(KeptFile.missing_since, KeptFile.digest)
    return list(session.scalars(rows))


def folded(text: str) -> str:
    """A text as it is looked for: small letters without their marks, sign by sign, so that places in both agree."""
    return "".join(map(_folded_sign, text))


@lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    plain = unicodedata.normalize("NFKD", sign).casefold()
    base = "".join(one for one in plain if not unicodedata.combining(one))
    return base if len(base) == 1 else sign
