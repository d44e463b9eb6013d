"""The buttons of a table that is filled in row by row: a row is added, moved, asked about and taken away."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask import request
from wtforms import FieldList


class Action(StrEnum):
    """What the buttons of a table do with its rows."""

    ADD = "add"
    REMOVE = "remove"
    UP = "up"
    DOWN = "down"
    ASK = "ask"
    KEEP = "keep"


PLACES = 3
"""As many figures has the place of a row at the most."""
_BESIDE = {Action.UP: -1, Action.DOWN: 1}


@dataclass(frozen=True, slots=True)
class RowWish:
    """What somebody wants of a table: its name, and the row from nought on."""

    table: str
    action: Action
    place: int = 0

    def lands_at(self, rows: int) -> str:
        """The id of the row to go on with, of a table in which so many rows stand; where none is, the table's."""
        match self.action:
            case Action.ADD:
                return f"{self.table}-{rows}"
            case Action.REMOVE:
                return self.table
            case _:
                return f"{self.table}-{max(0, min(self.place + _BESIDE.get(self.action, 0), rows - 1))}"


def wished(tables: Collection[str]) -> RowWish | None:
    """What the button of a table asks for (`table action row`) with which a form was sent; None for another."""
    table, action, row = (*request.form.get("row", "").split(" "), "", "", "")[:3]
    if action not in list(Action) or table not in tables:
        return None
    return RowWish(table, Action(action), int(row) if row.isdecimal() and len(row) <= PLACES else 0)


def rearrange(table: FieldList, wish: RowWish) -> RowWish:
    """Do what a button of a table asks for; the same wish of the rows as they are kept, without the empty ones.

    An empty row is taken away without being asked about: nothing of it is kept.
    """
    rows, at = table.data, wish.place
    filled = [is_filled(row) for row in rows]
    is_empty = at >= len(rows) or not filled[at]
    action = Action.REMOVE if wish.action is Action.ASK and is_empty else wish.action
    if wish.action is Action.REMOVE and at < len(rows):
        del rows[at]
    beside = at + _BESIDE.get(wish.action, 0)
    if 0 <= beside < len(rows) and at < len(rows):
        rows[at], rows[beside] = rows[beside], rows[at]
    table.process(None, rows)
    return replace(wish, action=action, place=sum(filled[:at]))


def is_filled(row: Mapping[str, Any]) -> bool:
    """Whether something is written in a row."""
    return any(isinstance(cell, str) and cell.strip() for cell in row.values())
