"""Whether the outcome that a file records is the one that the rules give. Call archive, Commands, `verify`."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from scoring.archive.text import Lexeme, shown

APPLICATIONS = "applications"
NUMBER = "number"


def differences(recorded: Mapping[str, Any], computed: Mapping[str, Any]) -> list[str]:
    """A line for each difference, with the application's number or the key; none when they are the same JSON value."""
    rest = _in_objects("", _without_applications(recorded), _without_applications(computed))
    if APPLICATIONS not in recorded:
        return [*rest, f"{APPLICATIONS}: not recorded"]
    return [*rest, *_in_applications(recorded[APPLICATIONS], computed[APPLICATIONS])]


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal: numbers by their value, objects in any order of keys, true is not 1."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | Lexeme) and isinstance(other, int | Lexeme):
        return _number(one) == _number(other)
    return type(one) is type(other) and one == other


def _number(value: int | Lexeme) -> Decimal | str:
    """The number that was written; the writing itself, where it is beyond any decimal."""
    if isinstance(value, int):
        return Decimal(value)
    try:
        return Decimal(value.text)
    except InvalidOperation:
        return value.text


def _without_applications(outcome: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in outcome.items() if key != APPLICATIONS}


def _in_objects(place: str, recorded: Mapping[str, Any], computed: Mapping[str, Any]) -> Iterator[str]:
    """The keys that differ; inside a key that holds objects on both sides, its own keys."""
    for key in [*computed, *(key for key in recorded if key not in computed)]:
        name = f"{place}{_name(key)}"
        if key not in recorded:
            yield f"{name}: not recorded, the rules give {shown(computed[key])}"
        elif key not in computed:
            yield f"{name}: recorded {shown(recorded[key])}, the rules give no such key"
        elif isinstance(recorded[key], Mapping) and isinstance(computed[key], Mapping):
            yield from _in_objects(f"{name}.", recorded[key], computed[key])
        elif not same(recorded[key], computed[key]):
            yield f"{name}: recorded {shown(recorded[key])}, the rules give {shown(computed[key])}"


def _in_applications(recorded: Any, computed: list[dict[str, Any]]) -> Iterator[str]:
    if not isinstance(recorded, list):
        yield f"{APPLICATIONS}: recorded {shown(recorded)}, the rules give a list"
        return
    found: dict[str, Mapping[str, Any]] = {}
    wanted = {result[NUMBER]: result for result in computed}
    for index, result in enumerate(recorded):
        number = result.get(NUMBER) if isinstance(result, Mapping) else None
        if not isinstance(number, str):
            yield f"{APPLICATIONS}[{index}]: recorded {shown(result)}, an application without its number"
        elif number in found:
            yield f"{_name(number)}: recorded twice"
        elif number not in wanted:
            yield f"{_name(number)}: recorded, the file has no such application"
        else:
            found[number] = result
    for number, result in wanted.items():
        if number not in found:
            yield f"{number}: not recorded"
        else:
            yield from _in_objects(f"{number}: ", found[number], result)
    if found.keys() == wanted.keys() and list(found) != list(wanted):
        yield f"{APPLICATIONS}: recorded in another order than the file's"


def _name(key: str) -> str:
    """A key as it is, where it cannot break the line."""
    return key if key.isascii() and key.isprintable() else shown(key)
