"""JSON in, strictly; JSON out, in one form.

Numbers that are not plain integers keep the very characters they were written in. Call archive, The file, JSON.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any, NoReturn

DEEPEST = 32
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
PLAIN_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
LONGEST_SHOWN = 80


class ArchiveInvalid(Exception):
    """The file is not a valid archive: at `place`, something else was `expected`. Reads as one line."""

    def __init__(self, place: str, expected: str) -> None:
        super().__init__(place, expected)
        self.place = place
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.place}: expected {self.expected}" if self.place else f"expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A number as it was written, kept so because reading it as a number would lose something: 1.10, 1e5, -0."""

    text: str


class _Repeated(dict[str, Any]):
    """An object with a key given twice; told where it stands once the whole file is read."""

    __slots__ = ("key",)

    def __init__(self, pairs: Iterable[tuple[str, Any]], key: str) -> None:
        super().__init__(pairs)
        self.key = key


class _NotANumber(ValueError):
    """NaN or an infinity."""


def load(data: bytes | bytearray) -> Any:
    """The JSON value that a file's bytes hold. Raises ArchiveInvalid for anything that the contract refuses."""
    if data.startswith(BYTE_ORDER_MARK):
        raise ArchiveInvalid("", "UTF-8 without a byte-order mark")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise ArchiveInvalid(f"byte {problem.start}", "UTF-8") from None
    if not text.strip(" \t\r\n"):
        raise ArchiveInvalid("", "a JSON object, found an empty file")
    return load_value(text)


def load_value(text: str) -> Any:
    """The JSON value of a text, read as strictly as a file; what `dump_value` wrote comes back the same."""
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as problem:
        raise ArchiveInvalid(f"line {problem.lineno}, column {problem.colno}", f"JSON ({problem.msg})") from None
    except _NotANumber as problem:
        raise ArchiveInvalid("", f"JSON without {problem}") from None
    except RecursionError:
        raise ArchiveInvalid("", f"nesting at most {DEEPEST} deep") from None
    _check(value, "", 1)
    return value


def dump_value(value: Any) -> str:
    """A JSON value as compact text: order kept, numbers as they were written."""
    return _written(value, None)


def dump_pretty(value: Any) -> str:
    """A JSON value with two spaces of indent and a final newline. Call archive, Commands."""
    return _written(value, "\n") + "\n"


def inside(place: str, key: str) -> str:
    """The place of a key within `place`: call.award, scores["2.2"]."""
    if not PLAIN_KEY.fullmatch(key):
        return f"{place}[{shown(key)}]"
    return f"{place}.{key}" if place else key


def shown(value: Any) -> str:
    """A JSON value short enough for a line of an error or a report, in ASCII."""
    text = value.text if isinstance(value, Lexeme) else json.dumps(value, default=lambda lexeme: lexeme.text)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} …"


def _number(text: str) -> int | Lexeme:
    return int(text) if PLAIN_INTEGER.fullmatch(text) else Lexeme(text)


def _no_number(text: str) -> NoReturn:
    raise _NotANumber(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    twice = next(key for key, _ in pairs if key in seen or seen.add(key))
    return _Repeated(pairs, twice)


def _check(value: Any, place: str, depth: int) -> None:
    """Refuses repeated keys, characters that are no text, and nesting too deep, each with its place."""
    if isinstance(value, str):
        _check_text(value, place)
    elif isinstance(value, dict | list):
        if depth > DEEPEST:
            raise ArchiveInvalid(place, f"nesting at most {DEEPEST} deep")
        if isinstance(value, dict):
            _check_object(value, place, depth)
        else:
            for index, item in enumerate(value):
                if isinstance(item, str | dict | list):
                    _check(item, f"{place}[{index}]", depth + 1)


def _check_object(value: dict[str, Any], place: str, depth: int) -> None:
    if isinstance(value, _Repeated):
        raise ArchiveInvalid(inside(place, value.key), "this key once, it is given twice")
    for key, item in value.items():
        if NOT_TEXT.search(key):
            _check_text(key, inside(place, key))
        if isinstance(item, str):
            if NOT_TEXT.search(item):
                _check_text(item, inside(place, key))
        elif isinstance(item, dict | list):
            _check(item, inside(place, key), depth + 1)


def _check_text(text: str, place: str) -> None:
    if unfit := NOT_TEXT.search(text):
        kind = "a text without U+0000" if unfit.group() == "\x00" else "a text without lone surrogates"
        raise ArchiveInvalid(place, kind)


def _written(value: Any, line: str | None) -> str:
    """`line` is the line break with the indent reached so far; None writes everything on one line."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Lexeme):
        return value.text
    if isinstance(value, dict):
        colon = ":" if line is None else ": "
        deeper = None if line is None else line + "  "
        parts = [f"{encode_basestring(key)}{colon}{_written(item, deeper)}" for key, item in value.items()]
        return _enclosed("{", parts, "}", line)
    if isinstance(value, list | tuple):
        deeper = None if line is None else line + "  "
        return _enclosed("[", [_written(item, deeper) for item in value], "]", line)
    return json.dumps(value, allow_nan=False)


def _enclosed(opening: str, parts: list[str], closing: str, line: str | None) -> str:
    if line is None:
        return f"{opening}{','.join(parts)}{closing}"
    if not parts:
        return opening + closing
    return f"{opening}{line}  {f',{line}  '.join(parts)}{line}{closing}"


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_number, parse_float=Lexeme, parse_constant=_no_number)
