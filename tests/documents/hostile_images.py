"""Pictures that mean harm to whoever decodes them; each by its name."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from tests.documents.samples import DOCX, chunk

HEAD = b"\x89PNG\r\n\x1a\n"
END = chunk(b"IEND", b"")


def picture(form: str, size: tuple[int, int] = (64, 48), mode: str = "RGB", **more: object) -> bytes:
    """An ordinary picture with a slope of colours."""
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, form, **more)
    return out.getvalue()


def png(
    width: int, height: int, *, depth: int = 8, colours: int = 0, laced: int = 0, data: bytes = b"", more: bytes = b""
) -> bytes:
    """A PNG by hand, whose pixels are packed as they are."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, laced))
    return HEAD + head + more + chunk(b"IDAT", zlib.compress(data, 9)) + END


def jpeg_of_size(width: int, height: int) -> bytes:
    content = bytearray(picture("JPEG"))
    struct.pack_into(">HH", content, content.index(b"\xff\xc0") + 5, height, width)
    return bytes(content)


def many_scans(times: int, size: tuple[int, int]) -> bytes:
    """A progressive JPEG of one colour that goes over its picture again and again, with few octets each time."""
    out = BytesIO()
    Image.new("L", size, 128).save(out, "JPEG", progressive=True)
    content = out.getvalue()
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * times + b"\xff\xd9"


def with_segment(marker: bytes, content: bytes, times: int = 1) -> bytes:
    """A JPEG with segments behind its beginning."""
    whole = picture("JPEG")
    return whole[:2] + (b"\xff" + marker + struct.pack(">H", len(content) + 2) + content) * times + whole[2:]


def exif(entries: bytes) -> bytes:
    return with_segment(b"\xe1", b"Exif\x00\x00" + entries)


LOOP = b"II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x08\x00\x00\x00"
LONG = b"II*\x00\x08\x00\x00\x00\xff\xff" + b"\x12\x01\x02\x00\xff\xff\xff\xff\x00\x00\x00\x00" * 50

IMAGES: dict[str, Callable[[], bytes]] = {
    "plain.png": lambda: picture("PNG"),
    "plain.jpg": lambda: picture("JPEG"),
    "progressive.jpg": lambda: picture("JPEG", progressive=True),
    "four colours.jpg": lambda: picture("JPEG", mode="CMYK"),
    "as large as can be.png": lambda: png(2**31 - 1, 2**31 - 1),
    "ten thousand million.png": lambda: png(100_000, 100_000),
    "a large photograph.jpg": lambda: jpeg_of_size(12_000, 9000) + bytes(2_000_000),
    "no width.png": lambda: png(0, 100),
    "just few enough pixels.png": lambda: png(8000, 10_000, data=b"\x00" * 80_010_000),
    "just few enough, in colour.png": lambda: png(8000, 10_000, colours=2, data=b"\x00" * 240_010_000),
    "pixels are missing.png": lambda: png(5000, 5000, data=b"\x00" * 99),
    "far more pixels than said.png": lambda: png(9, 9, data=b"\x00" * 100_000_000),
    "laced.png": lambda: png(6000, 6000, laced=1, data=b"\x00" * 36_100_000),
    "an odd depth.png": lambda: png(9, 9, depth=77),
    "odd colours.png": lambda: png(9, 9, colours=99),
    "no palette.png": lambda: png(9, 9, colours=3, data=b"\x00" * 90),
    "an odd filter.png": lambda: png(9, 9, data=b"\xff" * 90),
    "a long chunk.png": lambda: HEAD + b"\xff\xff\xff\xffIHDR" + b"\x00" * 99 + END,
    "a hundred thousand chunks.png": lambda: png(9, 9, data=b"\x00" * 90, more=chunk(b"tEXt", b"a\x00b") * 100_000),
    "a packed text.png": lambda: png(
        9, 9, data=b"\x00" * 90, more=chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"a" * 200_000_000, 9))
    ),
    "a packed profile.png": lambda: png(
        9, 9, data=b"\x00" * 90, more=chunk(b"iCCP", b"a\x00\x00" + zlib.compress(b"a" * 100_000_000, 9))
    ),
    "a packed international text.png": lambda: png(
        9, 9, data=b"\x00" * 90, more=chunk(b"iTXt", b"a\x00\x01\x00\x00\x00" + zlib.compress(b"a" * 100_000_000, 9))
    ),
    "moving.png": lambda: png(9, 9, data=b"\x00" * 90, more=chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))),
    "a wrong sum.png": lambda: picture("PNG").replace(b"IHDR\x00", b"IHDR\x01"),
    "no end.png": lambda: picture("PNG")[:-12],
    "end alone.png": lambda: HEAD + END,
    "a zip behind.png": lambda: picture("PNG") + DOCX,
    "much behind.png": lambda: picture("PNG") + b"x" * 100_000 + END,
    "65 500 wide.jpg": lambda: jpeg_of_size(65_500, 65_500),
    "no height.jpg": lambda: jpeg_of_size(64, 0),
    "8000 wide, and pixels are missing.jpg": lambda: jpeg_of_size(8000, 9000),
    "many scans.jpg": lambda: many_scans(200, (1000, 1000)),
    "very many scans.jpg": lambda: many_scans(3000, (8000, 8000)),
    "a camera that goes round.jpg": lambda: exif(LOOP),
    "a camera that says much.jpg": lambda: exif(LONG),
    "a camera in noise.jpg": lambda: exif(bytes(range(256)) * 99),
    "a camera of nothing.jpg": lambda: exif(b""),
    "many remarks.jpg": lambda: with_segment(b"\xfe", b"a" * 60_000, 300),
    "many profiles.jpg": lambda: with_segment(b"\xe2", b"ICC_PROFILE\x00\x01\xff" + b"a" * 60_000, 300),
    "many tables.jpg": lambda: with_segment(b"\xdb", b"\x00" + b"\x01" * 64, 100_000),
    "a table of noise.jpg": lambda: with_segment(b"\xc4", b"\x00" + b"\xff" * 16 + b"a" * 99),
    "restarted at each step.jpg": lambda: with_segment(b"\xdd", b"\x00\x01"),
    "a telephone's two.jpg": lambda: picture("JPEG") + picture("JPEG"),
    "a page of the web behind.jpg": lambda: picture("JPEG") + b"<html><script>alert(1)</script></html>\xff\xd9",
    "a zip behind.jpg": lambda: picture("JPEG") + DOCX + b"\xff\xd9",
    "half a picture.jpg": lambda: picture("JPEG", (640, 480))[:3000] + b"\xff\xd9",
    "a RAR behind, and an end again.jpg": lambda: picture("JPEG") + b"Rar!\x1a\x07\x01\x00" + b"x" * 9999 + b"\xff\xd9",
    "a RAR in a remark.jpg": lambda: with_segment(b"\xfe", b"Rar!\x1a\x07\x01\x00"),
    "a film behind.jpg": lambda: picture("JPEG") + b"\x00\x00\x00\x18ftypmp42" + b"x" * 9999,
    "sixteen bits.png": lambda: png(3000, 3000, depth=16, data=b"\x00" * 18_003_000),
    "beginning and end.jpg": lambda: b"\xff\xd8\xff\xd9",
    "noise.jpg": lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 99 + b"\xff\xd9",
}
