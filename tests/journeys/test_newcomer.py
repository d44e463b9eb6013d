"""A newcomer finds the call of 2020 and its results; somebody signs in and out; all of it with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import ANNOUNCED, EMAIL, OPEN, PASSWORD, At

MOST_STEPS = 60


def reach(page: Page, name: str) -> None:
    """Go on with Tab until the link, field or button of this name has the focus, and is seen to have it."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and name in {focused.inner_text().strip(), focused.get_attribute("id") or ""}:
            assert focused.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
            return
    raise AssertionError(f"{name} cannot be reached with the keyboard")


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_newcomer_reads_the_open_call(page: Page, at: At):
    at(OPEN)
    page.goto("/")
    expect(page).to_have_url(re.compile(r"/lv/$"))
    page.get_by_role("link", name="2020. gada kārta", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("jaunatnes iniciatīvu projektos")
    card = page.get_by_role("region", name="Pieteikumu termiņš")
    expect(card).to_be_in_viewport()
    expect(card).to_contain_text("līdz 14. aprīlim")
    assert fits(page)


def test_on_a_phone_the_open_deadline_comes_before_the_heading(page: Page, at: At):
    at(OPEN)
    page.goto("/lv/calls/liepaja-2020")
    card, heading = page.locator(".deadline").bounding_box(), page.locator("h1").bounding_box()
    assert card
    assert heading
    if page.viewport_size and page.viewport_size["width"] < 600:
        assert card["y"] + card["height"] <= heading["y"]
    else:
        assert card["x"] > heading["x"] + heading["width"]


def test_a_newcomer_finds_the_results_in_their_own_language(page: Page, at: At):
    at(ANNOUNCED)
    page.goto("/lv/")
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="Round of 2020").first.click()
    page.get_by_role("link", name="See the results").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Results")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Attīstības platforma YOU+")
    expect(page.get_by_role("row").nth(1)).to_contain_text("for the third time")
    assert fits(page)


def test_signing_in_and_out_with_the_keyboard_alone(page: Page, at: At):
    at(ANNOUNCED)
    page.goto("/lv/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Pāriet uz saturu")).to_be_focused()
    reach(page, "Ienākt")
    page.keyboard.press("Enter")
    reach(page, "email")
    page.keyboard.type(EMAIL)
    reach(page, "password")
    page.keyboard.type("nepareiza")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("E-pasta adrese vai parole nav pareiza.")
    expect(page.locator(".summary")).to_be_focused()
    expect(page.get_by_label("E-pasta adrese")).to_have_value(EMAIL)
    reach(page, "password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Darbagalds")
    reach(page, "Ilze Bērziņa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ilze Bērziņa")
    reach(page, "Iziet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ienākt")).to_be_visible()
    assert fits(page)


@pytest.mark.parametrize("page", ["desk"], indirect=True)
@pytest.mark.parametrize("path", ["/lv/", "/lv/calls/liepaja-2019", "/en/calls/liepaja-2020/results", "/lv/sign-in"])
def test_no_page_is_wider_than_the_screen(page: Page, at: At, path):
    at(ANNOUNCED)
    page.goto(path)
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), width


def test_a_newcomer_walks_from_the_list_to_the_results_with_the_keyboard(page: Page, at: At):
    at(ANNOUNCED)
    page.goto("/lv/")
    reach(page, "2020. gada kārta")
    page.keyboard.press("Enter")
    reach(page, "Skatīt rezultātus")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rezultāti")
