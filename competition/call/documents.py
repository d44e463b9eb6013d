"""Which version of each document is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from competition.call.records import CallDocument


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
