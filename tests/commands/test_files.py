"""`flask files`: what lies in the store beside what the records name."""

import os
from pathlib import Path

import pytest

from tests.commands.conftest import Flask


@pytest.fixture
def demonstrated(installation: Path, flask: Flask) -> Path:
    """An installation with the demonstration."""
    loaded = flask("demo", "load")
    assert loaded.exit_code == 0, loaded.output
    return installation


def stored(installation: Path) -> list[Path]:
    return [path for path in (installation / "uploads").rglob("*") if path.is_file()]


def test_an_installation_whose_files_are_all_there_says_so(flask: Flask):
    result = flask("files", "check")

    assert (result.exit_code, result.stdout) == (0, "every file that a record names is there\n")


def test_a_file_that_is_missing_is_named_with_exit_one(flask: Flask, demonstrated: Path):
    lost = min(stored(demonstrated))
    lost.unlink()

    result = flask("files", "check")

    assert result.exit_code == 1
    assert result.stdout == f"missing: {lost.name}\n1 missing\n"


def test_what_nobody_names_is_listed_and_removed_once_it_is_a_day_old(flask: Flask, demonstrated: Path):
    digest = "ab" * 32
    orphan, half = (demonstrated / "uploads/sha256/ab" / name for name in (digest, f"{digest}#1"))
    orphan.parent.mkdir(parents=True, exist_ok=True)
    for path in (orphan, half):
        path.write_bytes(b"half")
    assert flask("files", "sweep", "--remove").stdout == "0 removed, 0 octets\n"
    for path in (orphan, half):
        os.utime(path, (1_500_000_000, 1_500_000_000))

    assert flask("files", "sweep").stdout == f"{digest}\n{digest}#1\n2 found, 4 octets\n"
    assert orphan.exists()
    assert flask("files", "sweep", "--remove").stdout == f"{digest}\n{digest}#1\n2 removed, 4 octets\n"
    assert not orphan.exists()
    assert not half.exists()
    assert flask("files", "check").exit_code == 0
