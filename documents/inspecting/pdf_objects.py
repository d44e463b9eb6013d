"""What the objects of a PDF would do, by their names: no object is followed, so that no loop or depth costs anything.

Only a hint for who reads: nothing of a PDF is ever run here, and pages are shown as pictures.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice

from documents.inspecting.facts import Note

PACKED_OBJECTS = b"/ObjStm"
DICTIONARY = 1024
UNPACKED, UNPACKED_AT_ONCE = 32 * 1024 * 1024, 8 * 1024 * 1024
LONGEST_NUMBER = 11
OPENINGS, LONGEST_ACTION = 20, 200
"""A file has one, or one for each time that it was changed."""
_STREAM = re.compile(rb">>[\s\x00]{0,64}stream(?=[\s])")
"""The word by itself may stand in a remark or a text, to hide what follows it from a search."""
_FIRST = re.compile(rb"/First\s+(\d{1,10})(?!\d)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_SAYS = {
    Note.JAVASCRIPT: re.compile(rb"/(?:JavaScript|JS)(?![A-Za-z0-9])"),
    Note.EMBEDDED_FILES: re.compile(rb"/(?:EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])"),
    Note.DYNAMIC_FORM: re.compile(rb"/XFA(?![A-Za-z0-9])"),
    Note.OPENS_BY_ITSELF: re.compile(rb"/(?:AA|Launch)(?![A-Za-z0-9])"),
}
_OPENING = re.compile(rb"/OpenAction\s*(?:(\[)|(<<.{0,200})|(\d{1,10})\s+(\d{1,5})\s+R)", re.DOTALL)
_GOES_TO = re.compile(rb"/S\s*/GoTo(?![A-Za-z0-9])")


def objects_of(content: bytes) -> bytes:
    """All that a PDF says outside its streams, and in the streams that hold objects; its names spelled plainly."""
    pieces, place, budget = [], 0, UNPACKED
    for begin, end in _streams(content):
        pieces.append(content[place:begin])
        dictionary = _plain(pieces[-1][-DICTIONARY:])
        if PACKED_OBJECTS in dictionary:
            unpacked = _unpacked(content[begin:end], min(budget, UNPACKED_AT_ONCE))
            budget -= len(unpacked)
            pieces.append(_with_numbers(unpacked, dictionary))
        place = end
    pieces.append(content[place:])
    return _plain(b" ".join(pieces))


def what_they_do(objects: bytes) -> Iterator[Note]:
    """What a reader should know of these objects."""
    for note, said in _SAYS.items():
        if said.search(objects):
            yield note
    openings = islice(_OPENING.finditer(objects), OPENINGS)
    if any(not _only_shows_a_page(objects, opening) for opening in openings):
        yield Note.OPENS_BY_ITSELF


def _streams(content: bytes) -> Iterator[tuple[int, int]]:
    """Where streams begin and end; without looking twice at any octet."""
    place = 0
    while found := _STREAM.search(content, place):
        end = content.find(b"endstream", found.end())
        if end < 0:
            return
        yield found.end(), end
        place = end + 9


def _unpacked(packed: bytes, at_most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed.lstrip(b"\r\n"), at_most) if at_most > 0 else b""
    except zlib.error:
        return b""


def _with_numbers(unpacked: bytes, dictionary: bytes) -> bytes:
    """Packed objects as they would stand in the file: each behind its number; as they are where that cannot be told."""
    first = _FIRST.findall(dictionary)
    head = unpacked[: int(first[-1])].split() if first else []
    if not head or len(head) % 2 or not all(one.isdigit() and len(one) < LONGEST_NUMBER for one in head):
        return unpacked
    begins = [int(first[-1]) + int(place) for place in head[1::2]]
    if begins != sorted(begins):  # otherwise a few octets could be many objects
        return unpacked
    ends = [*begins[1:], len(unpacked)]
    return b" ".join(
        b"%s 0 obj %s" % (number, unpacked[begin:end])
        for number, begin, end in zip(head[::2], begins, ends, strict=True)
    )


def _plain(objects: bytes) -> bytes:
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), objects)


def _only_shows_a_page(objects: bytes, opening: re.Match[bytes]) -> bool:
    """Whether what is done at the opening is to turn to a page, as what word processors write does."""
    place, action, number, version = opening.groups()
    if place:
        return True
    if number:
        mark = b"%s %s obj" % (number, version)
        named = max(objects.find(gap + mark) for gap in (b"\n", b"\r", b" ")) + 1
        action = objects[named + len(mark) : named + len(mark) + LONGEST_ACTION].lstrip() if named else b""
    if action.startswith(b"["):
        return True
    own = action.partition(b">>")[0]
    return bool(_GOES_TO.search(own)) and b"/Next" not in own
