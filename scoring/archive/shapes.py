"""The small shapes that the archive is made of: texts, names, decimals, integers, objects with named keys.

Each reader takes a JSON value and gives a typed one, or says what it Expected; a Box knows the place.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn, TypeVar

from competition.foundation.clock import zone_names
from scoring.archive.text import ArchiveInvalid, Lexeme, inside, shown

T = TypeVar("T")
Read = Callable[[Any], T]

DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,9})(\.[0-9]{1,6})?")
MONEY = re.compile(r"(0|[1-9][0-9]{0,9})(\.[0-9]{1,2})?")
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,3999})")
LANGUAGE = re.compile(r"[a-z]{2}")


class Expected(Exception):
    """A value is not what stands here; `within` is the place inside the value."""

    def __init__(self, what: str, found: Any, within: str | None = None) -> None:
        super().__init__(what)
        self.what = f"{what}, found {shown(found)}"
        self.within = within


class Box:
    """An object of the file: knows its place, its keys, and hands them out typed.

    Raises ArchiveInvalid for a value that is no object, a key that is missing, and one that nobody knows.
    """

    __slots__ = ("parts", "place")

    def __init__(self, value: Any, place: str, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        if not isinstance(value, dict):
            raise ArchiveInvalid(place, f"an object, found {shown(value)}")
        self.parts: dict[str, Any] = value
        self.place = place
        for key in required:
            if key not in value:
                raise ArchiveInvalid(inside(place, key), "this key, it is missing")
        known = {*required, *optional, "more"}
        if not value.keys() <= known:
            stranger = next(key for key in value if key not in known)
            named = ", ".join((*required, *optional, "more"))
            raise ArchiveInvalid(inside(place, stranger), f"no such key, only {named}")

    def at(self, key: str) -> str:
        """The place of one of its keys."""
        return inside(self.place, key)

    def fail(self, key: str, expected: str) -> NoReturn:
        """Says that something else was expected at `key`."""
        raise ArchiveInvalid(self.at(key), f"{expected}, found {shown(self.parts.get(key))}")

    def get(self, key: str, read: Read[T]) -> T:
        """A key that must be there."""
        try:
            return read(self.parts[key])
        except Expected as problem:
            place = self.at(key) if problem.within is None else inside(self.at(key), problem.within)
            raise ArchiveInvalid(place, problem.what) from None

    def maybe(self, key: str, read: Read[T]) -> T | None:
        """A key that may be absent or null."""
        return None if self.parts.get(key) is None else self.get(key, read)

    def has(self, key: str) -> bool:
        """Whether an optional object is given: neither absent, null nor empty."""
        return self.parts.get(key) not in (None, {})

    def items(self, key: str) -> Iterator[tuple[Any, str]]:
        """The values of a list that must be there, each with its place."""
        values = self.parts[key]
        if not isinstance(values, list):
            self.fail(key, "a list")
        place = self.at(key)
        return ((value, f"{place}[{index}]") for index, value in enumerate(values))

    def items_if_any(self, key: str) -> Iterator[tuple[Any, str]]:
        """The values of a list that may be absent, null or empty."""
        return iter(()) if self.parts.get(key) is None else self.items(key)

    def each(self, key: str, read: Read[T]) -> tuple[T, ...]:
        """The typed values of a list that may be absent, null or empty."""
        return tuple(read_at(value, place, read) for value, place in self.items_if_any(key))

    def more(self) -> dict[str, Any] | None:
        """What the portal knows beyond the archive's page; kept, never looked into."""
        return self.maybe("more", free_object)


def read_at(value: Any, place: str, read: Read[T]) -> T:
    """Reads a value that stands at `place`."""
    try:
        return read(value)
    except Expected as problem:
        raise ArchiveInvalid(place, problem.what) from None


def free_object(value: Any) -> dict[str, Any] | None:
    """An object whose inside is free; an empty one is nothing."""
    if not isinstance(value, dict):
        raise Expected("an object", value)
    return value or None


def text(value: Any) -> str:
    """A text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise Expected("a text that is not blank", value)
    return value


def text_if_any(value: Any) -> str | None:
    """A text that may be empty, which is the same as none; blank it may not be."""
    return None if value == "" else text(value)


def texts(value: Any) -> dict[str, str]:
    """A text in languages: lv first, the others by alphabet."""
    if not isinstance(value, dict):
        raise Expected("a text in languages, an object with lv", value)
    if "lv" not in value:
        raise Expected("a text in Latvian", None, "lv")
    for language in value:
        if not LANGUAGE.fullmatch(language):
            raise Expected("a language of two small letters", language, language)
    return dict(_in_languages(value))


def texts_if_any(value: Any) -> dict[str, str] | None:
    """A text in languages that may be an empty object, which is the same as none."""
    return None if value == {} else texts(value)


def _in_languages(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for language in sorted(value, key=lambda name: (name != "lv", name)):
        given = value[language]
        if language != "lv" and given in (None, ""):
            continue
        try:
            yield language, text(given)
        except Expected:
            raise Expected("a text that is not blank", given, language) from None


def name_like(pattern: str, what: str, *reserved: str) -> Read[str]:
    """A reader of names of one form."""
    form = re.compile(pattern)

    def read(value: Any) -> str:
        if not isinstance(value, str) or not form.fullmatch(value) or value in reserved:
            raise Expected(what, value)
        return value

    return read


def one_of(*words: str) -> Read[str]:
    """A reader of one of a few words."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            raise Expected(f"one of {', '.join(words)}", value)
        return value

    return read


slug = name_like("[a-z0-9-]{1,64}", "a slug of 1 to 64 small letters, digits and hyphens")
code = name_like("[A-Za-z0-9._-]{1,32}", "a code of 1 to 32 letters, digits, dots, underscores and hyphens")
quality_code = name_like(
    "[A-Za-z0-9._-]{1,32}", "a code of 1 to 32 letters, digits, dots, underscores and hyphens, but not total", "total"
)
number = name_like(
    "[0-9A-Za-z./-]{1,32}", "an application's number of 1 to 32 letters, digits, dots, slashes and hyphens"
)
registration_number = name_like("[0-9]{11}", "a registration number of 11 digits")
currency = name_like("[A-Z]{3}", "a currency of three capital letters")


def timezone(value: Any) -> str:
    """The name of a zone, as the tzdata package spells it."""
    if not isinstance(value, str) or value not in zone_names():
        raise Expected("the name of a time zone in the tzdata package", value)
    return value


def truth(value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise Expected("true or false", value)
    return value


def decimal(value: Any) -> Decimal:
    """A decimal in a string, without its trailing zeros."""
    found = _decimal(value) if isinstance(value, str) else None
    if found is None:
        raise Expected('a decimal in a string, such as "3" or "2.5"', value)
    return found


def money(value: Any) -> Decimal:
    """An amount of money in a string."""
    if not isinstance(value, str) or not MONEY.fullmatch(value):
        raise Expected('an amount in a string, such as "4600.00", without a sign', value)
    return Decimal(value)


@lru_cache(maxsize=4096)
def _decimal(written: str) -> Decimal | None:
    if not DECIMAL.fullmatch(written):
        return None
    value = Decimal(written)
    return value.normalize() if value else Decimal(0)


def integer_from(least: int) -> Read[int]:
    """A reader of integers that are not below `least`."""

    def read(value: Any) -> int:
        if isinstance(value, Lexeme) and WHOLE.fullmatch(value.text):
            value = int(value.text)
        if type(value) is not int or value < least:
            raise Expected(f"an integer, {least} or more, without point or exponent", value)
        return value

    return read


def decimals(value: Any) -> dict[str, Decimal]:
    """Decimals by their codes: the scores of a sheet."""
    if not isinstance(value, dict):
        raise Expected("an object with points for each criterion", value)
    found: dict[str, Decimal] = {}
    for key, written in value.items():
        points = _decimal(written) if isinstance(written, str) else None
        if points is None:
            raise Expected('points in a string, such as "3" or "2.5"', written, key)
        found[key] = points
    return found
