"""Containers signed with CMS (CAdES), made here: over a list of the files, or over the only file."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from tests.documents.signing import (
    DS,
    FILES,
    SHA1,
    SHA256,
    SIGNED_AT,
    SIGNER,
    Faults,
    Signer,
    a_container,
    signed_cms,
)

ASIC = "http://uri.etsi.org/02918/v1.2.1#"
SIGNATURE, LIST = "META-INF/signature001.p7s", "META-INF/ASiCManifest001.xml"


@dataclass
class Listed:
    """A signature over a list of files, and what is wrong with it."""

    signer: Signer = SIGNER
    files: Mapping[str, bytes] = field(default_factory=lambda: FILES)
    digest_method: str = SHA256
    stamped_at: datetime | None = None
    times: int = 1
    inside: bytes | None = None
    faults: Faults | None = None

    def manifest(self) -> bytes:
        """The list."""
        references = "".join(self._reference(name, content) for name, content in self.files.items()) * self.times
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><a:ASiCManifest xmlns:a="{ASIC}" xmlns:ds="{DS}">'
            f'<a:SigReference URI="{SIGNATURE}" MimeType="application/pkcs7-signature"/>{references}</a:ASiCManifest>'
        ).encode()

    def _reference(self, name: str, content: bytes) -> str:
        digest = hashlib.new("sha1" if self.digest_method == SHA1 else "sha256", content).digest()
        return (
            f'<a:DataObjectReference URI="{quote(name)}"><ds:DigestMethod Algorithm="{self.digest_method}"/>'
            f"<ds:DigestValue>{b64encode(digest).decode()}</ds:DigestValue></a:DataObjectReference>"
        )

    def signature(self, over: bytes | None = None) -> bytes:
        """The signature itself."""
        content = self.manifest() if over is None else over
        return signed_cms(self.signer, "data", content, self.inside, SIGNED_AT, self.stamped_at, self.faults)

    def members(self) -> dict[str, bytes]:
        """What stands beside the files."""
        return {LIST: self.manifest(), SIGNATURE: self.signature()}


def a_listed(listed: Listed | None = None, files: Mapping[str, bytes] | None = None) -> bytes:
    """A container whose files stand in a signed list; `files` may be others than stand there."""
    return a_container(files=files, more=(listed or Listed()).members())
