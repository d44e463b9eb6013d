"""The worker's sign of life: one small file, touched after each look into the outbox that went well.

A machine's own, as the file of maintenance is: whoever asks needs no database, and nobody who asks writes.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from app.config import Settings
from competition.foundation.clock import machine_now

FILE = "worker.alive"
EVERY = 5.0
TOO_OLD = timedelta(seconds=60)


@dataclass(slots=True)
class Heart:
    """Beats for one worker; called as often as one likes, it touches the file every few seconds."""

    path: Path
    _last: float | None = field(default=None, init=False)

    def beat(self) -> None:
        """Leave a sign, where the last one is not fresh. Raises OSError."""
        if self._last is not None and monotonic() - self._last < EVERY:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()
        self._last = monotonic()


def path_of(settings: Settings) -> Path:
    """Where the file lies."""
    return settings.instance / FILE


def age_of(path: Path, now: datetime | None = None) -> timedelta | None:
    """How old the last sign is; None where no worker of this machine has ever left one."""
    try:
        touched = path.stat().st_mtime
    except FileNotFoundError:
        return None
    since = (now or machine_now()).timestamp() - touched
    return timedelta(seconds=max(0.0, since))
