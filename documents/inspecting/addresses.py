"""Whether an address leads out of a document, however it is written."""

import re

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
INSIDE = frozenset({"data", "cid", "vnd.sun.star.graphicobject", "vnd.sun.star.package"})
"""Schemes of what is in the document itself."""
_OWN_DISK = re.compile(r"file:(?:/|///)?(?:localhost/)?(?:[a-z][:|]/|[^/])|[a-z]:")
_BLANKS = "".join(map(chr, range(0x21))) + "\u00a0\u200b\ufeff"


def leads_out(address: str | None) -> bool:
    """Whether programs that follow it leave the document: for another host, a share, a drive, a folder above it."""
    plain = _plain(address)
    if plain.startswith(("/", "../")):
        return True
    scheme = _SCHEME.match(plain)
    return scheme is not None and scheme[1] not in INSIDE


def leads_to_a_host(address: str | None) -> bool:
    """Whether programs that follow it ask another computer; what lies on the own disk they do not fetch."""
    plain = _plain(address)
    if plain.startswith("//"):
        return True
    return not plain.startswith(("/", "../")) and leads_out(plain) and not _OWN_DISK.match(plain)


def _plain(address: str | None) -> str:
    return (address or "").strip(_BLANKS).replace("\\", "/").casefold()
