"""ZIPs whose directories tell one thing to one program and another to the next, and ordinary ones of the same looks."""

import struct
import zlib
from collections.abc import Mapping

from tests.documents.office import a_docx
from tests.documents.samples import ASIC, packed
from tests.documents.signing import Signing

END = struct.Struct("<4s4H2LH")
NAME = b"pielikums.pdf"


def with_a_large_end(content: bytes, *, shown: tuple[int, int, int] | None = None) -> bytes:
    """The same ZIP with its end as large ones have it, too (ZIP64); what the plain end tells is told again, or is
    `shown`: size, place and number of entries.
    """
    place = content.rindex(b"PK\x05\x06")
    *_, count, size, offset, _ = END.unpack_from(content, place)
    again = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    again += struct.pack("<4sLQL", b"PK\x06\x07", 0, place, 1)
    size, offset, count = shown or (size, offset, count)
    return content[:place] + again + END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)


def of_two_directories() -> bytes:
    """A signed container for those who follow its large end, and another one for those who follow its plain end."""
    inner = packed({"mimetype": ASIC, "pieteikums.pdf": b"%PDF-1.7 9 000 000"})
    files: Mapping[str, bytes] = {"mimetype": ASIC, "pieteikums.pdf": b"%PDF-1.7 4600", "pielikums.zip": inner}
    signed = {name: content for name, content in files.items() if name != "mimetype"}
    whole = packed({**files, "META-INF/signatures0.xml": Signing(files=signed).element()})
    place = inner.rindex(b"PK\x05\x06")
    *_, count, size, offset, _ = END.unpack_from(inner, place)
    return with_a_large_end(whole, shown=(size, whole.index(inner) + offset, count))


def with_a_hidden_member(content: bytes) -> bytes:
    """The same ZIP with a member before its directory that the directory does not name."""
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, zlib.crc32(b"%PDF"), 4, 4, len(NAME), 0)
    hidden = head + NAME + b"%PDF"
    end = content.rindex(b"PK\x05\x06")
    *_, count, size, offset, _ = END.unpack_from(content, end)
    moved = END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset + len(hidden), 0)
    return content[:offset] + hidden + content[offset:end] + moved


def with_another_head(content: bytes, offset: int, value: bytes) -> bytes:
    """The same ZIP with something else in the head of its first member; its directory stays."""
    return content[:offset] + value + content[offset + len(value) :]


def of_a_large_directory(entries: int = 30_000) -> bytes:
    """A document whose large end tells of a directory of megabytes, and its plain end of a small one."""
    whole = a_docx()
    place, end = whole.index(b"PK\x01\x02"), whole.rindex(b"PK\x05\x06")
    *_, count, size, offset, _ = END.unpack_from(whole, end)
    first = whole[place : place + 46 + struct.unpack_from("<H", whole, place + 28)[0]]
    count += entries
    size += entries * len(first)
    ended = whole[:end] + first * entries + END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
    return with_a_large_end(ended, shown=(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFF))


def with_a_folder_of_octets() -> bytes:
    """A document with a folder that has content."""
    return a_docx(more={"x.pdf/": b"%PDF-1.7 9 000 000"})
