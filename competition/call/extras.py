"""What a call's `more` may tell the public besides its columns.

The inside of `more` is free in a call archive, so nothing about it is trusted: what has not the expected shape is
passed over in silence.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask."""

    phone: str | None = None
    email: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Extras:
    """The parts of `more` that pages show."""

    made_up: Mapping[str, str] | None = None
    round: Mapping[str, str] | None = None
    documents: tuple[Mapping[str, str], ...] = ()
    contact: Contact | None = None
    sources: tuple[Mapping[str, str], ...] = ()


def extras_of(more: str | None) -> Extras:
    """What a call's `more` tells, as far as it is understood."""
    inside = _part(_read(more), "call")
    return Extras(
        made_up=_texts(inside.get("made_up")),
        round=_texts(inside.get("round")),
        documents=tuple(filter(None, (_texts(_part(d, "title")) for d in _list(inside.get("documents"))))),
        contact=_contact(inside.get("contact")),
        sources=tuple(filter(None, (_texts(source) for source in _list(inside.get("sources"))))),
    )


def _read(more: str | None) -> Any:
    return json.loads(more) if more else {}


def _part(value: Any, name: str) -> dict[str, Any]:
    part = value.get(name) if isinstance(value, dict) else None
    return part if isinstance(part, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> Mapping[str, str] | None:
    if not isinstance(value, dict) or not isinstance(value.get("lv"), str):
        return None
    return {language: text for language, text in value.items() if isinstance(text, str)}


def _contact(value: Any) -> Contact | None:
    if not isinstance(value, dict):
        return None
    told = {name: text for name in ("phone", "email", "address") if isinstance(text := value.get(name), str)}
    return Contact(**told) if told else None
