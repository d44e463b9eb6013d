"""Files inside a container that are programs, or may hold one: what nobody opens because it was signed."""

from pathlib import PurePath

from documents.strangers import OLE

ENDINGS = frozenset(
    [
        "apk",
        "app",
        "bat",
        "chm",
        "cmd",
        "com",
        "cpl",
        "docm",
        "dotm",
        "exe",
        "hta",
        "iso",
        "jar",
        "js",
        "jse",
        "lnk",
        "msi",
        "ps1",
        "pptm",
        "reg",
        "scr",
        "sh",
        "url",
        "vbe",
        "vbs",
        "wsf",
        "xlam",
        "xlsm",
        "xltm",
    ]
)
"""By which systems start a file, or its macros."""
BEGINNINGS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"L\x00\x00\x00\x01\x14\x02\x00")
MACROS, OLD_MACROS = b"vbaproject.bin", "_VBA_PROJECT".encode("utf-16-le")
ZIP = b"PK\x03\x04"


def is_program(name: str, content: bytes) -> bool:
    """Whether a file is a program or may hold one, by its name, by how it begins, or by the macros that it names."""
    if PurePath(name.rstrip(" .")).suffix.removeprefix(".").lower() in ENDINGS or content.startswith(BEGINNINGS):
        return True
    if content.startswith(ZIP):
        return MACROS in content.lower()  # names of members are never packed
    return content.startswith(OLE) and OLD_MACROS in content
