"""Where pictures end: by their own segments and chunks, whatever looks like an end in or behind them."""

import re

MOST_PARTS, MOST_PICTURES = 50_000, 16
"""More segments or chunks, and pictures behind one, no program writes; to go through them would take long."""
JPEG_BEGIN, PNG_BEGIN = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")
"""What is no packed pixel (FF 00), no mark between pixels (FF D0 to D7) and no filling (FF FF)."""
_END_OF_PICTURE, _BEGIN_AGAIN, _WITHOUT_LENGTH = 0xD9, 0xD8, 0x01
_LENGTH = 2
_AROUND_CHUNK = 12
"""The length, kind and checksum of a chunk of a PNG."""


def end_of_jpeg(content: bytes, begin: int = 0) -> int | None:
    """Where the JPEG that begins there ends; None where its end is missing."""
    place = begin + 2
    for _ in range(MOST_PARTS):
        found = _MARKER.search(content, place)
        if found is None:
            return None
        kind, place = found[1][0], found.end()
        if kind == _END_OF_PICTURE:
            return place
        if kind == _BEGIN_AGAIN:
            return None
        if kind != _WITHOUT_LENGTH:
            length = int.from_bytes(content[place : place + _LENGTH], "big")
            if length < _LENGTH:
                return None
            place += length
    return None


def end_of_png(content: bytes) -> int | None:
    """Where a PNG ends; None where its end is missing."""
    place = len(PNG_BEGIN)
    for _ in range(MOST_PARTS):
        length = int.from_bytes(content[place : place + 4], "big")
        end = place + length + _AROUND_CHUNK
        if end > len(content):
            return None
        if content.startswith(b"IEND", place + 4):
            return end
        place = end
    return None


def end_of_pictures(content: bytes) -> int | None:
    """Where a picture ends, with those that cameras put directly behind it; None where its own end is missing."""
    if content.startswith(PNG_BEGIN):
        return end_of_png(content)
    end = end_of_jpeg(content)
    again = end
    for _ in range(MOST_PICTURES):
        if again is None or not content.startswith(JPEG_BEGIN, again):
            break
        end, again = again, end_of_jpeg(content, again)
    return end if again is None else again
