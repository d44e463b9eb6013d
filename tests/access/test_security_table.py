"""The table of the security standard names tests that are there, and says plainly what nothing shows."""

import ast
import re
from functools import cache

import pytest

from app.config import ROOT

TABLE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").partition("## Held against OWASP ASVS")[2]
LINES = [line.strip("|").split("|") for line in TABLE.splitlines() if line.startswith("| V")]
ROWS = [tuple(cell.strip() for cell in line) for line in LINES]
NAMED = re.compile(r"`([a-z_]+/test_[a-z_]+\.py)::(test_\w+)`")


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("requirement", "how", "shown"), ROWS, ids=[row[0].split(" ")[0].rstrip(",") for row in ROWS])
def test_a_row_names_tests_that_are_there_or_says_that_there_are_none(requirement: str, how: str, shown: str):
    named = NAMED.findall(shown)
    assert [name for file, name in named if name not in names_in(file)] == []
    assert NAMED.sub("", shown).strip(", ") == ("" if named or "not yet" in how + requirement else "by hand")


def test_every_chapter_of_the_standard_is_in_the_table():
    told = {int(number) for number in re.findall(r"\bV(\d+)", TABLE)}
    assert told == set(range(1, 18))
