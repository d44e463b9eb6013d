"""The smallest whole file of every kind that is taken, made here; and containers that mean harm."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

ASIC = b"application/vnd.etsi.asic-e+zip"
ODT = b"application/vnd.oasis.opendocument.text"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
TYPES = "[Content_Types].xml"

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 40 + b"\xff\xd9"


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    + chunk(b"IEND", b"")
)


def packed(members: dict[str, bytes], compression: int = ZIP_STORED) -> bytes:
    """A ZIP with these members."""
    out = BytesIO()
    with ZipFile(out, "w", compression) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return out.getvalue()


def types(content_type: str) -> bytes:
    """What an office container says of its main part."""
    return f'<Types><Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'.encode()


DOCX = packed({TYPES: types(MAIN), "word/document.xml": b"<w:document/>"}, ZIP_DEFLATED)
ODT_FILE = packed({"mimetype": ODT, "content.xml": b"<office:document-content/>"})
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
