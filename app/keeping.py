"""Looking after the files that are kept: scanned late, found missing, swept where nobody names them."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import Text, cast, or_, select
from sqlalchemy.orm import Session

from app.adapters.storage import Storage
from app.files import Looked, looked_into, scanned, storage, without_text
from app.security_log import Happened, note_security
from competition.eligibility.kept import is_named, named_digests
from competition.foundation.clock import machine_now
from competition.foundation.engine import begin_writing
from competition.foundation.errors import NotFound
from competition.foundation.kept_files import (
    KeptFile,
    Scan,
    Words,
    locked_file,
    note_found,
    note_kept,
    note_missing,
    note_scan,
    waiting_for_scan,
)
from documents.inspecting.stored import FORMAT, as_json
from documents.kinds import FileCutOff, kind_of

SPARED = timedelta(days=1)
"""For so long a content is left alone that nobody names: somebody may be sending its form just now."""
SCANNED_AT_ONCE, LOOKED_INTO_AT_ONCE = 50, 50


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found that no record names: contents, halves that a killed process left, and their octets."""

    contents: list[str]
    halves: list[Path]
    octets: int


def scan_waiting(session: Session, go_on: Callable[[], bool] = lambda: True) -> int:
    """Have the contents scanned that wait for it, as long as the scanner answers and `go_on`; how many were."""
    waiting = waiting_for_scan(session, SCANNED_AT_ONCE)
    session.rollback()
    done = 0
    for digest in waiting:
        if not go_on():
            break
        try:
            scan, at, virus = scanned(storage().get(digest))
        except NotFound:
            continue  # found missing by `look_for_missing`
        if scan is Scan.PENDING:
            break
        kept = _locked(session, digest)
        note_scan(kept, scan, at, virus)
        kept.scan = scan  # what cannot be scanned after all does not wait for ever
        session.commit()
        if virus:
            note_security(Happened.FILE_INFECTED, None)
        done += 1
    return done


def look_into(session: Session, go_on: Callable[[], bool] = lambda: True, most: int = LOOKED_INTO_AT_ONCE) -> int:
    """Look into some of the contents into which nobody has looked, or another version of the portal did; how many."""
    ours = cast(KeptFile.inspection, Text).startswith(f'{{"format": "{FORMAT}"')
    waiting = select(KeptFile.digest).where(
        or_(KeptFile.inspection.is_(None), ~ours), KeptFile.missing_since.is_(None), KeptFile.size > 0
    )
    digests = list(session.scalars(waiting.order_by(KeptFile.kept_at, KeptFile.digest).limit(most)))
    session.rollback()
    done = 0
    for digest in digests:
        if not go_on():
            break
        with suppress(NotFound):  # found missing by `look_for_missing`
            _look_into(session, digest, storage().get(digest))
            done += 1
    return done


def know_all(session: Session) -> None:
    """Write down every content that records name and nobody has written down, and look into all: of a demonstration."""
    known = set(session.scalars(select(KeptFile.digest)))
    for digest in sorted(named_digests(session) - known):
        content = storage().get(digest)
        session.rollback()
        note_kept(session, digest, len(content), machine_now())
        session.commit()
    while look_into(session):
        pass


def _look_into(session: Session, digest: str, content: bytes) -> None:
    try:
        kind = kind_of(content)
    except FileCutOff:
        kind = None
    looked = looked_into(kind, content) if kind else Looked()
    if looked is None:
        return
    words = Words(looked.words)
    kept = note_kept(session, digest, len(content), machine_now())
    note_found(kept, as_json(without_text(looked.found)), words)
    session.commit()


def look_for_missing(session: Session) -> int:
    """Write down which contents records name and the store does not have; how many these are."""
    named = named_digests(session)
    session.rollback()
    there = {one.digest for one in storage().all()}
    # What was sent between both looks is not lost: each is asked for by itself before it is told.
    lost = [digest for digest in sorted(named - there) if not storage().has(digest)]
    count = note_missing(session, lost, machine_now())
    session.commit()
    if count:
        current_app.logger.error("%d files that records name are not in the storage", count)
    return count


def sweep(session: Session, *, remove: bool) -> Swept:
    """What lies in the store for longer than SPARED and no record names; removed where that is wanted."""
    before, kept = machine_now() - SPARED, storage()
    named = named_digests(session)
    session.rollback()
    contents, octets = [], 0
    for one in [one for one in kept.all() if one.digest not in named and one.at < before]:
        if remove and not _removed(session, kept, one.digest, one.at):
            continue
        contents.append(one.digest)
        octets += one.size
    halves = list(_halves(kept, before, remove=remove))
    return Swept(contents, halves, octets)


def _removed(session: Session, kept: Storage, digest: str, at: datetime) -> bool:
    """Remove a content under its record's lock, unless somebody has sent or named it meanwhile; whether it is gone."""
    note = note_kept(session, digest, 0, at)
    if note.kept_at > machine_now() - SPARED or is_named(session, digest):
        session.rollback()
        return False
    kept.remove(digest)
    session.delete(note)
    session.commit()
    return True


def _halves(kept: Storage, before: datetime, *, remove: bool) -> Iterator[Path]:
    for path in kept.leftovers():
        with suppress(FileNotFoundError):  # its process has come to an end meanwhile
            if path.stat().st_mtime < before.timestamp():
                if remove:
                    path.unlink()
                yield path


def _locked(session: Session, digest: str) -> KeptFile:
    begin_writing(session)
    kept = locked_file(session, digest)
    assert kept is not None
    return kept
