"""Which attachments are still needed: those that the form always asks for, and those that an answer makes needed."""

from collections.abc import Iterable, Mapping

from competition.form.definition import Slot

ON_PAPER = "application"  # what came otherwise than through the form: the whole application as one file


def missing_slots(filled: Iterable[str], answers: Mapping[str, str], slots: Iterable[Slot]) -> list[str]:
    """The keys of the slots that still need a file, in the form's order."""
    there = set(filled)
    return [slot.key for slot in slots if slot.key not in there and _is_needed(slot, answers)]


def _is_needed(slot: Slot, answers: Mapping[str, str]) -> bool:
    return slot.required or bool(slot.needed_with and answers.get(slot.needed_with, "").strip())
