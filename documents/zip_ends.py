"""Where a ZIP says that its directory is: read in the one way that every program reads, or not at all.

A ZIP says it twice where it is large (ZIP64), and programs differ in what they follow: two that disagree would show
two contents of one file.
"""

import struct
import zipfile
from dataclasses import dataclass

HEAD, ENTRY, END, END_64, LOCATOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END, _END_64, _LOCATOR = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
LONGEST_COMMENT = 1 << 16
ENTRY_SIZE = 46


@dataclass(frozen=True, slots=True)
class Directory:
    """The directory of a ZIP: where it begins, how long it is, of how many entries, where all that is told of it ends;
    how far the members are from where they say; how many octets follow that belong to no comment.
    """

    begin: int
    size: int
    entries: int
    end: int
    shift: int
    behind: int


def directory_of(content: bytes) -> Directory:
    """Where a ZIP's directory is. Raises BadZipFile where it has none, or where its ends tell different things."""
    place = _place_of_end(content)
    _, disk, disk_of_directory, here, entries, size, offset, comment = _END.unpack_from(content, place)
    end, found = place, (size, offset, entries)
    if place >= _LOCATOR.size and content[place - _LOCATOR.size :].startswith(LOCATOR):
        end, found = _told_again(content, place - _LOCATOR.size)
        if not all(
            said in (told, most)
            for said, told, most in zip((size, offset, entries), found, (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFF), strict=True)
        ):
            raise zipfile.BadZipFile("two directories")
    size, offset, entries = found
    begin = end - size
    if disk or disk_of_directory or here not in (entries & 0xFFFF, 0xFFFF) or begin < offset:
        raise zipfile.BadZipFile("a directory elsewhere")
    if begin > offset and content[offset : offset + len(ENTRY)] == ENTRY:
        raise zipfile.BadZipFile("two directories")
    behind = len(content) - place - _END.size - comment
    return Directory(begin, size, entries, end, begin - offset, behind)


def holds_a_zip(content: bytes) -> bool:
    """Whether programs that look for ZIPs find one in this: the end of a directory, with the directory before it."""
    place = content.find(END)
    while place >= 0:
        if len(content) - place >= _END.size:
            size = _END.unpack_from(content, place)[5]
            if size >= ENTRY_SIZE and content[max(0, place - size) : place].startswith(ENTRY):
                return True
        place = content.find(END, place + 1)
    return False


def _place_of_end(content: bytes) -> int:
    """Where the last end is, as Python's zipfile finds it: at the very end, else before a comment."""
    place = len(content) - _END.size
    if place >= 0 and content.startswith(END, place) and content.endswith(b"\x00\x00"):
        return place
    place = content.rfind(END, max(0, len(content) - LONGEST_COMMENT - _END.size))
    if place < 0 or place + _END.size > len(content):
        raise zipfile.BadZipFile("no directory")
    return place


def _told_again(content: bytes, locator: int) -> tuple[int, tuple[int, int, int]]:
    """Where the end of a large ZIP stands, and the size, place and number of entries of its directory."""
    place = locator - _END_64.size
    _, disk, where, disks = _LOCATOR.unpack_from(content, locator)
    if place < 0 or where != place or not content.startswith(END_64, place) or disk or disks > 1:
        raise zipfile.BadZipFile("two directories")
    _, length, _, _, *disks_again, here, entries, size, offset = _END_64.unpack_from(content, place)
    if any(disks_again) or here != entries or length != _END_64.size - 12:
        raise zipfile.BadZipFile("a directory elsewhere")
    return place, (size, offset, entries)
