"""Where files lie: on disk or in S3, under their SHA-256, never changed and never stored twice."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, ObjectStore, S3Store

from app.config import Settings
from competition.foundation.errors import NotFound

CHUNK = 256 * 1024
RETRIES, PATIENCE = 3, timedelta(seconds=8)
"""How long S3 is asked again before it counts as away: obstore alone might keep a request waiting for three minutes."""
USUAL = frozenset(
    f"AWS_{name}"
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "REGION", "DEFAULT_REGION", "ENDPOINT_URL")
)
"""What is taken from the environment; others, for other programs, would be refused by the store."""


def key_of(digest: str) -> str:
    """Where the content with this digest lies."""
    return f"sha256/{digest[:2]}/{digest}"


def digest_of(content: bytes) -> str:
    """The digest under which a content is kept."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Used:
    """How many files lie in the store and how many octets they take; `all` is off where there are more."""

    files: int
    octets: int
    all: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A content that lies in the store, and when it was put there."""

    digest: str
    size: int
    at: datetime


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
        """Keep `content`, also from a power cut as soon as this returns; its digest is the key to it."""
        digest = digest_of(content)
        with suppress(AlreadyExistsError):  # the same content lies there already
            self.store.put(key_of(digest), content, mode="create")
        if self._folder:
            _settle(self._folder / key_of(digest), self._folder)
        return digest

    def remove(self, digest: str) -> None:
        """Take the content with this digest away; what is not there is no trouble."""
        with suppress(FileNotFoundError):
            self.store.delete(key_of(digest))

    def has(self, digest: str) -> bool:
        """Whether the content with this digest lies there."""
        try:
            self.store.head(key_of(digest))
        except FileNotFoundError:
            return False
        return True

    def all(self) -> Iterator[Stored]:
        """Every content that lies there."""
        for several in self.store.list(prefix="sha256/"):
            for one in several:
                yield Stored(one["path"].rpartition("/")[2], one["size"], one["last_modified"])

    def leftovers(self) -> Iterator[Path]:
        """What a process that was killed while it wrote left beside the contents: on disk only."""
        if self._folder:
            yield from (path for path in (self._folder / "sha256").glob("*/*#*") if path.is_file())

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
        if self._folder and not os.access(self._folder, os.W_OK | os.X_OK):
            raise PermissionError

    @property
    def _folder(self) -> Path | None:
        folder = self.settings.storage_url.removeprefix("file:")
        return None if folder == self.settings.storage_url else Path(folder)


def _settle(path: Path, above: Path) -> None:
    """Have the disk write a file and the names that lead to it: obstore leaves that to the system, for some seconds."""
    for one in (path, *path.parents):
        place = os.open(one, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
        if one == above:
            return


def _open(settings: Settings) -> ObjectStore:
    address = settings.storage_url
    if address.startswith("file:"):
        return LocalStore(Path(address.removeprefix("file:")), mkdir=True)
    options = {name.lower(): value for name, value in settings.aws.items() if name in USUAL}
    if settings.s3_endpoint:
        options["aws_endpoint_url"] = settings.s3_endpoint
    plain = bool(settings.s3_endpoint and settings.s3_endpoint.startswith("http:"))
    tried: Any = {"max_retries": RETRIES, "retry_timeout": PATIENCE}
    client: Any = {"allow_http": plain}
    return S3Store.from_url(address, config=options, client_options=client, retry_config=tried)  # pyright: ignore
