"""What stands at the end of a link in a message: the key of its record, signed, so that only we can have written it.

It is made when the message is sent, and kept nowhere: whoever reads the database, or a backup of it, opens nothing.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, Signer

PADDING = b"=="


class Opens(StrEnum):
    """What a link opens: keys of one kind of record are none of another."""

    LINK = "link"
    INVITATION = "invitation"


def token_of(key: UUID, opens: Opens) -> str:
    """The key, signed."""
    return _signer(opens).sign(urlsafe_b64encode(key.bytes).removesuffix(PADDING)).decode()


def key_in(token: str, opens: Opens) -> UUID | None:
    """The key in a token; None where the token is not whole, or not of ours."""
    try:
        return UUID(bytes=urlsafe_b64decode(_signer(opens).unsign(token) + PADDING))
    except (BadSignature, ValueError):
        return None


def _signer(opens: Opens) -> Signer:
    return Signer(current_app.config["SECRET_KEY"], salt=f"konkurss.{opens}", digest_method=sha256)
