"""One table of a form's file as text: written anew, or changed so that what is not changed stays as it stands, with its
remarks.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tomlkit

from competition.form.pieces import REMARK, Path, is_header, is_said, statements, tokens

Value = str | int | bool | list[str]
Leaves = Mapping[Path, Value | None]
"""What a table says, by the way there (`label.lv`); None is left out."""
ORDER = (
    *("key", "kind", "label", "title", "hint", "most", "rows", "required", "needed_with", "kinds", "megabytes"),
    *("template", "committee", "choices"),
)
"""In which order a table that is written anew says what it says."""
_ROW = "row"


@dataclass(frozen=True, slots=True)
class Said:
    """What a table is to say: its fields, what they are where they are left out, and its lists of rows."""

    leaves: Leaves
    usual: Mapping[Path, Value] = field(default_factory=dict[Path, Value])
    rows: Mapping[str, Sequence["Said"]] = field(default_factory=dict[str, Sequence["Said"]])

    @property
    def told(self) -> dict[Path, Value]:
        """The fields that need to be written, in their order."""
        return {way: value for way, value in self.leaves.items() if value is not None and value != self.usual.get(way)}


def written(header: str, said: Said) -> str:
    """A table written anew under its header."""
    lines = [header, *(_line(way, value) for way, value in said.told.items())]
    return "".join(f"{line}\n" for line in lines) + "".join(
        _list(name, rows) for name, rows in said.rows.items() if rows
    )


def changed(text: str, said: Said) -> str:
    """A table's text so that it says this; lists of rows in it, too, where they are no tables of their own."""
    lines = list(statements(text))
    for way, value in said.leaves.items():
        usual = said.usual.get(way)
        now = _found(lines, way, usual)
        if now == value or (now is None and value is None):
            continue
        lines = _without(lines, way) if value is None or value == usual else _with(lines, way, value)
    for name, rows in said.rows.items():
        lines = _with_rows(lines, name, rows)
    return "".join(lines)


def _line(way: Path, value: Value) -> str:
    return f"{'.'.join(way)} = {_literal(value)}"


def _literal(value: Value) -> str:
    return tomlkit.item(value).as_string()


def _list(name: str, rows: Sequence[Said]) -> str:
    return f"{name} = [\n" + "".join(f"    {_inline(one)},\n" for one in rows) + "]\n"


def _inline(row: Said) -> str:
    return "{ " + ", ".join(_line(way, value) for way, value in row.told.items()) + " }"


def _parsed(line: str) -> dict[str, Any]:
    return tomllib.loads(line) if is_said(line) and not is_header(line) else {}


def _at(parsed: Any, way: Path) -> Any:
    for name in way:
        parsed = parsed.get(name) if isinstance(parsed, dict) else None
    return parsed


def _found(lines: Sequence[str], way: Path, usual: Value | None) -> Any:
    """What stands there; what is usual where nothing does."""
    return next((found for line in lines if (found := _at(_parsed(line), way)) is not None), usual)


def _without(lines: Sequence[str], way: Path) -> list[str]:
    rest: list[str] = []
    for line in lines:
        parsed = _parsed(line)
        if _at(parsed, way) is None:
            rest.append(line)
        elif not _is_alone(parsed):
            rest.append(_edited(line, way, None))
    return rest


def _is_alone(parsed: Any) -> bool:
    """Whether a line says one thing."""
    while isinstance(parsed, dict):
        if len(parsed) != 1:
            return False
        parsed = next(iter(parsed.values()))
    return True


def _with(lines: Sequence[str], way: Path, value: Value) -> list[str]:
    """The lines with a field that says this: where it stands, else beside its like."""
    for place, line in enumerate(lines):
        parsed = _parsed(line)
        if _at(parsed, way) is not None or (isinstance(parsed.get(way[0]), dict) and _holds_all(line)):
            return [*lines[:place], _edited(line, way, value), *lines[place + 1 :]]
    place = _place_for(lines, way[0])
    return [*lines[:place], _line(way, value) + "\n", *lines[place:]]


def _holds_all(line: str) -> bool:
    """Whether a line says a text in all its languages at once: `label = { lv = "…" }`."""
    name, _, _ = line.partition("=")
    return "." not in name


def _place_for(lines: Sequence[str], name: str) -> int:
    """After which line a field that was not there belongs."""
    place = 0
    for number, line in enumerate(lines, 1):
        first = next(iter(_parsed(line)), None)
        if is_header(line) or (first is not None and _rank(first) <= _rank(name)):
            place = number
    return place


def _rank(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _edited(line: str, way: Path, value: Value | None) -> str:
    """A line that says something else at a place, with its remark."""
    read: Any = tomlkit.parse(line)
    inner = read
    for name in way[:-1]:
        if name not in inner:
            inner[name] = tomlkit.inline_table()
        inner = inner[name]
    if value is None:
        del inner[way[-1]]
    else:
        inner[way[-1]] = value
    return tomlkit.dumps(read)


def _with_rows(lines: Sequence[str], name: str, rows: Sequence[Said]) -> list[str]:
    place = next((number for number, line in enumerate(lines) if name in _parsed(line)), None)
    if place is None:
        end = _place_for(lines, name)
        return [*lines[:end], _list(name, rows), *lines[end:]] if rows else list(lines)
    return [*lines[:place], *([_listed(lines[place], rows)] if rows else []), *lines[place + 1 :]]


@dataclass(slots=True)
class _Entry:
    """A row of a list: where its text stands, and the remarks above it and beside it."""

    start: int
    end: int
    above: list[str]
    beside: str = ""


def _listed(line: str, rows: Sequence[Said]) -> str:
    """A list that says these rows: a row that was there before keeps its text as far as it says the same."""
    entries, below, (begin, end) = _entries(line)
    texts = [line[one.start : one.end] for one in entries]
    before = {_key_in(text): (one, text) for one, text in zip(entries, texts, strict=True)}
    wanted = [str(one.leaves["key",]) for one in rows]
    if wanted == [_key_in(text) for text in texts]:
        for entry, row in reversed(list(zip(entries, rows, strict=True))):
            line = line[: entry.start] + _row_text(line[entry.start : entry.end], row) + line[entry.end :]
        return line
    told = [line[:begin], "\n"]
    for key, row in zip(wanted, rows, strict=True):
        entry, text = before.get(key, (None, ""))
        told += _remarks(entry.above if entry else ())
        told.append(f"    {_row_text(text, row) if text else _inline(row)},{entry.beside if entry else ''}\n")
    return "".join((*told, *_remarks(below), line[end:]))


def _remarks(remarks: Iterable[str]) -> list[str]:
    return [f"    {one}\n" for one in remarks]


def _key_in(row: str) -> str:
    return str(tomllib.loads(f"{_ROW} = {row}")[_ROW].get("key"))


def _row_text(text: str, row: Said) -> str:
    """A row that was there before, as it is to be now: as it stands where it says the same."""
    found = tomllib.loads(f"{_ROW} = {text}")[_ROW]
    now = {way: _at(found, way) for way in row.leaves}
    if all(row.usual.get(way) == value if now[way] is None else now[way] == value for way, value in row.leaves.items()):
        return text
    return _inline(row)


def _entries(line: str) -> tuple[list[_Entry], list[str], tuple[int, int]]:
    """The rows of a list, the remarks below the last one, and where the list's inside begins and ends."""
    entries: list[_Entry] = []
    above, is_new_line, begin, start, end = list[str](), True, 0, 0, 0
    for sign, stop, depth in tokens(line):
        if sign == "[" and depth == 1 and not begin:
            begin = stop
        elif sign == "{" and depth == 2:  # noqa: PLR2004 - a row in the list
            start = stop - 1
        elif sign == "}" and depth == 1:
            entries.append(_Entry(start, stop, above))
            above, is_new_line = [], False
        elif sign == "]" and depth == 0:
            end = stop - 1
        elif depth == 1 and sign.startswith(REMARK) and is_new_line:
            above.append(sign)
        elif depth == 1 and sign.startswith(REMARK):
            entries[-1].beside = f" {sign}"
        elif sign == "\n":
            is_new_line = True
    return entries, above, (begin, end)
