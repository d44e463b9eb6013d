"""Inner questions that are tied to nothing: every statement that a test sends is looked at.

SQLAlchemy ties an inner query to the one around it, not to the one around that, and only as long as it keeps a table of
its own. What is left loose asks of all rows instead of one, and in a test with one call, one member, nobody sees it.
"""

import re
from functools import cache

from sqlalchemy import Engine, event

_BEGINS = re.compile(r"(SELECT )?EXISTS \(")
_SEVERAL = re.compile(r"\bFROM \w+, ")
_TABLE = re.compile(r"\b(?:FROM|JOIN) (\w+)")
_COLUMN = re.compile(r"\b([a-z_]+)\.[a-z_]+")


@cache
def loose_in(statement: str) -> str | None:
    """The first inner question of a statement that is not tied to the rows around it; None where all are."""
    plain = " ".join(statement.split())
    for begins in _BEGINS.finditer(plain):
        inner = _until_closed(plain[begins.end() :])
        alone = begins[1] and begins.start() == 0
        if _SEVERAL.search(inner) or (not alone and set(_COLUMN.findall(inner)) <= set(_TABLE.findall(inner))):
            return inner
    return None


def look_at_statements() -> None:
    """Fail whatever sends a statement with a loose question."""

    @event.listens_for(Engine, "before_cursor_execute")
    def look(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "EXISTS (" in statement and "pg_catalog" not in statement:
            assert loose_in(statement) is None, f"asks of all rows: {loose_in(statement)}"


def _until_closed(text: str) -> str:
    """The text up to the bracket that closes one opened before it."""
    depth = 1
    for place, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0:
            return text[:place]
    return text
