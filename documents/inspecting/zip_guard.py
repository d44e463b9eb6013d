"""A ZIP that may be unpacked: not a bomb, not encrypted, its names harmless. Asked before any parser sees it."""

import re
import stat
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from documents.inspecting.facts import Fault, Faulty
from documents.kinds import DAMAGED, LARGEST_DIRECTORY, PLAIN_PACKING
from documents.zip_ends import END, ENTRY, HEAD, Directory, directory_of

MEGABYTE = 1024 * 1024
_HEAD = struct.Struct("<4s5H3L2H")
ENCRYPTED = 0x1 | 0x40 | 0x2000
DESCRIBED_BEHIND, NAMED_IN_UTF_8 = 0x8, 0x800
LONGEST_DESCRIPTOR = 24
TOLD_ELSEWHERE, COUNTED = 0xFFFFFFFF, 0xFFFF
SLACK = 1024
"""Octets that belong to no member, which is nothing to speak of."""
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile("[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a ZIP may hold: members, megabytes unpacked, how many times its packed size; small ones are not asked."""

    members: int = 2000
    megabytes: int = 200
    ratio: int = 100
    small: int = 4 * MEGABYTE


USUAL = Bounds()


class Package:
    """A ZIP that was looked over; its members are unpacked no further than they said."""

    def __init__(self, container: zipfile.ZipFile, content: bytes, directory: Directory) -> None:
        self._container = container
        self._content = content
        self._directory = directory
        self._entries = {entry.orig_filename: entry for entry in container.infolist()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members in the order of the directory, folders left out."""
        return tuple(name for name, entry in self._entries.items() if not entry.is_dir())

    def size(self, name: str) -> int:
        """How many octets a member says it has; `read` gives no more."""
        return self._entries[name].file_size

    def read(self, name: str, at_most: int = 200 * MEGABYTE) -> bytes:
        """A member, unpacked and compared with its checksum. Raises Faulty for one that is longer or damaged."""
        try:
            with self._container.open(self._entries[name]) as member:
                content = member.read(at_most + 1)
        except DAMAGED:
            raise Faulty(Fault.DAMAGED) from None
        if len(content) > at_most:
            raise Faulty(Fault.TOO_COSTLY)
        return content

    @property
    def hides_something(self) -> bool:
        """Whether programs that read a ZIP in another way find another content: there is anything before the members or
        behind the directory, more between them than a ZIP needs, or a member's own head tells of another one.
        """
        if self._directory.shift or self._directory.behind or len(self._container.comment) > SLACK:
            return True
        gaps = [self._content[end:begin] for end, begin in self._gaps()]
        if sum(map(len, gaps)) > SLACK or any(sign in gap for gap in gaps for sign in (HEAD, ENTRY, END)):
            return True
        return any(
            (entry.is_dir() and entry.file_size) or not _is_as_its_head_says(entry, self._content)
            for entry in self._entries.values()
        )

    def _gaps(self) -> Iterator[tuple[int, int]]:
        """What belongs to no member: where it begins and ends."""
        end = 0
        for entry in sorted(self._entries.values(), key=lambda entry: entry.header_offset):
            yield end, entry.header_offset
            end = _end(entry, self._content)
        yield end, self._directory.begin


def opened(content: bytes, bounds: Bounds = USUAL) -> Package:
    """A ZIP, looked over. Raises Faulty: DAMAGED, ENCRYPTED, BOMB, TOO_MANY_FILES, UNSAFE_NAMES."""
    try:
        directory = directory_of(content)
        if directory.size > LARGEST_DIRECTORY:
            raise Faulty(Fault.TOO_MANY_FILES)
        container = zipfile.ZipFile(BytesIO(content))
    except DAMAGED:
        raise Faulty(Fault.DAMAGED) from None
    entries = container.infolist()
    if len(entries) > bounds.members:
        raise Faulty(Fault.TOO_MANY_FILES)
    if not entries or len(entries) & COUNTED != directory.entries & COUNTED:
        raise Faulty(Fault.DAMAGED)
    if _unpacks_to_too_much(entries, bounds) or _overlaps(entries, container):
        raise Faulty(Fault.BOMB)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Faulty(Fault.ENCRYPTED)
    if any(entry.compress_type not in PLAIN_PACKING for entry in entries):
        raise Faulty(Fault.DAMAGED)
    names = [entry.orig_filename for entry in entries]
    if len(set(names)) < len(names) or any(_is_unsafe(entry) for entry in entries):
        raise Faulty(Fault.UNSAFE_NAMES)
    return Package(container, content, directory)


def _unpacks_to_too_much(entries: list[zipfile.ZipInfo], bounds: Bounds) -> bool:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > bounds.megabytes * MEGABYTE:
        return True
    return any(
        size > bounds.small and size > bounds.ratio * packed
        for size, packed in (
            (unpacked, sum(entry.compress_size for entry in entries)),
            *((entry.file_size, entry.compress_size) for entry in entries),
        )
    )


def _overlaps(entries: list[zipfile.ZipInfo], container: zipfile.ZipFile) -> bool:
    """Whether members share octets: a few of them would unpack to many."""
    in_place = sorted(entries, key=lambda entry: entry.header_offset)
    places = [(entry.header_offset, _least_end(entry)) for entry in in_place] + [(container.start_dir, 0)]
    return any(end > begin for (_, end), (begin, _) in pairwise(places))


def _least_end(entry: zipfile.ZipInfo) -> int:
    return entry.header_offset + _HEAD.size + len(entry.orig_filename) + entry.compress_size


def _end(entry: zipfile.ZipInfo, content: bytes) -> int:
    """Where a member ends, by its own head."""
    if entry.header_offset + _HEAD.size > len(content):
        return len(content)
    *_, name, extra = _HEAD.unpack_from(content, entry.header_offset)
    descriptor = LONGEST_DESCRIPTOR if entry.flag_bits & DESCRIBED_BEHIND else 0
    return entry.header_offset + _HEAD.size + name + extra + entry.compress_size + descriptor


def _is_as_its_head_says(entry: zipfile.ZipInfo, content: bytes) -> bool:
    """Whether a member's own head, by which some programs go, tells of the same member as the directory."""
    if not content.startswith(HEAD, entry.header_offset) or entry.header_offset + _HEAD.size > len(content):
        return False
    _, _, flags, method, _, _, *told, name, _ = _HEAD.unpack_from(content, entry.header_offset)
    begin = entry.header_offset + _HEAD.size
    behind = bool(flags & DESCRIBED_BEHIND)
    if (method, behind) != (entry.compress_type, bool(entry.flag_bits & DESCRIBED_BEHIND)):
        return False
    coding = "utf-8" if entry.flag_bits & NAMED_IN_UTF_8 else "cp437"
    if content[begin : begin + name] != entry.orig_filename.encode(coding, "surrogateescape"):
        return False
    known = (entry.CRC, entry.compress_size, entry.file_size)
    return all(said in (one, TOLD_ELSEWHERE) or (behind and not said) for said, one in zip(told, known, strict=True))


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    """Whether a member could be unpacked elsewhere than below the folder of the others. Folders themselves are fine."""
    name = entry.orig_filename
    if not name or "\\" in name or _CONTROL.search(name) or _DRIVE.match(name):
        return True
    if stat.S_ISLNK(entry.external_attr >> 16):
        return True
    return any(part in ("", ".", "..") for part in name.removesuffix("/").split("/"))
