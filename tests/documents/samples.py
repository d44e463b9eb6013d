"""The smallest whole file of every kind that is taken, made here; and containers that mean harm."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from PIL import Image

ASIC = b"application/vnd.etsi.asic-e+zip"
ODT = b"application/vnd.oasis.opendocument.text"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
TYPES = "[Content_Types].xml"


def pdf_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first of which is its catalogue, with a right table of where they begin."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), dict[int, int]()
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table, size = len(out), max(places) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table)
    return bytes(out)


PDF = pdf_of(
    {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    }
)


def _a_jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG")
    return out.getvalue()


JPEG = _a_jpeg()


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    + chunk(b"IEND", b"")
)


def packed(members: Mapping[str, bytes], compression: int = ZIP_STORED) -> bytes:
    """A ZIP with these members, the same at each making."""
    out = BytesIO()
    with ZipFile(out, "w") as container:
        for name, content in members.items():
            put(container, name, content, compression)
    return out.getvalue()


def put(container: ZipFile, name: str, content: bytes, compression: int = ZIP_DEFLATED) -> None:
    """One more member, which does not know when it was packed."""
    member = ZipInfo(name)
    member.compress_type = compression
    container.writestr(member, content)


def types(content_type: str) -> bytes:
    """What an office container says of its main part."""
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
    ).encode()


PACKAGE, OFFICE = (
    "http://schemas.openxmlformats.org/package/2006",
    "http://schemas.openxmlformats.org/officeDocument/2006",
)
WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r" Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
).encode()
DOCX = packed({TYPES: types(MAIN), "_rels/.rels": RELATIONS, "word/document.xml": WORD}, ZIP_DEFLATED)
OPEN = b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
ODT_FILE = packed(
    {
        "mimetype": ODT,
        "content.xml": b"<office:document-content %s><office:body/></office:document-content>" % OPEN,
    }
)
ASICE = packed({"mimetype": ASIC, "pieteikums.pdf": PDF, "META-INF/signatures.xml": b"<x/>"})
XLSX = packed({TYPES: types(SHEET)})
DOCM = packed({TYPES: types(MACROS)})
NEITHER = packed({"lasi-mani.txt": b"Sveiki"})

SAMPLES = {
    "pdf": PDF,
    "docx": DOCX,
    "odt": ODT_FILE,
    "asice": ASICE,
    "edoc": ASICE,
    "sce": ASICE,
    "jpg": JPEG,
    "jpeg": JPEG,
    "jfif": JPEG,
    "jpe": JPEG,
    "png": PNG,
}


def broken_inside(member: str, content: bytes) -> bytes:
    """A ZIP whose directory is right, and whose deflated member is not."""
    whole = bytearray(packed({member: content}, ZIP_DEFLATED))
    begins = 30 + len(member)
    whole[begins : begins + 4] = b"\xff\xff\xff\xff"
    return bytes(whole)


def said_to_be_encrypted(container: bytes) -> bytes:
    """The same ZIP, its members marked as encrypted."""
    whole = bytearray(container)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.find(signature)
        while place >= 0:
            whole[place + flags] |= 1
            place = whole.find(signature, place + 4)
    return bytes(whole)


def in_its_directory(container: bytes, offset: int, layout: str, value: int) -> bytes:
    """The same ZIP, with another value at `offset` of every entry of its directory."""
    whole = bytearray(container)
    place = whole.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into(layout, whole, place + offset, value)
        place = whole.find(b"PK\x01\x02", place + 4)
    return bytes(whole)


def at_a_place_far_away(container: bytes, offset: int = 2**64 - 1) -> bytes:
    """The same ZIP, whose first entry says in a ZIP64 field that its member begins at `offset`."""
    extra = struct.pack("<HHQ", 1, 8, offset)
    whole = bytearray(container)
    entry, end = whole.find(b"PK\x01\x02"), whole.find(b"PK\x05\x06")
    name_length = struct.unpack_from("<H", whole, entry + 28)[0]
    struct.pack_into("<H", whole, entry + 30, len(extra))
    struct.pack_into("<L", whole, entry + 42, 2**32 - 1)
    size = struct.unpack_from("<L", whole, end + 12)[0]
    struct.pack_into("<L", whole, end + 12, size + len(extra))
    whole[entry + 46 + name_length : entry + 46 + name_length] = extra
    return bytes(whole)
