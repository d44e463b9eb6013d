"""A device that keeps passkeys, made of software (WebAuthn level 3, sections 6 and 7), and a browser that asks it."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """A device with one passkey. `origin` is the page on which the browser asks it; what it says can be made wrong."""

    origin: str
    verifies: bool = True
    count: int = 0
    name: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    owner: str = ""

    def make(self, asked: dict[str, Any], **wrong: Any) -> str:
        """Make a passkey as it is asked for; the browser's answer."""
        self.owner = asked["user"]["id"]
        told = self._told("webauthn.create", asked["challenge"])
        data = self._data(asked["rp"]["id"], WITH_KEY) + self._with_key()
        kept = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer({"clientDataJSON": told, "attestationObject": kept}, wrong)

    def use(self, asked: dict[str, Any], **wrong: Any) -> str:
        """Use the passkey as it is asked for; the browser's answer."""
        told, data = self._told("webauthn.get", asked["challenge"]), self._data(asked["rpId"])
        signature = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(SHA256()))
        said = {"clientDataJSON": told, "authenticatorData": data, "signature": signature}
        return self._answer({**said, "userHandle": base64url_to_bytes(self.owner)}, wrong)

    def _told(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, site: str, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _with_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        return bytes(16) + len(self.name).to_bytes(2, "big") + self.name + cbor2.dumps(cose)

    def _answer(self, response: dict[str, bytes], wrong: dict[str, Any]) -> str:
        name = bytes_to_base64url(self.name)
        said = {key: bytes_to_base64url(value) for key, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": said | wrong})
