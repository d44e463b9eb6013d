"""Whether the installation is closed for maintenance: it is while a small file is there, whatever stands in it.

One file for every process of a machine, as the moved clock has; `touch` is enough where no command runs. Its times are
the machine's, not those of a moved clock: people come back by their own.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.adapters.whole_file import write_whole
from app.config import HOUSE_ZONE, Settings, parse_instant

FILE = "maintenance.json"


@dataclass(frozen=True, slots=True)
class Maintenance:
    """The site is closed, until an instant where somebody said so."""

    until: datetime | None = None


def begin(settings: Settings, until: datetime | None = None) -> None:
    """Close the site for every process, or say another end."""
    write_whole(path_of(settings), json.dumps({"until": until and until.isoformat()}) + "\n")


def end(settings: Settings) -> bool:
    """Open the site; whether it was closed."""
    was = path_of(settings).exists()
    path_of(settings).unlink(missing_ok=True)
    return was


def path_of(settings: Settings) -> Path:
    """Where the file lies."""
    return settings.instance / FILE


def maintenance_at(path: Path) -> Maintenance | None:
    """What the file says; None where there is none. Asked at every request: a look without reading."""
    try:
        os.stat(path)  # noqa: PTH116 - twice as fast as Path.stat
    except FileNotFoundError:
        return None
    return Maintenance(_until(path))


def _until(path: Path) -> datetime | None:
    """The end that the file names, if it can be told in Riga; a file made by hand may name none, or be anything."""
    try:
        until = parse_instant(json.loads(path.read_text(encoding="utf-8"))["until"])
        until.astimezone(HOUSE_ZONE)
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    return until
