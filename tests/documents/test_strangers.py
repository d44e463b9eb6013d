"""Files of kinds that are often sent and not taken: what each is, whatever it is called, and what to do with it."""

import pytest

from documents.kinds import FileKindUnknown, FileMisnamed, FileNotAsNamed, check_file
from documents.strangers import (
    BY_ENDING,
    WAYS,
    FileArchive,
    FileOfAnotherProgram,
    FileOldWord,
    FileOtherContainer,
    FileOtherPicture,
    require_no_stranger,
)
from tests.documents import office, samples
from tests.documents.samples import TYPES, packed, types

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def brand(word: bytes) -> bytes:
    return b"\x00\x00\x00\x18ftyp" + word + b"\x00" * 100


CONTENTS = [
    ("DOC", FileOldWord, office.OLD_WORD),
    ("RTF", FileOldWord, b"{\\rtf1 Sveiki}"),
    ("DOTX", FileOldWord, packed({TYPES: types(TEMPLATE)})),
    ("DOCM", FileOldWord, samples.DOCM),
    ("OTT", FileOldWord, packed({"mimetype": b"application/vnd.oasis.opendocument.text-template"})),
    ("HEIC", FileOtherPicture, brand(b"heic")),
    ("HEIC", FileOtherPicture, brand(b"mif1")),
    ("AVIF", FileOtherPicture, brand(b"avif")),
    ("WEBP", FileOtherPicture, b"RIFF\x10\x00\x00\x00WEBPVP8 "),
    ("TIFF", FileOtherPicture, b"II*\x00\x08\x00\x00\x00"),
    ("TIFF", FileOtherPicture, b"MM\x00*\x00\x00\x00\x08"),
    ("GIF", FileOtherPicture, b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
    ("BMP", FileOtherPicture, b"BM\x10\x00\x00\x00\x00\x00\x00\x00"),
    ("XLS", FileOfAnotherProgram, OLE + "Workbook".encode("utf-16-le")),
    ("PPT", FileOfAnotherProgram, OLE + "PowerPoint Document".encode("utf-16-le")),
    ("XLSX", FileOfAnotherProgram, samples.XLSX),
    ("PPTX", FileOfAnotherProgram, packed({TYPES: types(SLIDES)})),
    ("ODS", FileOfAnotherProgram, packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})),
    ("RAR", FileArchive, b"Rar!\x1a\x07\x01\x00"),
    ("ASICS", FileOtherContainer, packed({"mimetype": b"application/vnd.etsi.asic-s+zip", "statuti.pdf": b""})),
    ("ADOC", FileOtherContainer, packed({"mimetype": b"application/vnd.lt.archyvai.adoc-2008"})),
    ("BDOC 1.0", FileOtherContainer, packed({"mimetype": b"application/vnd.bdoc-1.0"})),
    ("DDOC", FileOtherContainer, b'\xef\xbb\xbf<?xml version="1.0"?>\n<SignedDoc format="DIGIDOC-XML" version="1.3">'),
    ("7Z", FileArchive, b"7z\xbc\xaf\x27\x1c\x00\x04"),
]


@pytest.mark.parametrize("name", ["statūti.{}", "statūti.pdf", "statūti.docx", "IMG_1234.jpg", "statūti"])
@pytest.mark.parametrize(("kind", "way", "content"), CONTENTS, ids=[one[0] for one in CONTENTS])
def test_a_file_is_refused_as_what_it_is_whatever_it_is_called(name, kind, way, content):
    name = name.format(kind.lower())

    with pytest.raises(way) as refused:
        check_file(name, content)

    assert refused.value.facts == {"name": name, "found": kind}


@pytest.mark.parametrize(
    ("name", "content", "way"),
    [
        ("vecs.DOC", OLE, FileOldWord),
        ("foto.heif", b"?", FileOtherPicture),
        ("lapa.htm", b"<!doctype html>", FileOfAnotherProgram),
        ("teksts.txt", b"Sveiki", FileOfAnotherProgram),
        ("arhīvs.zip", samples.NEITHER, FileArchive),
    ],
)
def test_what_no_content_tells_is_told_by_the_name(name, content, way):
    with pytest.raises(way):
        check_file(name, content)
    with pytest.raises(way):
        require_no_stranger(name)


def test_a_name_does_not_make_a_stranger_of_what_is_taken():
    with pytest.raises(FileMisnamed):
        check_file("statūti.doc", samples.DOCX)


@pytest.mark.parametrize("name", ["BM.pdf", "GI.pdf", "II.pdf"])
def test_what_only_resembles_one_is_of_no_known_kind(name):
    with pytest.raises(FileNotAsNamed):
        check_file(name, name[:2].encode() + b" un Ko, statuti")
    with pytest.raises(FileKindUnknown):
        check_file("statūti.xyz", OLE)


def test_each_kind_has_one_way_out_and_an_ending():
    kinds = [kind for of_way in WAYS.values() for kind in of_way]

    assert len(kinds) == len(set(kinds))
    assert set(BY_ENDING.values()) == set(kinds)
