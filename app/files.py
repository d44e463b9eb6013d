"""Files that come in and go out: checked by their content, kept under their digest, handed out as what they are.

A file that somebody sent is never shown as a page of the site: it is always downloaded.
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath, PureWindowsPath
from urllib.parse import quote

from flask import Response, current_app, stream_with_context
from werkzeug.datastructures import FileStorage

from app.adapters.storage import Storage
from app.config import Settings
from competition.call.operations import FileNote
from documents.kinds import FileTooLarge, check_file

LONGEST_NAME = 120
PRIVATE = "private, no-store"
LONGEST_ENDING = 10
NOT_IN_A_NAME = re.compile(
    r"[\x00-\x1f\x7f-\x9f/\\:*?\"<>|\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


def keep_file(sent: FileStorage) -> FileNote:
    """Check a file that somebody sent and keep it; what is written down of it.

    Raises FileTooLarge, FileEmpty, FileKindUnknown, FileMisnamed, FileCutOff.
    """
    settings: Settings = current_app.extensions["konkurss-settings"]
    name = clean_name(sent.filename or "")
    content = sent.stream.read(settings.max_upload_mb * 1024 * 1024 + 1)
    if len(content) > settings.max_upload_mb * 1024 * 1024:
        raise FileTooLarge(name=name, largest=settings.max_upload_mb)
    kind = check_file(name, content)
    return FileNote(name, kind.media_type, len(content), storage().put(content))


def clean_name(name: str) -> str:
    """A file's name without its folders and without signs that mean something to somebody."""
    last = PurePath(PureWindowsPath(name).name).name
    plain = NOT_IN_A_NAME.sub("", unicodedata.normalize("NFC", last)).strip(" .") or "fails"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return plain[:LONGEST_NAME].strip(" .")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip(' .')}.{ending}"


def hand_out(file: FileNote, *, for_everybody: bool = False) -> Response:
    """A kept file, to be downloaded. Raises NotFound."""
    kept = "public, max-age=31536000, immutable" if for_everybody else PRIVATE
    pieces = stream_with_context(storage().stream(file.digest))
    return download(pieces, file.file_name, file.media_type, kept, file.size)


def download(
    content: Iterable[bytes] | bytes, name: str, media_type: str, kept: str = PRIVATE, size: int | None = None
) -> Response:
    """Something to be downloaded under a name."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": kept}
    if size is not None:
        headers["Content-Length"] = str(size)
    return Response(content, headers=headers, mimetype=media_type)


def storage() -> Storage:
    """Where the installation's files lie."""
    return current_app.extensions["konkurss-storage"]
