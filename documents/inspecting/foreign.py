"""What other formats look like, where they have no business: a file of two formats is two files to two programs."""

from documents.zip_ends import HEAD, holds_a_zip

ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
"""Found by their programs wherever they begin; too long to stand in pixels by chance."""
BEGINNINGS = (
    *ARCHIVES,
    HEAD,
    b"%PDF-",
    b"MZ",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
    b"#!",
    b"\x1f\x8b\x08",
    b"MSCF",
    b"ITSF",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
TAR, TAR_AT = b"ustar", 257
_WORDS = ("<html", "<!doctype", "<script", "<?php", "<svg ", "<svg\n", "<svg>", "<iframe", "mime-version:")
MARKUP = tuple(word.encode(coding) for word in _WORDS for coding in ("ascii", "utf-16-le", "utf-16-be"))
"""What pages of the web say of themselves, in small letters."""


def begins_as_another(octets: bytes) -> bool:
    """Whether these octets begin as a file of some other kind, or are a page of the web."""
    return octets.lstrip(b"\r\n\t \x00").startswith(BEGINNINGS) or says_markup(octets)


def says_markup(octets: bytes) -> bool:
    """Whether browsers could take this for a page."""
    plain = octets.lower()
    return any(word in plain for word in MARKUP)


def holds_an_archive(content: bytes) -> bool:
    """Whether programs that open archives would find one, wherever it begins."""
    if content.startswith(TAR, TAR_AT) or any(sign in content for sign in ARCHIVES):
        return True
    return holds_a_zip(content)
