"""Where files lie: on disk or in S3, under their SHA-256, never changed and never stored twice."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, ObjectStore, S3Store

from app.config import Settings
from competition.foundation.errors import NotFound

CHUNK = 256 * 1024


def key_of(digest: str) -> str:
    """Where the content with this digest lies."""
    return f"sha256/{digest[:2]}/{digest}"


@dataclass(frozen=True, slots=True)
class Used:
    """How many files lie in the store and how many octets they take; `all` is off where there are more."""

    files: int
    octets: int
    all: bool


@dataclass(slots=True)
class Storage:
    """Puts content under its digest and gets it back. Opened at its first use: obstore does not survive a fork."""

    settings: Settings
    _store: ObjectStore | None = field(default=None, init=False)

    @property
    def store(self) -> ObjectStore:
        """The opened store of this process."""
        if self._store is None:
            self._store = _open(self.settings)
        return self._store

    def put(self, content: bytes) -> str:
        """Keep `content`; its digest is the key to it."""
        digest = hashlib.sha256(content).hexdigest()
        with suppress(AlreadyExistsError):  # the same content lies there already
            self.store.put(key_of(digest), content, mode="create")
        return digest

    def get(self, digest: str) -> bytes:
        """The content with this digest. Raises NotFound."""
        return b"".join(self.stream(digest))

    def stream(self, digest: str) -> Iterator[bytes]:
        """The content with this digest, piece by piece. Raises NotFound before the first piece."""
        try:
            found = self.store.get(key_of(digest))
        except FileNotFoundError:
            raise NotFound(what="file", key=digest) from None
        return (bytes(piece) for piece in found.stream(min_chunk_size=CHUNK))

    def used(self, most: int = 50_000) -> Used:
        """What lies there; of a large store the first `most` files, because each must be asked for."""
        files = octets = 0
        for several in self.store.list(prefix="sha256/"):
            files += len(several)
            octets += sum(one["size"] for one in several)
            if files >= most:
                return Used(files, octets, all=False)
        return Used(files, octets, all=True)

    def check(self) -> None:
        """Fail where the store cannot be reached, or on disk takes nothing new."""
        next(iter(self.store.list(prefix="sha256/")), None)
        folder = self.settings.storage_url.removeprefix("file:")
        if folder != self.settings.storage_url and not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError


def _open(settings: Settings) -> ObjectStore:
    address = settings.storage_url
    if address.startswith("file:"):
        return LocalStore(Path(address.removeprefix("file:")), mkdir=True)
    options = {name.lower(): value for name, value in settings.aws.items()}
    if settings.s3_endpoint:
        options["aws_endpoint_url"] = settings.s3_endpoint
    plain = bool(settings.s3_endpoint and settings.s3_endpoint.startswith("http:"))
    return S3Store.from_url(address, config=options, client_options={"allow_http": plain})  # pyright: ignore
