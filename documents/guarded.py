"""Work on what strangers send, in a process of its own with limits: a hostile file costs a few seconds there, no more.

The work gets octets and gives JSON or octets back: nothing that such a process says is ever run here. The processes are
forks of one server that has the parsers loaded already, so that each begins within milliseconds; it ends with whoever
uses it.
"""

import json
import multiprocessing
import resource
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from math import ceil
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from signal import SIGABRT, SIGKILL, SIGXCPU
from threading import BoundedSemaphore
from time import monotonic
from typing import Any

PARSERS = ("docx", "documents.guarded_server")
AT_ONCE = 4
JSON, OCTETS, FAILED, LACKING = b"J", b"O", b"F", b"L"
MEGABYTE = 1024 * 1024


class TooCostly(Exception):
    """The work took more time or memory than it may."""


class Unreadable(Exception):
    """The work did not come to an end: the parser gave up, or the process died."""


class AllBusy(Exception):
    """All places for such work are taken; later there is one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one work may take: seconds of the clock and of the processor, megabytes of memory and of the result; and
    for how many seconds it may wait for its place.
    """

    seconds: float = 10
    megabytes: int = 768
    result_megabytes: int = 32
    patience: float = 20


USUAL = Limits()


@dataclass(slots=True)
class Allowance:
    """Seconds that all works on one file share, whatever is asked of it; to wait for a place is no work."""

    left: float = USUAL.seconds


_places = BoundedSemaphore(AT_ONCE)


def guarded(
    work: Callable[..., Any],
    content: bytes,
    *given: str | int,
    limits: Limits = USUAL,
    allowance: Allowance | None = None,
) -> Any:
    """What `work(content, *given)` gives: JSON or octets. `work` is a function of a module. Whatever it raises is told
    only as that it did. It takes no longer than is left of the `allowance`. Raises TooCostly, Unreadable, AllBusy.
    """
    if allowance:
        limits = replace(limits, seconds=min(limits.seconds, allowance.left))
    if limits.seconds <= 0:
        raise TooCostly
    if not _places.acquire(timeout=limits.patience):
        raise AllBusy
    begun = monotonic()
    try:
        said = _said(work, content, given, limits)
    finally:
        _places.release()
        if allowance:
            allowance.left -= monotonic() - begun
    kind, told = said[:1], said[1:]
    if kind == LACKING:
        raise TooCostly
    if kind == OCTETS:
        return told
    if kind == JSON:
        return json.loads(told)
    raise Unreadable(told.decode("utf-8", "replace"))


def _said(work: Callable[..., Any], content: bytes, given: tuple[str | int, ...], limits: Limits) -> bytes:
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, work, content, given, limits), daemon=True)
    try:
        process.start()
        theirs.close()
        if not ours.poll(limits.seconds):
            raise TooCostly
        return ours.recv_bytes(limits.result_megabytes * MEGABYTE)
    except (EOFError, OSError) as error:
        process.join(1)
        if process.exitcode in _BY_LIMIT:
            raise TooCostly from None
        raise Unreadable(type(error).__name__) from None
    finally:
        ours.close()
        with suppress(ValueError):  # of one that never started
            process.kill()
            process.join()
            process.close()


_BY_LIMIT = {-SIGXCPU, -SIGKILL, -SIGABRT}
"""The ends of a process whose time is over, or whose memory: parsers that get no more of it abort."""


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PARSERS])
    return context


def _work(
    out: Connection, work: Callable[..., Any], content: bytes, given: tuple[str | int, ...], limits: Limits
) -> None:
    _limit(limits)
    try:
        found = work(content, *given)
        said = OCTETS + found if isinstance(found, bytes) else JSON + json.dumps(found).encode()
    except (MemoryError, RecursionError):
        said = LACKING
    except BaseException as error:  # noqa: BLE001 - whatever a parser raises, it is told and the process ends
        said = FAILED + type(error).__name__.encode()
    if len(said) > limits.result_megabytes * MEGABYTE:
        said = LACKING
    out.send_bytes(said)
    out.close()


def _limit(limits: Limits) -> None:
    octets = limits.megabytes * MEGABYTE
    for which, most in (
        (resource.RLIMIT_AS, octets),
        (resource.RLIMIT_CPU, ceil(limits.seconds)),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(which, (most, most))
