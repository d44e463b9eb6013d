"""ZIP containers whose bytes depend on their contents alone: no member knows when it was packed."""

from collections.abc import Iterable, Iterator
from io import SEEK_SET, BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)


class _Passing(BytesIO):
    """What was written since it was last taken: a ZIP goes through it without being kept.

    A ZIP goes back no further than to the head of its latest member.
    """

    def __init__(self) -> None:
        super().__init__()
        self._taken = 0

    def tell(self) -> int:
        return self._taken + super().tell()

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        return self._taken + super().seek(offset - self._taken if whence == SEEK_SET else offset, whence)

    def take(self) -> bytes:
        """The octets written since the last time."""
        content = self.getvalue()
        super().seek(0)
        self.truncate()
        self._taken += len(content)
        return content


def streamed(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """A ZIP in pieces, one at least a member; holds one member at a time. The members are packed already: stored."""
    passing = _Passing()
    with ZipFile(passing, "w") as container:
        for name, content in members:
            container.writestr(_member(name, ZIP_STORED), content)
            yield passing.take()
    yield passing.take()


def packed_anew(container: bytes) -> bytes:
    """The same members in the same order, deflated, without the time of their packing."""
    out = BytesIO()
    with ZipFile(BytesIO(container)) as given, ZipFile(out, "w") as anew:
        for name in given.namelist():
            anew.writestr(_member(name, ZIP_DEFLATED), given.read(name))
    return out.getvalue()


def _member(name: str, compressed: int) -> ZipInfo:
    member = ZipInfo(name, EPOCH)
    member.compress_type = compressed
    member.external_attr = 0o644 << 16
    return member
