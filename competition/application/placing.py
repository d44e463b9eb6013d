"""Putting files into places and taking them out: one rule for what an application is made of, and for what is answered
when something is to be clarified.

A place takes so many files of such kinds as its form says; of a file that is taken out, the record stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

from competition.application.records import Application, Attachment
from competition.call.operations import FileNote
from competition.form.definition import Slot
from competition.form.slots import require_fits
from competition.foundation.act import Act
from competition.foundation.base import Base
from competition.foundation.errors import NotFound, Refusal
from competition.foundation.twice import DoneAlready

Filed = TypeVar("Filed", bound=Base)
"""A record of a file in a place: `Attachment`, or one with the same columns."""


class UnknownSlot(Refusal):
    """The call asks for no such attachment."""

    code = "unknown-slot"


class TooManyFiles(Refusal):
    """A place takes so many files, not more."""

    code = "too-many-files"


class ReplacedMeanwhile(TooManyFiles):
    """The file that is to be replaced is not there any more, and the place is full without it."""

    code = "replaced-meanwhile"


class OfferOver(Refusal):
    """A file was offered to a place that was full; it is not kept any longer, or was meant for another place."""

    code = "offer-over"


class Shelf(StrEnum):
    """Where the places stand; what is noted of them in the audit chain begins so."""

    APPLICATION = "application."
    CLARIFICATION = "application.clarification-"


@dataclass(frozen=True)
class Places(Generic[Filed]):
    """The places of an application under its lock, in one act, with the files that are in them.

    `kind` is of what sort their records are, `owned` by which columns these belong here.
    """

    act: Act
    application: Application
    shelf: Shelf
    slots: Sequence[Slot]
    files: Sequence[Any]
    kind: type[Filed]
    owned: dict[str, UUID]

    def put(self, slot: str, file: FileNote, instead: UUID | None = None) -> Filed:
        """Put a file into a place, its content being in the store; with `instead`, in the place of that one.

        The same content in the same place again changes nothing. Where there is room, a file that is to be replaced and
        is gone is not missed. Raises UnknownSlot, TooLargeHere, KindNotHere, TooManyFiles, ReplacedMeanwhile.
        """
        place = slot_with(self.slots, slot)
        require_fits(place, file.file_name, file.size)
        there = in_slot(self.files, slot)
        if same := next((one for one in there if one.digest == file.digest), None):
            self._note("attached-again", slot=slot, digest=file.digest)
            return same
        old = next((one for one in there if one.id == instead), None)
        if old is None and len(there) >= place.most:
            raise (ReplacedMeanwhile if instead else TooManyFiles)(most=place.most)
        new: Any = self.act.add(self._record(slot, file))
        if old is None:
            self._note("attached", slot=slot, digest=file.digest, size=file.size)
        else:
            old.removed_at, old.replaced_by = self.act.at, new.id
            self._note("replaced", slot=slot, digest=file.digest, size=file.size, replaced=old.digest)
        return new

    def take_out(self, key: UUID) -> Filed:
        """Take a file out. Raises NotFound; DoneAlready of one that was taken out."""
        file = self._own(key)
        if file.removed_at is not None:
            raise DoneAlready
        file.removed_at = self.act.at
        self._note("detached", slot=file.slot, digest=file.digest)
        return file

    def bring_back(self, key: UUID, instead: UUID | None = None) -> Filed:
        """Put a file that was taken out or replaced into its place once more. Raises NotFound, and as `put`."""
        return self.put(self._own(key).slot, note_of(self._own(key)), instead)

    def _own(self, key: UUID) -> Any:
        file = self.act.get(self.kind, key)
        if any(getattr(file, name) != value for name, value in self.owned.items()):
            raise NotFound(what="attachment", key=key)
        return file

    def _record(self, slot: str, file: FileNote) -> Filed:
        return self.kind(**self.owned, slot=slot, attached_at=self.act.at, **columns_of(file))

    def _note(self, what: str, **facts: Any) -> None:
        self.act.note(f"{self.shelf}{what}", self.application, **facts)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A file that was in a place: its record, when it went, and the name of the file that took its place, if any."""

    file: Any
    at: datetime
    by: str | None


def slot_with(slots: Iterable[Slot], key: str) -> Slot:
    """The place with a key. Raises UnknownSlot."""
    found = next((slot for slot in slots if slot.key == key), None)
    if found is None:
        raise UnknownSlot(slot=key)
    return found


def in_slot(files: Iterable[Any], slot: str) -> list[Any]:
    """Those of some files that are in a place."""
    return [one for one in files if one.slot == slot]


def file_with(files: Iterable[Any], key: UUID) -> Any:
    """The file with a key. Raises NotFound."""
    found = next((one for one in files if one.id == key), None)
    if found is None:
        raise NotFound(what="attachment", key=key)
    return found


def earlier_of(records: Iterable[Any], slot: str) -> list[Earlier]:
    """What was in a place and is not there now, the last to go first; of the same content the last time only.

    `records`: all of them, those that are there too.
    """
    of_slot = in_slot(records, slot)
    names = {one.id: one.file_name for one in of_slot}
    seen = {one.digest for one in of_slot if one.removed_at is None}
    found: list[Earlier] = []
    for one in sorted((one for one in of_slot if one.removed_at), key=lambda one: (one.removed_at, one.id))[::-1]:
        if one.digest not in seen:
            seen.add(one.digest)
            found.append(Earlier(one, one.removed_at, names.get(one.replaced_by)))
    return found


def note_of(file: Any) -> FileNote:
    """What is written down of a file in a place."""
    return FileNote(file.file_name, file.media_type, file.size, file.digest)


def columns_of(file: FileNote) -> dict[str, Any]:
    """The same, as its record has it."""
    return {
        "file_name": file.file_name,
        "media_type": file.media_type,
        "size": file.size,
        "digest": file.digest,
    }


Attached = Places[Attachment]
