"""Names and attributes in the parts of a file of Word, whatever namespace they are in."""

from typing import Any

FIGURES = 4
"""No number of columns or of a list has so many figures."""


def name_of(one: Any) -> str | None:
    """An element's name; None for a remark."""
    tag = one.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else None


def attribute(one: Any, name: str) -> str | None:
    """An attribute of an element, or None."""
    return next((value for key, value in one.attrib.items() if key.rpartition("}")[2] == name), None)


def child(one: Any, name: str) -> Any:
    """The first child with that name, or None."""
    return next((inner for inner in one if name_of(inner) == name), None)


def path(one: Any, *names: str) -> Any:
    """What is found by going down from child to child, or None."""
    for name in names:
        one = child(one, name)
        if one is None:
            return None
    return one


def whole(one: Any, otherwise: int) -> int:
    """The small whole number that an element has as its value; `otherwise` where it has none."""
    text = None if one is None else attribute(one, "val")
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < FIGURES else otherwise
