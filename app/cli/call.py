"""`flask call`: what one file tells about a call, and the way of a call into the database and out of it.

`outcome` and `verify` need a file only: no database, no site. Call archive, Commands.
"""

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from scoring.archive.comparing import differences
from scoring.archive.model import Archive
from scoring.archive.reading import read_file
from scoring.archive.text import ArchiveInvalid, dump_pretty, shown
from scoring.outcome import outcome_of

SAME, DIFFERS, INVALID = 0, 1, 2
FILE = click.Path(path_type=Path)


@click.group()
def call() -> None:
    """Recompute, verify, bring in and write out calls."""


@call.command()
@click.argument("file", type=FILE)
def outcome(file: Path) -> None:
    """Recompute the outcome of the call in FILE and print it as JSON."""
    computed = outcome_of(_archive(file).round())
    _print(dump_pretty(computed.as_json()))


@call.command()
@click.argument("file", type=FILE)
def verify(file: Path) -> None:
    """Compare the outcome recorded in FILE with the one that the rules give."""
    archive = _archive(file)
    if archive.recorded is None:
        _refuse(f"{_shown(file)}: nothing recorded to compare with")
    found = differences(archive.recorded, outcome_of(archive.round()).as_json())
    _print(
        "".join(f"{line}\n" for line in found) or f"{_shown(file)}: the recorded outcome is the one the rules give\n"
    )
    sys.exit(DIFFERS if found else SAME)


@call.command("import")
@click.argument("file", type=FILE)
@click.option("--organiser", metavar="SLUG", help="The organiser whose call it is; otherwise the one the file names.")
def import_(file: Path, organiser: str | None) -> None:
    """Bring the call in FILE into the database: all of it, or nothing."""
    archive = _archive(file)
    import_module("app.cli.rounds").bring_in(archive, organiser)
    _print(f"{archive.call.slug}: brought in\n")


@call.command()
@click.argument("slug")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Write to FILE instead of the screen.")
@click.option("--public", is_flag=True, help="The archive fit for publishing.")
def export(slug: str, output: Path | None, public: bool) -> None:
    """Write the archive of the call SLUG."""
    text = import_module("app.cli.rounds").write_out(slug, public)
    if output is None:
        _print(text)
    else:
        _write(output, text)


def _archive(file: Path) -> Archive:
    """The archive in a file; an invalid one ends the command with one line."""
    # Millions of values and no cycle among them: looking for cycles would take a third of the time.
    gc.disable()
    try:
        return read_file(file)
    except ArchiveInvalid as problem:
        _refuse(f"{_shown(file)}: {problem}")


def _shown(file: Path) -> str:
    """A file's name on one line, whatever it is."""
    name = str(file)
    return name if name.isprintable() else shown(name)


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(INVALID)


def _print(text: str) -> None:
    """UTF-8 whatever the locale; somebody who stops reading is no error."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python flushes once more when it ends: into nothing, then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError as problem:
        _refuse(f"the output cannot be written: {problem.strerror}")


def _write(path: Path, text: str) -> None:
    """Writes a file whole or not at all: what stood there before stays until the new one is complete."""
    target = path.resolve()
    whole_or_not_at_all = target.is_file() or not target.exists()
    made = target.with_name(f".konkurss-{os.getpid()}") if whole_or_not_at_all else target
    try:
        made.write_bytes(text.encode())
        made.replace(target)
    except OSError as problem:
        if whole_or_not_at_all:
            made.unlink(missing_ok=True)
        _refuse(f"{_shown(path)}: cannot be written: {problem.strerror}")
