"""What an archive's `more` holds, by the object where it stood: kept as text in one column of the record.

A call's record stands for several objects of the file (the file itself, the call, its organiser, its award …), an
application's for three; each keeps the `more` of all of them under their names.
"""

from collections.abc import Mapping
from typing import Any

from scoring.archive.text import dump_value, load_value


def keep(**parts: Mapping[str, Any] | None) -> str | None:
    """The `more` of several objects as one text; None where there is nothing."""
    there = {name: dict(part) for name, part in parts.items() if part}
    return dump_value(there) if there else None


def kept(text: str | None, name: str) -> dict[str, Any] | None:
    """The `more` of one of the objects, as it came."""
    return load_value(text).get(name) if text else None


def keep_one(part: Mapping[str, Any] | None) -> str | None:
    """The `more` of an object that has a record of its own."""
    return dump_value(dict(part)) if part else None


def kept_one(text: str | None) -> dict[str, Any] | None:
    """The `more` of an object that has a record of its own, as it came."""
    return load_value(text) if text else None
