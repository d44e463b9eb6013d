"""Documentation keeps up: every setting, command, table and decision has its place."""

import re

import pytest

from app.cli import COMMANDS
from app.config import NAMES, ROOT
from app.schema import metadata

DOCS = ROOT / "docs"
GUIDES = set((DOCS / "help").iterdir())  # pages of the site: tests/pages/test_help.py walks their links
PAGES = sorted({ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")} - GUIDES)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def headings(name: str) -> set[str]:
    text = (DOCS / name).read_text(encoding="utf-8")
    return set(re.findall(r"^### (.+)$", text, re.MULTILINE))


def test_every_setting_has_its_heading():
    assert headings("configure.md") == NAMES


def test_every_command_has_its_heading():
    assert headings("operate.md") == {f"flask {name}" for name in COMMANDS}


def test_every_table_is_told_to_hold_personal_data_or_not():
    named = re.findall(r"`([a-z_]+)`", (DOCS / "privacy.md").read_text(encoding="utf-8"))

    assert set(metadata.tables) - set(named) == set()


def test_decisions_are_numbered_without_a_gap_and_say_what_they_bind():
    decisions = sorted((DOCS / "decisions").glob("*.md"))

    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]}: ")
        assert "\nStatus: accepted. Binds: " in text


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_the_pages_lead_somewhere(page):
    targets = LINK.findall(page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []
