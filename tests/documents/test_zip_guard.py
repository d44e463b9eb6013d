"""A ZIP is asked what it would unpack to before anything of it is unpacked."""

import struct
import warnings
import zipfile
from io import BytesIO, RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from documents.inspecting.facts import Fault, Faulty
from documents.inspecting.zip_guard import Bounds, opened
from tests.documents import hostile_directories, samples
from tests.documents.samples import packed

WORDS = b"".join(b"%d " % number for number in range(200_000))


def fault_of(content: bytes, bounds: Bounds | None = None) -> Fault:
    with pytest.raises(Faulty) as refused:
        opened(content, bounds or Bounds())
    return refused.value.fault


def with_entry(entry: ZipInfo, content: bytes = b"x") -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as container:
        container.writestr(entry, content)
    return out.getvalue()


def named(name: str) -> bytes:
    """A ZIP whose member has exactly this name, which `zipfile` would not write."""
    placeholder = "n" * len(name.encode())
    return packed({placeholder: b"x"}).replace(placeholder.encode(), name.encode())


def twice(name: str) -> bytes:
    out = BytesIO()
    with warnings.catch_warnings(), ZipFile(out, "w") as container:
        warnings.simplefilter("ignore")
        container.writestr(name, b"a")
        container.writestr(name, b"b")
    return out.getvalue()


def overlapping(times: int = 50) -> bytes:
    """A ZIP whose directory names one and the same member many times."""
    one = packed({"a": b"x" * 2000})
    place = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entry = one[place:end]
    entries = b"".join(entry[:46] + bytes([97 + number % 26]) + entry[47:] for number in range(times))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(entries), place, 0)
    return one[:place] + entries + tail


def with_count(content: bytes, count: int) -> bytes:
    """The same ZIP, which says that it has so many members."""
    end = content.rindex(b"PK\x05\x06")
    return content[: end + 8] + struct.pack("<HH", count, count) + content[end + 12 :]


def shifted() -> bytes:
    """A ZIP behind another one, whose directory stands where this one says that its own is."""
    first, second = packed({"a": b"x"}), packed({"a": b"y"})
    return first[: first.rindex(b"PK\x05\x06")] + second


def streamed_zip(*, large: bool) -> bytes:
    """A ZIP whose members tell of their sizes behind them, as one that is written without going back."""
    out = _Forwards()
    with ZipFile(out, "w", ZIP_DEFLATED) as container:
        for name in ("a.txt", "ā.txt"):
            with container.open(name, "w", force_zip64=large) as member:
                member.write(WORDS)
    return bytes(out.written)


class _Forwards(RawIOBase):
    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:
        self.written += bytes(piece)
        return len(piece)


def test_an_ordinary_zip_is_unpacked():
    package = opened(packed({"mapes/a.txt": b"a" * 2_000, "b.txt": WORDS, "tukša/": b""}, ZIP_DEFLATED))

    assert package.names == ("mapes/a.txt", "b.txt")
    assert package.read("b.txt") == WORDS
    assert not package.hides_something


@pytest.mark.parametrize(
    "content",
    [
        packed({"a": b"\x00" * 30_000_000}, ZIP_DEFLATED),
        packed({f"{number}": b"\x00" * 900_000 for number in range(40)}, ZIP_DEFLATED),
        samples.in_its_directory(packed({"a": b"x", "b": b"y"}), 24, "<L", 2**31),
        overlapping(),
    ],
    ids=["one member", "many small ones", "says so", "the same octets again and again"],
)
def test_a_bomb_is_refused_before_it_is_unpacked(content):
    assert fault_of(content) is Fault.BOMB


def test_a_zip_of_too_many_members_is_refused_as_that():
    assert fault_of(packed({f"{number}": b"" for number in range(2001)})) is Fault.TOO_MANY_FILES
    assert fault_of(hostile_directories.of_a_large_directory()) is Fault.TOO_MANY_FILES


def test_what_a_member_says_of_its_size_is_the_most_that_is_unpacked():
    content = samples.in_its_directory(packed({"a": WORDS}, ZIP_DEFLATED), 24, "<L", 1000)

    with pytest.raises(Faulty) as refused:
        opened(content).read("a")
    assert refused.value.fault is Fault.DAMAGED


def test_a_member_longer_than_what_is_asked_for_is_not_held():
    with pytest.raises(Faulty) as refused:
        opened(packed({"a": b"x" * 1000})).read("a", 999)
    assert refused.value.fault is Fault.TOO_COSTLY


@pytest.mark.parametrize(
    "name",
    ["../a", "a/../../b", "/etc/passwd", "\\\\host\\a", "C:/a", "a\\b", "a\0.txt", "a//b", "./a", "a\nb", ".."],
)
def test_names_that_lead_elsewhere_are_refused(name):
    assert fault_of(named(name)) is Fault.UNSAFE_NAMES


def test_a_name_that_stands_twice_and_a_link_are_refused():
    link = ZipInfo("saite")
    link.external_attr = 0o120777 << 16

    assert fault_of(twice("a.txt")) is Fault.UNSAFE_NAMES
    assert fault_of(with_entry(link, b"/etc/passwd")) is Fault.UNSAFE_NAMES


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (samples.said_to_be_encrypted(packed({"a": b"x"})), Fault.ENCRYPTED),
        (packed({"a": b"x"}, zipfile.ZIP_LZMA), Fault.DAMAGED),
        (packed({}), Fault.DAMAGED),
        (packed({"a": b"x"})[:-5], Fault.DAMAGED),
        (b"", Fault.DAMAGED),
    ],
    ids=["encrypted", "packed in another way", "without members", "cut off", "empty"],
)
def test_a_zip_that_cannot_be_unpacked_has_its_fault(content, fault):
    assert fault_of(content) is fault


def test_what_stands_before_or_between_the_members_is_noticed():
    whole = packed({"a": b"x"})
    place = whole.index(b"PK\x01\x02")
    hidden = b"%PDF-1.4 " * 300
    moved = bytearray(whole[:place] + hidden + whole[place:])
    struct.pack_into("<L", moved, moved.rindex(b"PK\x05\x06") + 16, place + len(hidden))

    assert opened(bytes(moved)).hides_something
    assert opened(b"PK\x03\x04<html>" + whole).hides_something


@pytest.mark.parametrize(
    "content",
    [
        hostile_directories.of_two_directories(),
        hostile_directories.with_a_large_end(packed({"a": b"x"}), shown=(1, 2, 1)),
        samples.DOCX + packed({"a": b"x"})[:-22] + samples.DOCX[-22:],
        packed({"a": b"x", "b": b"y"})[:-12] + b"\x03" + packed({"a": b"x", "b": b"y"})[-11:],
        with_count(packed({"a": b"x", "b": b"y"}), 3),
        shifted(),
    ],
    ids=[
        "a plain and a large end",
        "a plain end that tells of nothing",
        "an end that points elsewhere",
        "a larger directory",
        "more entries than there are",
        "a directory where it is said, and another before the end",
    ],
)
def test_a_zip_of_two_directories_is_damaged(content):
    assert fault_of(content) is Fault.DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        hostile_directories.with_a_hidden_member(packed({"a": b"x"})),
        hostile_directories.with_another_head(packed({"a": b"x"}), 30, b"b"),
        hostile_directories.with_another_head(packed({"a": b"x"}), 18, struct.pack("<LL", 900, 900)),
        hostile_directories.with_another_head(packed({"a": b"x"}), 8, struct.pack("<H", 8)),
        hostile_directories.with_a_folder_of_octets(),
        packed({"a": b"x"}) + b"%PDF",
        packed({"a": b"x"})[:-2] + b"\x09\x00",
    ],
    ids=["hidden", "another name", "another size", "another packing", "in a folder", "behind", "a remark that is none"],
)
def test_what_other_programs_would_find_is_noticed(content):
    assert opened(content).hides_something


@pytest.mark.parametrize(
    "content",
    [
        hostile_directories.with_a_large_end(packed({"a": b"x"})),
        hostile_directories.with_a_large_end(packed({"a": b"x"}), shown=(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFF)),
        streamed_zip(large=False),
        streamed_zip(large=True),
        packed({"a.zip": packed({"b": b"y"}), "b": b"x"}),
        packed({"a": b"x"})[:-2] + b"\x02\x00ok",
        packed({"mapes/": b"", "mapes/ā.txt": b"x"}),
    ],
    ids=["both ends", "a large end alone", "streamed", "streamed, large", "a zip in it", "a remark", "folders"],
)
def test_what_programs_write_hides_nothing(content):
    package = opened(content)

    assert not package.hides_something
    assert all(package.read(name) for name in package.names)
