"""Whatever somebody chooses as their filled-in form: each has its refusal, and none costs more than it may."""

from time import monotonic
from zipfile import ZIP_DEFLATED

import pytest

from documents.guarded import AllBusy
from documents.kinds import FileCutOff, FileEmpty
from documents.word_reading import (
    WordFormUnknown,
    WordHasMacros,
    WordIsLocked,
    WordIsNone,
    WordIsOdt,
    WordIsOld,
    WordIsPdf,
    WordUnsafe,
    read_word,
)
from tests.documents.forms import a_file, paper_in
from tests.documents.samples import (
    ASICE,
    DOCM,
    JPEG,
    MAIN,
    ODT_FILE,
    PDF,
    TYPES,
    at_a_place_far_away,
    in_its_directory,
    packed,
    said_to_be_encrypted,
    types,
)

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = "word/document.xml"
BOMB = (
    b'<!DOCTYPE b [<!ENTITY a "'
    + b"x" * 1000
    + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (96 + n, b"&%c;" % (95 + n) * 50) for n in range(2, 8))
    + b"]>"
)
ELSEWHERE = b'<!DOCTYPE b SYSTEM "http://127.0.0.1:9/x.dtd"><w:document ' + W + b"/>"
PASSWD = (
    b'<!DOCTYPE b [<!ENTITY p SYSTEM "file:///etc/passwd">]><w:document ' + W + b"><w:body>&p;</w:body></w:document>"
)


def a_document(body: bytes) -> bytes:
    """A file of Word with this for its document."""
    return packed({TYPES: types(MAIN), DOCUMENT: body}, ZIP_DEFLATED)


def deep(levels: int) -> bytes:
    return b"<w:document %s><w:body>%s%s</w:body></w:document>" % (
        W,
        b"<w:sdt><w:sdtContent>" * levels,
        b"</w:sdtContent></w:sdt>" * levels,
    )


FORM = a_file()
HOSTILE = {
    "empty": (b"", FileEmpty),
    "pdf": (PDF, WordIsPdf),
    "odt": (ODT_FILE, WordIsOdt),
    "doc": (OLD, WordIsOld),
    "rtf": (b"{\\rtf1\\ansi Sveiki}", WordIsOld),
    "locked": (OLD + "EncryptedPackage".encode("utf-16-le"), WordIsLocked),
    "macros, renamed": (DOCM, WordHasMacros),
    "a project of macros": (
        packed({TYPES: types(MAIN), DOCUMENT: b"<x/>", "word/vbaProject.bin": b"x"}),
        WordHasMacros,
    ),
    "picture": (JPEG, WordIsNone),
    "container": (ASICE, WordFormUnknown),
    "text": (b"Sveiki!", WordIsNone),
    "cut off": (FORM[: len(FORM) // 2], FileCutOff),
    "cut off by an octet": (FORM[:-1], FileCutOff),
    "a beginning alone": (b"PK\x03\x04", FileCutOff),
    "no document": (packed({TYPES: types(MAIN)}), WordFormUnknown),
    "no XML": (a_document(b"<w:document"), FileCutOff),
    "another XML": (a_document(b"<svg/>"), WordFormUnknown),
    "bomb": (a_document(b"<x>" + b" " * 30_000_000 + b"</x>"), WordUnsafe),
    "bomb beside": (
        packed({TYPES: types(MAIN), DOCUMENT: b"<x/>", "word/x.bin": b"0" * 30_000_000}, ZIP_DEFLATED),
        WordUnsafe,
    ),
    "bomb of XML": (a_document(BOMB + b"<w:document " + W + b">&f;</w:document>"), WordUnsafe),
    "DTD elsewhere": (a_document(ELSEWHERE), WordUnsafe),
    "DTD in another encoding": (a_document(PASSWD.decode().encode("utf-16")), WordUnsafe),
    "a file of ours": (a_document(PASSWD), WordUnsafe),
    "deep": (a_document(deep(5000)), FileCutOff),
    "many members": (packed({TYPES: types(MAIN), **{f"x{n}": b"" for n in range(3000)}}), WordUnsafe),
    "encrypted": (said_to_be_encrypted(FORM), FileCutOff),
    "far away": (at_a_place_far_away(FORM), FileCutOff),
    "other packing": (in_its_directory(FORM, 10, "<H", 93), FileCutOff),
    "a long paragraph": (
        a_document(b"<w:document %s><w:body><w:p><w:r>%s</w:r></w:p></w:body></w:document>" % (W, b"<w:br/>" * 30_000)),
        WordUnsafe,
    ),
    "a long document": (
        a_document(b"<w:document %s><w:body>%s</w:body></w:document>" % (W, b"<w:p/>" * 30_000)),
        WordUnsafe,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_each_has_its_refusal_within_its_time(name):
    content, refusal = HOSTILE[name]
    began = monotonic()

    with pytest.raises(refusal) as refused:
        read_word("mans fails.docx", content)

    assert refused.value.code == refusal.code
    assert monotonic() - began < 12


def test_a_form_is_read_in_a_process_of_its_own_as_it_is_here():
    assert read_word("veidlapa.docx", FORM) == paper_in(FORM)


def test_a_form_by_any_name_is_read_by_its_content():
    assert read_word("veidlapa", FORM) == paper_in(FORM)


def test_every_beginning_of_a_form_is_refused_as_cut_off():
    for length in range(40, len(FORM) - 1, 1500):
        with pytest.raises(FileCutOff):
            read_word("veidlapa.docx", FORM[:length])


def test_where_all_places_are_taken_it_says_so(monkeypatch):
    def busy(*_given: object) -> None:
        raise AllBusy

    monkeypatch.setattr("documents.word_reading.guarded", busy)

    with pytest.raises(AllBusy):
        read_word("veidlapa.docx", FORM)
