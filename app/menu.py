"""Where a person works in the portal: the pages of their roles, for the menu and for after signing in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.access import Do, allowed
from app.words import said_later as _l
from competition.organisation.records import Person


@dataclass(frozen=True, slots=True)
class Room:
    """A role's first page: its word, its address, the name by which a page says that it is there (`here`)."""

    word: Any  # translated when it is said
    address: str
    here: str


_ROOMS: Mapping[str, tuple[Any, Do, str]] = {
    "desk": (_l("Desk"), Do.COORDINATE, "coordinator.desk"),
    "committee": (_l("Scoring"), Do.SIT, "committee.calls"),
    "applications": (_l("My applications"), Do.LIST_OWN, "applicant.applications"),
}


def rooms_of(person: Person | None) -> list[Room]:
    """The rooms that the person may enter, the one where they most likely want to be first."""
    if person is None:
        return []
    return [Room(word, url_for(endpoint), here) for here, (word, do, endpoint) in _ROOMS.items() if allowed(do, person)]


def first_room(person: Person) -> str:
    """Where a person goes after signing in: to the work of their role, else to their account."""
    rooms = rooms_of(person)
    return rooms[0].address if rooms else url_for("accounts.overview")
