"""Which version of each document is in force."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from competition.call.records import CallDocument

TO_BE_WRITTEN_IN = {
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
}
"""The media types of files that are made to be written in."""


@dataclass(frozen=True, slots=True)
class Current:
    """A document in force, and its versions before that, the latest first."""

    document: CallDocument
    earlier: list[CallDocument]


def in_force(documents: Iterable[CallDocument], at: datetime) -> list[Current]:
    """Of each document the last version whose day has come at the instant `at`, in the call's order."""
    begun = [document for document in documents if document.in_force_from <= at]
    begun.sort(key=lambda document: (document.position, document.version))
    versions = [list(group) for _, group in groupby(begun, key=lambda document: document.position)]
    return [Current(of_one[-1], of_one[-2::-1]) for of_one in versions]


def has_form_on_paper(documents: Iterable[Current], slots: Collection[str]) -> bool:
    """Whether a call's documents hold a form to be filled in on one's own computer: a file of a text program that is
    not the form of an attachment. `slots`: the Latvian titles of the attachments, under which those stand.
    """
    return any(
        one.document.media_type in TO_BE_WRITTEN_IN and one.document.title.get("lv") not in slots for one in documents
    )
