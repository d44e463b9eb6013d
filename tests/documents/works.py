"""What a guarded process is asked to do in tests; functions of a module, because it imports them."""

import os
import signal
import warnings
from typing import Any


def size(content: bytes) -> dict[str, int]:
    return {"size": len(content)}


def piece(content: bytes, begin: int, end: int) -> bytes:
    return content[begin:end]


def spin(_content: bytes) -> None:
    while True:
        pass


def eat(_content: bytes) -> list[bytes]:
    eaten: list[bytes] = []
    while True:
        eaten.append(b"x" * 10_000_000)


def dig(content: bytes) -> Any:
    return dig(content + b"x")


def warn(content: bytes) -> dict[str, int]:
    warnings.warn(content.decode(), stacklevel=1)
    return size(content)


def fail(_content: bytes) -> None:
    raise ValueError


def die(_content: bytes) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def give_up(_content: bytes) -> None:
    os.abort()


def much(_content: bytes) -> bytes:
    return b"x" * 3_000_000
