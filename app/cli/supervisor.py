"""Processes that live and end together: the first that ends, or a signal to us, ends all."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM)
LOOKS_EVERY = 0.25
ENDS_WITHIN = 8.0
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Make:
    """The `make` that runs us. It passes SIGTERM on; on a SIGINT sent to it alone it only waits for us to end.

    While it waits so, it catches SIGINT no more: Linux shows that. (Ctrl-C reaches us without it.)
    """

    pid: int

    @classmethod
    def above_us(cls) -> "Make | None":
        """The make that started us, if one did and its state can be read."""
        make = cls(os.getppid())
        try:
            name = Path(f"/proc/{make.pid}/comm").read_text(encoding="utf-8").strip()
        except OSError:
            return None
        return make if name in {"make", "gmake"} and make._catches_sigint() else None

    def wants_to_end(self) -> bool:
        """Whether it was told to end, or is gone."""
        return os.getppid() != self.pid or not self._catches_sigint()

    def _catches_sigint(self) -> bool:
        try:
            status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        except OSError:
            return False
        caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
        return bool(int(caught.split()[1], 16) >> (signal.SIGINT - 1) & 1)


@dataclass(slots=True)
class Supervisor:
    """Children by name."""

    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    stop: Event = field(default_factory=Event)
    at_once: bool = False
    make: Make | None = field(default_factory=Make.above_us)

    def __post_init__(self) -> None:
        """From here on SIGINT and SIGTERM are heeded."""
        for number in ENDING:
            signal.signal(number, self._heed)

    @contextmanager
    def ending_at_once(self) -> Iterator[None]:
        """While there is no child yet, a signal ends us where we stand: what is half done is rolled back."""
        self.at_once = True
        try:
            yield
        finally:
            self.at_once = False

    def start(self, name: str, command: Sequence[str], folder: Path, files: Sequence[int] = ()) -> None:
        """Start a child in a session of its own: a Ctrl-C reaches it through us, once."""
        self.children[name] = subprocess.Popen(  # noqa: S603 - our own commands
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            pass_fds=files,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - we run no other thread
        )

    def watch(self) -> str | None:
        """Wait for a signal (None), or for a child that ends by itself (a sentence about it)."""
        while not self.stop.wait(LOOKS_EVERY):
            for name, child in self.children.items():
                if child.poll() is not None:
                    return f"{name} ended by itself ({_how(child.returncode)}); everything is stopped"
            if self.make and self.make.wants_to_end():
                return None
        return None

    def end_all(self) -> None:
        """Ask every child to end; one that does not within seconds is killed."""
        for child in self.children.values():
            child.terminate()
        until = time.monotonic() + ENDS_WITHIN
        for child in self.children.values():
            try:
                child.wait(timeout=max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def _heed(self, _number: int, _frame: FrameType | None) -> None:
        self.stop.set()
        if self.at_once:
            raise SystemExit(0)


def _how(code: int) -> str:
    return f"exit {code}" if code >= 0 else signal.Signals(-code).name


def _end_with_parent() -> None:
    """Even where we are killed outright, no child stays behind (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
