"""A PDF with a seal: a signature over the whole file, so that a change to any byte of it shows.

The seal stands among the keywords of the file's metadata, where PDF/A keeps text as it is. It is made in two steps: the
file is set with a seal of noughts, that file is signed, and the signature is written where the noughts were.
"""

import hashlib
import re
from collections.abc import Mapping

from competition.foundation.signing import ID_DIGITS, SIGNATURE_LETTERS, Signer, is_signed

BEGINNING = "KS1"
_SEAL = re.compile(rf"{BEGINNING}\.([0-9a-f]{{{ID_DIGITS}}})\.([A-Za-z0-9_-]{{{SIGNATURE_LETTERS}}})".encode())


def empty_seal(signer: Signer) -> str:
    """What a template puts among the keywords, for the seal to come."""
    return f"{BEGINNING}.{signer.key_id}.{'0' * SIGNATURE_LETTERS}"


def sealed(pdf: bytes, signer: Signer) -> bytes:
    """The file with its seal in place of the empty one."""
    empty = empty_seal(signer).encode()
    assert empty in pdf
    return pdf.replace(empty, f"{BEGINNING}.{signer.key_id}.{signer.sign(_signed(pdf))}".encode())


def is_sealed(content: bytes, keys: Mapping[str, str]) -> bool:
    """Whether a file is, byte for byte, as it was sealed; `keys` are public keys by their names."""
    seals = {(match[1].decode(), match[2].decode()) for match in _SEAL.finditer(content)}
    if len(seals) != 1:
        return False
    (key, signature), *_ = seals
    return key in keys and is_signed(keys[key], signature, _signed(_SEAL.sub(_emptied, content)))


def _signed(content: bytes) -> bytes:
    return f"{BEGINNING}.{hashlib.sha256(content).hexdigest()}".encode()


def _emptied(match: re.Match[bytes]) -> bytes:
    return b".".join((BEGINNING.encode(), match[1], b"0" * SIGNATURE_LETTERS))
