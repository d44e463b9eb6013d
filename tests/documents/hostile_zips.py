"""Packages that mean harm: as ZIP, as XML, by the names of their members; each by its name."""

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from tests.documents import hostile_directories, office, samples
from tests.documents.hidden_in_office import HIDDEN, WITH_PROGRAMS
from tests.documents.office import DOCUMENT, W, a_docx, an_odt, body, paragraph, relations, types
from tests.documents.samples import MAIN, ODT, TYPES, packed, put

TEXT = paragraph("Labdien!")
A_TYPE = b'<Default Extension="a" ContentType="b"/>'
A_TYPE = b'<Default Extension="a" ContentType="b"/>'


def document(xml: bytes) -> bytes:
    """A document of Word whose main part is this; not packed, so that it does not look like a bomb."""
    return packed({TYPES: types(), DOCUMENT: xml})


def inside(text: str) -> bytes:
    """A document of Word with this in its body."""
    return document(body(text))


def with_entities(declared: str, used: str) -> bytes:
    head = f'<?xml version="1.0"?><!DOCTYPE d [{declared}]>'
    return document(
        f"{head}<w:document {W}><w:body><w:p><w:r><w:t>{used}</w:t></w:r></w:p></w:body></w:document>".encode()
    )


def raw_zip(entries: list[tuple[bytes, bytes]], *, flags: int = 0, claimed: int | None = None) -> bytes:
    """A ZIP of deflated members by hand, whose names may be any octets and may stand twice."""
    out, directory = bytearray(), bytearray()
    for name, content in entries:
        squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = squeezed.compress(content) + squeezed.flush()
        size = len(content) if claimed is None else claimed
        about = struct.pack("<HHHHHLLLHH", 20, flags, 8, 0, 33, zlib.crc32(content), len(data), size, len(name), 0)
        directory += b"PK\x01\x02\x14\x00" + about + struct.pack("<HHHLL", 0, 0, 0, 0, len(out)) + name
        out += b"PK\x03\x04" + about + name + data
    return bytes(out + directory) + end_of(len(entries), len(directory), len(out))


def end_of(entries: int, length: int, place: int) -> bytes:
    """The end of a directory of so many entries, with its length and place."""
    count = min(entries, 0xFFFF)
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, length, place, 0)


def word_members(more: Mapping[bytes, bytes] | None = None) -> list[tuple[bytes, bytes]]:
    """What a document of Word has, as raw members, and more."""
    own = {TYPES.encode(): types(), DOCUMENT.encode(): body(TEXT)}
    return [*own.items(), *(more or {}).items()]


def of_many_entries(number: int) -> bytes:
    """A document among so many empty members that share one head, as only their directory tells them apart."""
    whole = raw_zip(word_members({b"000000": b""}))
    place = whole.index(b"PK\x01\x02")
    last = whole.rindex(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    entry = whole[last:end]
    entries = whole[place:end] + b"".join(entry[:-6] + b"%06d" % n for n in range(1, number))
    return whole[:place] + entries + end_of(number + 2, len(entries), place)


def overlapping() -> bytes:
    """A document whose one member is named by a thousand entries."""
    whole = raw_zip(word_members({b"000000": b"\x00" * 500_000}))
    place, last, end = whole.index(b"PK\x01\x02"), whole.rindex(b"PK\x01\x02"), whole.rindex(b"PK\x05\x06")
    entries = whole[place:end] + b"".join(whole[last:end][:-6] + b"%06d" % n for n in range(1, 1000))
    return whole[:place] + entries + end_of(1002, len(entries), place)


def two_directories() -> bytes:
    """A document whose harmless directory stands behind another one."""
    harmless = a_docx()
    harmful = a_docx(more={"word/vbaProject.bin": b"x"})
    end = bytearray(harmless[harmless.rindex(b"PK\x05\x06") :])
    place = harmless.index(b"PK\x01\x02")
    struct.pack_into("<L", end, 16, place)
    return harmless[: harmless.rindex(b"PK\x05\x06")] + harmful + bytes(end)


def in_itself(depth: int) -> bytes:
    """A document in a document in a document, each of which holds ten."""
    content = a_docx()
    for _ in range(depth):
        content = a_docx(more={f"word/embeddings/{number}.docx": content for number in range(10)})
    return content


def changed_directory(offset: int, layout: str, value: int) -> bytes:
    return samples.in_its_directory(a_docx(), offset, layout, value)


def linked() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as container:
        for name, content in ((TYPES, types()), (DOCUMENT, body(TEXT))):
            put(container, name, content)
        link = ZipInfo("word/saite")
        link.external_attr = 0o120777 << 16
        container.writestr(link, "/etc/passwd")
    return out.getvalue()


def packed_by(how: int) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as container:
        put(container, TYPES, types())
        put(container, DOCUMENT, body(TEXT), how)
    return out.getvalue()


def named(name: bytes, flags: int = 0x800) -> bytes:
    return raw_zip(word_members({name: b"x"}), flags=flags)


NAMES = {
    "path parts": b"../../../../tmp/ara.txt",
    "an absolute name": b"/etc/cron.d/ara",
    "a drive": b"C:\\Windows\\ara.dll",
    "NUL": b"word/a.txt\x00.exe",
    "turned writing": "word/fdp\u202eexe.txt".encode(),
    "emoji": "word/👨‍👩‍👧‍👦🏳️‍🌈.txt".encode(),
    "NFD": "word/a\u0304e\u0304.txt".encode(),
    "no UTF-8": b"word/\xff\xfe\xfd",
    "very long": b"word/" + b"a" * 60_000,
    "a device": b"word/CON",
    "nothing": b"",
    "lines": b"word/a\r\nX-Evil: 1",
}

ZIPS: dict[str, Callable[[], bytes]] = {
    "plain.docx": a_docx,
    "plain.odt": lambda: an_odt("<text:p>Labdien!</text:p>"),
    **{name: made for name, (made, _) in HIDDEN.items()},
    **WITH_PROGRAMS,
    "macros.docx": lambda: office.WITH_MACROS,
    "called with macros.docx": lambda: office.CALLED_WITH_MACROS,
    "macros.odt": lambda: office.ODT_WITH_MACROS,
    "encrypted.docx": lambda: office.ENCRYPTED,
    "old.docx": lambda: office.OLD_WORD,
    "encrypted.odt": lambda: office.ODT_ENCRYPTED,
    "bomb.docx": lambda: office.BOMB,
    "laughs.docx": lambda: office.WITH_LAUGHS,
    "laughs in UTF-16.docx": lambda: office.WITH_LAUGHS_IN_UTF_16,
    "a file as an entity.docx": lambda: office.WITH_EXTERNAL_ENTITY,
    "remote template.docx": lambda: office.WITH_REMOTE_TEMPLATE,
    "many laughs in turn.docx": lambda: with_entities(f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 10_000),
    "an entity of itself.docx": lambda: with_entities('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"),
    "a parameter of itself.docx": lambda: with_entities('<!ENTITY % a "%b;"><!ENTITY % b "%a;">%a;', ""),
    "a far definition.docx": lambda: document(
        f'<?xml version="1.0"?><!DOCTYPE d SYSTEM "http://198.51.100.1/a.dtd"><w:document {W}/>'.encode()
    ),
    "included.docx": lambda: inside(
        '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    ),
    "a style that runs.docx": lambda: document(
        f'<?xml version="1.0"?><?xml-stylesheet href="http://198.51.100.1/a.xsl"?><w:document {W}/>'.encode()
    ),
    "250 deep.docx": lambda: inside("<w:sdt>" * 240 + TEXT + "</w:sdt>" * 240),
    "100 000 deep.docx": lambda: inside("<w:a>" * 100_000),
    "a million paragraphs.docx": lambda: inside("<w:p/>" * 1_000_000),
    "a million words.docx": lambda: inside("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 300_000 + "</w:p>"),
    "tables in tables.docx": lambda: inside("<w:tbl><w:tr><w:tc>" * 60 + TEXT + "</w:tc></w:tr></w:tbl>" * 60),
    "rows that do not begin.docx": lambda: inside("<w:tc/><w:tr/><w:tc><w:tr>" + TEXT + "</w:tr></w:tc>"),
    "a hundred thousand attributes.docx": lambda: inside(
        "<w:p " + " ".join(f'a{number}="b"' for number in range(100_000)) + "/>"
    ),
    "a hundred thousand namespaces.docx": lambda: inside(
        "<w:p " + " ".join(f'xmlns:a{number}="b"' for number in range(100_000)) + "/>"
    ),
    "a long attribute.docx": lambda: inside(f'<w:p a="{"b" * 11_000_000}"/>'),
    "a long text.docx": lambda: inside(paragraph("vārds " * 1_700_000)),
    "a long remark.docx": lambda: inside(f"<!--{'a' * 12_000_000}-->"),
    "text as it stands.docx": lambda: inside(f"<w:p><w:r><w:t><![CDATA[{'<a>' * 100_000}]]></w:t></w:r></w:p>"),
    "NUL in XML.docx": lambda: document(body(TEXT).replace(b"Lab", b"La\x00b")),
    "NUL as a number in XML.docx": lambda: document(body(paragraph("a&#0;b&#xD800;c"))),
    "no UTF-8 in XML.docx": lambda: document(body(TEXT).replace(b"Lab", b"La\xff\xfeb")),
    "UTF-7.docx": lambda: document(b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-'),
    "UTF-32.docx": lambda: document(body(TEXT).decode().encode("utf-32")),
    "an unknown coding.docx": lambda: document(b'<?xml version="1.0" encoding="nav"?><a/>'),
    "XML cut off.docx": lambda: document(body(TEXT)[:-20]),
    "empty XML.docx": lambda: document(b""),
    "not XML.docx": lambda: document(b"\x00\x01\x02" * 999),
    "no document.docx": lambda: packed({TYPES: types()}),
    "a document elsewhere.docx": lambda: packed(
        {TYPES: types().replace(b"/word/document.xml", b"/../../etc/passwd"), DOCUMENT: body(TEXT)}
    ),
    "long types.docx": lambda: packed({TYPES: types() + b" " * 20_000_000, DOCUMENT: body(TEXT)}, ZIP_DEFLATED),
    "many types.docx": lambda: packed(
        {TYPES: types().replace(b"</Types>", A_TYPE * 200_000 + b"</Types>"), DOCUMENT: body(TEXT)}
    ),
    "types that are entities.docx": lambda: packed(
        {TYPES: b'<!DOCTYPE a [<!ENTITY a "b">]>' + types()[21:], DOCUMENT: body(TEXT)}
    ),
    "many relations.docx": lambda: packed(
        {
            TYPES: types(),
            DOCUMENT: body(TEXT),
            "word/_rels/document.xml.rels": relations(*[("image", "http://198.51.100.1/", True)] * 50_000),
        }
    ),
    "a document in a document.docx": lambda: in_itself(3),
    "overlapping.docx": overlapping,
    "a hundred thousand entries.docx": lambda: of_many_entries(100_000),
    "three thousand entries.docx": lambda: of_many_entries(3_000),
    "two directories.docx": two_directories,
    "a large directory.docx": hostile_directories.of_a_large_directory,
    "a hidden member.docx": lambda: hostile_directories.with_a_hidden_member(a_docx()),
    "a folder of octets.docx": hostile_directories.with_a_folder_of_octets,
    "twice the same name.docx": lambda: raw_zip([*word_members(), (DOCUMENT.encode(), b"<b/>")]),
    "says nothing is in it.docx": lambda: raw_zip(word_members(), claimed=0),
    "says much is in it.docx": lambda: raw_zip(word_members(), claimed=2**32 - 2),
    "says a little is in it.docx": lambda: raw_zip(word_members({b"a": b"b" * 5_000_000}), claimed=60),
    "encrypted members.docx": lambda: samples.said_to_be_encrypted(a_docx()),
    "an unknown packing.docx": lambda: changed_directory(10, "<H", 99),
    "a wrong checksum.docx": lambda: changed_directory(16, "<L", 0),
    "a member behind the end.docx": lambda: changed_directory(42, "<L", 2**31),
    "a member very far away.docx": lambda: samples.at_a_place_far_away(a_docx()),
    "another length of a name.docx": lambda: changed_directory(28, "<H", 60_000),
    "bzip2.docx": lambda: packed_by(ZIP_BZIP2),
    "lzma.docx": lambda: packed_by(ZIP_LZMA),
    "a link.docx": linked,
    "a long remark of the ZIP.docx": lambda: a_docx()[:-2] + b"\xff\xff" + b"<html>" * 10_922 + b"abc",
    "something behind.docx": lambda: a_docx() + b"%PDF-1.4 " * 9,
    "something before.docx": lambda: b"PK\x03\x04<html><script>alert(1)</script>" + a_docx(),
    "damaged inside.docx": lambda: a_docx().replace(a_docx()[200:230], b"\xff" * 30),
    "content that is not there.odt": lambda: packed({"mimetype": ODT}),
    "250 deep.odt": lambda: an_odt("<text:section>" * 240 + "<text:p>a</text:p>" + "</text:section>" * 240),
    "paragraphs in paragraphs.odt": lambda: an_odt("<text:p>a" * 200 + "</text:p>b" * 200),
    "a cell a million times.odt": lambda: an_odt(
        '<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'
    ),
    "a million spaces.odt": lambda: an_odt(
        '<text:p><text:s text:c="1000000000"/></text:p>' + "<text:p><text:s/></text:p>" * 200_000
    ),
    "laughs.odt": lambda: an_odt("", {"content.xml": office.LAUGHS}),
    "laughs in its list.odt": lambda: an_odt("<text:p>a</text:p>", {"META-INF/manifest.xml": office.LAUGHS}),
    "bomb.odt": lambda: an_odt("", {"Pictures/a.bmp": b"\x00" * 150_000_000}),
    "objects.odt": lambda: an_odt("<text:p>a</text:p>", {f"Object {n}/content.xml": b"<a/>" for n in range(1500)}),
    **{f"{what}.docx": (lambda name=name: named(name)) for what, name in NAMES.items()},
    "an old coding of names.docx": lambda: named("word/ā.txt".encode("cp775"), flags=0),
    "a sheet that is called a document.docx": lambda: a_docx(main=samples.SHEET),
    "both.docx": lambda: packed({"mimetype": ODT, TYPES: types(MAIN), DOCUMENT: body(TEXT)}, ZIP_STORED),
}
