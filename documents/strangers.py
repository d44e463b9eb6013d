"""Files that people often send and that are not taken: what they are, by their content or by what their names say, so
that it can be said what to do with each.
"""

from collections.abc import Mapping
from pathlib import PurePath

from competition.foundation.errors import Refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BRANDED, BRAND_AT = b"ftyp", 4
HEIC, AVIF, WEBP, TIFF, GIF, BMP = "HEIC", "AVIF", "WEBP", "TIFF", "GIF", "BMP"
DOC, RTF, DOTX, DOCM = "DOC", "RTF", "DOTX", "DOCM"
XLS, XLSX, ODS, PPT, PPTX, ODP = "XLS", "XLSX", "ODS", "PPT", "PPTX", "ODP"
TXT, HTML, PAGES, OTT = "TXT", "HTML", "Pages", "OTT"
ZIP, RAR, SEVEN_ZIP = "ZIP", "RAR", "7Z"
ASICS, DDOC, BDOC, ADOC, P7M, P7S = "ASICS", "DDOC", "BDOC 1.0", "ADOC", "P7M", "P7S"
HEAD_OF_XML = 1024


class FileOldWord(Refusal):
    """A document of a word processor of a kind that is not taken; it can be saved as one that is."""

    code = "file-old-word"


class FileOtherPicture(Refusal):
    """A picture of a kind that is not taken, such as telephones make."""

    code = "file-other-picture"


class FileOfAnotherProgram(Refusal):
    """A table, a presentation or the like, which can be saved as PDF."""

    code = "file-of-another-program"


class FileArchive(Refusal):
    """An archive of files, which are to be sent by themselves."""

    code = "file-archive"


class FileOtherContainer(Refusal):
    """What was signed electronically, of another kind; the documents in it can be signed anew as one that is taken."""

    code = "file-other-container"


WAYS: Mapping[type[Refusal], tuple[str, ...]] = {
    FileOldWord: (DOC, RTF, DOTX, DOCM, OTT, PAGES),
    FileOtherPicture: (HEIC, AVIF, WEBP, TIFF, GIF, BMP),
    FileOfAnotherProgram: (XLS, XLSX, ODS, PPT, PPTX, ODP, TXT, HTML),
    FileArchive: (ZIP, RAR, SEVEN_ZIP),
    FileOtherContainer: (ASICS, DDOC, BDOC, ADOC, P7M, P7S),
}
BY_ENDING: Mapping[str, str] = {
    **{kind.lower(): kind for kinds in WAYS.values() for kind in kinds},
    "heif": HEIC,
    "tif": TIFF,
    "dot": DOC,
    "dotm": DOCM,
    "xlsm": XLSX,
    "htm": HTML,
    "scs": ASICS,
}
"""What the endings of names say; a name may say it of something else, which can be opened and saved just the same."""
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", RTF),
    (b"GIF8", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
)
_BRANDS = {b"heic": HEIC, b"heix": HEIC, b"hevc": HEIC, b"mif1": HEIC, b"msf1": HEIC, b"avif": AVIF, b"avis": AVIF}
_STREAMS = (("WordDocument", DOC), ("Workbook", XLS), ("PowerPoint Document", PPT))
"""What the files of older programs of Microsoft hold, by the names inside."""
_SAID = (
    ("vnd.etsi.asic-s+zip", ASICS),
    ("vnd.bdoc-1", BDOC),
    ("vnd.lt.archyvai.adoc", ADOC),
    ("wordprocessingml.template", DOTX),
    ("ms-word.", DOCM),
    ("spreadsheetml.", XLSX),
    ("ms-excel.", XLSX),
    ("presentationml.", PPTX),
    ("opendocument.text-template", OTT),
    ("opendocument.spreadsheet", ODS),
    ("opendocument.presentation", ODP),
)
"""What packages say of themselves."""


def require_no_stranger(name: str) -> None:
    """Raise what there is to say of a file whose name says that it is of a kind that is often sent and not taken."""
    if kind := BY_ENDING.get(PurePath(name).suffix.removeprefix(".").lower()):
        raise refusal_of(kind, name)


def stranger_of(content: bytes, said: str = "") -> str | None:
    """The kind of a content that is not taken, where it is known; `said`: what a package says of itself."""
    if kind := _kind_of_its_beginning(content):
        return kind
    if content.startswith(b"RIFF") and content.startswith(b"WEBP", 8):
        return WEBP
    if content.startswith(b"BM") and content.startswith(b"\x00\x00\x00\x00", 6):
        return BMP
    if content.startswith(BRANDED, BRAND_AT):
        return _BRANDS.get(content[8:12])
    if content.startswith(OLE):
        return next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in content), None)
    return next((kind for word, kind in _SAID if word in said.lower()), None)


def _kind_of_its_beginning(content: bytes) -> str | None:
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    head = content[:HEAD_OF_XML].lstrip(b"\xef\xbb\xbf \r\n\t")
    return DDOC if head.startswith(b"<") and b"<SignedDoc" in head else None


def refusal_of(kind: str, name: str, called: str | None = None) -> Refusal:
    """What there is to say of a file of this kind, which is `called` so in the sentence, where not by its own name."""
    way = next(way for way, kinds in WAYS.items() if kind in kinds)
    return way(name=name, found=called or kind)
