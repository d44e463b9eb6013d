"""What happens with the means to sign in, and viruses that somebody sends, one line of the log each: for whoever looks
for attacks (OWASP ASVS 16.3.1).

A line names the event and the key of the person whose account it is about, where there is one: never what was typed.
"""

import logging
from enum import StrEnum
from uuid import UUID

from app.request_number import request_number

log = logging.getLogger(__name__)


class Happened(StrEnum):
    """The events, by the names that stand in the log."""

    SIGNED_IN = "sign-in.succeeded"
    SIGN_IN_FAILED = "sign-in.failed"
    SIGN_IN_THROTTLED = "sign-in.throttled"
    SIGNED_OUT = "sign-out"
    PASSWORD_WRONG = "password.wrong"  # noqa: S105 - the name of an event
    PASSWORD_THROTTLED = "password.throttled"  # noqa: S105
    PASSWORD_CHANGED = "password.changed"  # noqa: S105
    ADDRESS_CHANGED = "address.changed"
    CODES_SET_UP = "codes.set-up"
    CODES_OFF = "codes.off"
    PASSKEY_ADDED = "passkey.added"
    PASSKEY_REMOVED = "passkey.removed"
    FILE_INFECTED = "file.infected"


ALARMING = frozenset({Happened.SIGN_IN_THROTTLED, Happened.PASSWORD_THROTTLED, Happened.FILE_INFECTED})


def note_security(happened: Happened, person: UUID | None) -> None:
    """Write an event down, once it is so: after the act that made it."""
    level = logging.WARNING if happened in ALARMING else logging.INFO
    facts = {"event": happened.value, **({"person": str(person)} if person else {})}
    log.log(level, "request %s: %s, person %s", request_number(), happened, person or "unknown", extra=facts)
