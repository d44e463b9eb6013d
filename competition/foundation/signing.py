"""Ed25519 signatures of the installation: who signs has the private key, which is never in the database.

Everybody can check them with the public half, here or elsewhere (docs/receipts.md).
"""

import base64
import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SEED_BYTES = 32
SIGNATURE_LETTERS = 86
ID_DIGITS = 16


@dataclass(frozen=True)
class Signer:
    """A key that signs, of 32 bytes."""

    seed: bytes = field(repr=False)

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public(self) -> str:
        """The public half: its 32 bytes in base64url."""
        return in_letters(self._private.public_key().public_bytes_raw())

    @cached_property
    def key_id(self) -> str:
        """The name by which a signature says whose it is."""
        return id_of(self.public)

    def sign(self, content: bytes) -> str:
        """The signature of `content`: 64 bytes in base64url, which is 86 letters."""
        return in_letters(self._private.sign(content))


def signer_from(text: str) -> Signer:
    """The key that a setting means: its 32 bytes in base64 or in hexadecimal digits, else those derived from the text.

    Of a text that is no key itself its SHA-256 is taken; it must be long and random, which the settings ask for.
    """
    return Signer(_seed_in(text) or hashlib.sha256(text.encode()).digest())


def id_of(public: str) -> str:
    """The name of a key: the first 16 hexadecimal digits of the SHA-256 of its public half."""
    return hashlib.sha256(from_letters(public)).hexdigest()[:ID_DIGITS]


def is_signed(public: str, signature: str, content: bytes) -> bool:
    """Whether `signature` is that of `content`, by the key with this public half."""
    try:
        Ed25519PublicKey.from_public_bytes(from_letters(public)).verify(from_letters(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def in_letters(content: bytes) -> str:
    """Bytes in base64url without its filling."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def from_letters(text: str) -> bytes:
    """The bytes of base64url without its filling, in the one way of writing them. Raises ValueError."""
    content = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if in_letters(content) != text:
        raise ValueError("not base64url as it is written here")
    return content


def _seed_in(text: str) -> bytes | None:
    for read in (bytes.fromhex, _from_base64):
        try:
            seed = read(text)
        except ValueError:
            continue
        if len(seed) == SEED_BYTES:
            return seed
    return None


def _from_base64(text: str) -> bytes:
    return from_letters(text.rstrip("=").translate(str.maketrans("+/", "-_")))
