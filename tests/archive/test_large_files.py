"""Files as large as somebody could hand in."""

import subprocess
import sys
from pathlib import Path

import pytest

from scoring.archive import reading
from scoring.archive.reading import read_file
from scoring.archive.text import ArchiveInvalid
from tests.archive.builders import an_archive, as_file

FLASK = str(Path(sys.executable).with_name("flask"))
MEGABYTE = 1_000_000


def outcome_of_file(path):
    return subprocess.run([FLASK, "call", "outcome", str(path)], capture_output=True, timeout=120, check=False)


@pytest.mark.parametrize(
    ("tail", "code"), [(b'"}}', 0), (b'"}', 2), (b"", 2)], ids=["whole", "a bracket short", "cut off in a text"]
)
def test_a_file_of_a_hundred_megabytes_ends_cleanly(tmp_path, tail, code):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.write(as_file(an_archive())[:-1] + b', "more": {"answers": "')
        for _ in range(100):
            file.write(b"x" * MEGABYTE)
        file.write(tail)
    done = outcome_of_file(path)
    assert (done.returncode, len(done.stderr.splitlines())) == (code, 0 if code == 0 else 1)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 2 * reading.PORTION)
    path = tmp_path / "large.json"
    path.write_bytes(b" " * (2 * reading.PORTION + 1))
    with pytest.raises(ArchiveInvalid, match=r"^expected a file of at most 2 MiB$"):
        read_file(path)


def test_the_limit_is_512_mebibytes():
    assert reading.LARGEST == 512 * 1024 * 1024
