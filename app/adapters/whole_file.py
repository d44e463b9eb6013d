"""A small file that several processes read: written whole, never half."""

import secrets
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """The whole file at once: another process reads the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
