"""What a place for attachments takes, and which attachments are still needed: those that the form always asks for, and
those that an answer makes needed.
"""

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from competition.form.definition import Slot
from competition.foundation.errors import Refusal

ON_PAPER = "application"  # what came otherwise than through the form: the whole application as one file
MOST_FILES = 10
"""How many files a place takes at the most, whatever its form says."""
MOST_MEGABYTES = 1000
ENDINGS = ("pdf", "docx", "odt", "asice", "edoc", "jpg", "png")
"""The kinds of files that the portal takes, by the usual endings of their names; what is in a file of a kind is looked
at where it comes in."""
ALSO = {"asice": ("asice", "edoc", "sce"), "edoc": ("asice", "edoc", "sce"), "jpg": ("jpg", "jpeg", "jfif", "jpe")}
"""Endings by which files of the same kind are called, too."""
MEGABYTE = 1024 * 1024


class KindNotHere(Refusal):
    """The place does not take files of this kind, though others may."""

    code = "file-kind-not-here"


class TooLargeHere(Refusal):
    """The file is larger than the place takes."""

    code = "file-too-large-here"


def kinds_of(slot: Slot) -> tuple[str, ...]:
    """The endings of the kinds of files that a place takes."""
    return slot.kinds or ENDINGS


def endings_of(slot: Slot) -> tuple[str, ...]:
    """The same with the other endings by which files of these kinds are called."""
    return tuple(dict.fromkeys(ending for kind in kinds_of(slot) for ending in (kind, *ALSO.get(kind, ()))))


def megabytes_of(slot: Slot, largest: int) -> int:
    """How large a file of a place may be where the installation takes files of `largest` megabytes."""
    return min(slot.megabytes or largest, largest)


def require_fits(slot: Slot, name: str, size: int) -> None:
    """Raise TooLargeHere or KindNotHere where the place does not take a file of this name and size (octets)."""
    if slot.megabytes and size > slot.megabytes * MEGABYTE:
        raise TooLargeHere(name=name, largest=slot.megabytes)
    if slot.kinds and PurePath(name).suffix.removeprefix(".").lower() not in endings_of(slot):
        raise KindNotHere(name=name, kinds=", ".join(slot.kinds))


def missing_slots(filled: Iterable[str], answers: Mapping[str, str], slots: Iterable[Slot]) -> list[str]:
    """The keys of the slots that still need a file, in the form's order."""
    there = set(filled)
    return [slot.key for slot in slots if slot.key not in there and _is_needed(slot, answers)]


def _is_needed(slot: Slot, answers: Mapping[str, str]) -> bool:
    return slot.required or bool(slot.needed_with and answers.get(slot.needed_with, "").strip())
