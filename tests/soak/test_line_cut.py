"""The line is cut for a minute while somebody types: they type on, and nothing is lost."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import expect

from competition.foundation.clock import use_clock
from tests.journeys.conftest import Visitor
from tests.pages.applicants import HALF, address_of, answers_of
from tests.pages.conftest import DEMO_DAY

MINUTE = 60
BETWEEN = 5
Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def on_its_day() -> Iterator[None]:
    use_clock(lambda: DEMO_DAY)
    yield
    use_clock(None)


def test_the_line_cut_for_a_minute_while_typing_loses_nothing(visitor: Visit, site: Flask):
    one = visitor(who="ngo@example.org")
    page = one.page
    page.goto(address_of(site, HALF, "/sections/publicity"))
    field = page.get_by_role("textbox")
    typed = "Pirms līnija pārtrūka. "
    field.fill(typed)
    field.blur()
    expect(page.locator("[data-saved]")).to_contain_text("Saglabāts")

    one.context.set_offline(True)
    for second in range(0, MINUTE, BETWEEN):
        more = f"Teikums {second}. sekundē. "
        field.press_sequentially(more)
        typed += more
        page.wait_for_timeout(BETWEEN * 1000)
    expect(page.locator("[data-saved]")).to_contain_text("Nav saglabāts")
    one.context.set_offline(False)

    expect(page.locator("[data-saved]")).to_contain_text("Saglabāts", timeout=30_000)
    assert answers_of(site, HALF)["publicity"] == typed
    expect(field).to_have_value(typed)
