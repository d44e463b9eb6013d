"""Files that come in and go out: checked by their content, kept under their digest, handed out as what they are.

A file that somebody sent is never shown as a page of the site: it is always downloaded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask import Response, current_app, stream_with_context
from obstore.exceptions import BaseError
from werkzeug.datastructures import FileStorage

from app.acting import current_person
from app.adapters.scanner import Scanner, ScannerAway
from app.adapters.storage import Storage, digest_of
from app.config import Settings
from app.errors import StoreAway, StoreUnread
from app.extensions import db
from app.file_names import clean_name, disposition
from app.security_log import Happened, note_security
from competition.call.operations import FileNote
from competition.foundation.clock import machine_now
from competition.foundation.engine import begin_writing
from competition.foundation.errors import NotFound, Refusal
from competition.foundation.kept_files import (
    PIECE,
    FileInfected,
    FileLost,
    Scan,
    Words,
    locked_file,
    note_found,
    note_kept,
    note_scan,
    require_harmless,
)
from documents.guarded import AllBusy, Allowance, Limits, TooCostly, Unreadable, guarded
from documents.inspecting.facts import Inspection, Member
from documents.inspecting.inspection import inspect_file
from documents.inspecting.refusals import REFUSALS
from documents.inspecting.stored import as_json
from documents.inspecting.views import member_of
from documents.kinds import DOCX, ODT, PDF, FileTooLarge, Kind, check_file
from documents.strangers import WAYS

FILE_REFUSALS = (
    "file-empty",
    "file-kind-unknown",
    "file-misnamed",
    "file-not-as-named",
    "file-cut-off",
    "file-too-large",
    FileInfected.code,
    *(refusal.code for refusal in (*REFUSALS.values(), *WAYS)),
)
"""Why a file is not taken, by the refusals' codes: to be said beside its field."""
WITH_WORDS, MOST_INSIDE = (PDF, DOCX, ODT), 20
BRIEF = Limits(seconds=4, patience=1)
"""For each of the files inside a container, of which one may have many."""
PRIVATE = "private, no-store"


def keep_file(sent: FileStorage, *, as_it_came: bool = False) -> FileNote:
    """Check a file that somebody sent, look into it and keep it; what is written down of it.

    `as_it_came`: kept also where something is wrong in it, because it came before it was brought here. Raises
    FileTooLarge, FileEmpty, FileKindUnknown, FileMisnamed, FileNotAsNamed, FileCutOff, FileInfected, those of
    WAYS for strangers; else also those of REFUSALS.
    """
    try:
        name, content = read_sent(sent)
        try:
            kind = check_file(name, content)
            looked = looked_into(kind, content)
            if looked and looked.found.fault and not as_it_came:
                raise REFUSALS[looked.found.fault](name=name)
        except Refusal:
            _require_no_virus(name, content)
            raise
        return keep_content(name, kind.media_type, content, looked)
    finally:
        begin_writing(db.session())  # what is read from here on must not make the act that follows a late writer


def read_sent(sent: FileStorage) -> tuple[str, bytes]:
    """The name, made clean, and the octets of a file that somebody sent. Raises FileTooLarge."""
    settings: Settings = current_app.extensions["konkurss-settings"]
    db.session.rollback()  # while a file is looked at nobody waits for the database
    name = clean_name(sent.filename or "")
    content = sent.stream.read(settings.max_upload_mb * 1024 * 1024 + 1)
    if len(content) > settings.max_upload_mb * 1024 * 1024:
        raise FileTooLarge(name=name, largest=settings.max_upload_mb)
    return name, content


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a content, and its words, to be looked for."""

    found: Inspection = field(default_factory=Inspection)
    words: str = ""


def looked_into(kind: Kind, content: bytes) -> Looked | None:
    """What is in a content; None where all places for that are taken: the worker looks later."""
    allowance = Allowance()
    try:
        found = inspect_file(kind, content, allowance=allowance)
        return Looked(found, _words_of(found, content, allowance))
    except AllBusy:
        current_app.logger.warning("no place to look into a file")
        return None


def keep_content(name: str, media_type: str, content: bytes, looked: Looked | None) -> FileNote:
    """Have a content scanned and keep it with what was found in it; what is written down of it. Raises FileInfected."""
    digest, session = digest_of(content), db.session()
    words = Words(looked.words) if looked else None
    scan, at = _require_no_virus(name, content)
    kept = note_kept(session, digest, len(content), machine_now())
    note_scan(kept, scan, at)
    if kept.scan is Scan.INFECTED:  # found before, and the scanner is not asked now
        known = kept.virus
        session.rollback()
        raise FileInfected(name=name, virus=known)
    if looked and words:
        note_found(kept, as_json(without_text(looked.found)), words)
    session.commit()
    _store(content)
    return FileNote(name, media_type, len(content), digest)


def _require_no_virus(name: str, content: bytes) -> tuple[Scan, datetime | None]:
    """What the scanner says of a content, and when. Raises FileInfected: that is what is to be known also of a file
    that is not taken for another reason.
    """
    scan, at, virus = scanned(content)
    if virus:
        _tell_of_virus(digest_of(content), at, virus)
        raise FileInfected(name=name, virus=virus)
    return scan, at


def _tell_of_virus(digest: str, at: datetime | None, virus: str) -> None:
    """Write down that a virus was found: in the log, and where the content is kept from before."""
    begin_writing(db.session())
    if known := locked_file(db.session(), digest):
        note_scan(known, Scan.INFECTED, at, virus)
    db.session.commit()
    person = current_person()
    note_security(Happened.FILE_INFECTED, person.id if person else None)


def _store(content: bytes) -> None:
    """Put a content into the store. Raises StoreAway."""
    try:
        storage().put(content)
    except (BaseError, OSError) as error:
        current_app.logger.exception("the store takes nothing")
        raise StoreAway from error


def without_text(found: Inspection) -> Inspection:
    """What is kept of what was found beside the words, which have their own place."""
    return replace(found, text=())


def _words_of(found: Inspection, content: bytes, allowance: Allowance) -> str:
    """The words of a content: PIECE by PIECE, for a container those of each file inside."""
    if not found.members:
        return PIECE.join(found.text)
    return PIECE.join(_words_inside(one, content, allowance) for one in found.members[:MOST_INSIDE])


def _words_inside(one: Member, content: bytes, allowance: Allowance) -> str:
    if one.kind not in WITH_WORDS:
        return ""
    try:
        inside = guarded(member_of, content, one.name, limits=BRIEF, allowance=allowance)
        return "\n".join(inspect_file(one.kind, inside, BRIEF, allowance).text)
    except (AllBusy, TooCostly, Unreadable):
        return ""


def scanned(content: bytes) -> tuple[Scan, datetime | None, str | None]:
    """What the scanner says of a content, when, and the virus; what it could not be asked, it is asked later."""
    settings: Settings = current_app.extensions["konkurss-settings"]
    if not settings.clamd or not content:
        return Scan.NOT_SCANNED, None, None
    try:
        found = Scanner(settings.clamd).scan(content)
    except ScannerAway as away:
        current_app.logger.warning("the scanner is away: %s", away)
        return Scan.PENDING, None, None
    if not found.whole:
        return Scan.NOT_SCANNED, None, None
    return (Scan.INFECTED if found.virus else Scan.CLEAN), machine_now(), found.virus


def hand_out(file: FileNote, *, for_everybody: bool = False, to_sender: bool = False) -> Response:
    """A kept file, to be downloaded; whoever sent it gets it before the scanner has seen it.

    Raises FileLost, StoreUnread, FileWithheld, FileNotScannedYet.
    """
    require_harmless(db.session(), file.digest, file.file_name, by_sender=to_sender)
    kept = "public, max-age=31536000, immutable" if for_everybody else PRIVATE
    pieces = stream_with_context(content_of(file))
    return download(pieces, file.file_name, file.media_type, kept, file.size)


def content_of(file: FileNote) -> Iterator[bytes]:
    """A kept content, piece by piece. Raises, before the first piece, FileLost and StoreUnread."""
    try:
        return storage().stream(file.digest)
    except NotFound:
        current_app.logger.error("a file that a record names is not in the storage: %s", file.digest)
        raise FileLost(name=file.file_name) from None
    except (BaseError, OSError) as error:
        current_app.logger.exception("the store gives nothing")
        raise StoreUnread from error


def download(
    content: Iterable[bytes] | bytes, name: str, media_type: str, kept: str = PRIVATE, size: int | None = None
) -> Response:
    """Something to be downloaded under a name."""
    headers = {"Content-Disposition": disposition(name), "Cache-Control": kept}
    if size is not None:
        headers["Content-Length"] = str(size)
    return Response(content, headers=headers, mimetype=media_type)


def storage() -> Storage:
    """Where the installation's files lie."""
    return current_app.extensions["konkurss-storage"]
