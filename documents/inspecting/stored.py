"""Inspections as JSON, to be kept and brought back: what is not exactly of this format is refused."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from documents.inspecting.facts import Inspection
from documents.kinds import KINDS, Kind

FORMAT = "inspection/2"
_KINDS = {kind.endings[0]: kind for kind in KINDS}


def as_json(inspection: Inspection) -> dict[str, Any]:
    """What `from_json` reads: texts, numbers, lists and objects, with the mark of the format."""
    return {"format": FORMAT, **_written(inspection)}


def from_json(given: Any) -> Inspection:
    """The inspection that was written. Raises ValueError for another format, an unknown, missing or mistaken part."""
    if not isinstance(given, Mapping) or given.get("format") != FORMAT:
        raise ValueError(f"not of the format {FORMAT}")
    return _read({name: part for name, part in given.items() if name != "format"}, Inspection)


def _written(value: Any) -> Any:
    if isinstance(value, Kind):
        return value.endings[0]
    if is_dataclass(value):
        return {field.name: _written(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _read(given: Any, wanted: Any) -> Any:
    if isinstance(wanted, UnionType):
        (other,) = (one for one in get_args(wanted) if one is not NoneType)
        return None if given is None else _read(given, other)
    if get_origin(wanted) is tuple:
        return tuple(_read(one, get_args(wanted)[0]) for one in _plain(given, list))
    if wanted is not Kind and is_dataclass(wanted):
        return _object(given, wanted)
    return _word(given, wanted) if wanted in (Kind, datetime) or issubclass(wanted, StrEnum) else _plain(given, wanted)


def _word(given: Any, wanted: Any) -> Any:
    written = _plain(given, str)
    if wanted is Kind:
        return _found(_KINDS, written)
    return _instant(written) if wanted is datetime else wanted(written)


def _object(given: Any, wanted: Any) -> Any:
    parts, hints = _plain(given, dict), get_type_hints(wanted)
    if parts.keys() != hints.keys():
        raise ValueError(f"not the parts of {wanted.__name__}: {sorted(parts.keys() ^ hints.keys())}")
    return wanted(**{name: _read(part, hints[name]) for name, part in parts.items()})


def _instant(written: str) -> datetime:
    instant = datetime.fromisoformat(written)
    if instant.tzinfo is None:
        raise ValueError("an instant without its zone")
    return instant


def _plain(given: Any, wanted: type) -> Any:
    if type(given) is not wanted:
        raise ValueError(f"{wanted.__name__} expected, not {type(given).__name__}")
    return given


def _found(kinds: Mapping[str, Kind], name: str) -> Kind:
    if name not in kinds:
        raise ValueError(f"no kind {name}")
    return kinds[name]
