"""What a receipt says, in a code that the portal signs: anybody who has the code can have it checked, or check it.

`KR1.<what it says>.<signature>`, both in base64url. What it says is JSON with sorted names and no spaces; signed are
the letters `KR1.<what it says>`. The contents of the application are not in it, only their digest.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from competition.application.channels import Channel
from competition.foundation import audit
from competition.foundation.signing import SIGNATURE_LETTERS, Signer, from_letters, in_letters, is_signed

BEGINNING = "KR1"
LONGEST_CODE = 2000
_CODE = re.compile(rf"{BEGINNING}\.([A-Za-z0-9_-]{{20,{LONGEST_CODE}}})\.([A-Za-z0-9_-]{{{SIGNATURE_LETTERS}}})")


_WRAPPING = re.compile(r"=\r?\n|[\s>|]+")
"""What message programs put into a long line: breaks, with or without "=", and the marks of a quotation."""
CODE_WIDTH = 76


class NotReceipt(Exception):
    """No receipt of ours, whatever it looks like."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was received: in which call, under which number, which version, when it came and how, its digest.

    `received` is an instant in UTC; `key` names the key that signed.
    """

    call: str
    number: str
    version: int
    received: datetime
    channel: Channel
    digest: str
    key: str


def seal(said: Said, signer: Signer) -> str:
    """The code of a receipt."""
    body = f"{BEGINNING}.{in_letters(audit.canonical_bytes(audit.speak(asdict(said))))}"
    return f"{body}.{signer.sign(body.encode())}"


def folded(code: str) -> list[str]:
    """A code in lines that a message and a sheet of paper have room for."""
    return [code[first : first + CODE_WIDTH] for first in range(0, len(code), CODE_WIDTH)]


def codes_in(text: str) -> list[str]:
    """The codes in a text, each once; lines and spaces that a message program put into one are no part of it."""
    return list(dict.fromkeys(one.group() for one in _CODE.finditer(_WRAPPING.sub("", text))))


def read_code(code: str, keys: Mapping[str, str]) -> Said:
    """What a genuine code says; `keys` are the portal's public keys by their names. Raises NotReceipt."""
    match = _CODE.fullmatch(code)
    if match is None:
        raise NotReceipt
    try:
        told = json.loads(from_letters(match[1]))
        if not is_signed(keys[told["key"]], match[2], f"{BEGINNING}.{match[1]}".encode()):
            raise NotReceipt
        return _said(told)
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        raise NotReceipt from None


def digest_of_answer(text: str) -> str:
    """The SHA-256 of an answer as it was handed in, in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _said(told: dict[str, Any]) -> Said:
    received = datetime.fromisoformat(told["received"]).astimezone(UTC)
    names = {name: str(told[name]) for name in ("call", "number", "digest", "key")}
    return Said(**names, version=int(told["version"]), received=received, channel=Channel(told["channel"]))
