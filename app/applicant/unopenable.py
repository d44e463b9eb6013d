"""Files that were attached and that nobody can open any more: told before, and after, they are handed in.

They keep nothing from being handed in (docs/decisions/0024).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext

from app.extensions import db
from app.languages import said
from competition.application.reading import HandedInFile
from competition.eligibility.kept import contents_of
from competition.foundation.kept_files import KeptFile, Scan


@dataclass(frozen=True, slots=True)
class Unopenable:
    """One of them: its place, its name, what is wrong and what to do, and where that is done."""

    place: str
    name: str
    why: str
    address: str


def unopenable(application_id: UUID, files: Iterable[HandedInFile], address: Callable[[str], str]) -> list[Unopenable]:
    """Those of the files that nobody can open; `address`: from a slot's key to where its files are changed."""
    known = contents_of(db.session(), application_id)
    return [
        Unopenable(said(one.title or {}), one.file.file_name, why, address(one.slot))
        for one in files
        if (why := _why(known.get(one.file.digest)))
    ]


def _why(kept: KeptFile | None) -> str:
    if kept is None:
        return ""
    if kept.scan is Scan.INFECTED:
        return gettext(
            "A virus was found in it (%(virus)s): attach a file without a virus in its place.", virus=kept.virus
        )
    if kept.missing_since:
        return gettext("The portal has lost it, through no fault of yours: attach it once more.")
    return ""
