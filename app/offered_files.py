"""A file that was checked and kept, and is offered to a place that is full, until it is said which one it replaces.

Nothing is written down of it meanwhile: what it is stands in the address of the question, encrypted and signed, so that
only we can have written it and nobody reads a file's name in a log. It is good for one person, place and application,
and for an hour.
"""

import base64
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app

from competition.application.placing import OfferOver
from competition.call.operations import FileNote

OFFERED_FOR = timedelta(hours=1)
"""How long a file is offered; what no record points to must be kept for longer than that."""


@dataclass(frozen=True, slots=True)
class To:
    """To what place a file is offered, and by whom."""

    shelf: str
    application_id: UUID
    slot: str
    person_id: UUID


def offered(to: To, file: FileNote, at: datetime) -> str:
    """A file that is offered from an instant on, as an address carries it."""
    told = json.dumps([_told(to), asdict(file)], ensure_ascii=False)
    return _box().encrypt_at_time(told.encode(), int(at.timestamp())).decode()


def file_offered(text: str, to: To, at: datetime) -> FileNote:
    """The file that is offered to this place by this person at an instant. Raises OfferOver."""
    try:
        told = _box().decrypt_at_time(text.encode(), int(OFFERED_FOR.total_seconds()), int(at.timestamp()))
        meant, file = json.loads(told)
    except (InvalidToken, ValueError):
        raise OfferOver from None
    if meant != _told(to):
        raise OfferOver
    return FileNote(**file)


def _told(to: To) -> list[str]:
    return [to.shelf, str(to.application_id), to.slot, str(to.person_id)]


def _box() -> Fernet:
    key = hashlib.sha256(f"konkurss.offered-file\n{current_app.config['SECRET_KEY']}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
