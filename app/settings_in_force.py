"""The settings as they are in force: each name, its value, and whence it is. Secrets say only whether they are set."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from dotenv import dotenv_values

from app.config import NAMES, PREFIX, Settings

SECRETS = frozenset({"SECRET_KEY", "RECEIPT_KEY", "OIDC_CLIENT_SECRET", "METRICS_TOKEN", "DEMO_PASSWORD"})
SECRET_WORDS = ("SECRET", "KEY", "TOKEN", "PASSWORD")
PASSWORD_IN = re.compile(r"(?<=://)([^/?#]*)@")
QUERY = re.compile(r"\?.*")
HIDDEN = "…"


class Whence(StrEnum):
    """Where a setting comes from."""

    ENVIRONMENT = "environment"
    FILE = "file"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class InForce:
    """One setting. `value` is None where none is set, and for secrets; `secret` settings tell only `is_set`."""

    name: str
    value: str | None
    whence: Whence
    secret: bool
    is_set: bool


def in_force(settings: Settings, environ: Mapping[str, str] = os.environ) -> list[InForce]:
    """Every setting by its name, in the order of the alphabet."""
    written = dotenv_values(settings.root / ".env")
    known = {field.name for field in fields(settings)}
    return [_one(settings, name, known, environ, written) for name in sorted(NAMES)]


def _one(
    settings: Settings, name: str, known: set[str], environ: Mapping[str, str], written: Mapping[str, str | None]
) -> InForce:
    short = name.removeprefix(PREFIX)
    value = getattr(settings, short.lower()) if short.lower() in known else None
    whence = Whence.ENVIRONMENT if name in environ else Whence.FILE if name in written else Whence.USUAL
    secret = short in SECRETS or any(word in short.split("_") for word in SECRET_WORDS)
    is_set = value is not None and value != ""
    return InForce(name, None if secret or not is_set else _shown(value), whence, secret, is_set)


def _shown(value: object) -> str:
    """A value without what an address may hold of a user's name, a password and a key."""
    return QUERY.sub(f"?{HIDDEN}", PASSWORD_IN.sub(f"{HIDDEN}@", str(value)))
