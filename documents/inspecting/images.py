"""What is in a picture, and a smaller one of it without what its camera knew."""

import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError

from documents.inspecting.facts import Fault, Faulty, Inspection, Note
from documents.inspecting.foreign import begins_as_another, holds_an_archive, says_markup
from documents.picture_ends import end_of_jpeg, end_of_pictures

FORMATS = ("PNG", "JPEG")
PIXELS, DOTS_OF_AN_OCTET = 80_000_000, 100
"""More dots are not looked at; more of them for each octet no camera stores."""
SLACK = 1024
FURTHER = bytes(range(1, 255)) * 4
"""Octets that are pixels where pixels are missing."""
WIDEST, LONGEST = 4000, 16_000
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = {_TURNS[5], _TURNS[6], _TURNS[7], _TURNS[8]}
_END_OF_JPEG = b"\xff\xd9"

Image.preinit()  # once, before processes are forked off


def inspect_image(content: bytes) -> Inspection:
    """What is in a PNG or JPEG: its size as it is stored, and whether it can be decoded. Raises Faulty."""
    picture = opened(content)
    width, height = picture.size
    _decode(picture)
    end = end_of_pictures(content)
    if picture.format == "JPEG" and end and _is_half(content, "progressive" in picture.info):
        raise Faulty(Fault.DAMAGED)
    return Inspection(notes=tuple(_about(content, end or len(content))), width=width, height=height)


def opened(content: bytes) -> Image.Image:
    """A picture whose head is read and nothing else. Raises Faulty: BOMB and TOO_MANY_DOTS for too many pixels,
    DAMAGED."""
    Image.MAX_IMAGE_PIXELS = None  # they are counted here
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Faulty(Fault.DAMAGED) from None
    width, height = picture.size
    if width * height > PIXELS:
        raise Faulty(Fault.BOMB if width * height > DOTS_OF_AN_OCTET * len(content) else Fault.TOO_MANY_DOTS)
    return picture


def shrink_image(content: bytes, width: int) -> bytes:
    """The picture at most so wide, upright as its camera held it, of the same format; nothing else of its file.

    Raises Faulty.
    """
    width = max(1, min(width, WIDEST))
    picture = opened(content)
    form, turn = picture.format, _turn(picture)
    picture.draft(None, (width, width))
    _decode(picture)
    picture = _of_eight_bits(picture)
    if picture.mode in ("1", "P"):  # which could only leave points out
        picture = picture.convert(_mode_of_png(picture))
    picture.thumbnail((LONGEST, width) if turn in _SIDEWAYS else (width, LONGEST))
    plain = picture.convert("RGB" if form == "JPEG" else _mode_of_png(picture))
    plain = plain.transpose(turn) if turn is not None else plain
    plain.info.clear()
    out = BytesIO()
    plain.save(out, form, **({"quality": 85} if form == "JPEG" else {}))
    return out.getvalue()


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """How the picture is turned to stand upright, by what its camera says; None where it says nothing of use."""
    try:
        return _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error):
        return None


def _mode_of_png(picture: Image.Image) -> str:
    return "RGBA" if "A" in picture.mode or "transparency" in picture.info else "RGB"


def _of_eight_bits(picture: Image.Image) -> Image.Image:
    """A grey picture of sixteen bits with the upper eight of them; any other as it is."""
    if not picture.mode.startswith("I"):
        return picture
    narrow = picture if picture.mode == "I;16" else picture.convert("I;16")
    return Image.frombytes("L", narrow.size, narrow.tobytes()[1::2])


def _decode(picture: Image.Image) -> None:
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError, IndexError, EOFError):
        raise Faulty(Fault.DAMAGED) from None


def _is_half(content: bytes, progressive: bool) -> bool:
    """Whether a JPEG ends before all of its pixels are told: then further octets before its end are pixels, too.

    One that is told in several passes is whole after the first, only less sharp.
    """
    end = None if progressive else end_of_jpeg(content)
    if end is None:
        return False
    told = end - len(_END_OF_JPEG)
    return _small(content[:end]) != _small(content[:told] + FURTHER + _END_OF_JPEG)


def _small(content: bytes) -> bytes:
    """The pixels of an eighth of a JPEG, which cost little."""
    picture = opened(content)
    picture.draft(None, (1, 1))
    _decode(picture)
    return picture.tobytes()


def _about(content: bytes, end: int) -> Iterator[Note]:
    behind = content[end:]
    if holds_an_archive(content) or says_markup(content) or b"%PDF-" in content or begins_as_another(behind):
        yield Note.POLYGLOT
    elif len(behind) > SLACK:
        yield Note.MORE_BEHIND
