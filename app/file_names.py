"""Names of files: as their owners wrote them, without what means something to a system or deceives whoever reads them;
and how they are told to a browser.
"""

import re
import unicodedata
from pathlib import PurePath, PureWindowsPath
from urllib.parse import quote

from competition.foundation.signs import composed, parted

MOST_BYTES = 255
"""As many as a name may have in the usual file systems, in UTF-8."""
LONGEST_ENDING = 10
MOST_SIGNS = 1024
"""Of a longer name no more than its beginning and its end is looked at."""
NAMELESS = "fails"
NOT_IN_A_NAME = re.compile(
    r"[\x00-\x1f\x7f-\x9f/\\:*?\"<>|\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    r"\ufff9-\ufffb]"
)
"""Controls, halves of signs, what parts paths and what Windows refuses; marks that turn the direction of writing, and
signs of no width, but for those that join letters and pictures (U+200C, U+200D)."""
JOINER, TONES = "\u200d", range(0x1F3FB, 0x1F400)
PLAIN = re.compile(r"[^A-Za-z0-9 ._()+&,=@!#$-]")
IN_HEADER = "!#$&+^`|"
"""What RFC 8187 lets stand unchanged in a name, besides letters, digits and `_.-~`."""


def clean_name(name: str, most: int = MOST_BYTES) -> str:
    """A file's name in NFC without its folders and without signs that mean something to somebody; never empty.

    A longer one than `most` bytes of UTF-8 is cut where a sign ends, before its ending.
    """
    name = _not_too_long(name)
    while (cleaned := _cleaned(name, most)) != name:
        name = cleaned  # what is cut may end in what is cut off: only ever shorter
    return name


def disposition(name: str) -> str:
    """The Content-Disposition of something to be downloaded under a name: in full (RFC 8187), and for old programs in
    ASCII.
    """
    return (
        f"attachment; filename=\"{_in_ascii(name)}\"; filename*=UTF-8''{quote(name, safe=IN_HEADER, errors='replace')}"
    )


def _not_too_long(name: str) -> str:
    """A name that is far too long without its folders and its midst, before anything else is done with it."""
    if len(name) <= MOST_SIGNS:
        return name
    last = name[max(name.rfind("/"), name.rfind("\\")) + 1 :]
    return last if len(last) <= MOST_SIGNS else last[: MOST_SIGNS // 2] + last[-MOST_SIGNS // 2 :]


def _cleaned(name: str, most: int) -> str:
    last = PurePath(PureWindowsPath(name).name).name
    plain = composed(NOT_IN_A_NAME.sub("", composed(last)))
    plain = plain.strip(" .") or NAMELESS
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return _cut(plain, most).strip(" .")
    return f"{_cut(stem.rstrip(' .'), most - len(ending.encode()) - 1).rstrip(' .')}.{ending}"


def _cut(text: str, most: int) -> str:
    """The beginning of a text that has at most `most` bytes; no letter loses its accents, no picture a part."""
    if len(text.encode()) <= most:
        return text
    short = text.encode()[:most].decode(errors="ignore")
    place = len(short)
    while place and _goes_on(text, place):
        place -= 1
    return text[:place] or short


def _goes_on(text: str, place: int) -> bool:
    """Whether the sign at a place belongs to the one before it."""
    sign = text[place]
    joined = JOINER in (sign, text[place - 1]) or ord(sign) in TONES
    return joined or unicodedata.category(sign).startswith("M")


def _in_ascii(name: str) -> str:
    """A name in plain letters, as near as may be."""
    apart = parted(name)
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    plain = PLAIN.sub("_", letters)
    stem, dot, ending = plain.rpartition(".")
    if dot and stem.strip("_ ."):
        return plain
    if dot and ending.strip("_ "):
        return f"{NAMELESS}.{ending}"
    return plain if plain.strip("_ .") else NAMELESS
