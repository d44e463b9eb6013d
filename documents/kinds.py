"""What a file is, by its content; whether it is whole and what its name says. Nothing of it is run or unpacked."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from competition.form.slots import ENDINGS
from competition.foundation.errors import Refusal
from documents.picture_ends import JPEG_BEGIN, PNG_BEGIN, end_of_pictures
from documents.strangers import OLE, refusal_of, require_no_stranger, stranger_of
from documents.zip_ends import HEAD, directory_of

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ASIC = "application/vnd.etsi.asic-e+zip"
TEXT = "application/vnd.oasis.opendocument.text"
PDF_TAIL, PDF_HEAD = 2048, 1024
"""How far from the end and the beginning of a file the marks of a PDF may stand; before it blanks alone."""
BYTE_ORDER = b"\xef\xbb\xbf"
BLANKS = b"\r\n\t\f \x00"
LOCKED = "EncryptedPackage".encode("utf-16-le")
SMALL = 64 * 1024
LARGEST_DIRECTORY = 1024 * 1024
WORD_TYPE = re.compile(r"wordprocessingml\.document\.main\+xml", re.IGNORECASE)
PLAIN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what the kinds that are taken use; others unpack unbounded
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,  # encrypted, or packed in an unknown way
    ValueError,
)


class FileEmpty(Refusal):
    """There is nothing in the file."""

    code = "file-empty"


class FileTooLarge(Refusal):
    """The file is larger than the installation takes."""

    code = "file-too-large"


class FileKindUnknown(Refusal):
    """Files of this kind are not taken."""

    code = "file-kind-unknown"


class FileMisnamed(Refusal):
    """The file is of a kind that is taken, and its name says another one or none: it only has to be called so."""

    code = "file-misnamed"


class FileNotAsNamed(Refusal):
    """The name says a kind that is taken, the content is of none that is known."""

    code = "file-not-as-named"


class FileCutOff(Refusal):
    """The end of the file is missing, or it is damaged."""

    code = "file-cut-off"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: the endings of its names, the first the usual one, and its media type."""

    endings: tuple[str, ...]
    media_type: str


PDF = Kind(("pdf",), "application/pdf")
DOCX = Kind(("docx",), OFFICE)
ODT = Kind(("odt",), TEXT)
CONTAINER = Kind(("asice", "edoc", "sce"), ASIC)
JPEG = Kind(("jpg", "jpeg", "jfif", "jpe"), "image/jpeg")
PNG = Kind(("png",), "image/png")
KINDS = (PDF, DOCX, ODT, CONTAINER, JPEG, PNG)
_BY_BEGINNING = ((JPEG_BEGIN, JPEG), (PNG_BEGIN, PNG))


def check_file(name: str, content: bytes) -> Kind:
    """The kind of a file, which its name says too, and which is whole.

    Raises FileEmpty, FileKindUnknown, FileCutOff, FileMisnamed, FileNotAsNamed, and what there is to say of strangers.
    """
    if not content:
        raise FileEmpty(name=name)
    kind = kind_of(content)
    ending = PurePath(name).suffix.removeprefix(".").lower()
    if kind is not None and ending in kind.endings:
        if not _is_whole(kind, content):
            raise FileCutOff(name=name)
        return kind
    if kind is DOCX and is_locked_word(content):  # of any program: only a name that says Word makes it one of Word's
        kind = None
    if kind is not None:
        raise FileMisnamed(name=name, found=kind.endings[0].upper(), ending=kind.endings[0])
    if stranger := stranger_of(content, _said_inside(content)):
        raise refusal_of(stranger, name)
    if any(ending in one.endings for one in KINDS):
        raise FileNotAsNamed(name=name, kind=ending.upper())
    require_no_stranger(name)
    raise FileKindUnknown(name=name, kinds=", ".join(ENDINGS))


def kind_of(content: bytes) -> Kind | None:
    """The kind by the content alone; None for what is not taken. Raises FileCutOff for a damaged container."""
    for beginning, kind in _BY_BEGINNING:
        if content.startswith(beginning):
            return kind
    if begins_as_pdf(content):
        return PDF
    if is_locked_word(content):
        return DOCX
    return _kind_of_container(content) if content.startswith(HEAD) else None


def begins_as_pdf(content: bytes) -> bool:
    """Whether a file begins as a PDF: at once, or behind a mark of the order of its octets and blanks."""
    return content[:PDF_HEAD].removeprefix(BYTE_ORDER).lstrip(BLANKS).startswith(b"%PDF-")


def is_locked_word(content: bytes) -> bool:
    """Whether a file is what Word writes where a password is needed to open it."""
    return content.startswith(OLE) and LOCKED in content


def _kind_of_container(content: bytes) -> Kind | None:
    """What a ZIP is, by what it says inside."""
    said, types = _told_inside(content)
    if said in (ASIC, TEXT):
        return CONTAINER if said == ASIC else ODT
    return DOCX if WORD_TYPE.search(types) else None


def _told_inside(content: bytes) -> tuple[str, str]:
    """The media type that a ZIP says inside, and its list of types; nothing of one whose directory takes long to read,
    as of nothing that is taken. Raises FileCutOff.
    """
    try:
        if directory_of(content).size > LARGEST_DIRECTORY:
            return "", ""
        with zipfile.ZipFile(BytesIO(content)) as container:
            said = _read_small(container, "mimetype").decode("ascii", "replace").strip()
            return said, _as_text(_read_small(container, "[Content_Types].xml"))
    except DAMAGED:
        raise FileCutOff from None


def _said_inside(content: bytes) -> str:
    return " ".join(_told_inside(content)) if content.startswith(HEAD) else ""


def _as_text(octets: bytes) -> str:
    """What XML says, in either of the codings that programs write it in."""
    wide = octets.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in octets[:4]
    return octets.decode("utf-16" if wide else "utf-8", "replace")


def _read_small(container: zipfile.ZipFile, name: str) -> bytes:
    """The first of a member's bytes; nothing where there is no such member."""
    if name not in container.namelist():
        return b""
    if container.getinfo(name).compress_type not in PLAIN_PACKING:
        raise zipfile.BadZipFile(name)
    with container.open(name) as member:
        return member.read(SMALL)


def _is_whole(kind: Kind, content: bytes) -> bool:
    if kind is PDF:
        return b"%%EOF" in content[-PDF_TAIL:]
    if kind in (JPEG, PNG):
        return end_of_pictures(content) is not None
    return True  # a container whose directory can be read, at its end, has its end
