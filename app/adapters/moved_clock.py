"""The clock of a demonstration: moved for the whole installation, so that a call can be played from end to end.

How far it is moved stands in one small file; every process looks at each reading whether the file is another one.
A production never reads it.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.adapters.whole_file import write_whole
from app.config import Settings
from competition.foundation.clock import TICK, machine_now, use_clock

FILE = "clock.json"
UNMOVED = timedelta()


@dataclass(frozen=True, slots=True)
class Shift:
    """How far the clock is moved, and the KONKURSS_CLOCK from which that began, if it did."""

    by: timedelta = UNMOVED
    origin: str | None = None


class MovedClock:
    """What time it is, as the file says."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, ...] | None = None
        self._by = UNMOVED

    def __call__(self) -> datetime:
        seen = _look_of(self._path)
        if seen != self._seen:
            self._by = read_shift(self._path).by
            self._seen = seen
        return machine_now() + self._by


def install_clock(settings: Settings) -> None:
    """Let this process read the installation's clock, and start it where KONKURSS_CLOCK says so."""
    if settings.production:
        use_clock(None)
        return
    if settings.clock and read_shift(path_of(settings)).origin != settings.clock.isoformat():
        start_anew(settings)
    use_clock(MovedClock(path_of(settings)))


def start_anew(settings: Settings) -> None:
    """Let the installation's clock show KONKURSS_CLOCK at this moment, where it is set."""
    if settings.clock and not settings.production:
        _write(path_of(settings), Shift(settings.clock - machine_now(), settings.clock.isoformat()))


def move_to(settings: Settings, at: datetime) -> None:
    """Let the installation's clock show `at` at this moment."""
    origin = settings.clock.isoformat() if settings.clock else read_shift(path_of(settings)).origin
    _write(path_of(settings), Shift(at - machine_now(), origin))


def reset(settings: Settings) -> None:
    """Give the machine's clock back."""
    path_of(settings).unlink(missing_ok=True)


def path_of(settings: Settings) -> Path:
    """Where the clock's file lies."""
    return settings.instance / FILE


def read_shift(path: Path) -> Shift:
    """What the file says; where there is none, the clock is not moved."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Shift()
    return Shift(timedelta(microseconds=said["shift_us"]), said["origin"])


def _write(path: Path, shift: Shift) -> None:
    write_whole(path, json.dumps({"shift_us": shift.by // TICK, "origin": shift.origin}) + "\n")


def _look_of(path: Path) -> tuple[int, ...] | None:
    """By what a changed file shows without being read; its number too, for two changes within one tick of the disk."""
    try:
        found = os.stat(path)  # noqa: PTH116 - at every reading of the clock, twice as fast as Path.stat
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
