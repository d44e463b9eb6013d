"""What is looked for on a page in a browser: what axe finds, and what it cannot see."""

from functools import cache
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPTS = Path(__file__).parent / "looking.js"
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
STILL = 0.01
MOST_STEPS = 400


def violations(page: Page) -> list[str]:
    """What axe finds wrong, a line for each element."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]} {' '.join(node['failureSummary'].split())[:300]}"
        for rule in found
        for node in rule["nodes"]
    ]


def everything(page: Page) -> list[str]:
    """All that can be found without touching the page."""
    return [*violations(page), *untold(page), *too_small(page), *cut(page)]


def untold(page: Page) -> list[str]:
    """Fields whose hint or error is not tied to them, choices without a fieldset, errors that are not marked."""
    return _ask(page, "untold")


def too_small(page: Page) -> list[str]:
    """What one must hit with a finger and is smaller than 24 by 24 pixels; links inside a text may be (WCAG 2.5.8)."""
    return _ask(page, "tooSmall")


def cut(page: Page) -> list[str]:
    """Elements whose content does not fit into them, and a page wider than its screen."""
    return _ask(page, "cut")


def moved(page: Page) -> float:
    """By how much the page shifted while it was loading."""
    return page.evaluate(f"{_script()}; moved()")


def moving(page: Page) -> list[str]:
    """What moves or fades although the visitor asked for no motion."""
    return _ask(page, "moving")


def edgeless(page: Page) -> list[str]:
    """Buttons and tags whose edge would be lost with their background."""
    return _ask(page, "edgeless")


def lost_ways(page: Page, *, column: bool = False) -> list[str]:
    """Go through the page with Tab: no stop left out, each seen to have the focus, hidden by nothing, in their order.

    The order is the text's; in one `column`, as on a phone, it is the one that the eye sees: never back up.
    """
    complaints: list[str] = page.evaluate(f"{_script()}; begin({str(column).lower()})")
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("step()")
        if stop is None:
            return complaints + page.evaluate("missed()")
        complaints += stop
    return [*complaints, "the Tab key never comes to the end"]


def _ask(page: Page, name: str) -> list[str]:
    return page.evaluate(f"{_script()}; {name}()")


@cache
def _script() -> str:
    return SCRIPTS.read_text(encoding="utf-8")
