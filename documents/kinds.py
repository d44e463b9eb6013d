"""What a file is, by its content; whether it is whole and what its name says. Nothing of it is run or unpacked."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from competition.foundation.errors import Refusal

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ASIC = "application/vnd.etsi.asic-e+zip"
TEXT = "application/vnd.oasis.opendocument.text"
PDF_TAIL, JPEG_TAIL, PNG_TAIL = 2048, 4096, 12
SMALL = 64 * 1024
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
    """The file is of another kind than its name says."""

    code = "file-misnamed"


class FileNotAsNamed(FileMisnamed):
    """The name says a kind that is taken, the content is of another or of none."""

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
JPEG = Kind(("jpg", "jpeg"), "image/jpeg")
PNG = Kind(("png",), "image/png")
KINDS = (PDF, DOCX, ODT, CONTAINER, JPEG, PNG)
ENDINGS = ("pdf", "docx", "odt", "asice", "edoc", "jpg", "png")
_BY_BEGINNING = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))


def check_file(name: str, content: bytes) -> Kind:
    """The kind of a file, which its name says too, and which is whole.

    Raises FileEmpty, FileKindUnknown, FileCutOff, FileMisnamed, FileNotAsNamed.
    """
    if not content:
        raise FileEmpty(name=name)
    kind = kind_of(content)
    ending = PurePath(name).suffix.removeprefix(".").lower()
    if kind is not None and ending in kind.endings:
        if not _is_whole(kind, content):
            raise FileCutOff(name=name)
        return kind
    found = kind.endings[0] if kind else None
    if any(ending in one.endings for one in KINDS):
        raise FileNotAsNamed(name=name, kind=ending.upper(), found=found)
    if found:
        raise FileMisnamed(name=name, ending=ending, found=found)
    raise FileKindUnknown(name=name, kinds=", ".join(ENDINGS))


def kind_of(content: bytes) -> Kind | None:
    """The kind by the content alone; None for what is not taken. Raises FileCutOff for a damaged container."""
    for beginning, kind in _BY_BEGINNING:
        if content.startswith(beginning):
            return kind
    return _kind_of_container(content) if content.startswith(b"PK\x03\x04") else None


def _kind_of_container(content: bytes) -> Kind | None:
    """What a ZIP is, by what it says inside."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as container:
            said = _read_small(container, "mimetype").decode("ascii", "replace").strip()
            types = _read_small(container, "[Content_Types].xml").decode("utf-8", "replace")
    except DAMAGED:
        raise FileCutOff from None
    if said in (ASIC, TEXT):
        return CONTAINER if said == ASIC else ODT
    word = re.search(r"wordprocessingml\.document\.main\+xml", types)
    return DOCX if word else None


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
    if kind is JPEG:
        return b"\xff\xd9" in content[-JPEG_TAIL:]
    if kind is PNG:
        return content[-PNG_TAIL:].startswith(b"\x00\x00\x00\x00IEND")
    return True  # a container whose directory can be read, at its end, has its end
