"""A committee member fills a sheet in: by keyboard, saved as it goes; without scripts; in two tabs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from competition.foundation.clock import use_clock
from tests.journeys.conftest import Visitor
from tests.pages.conftest import DEMO_DAY

LIST = "/lv/committee/liepaja-demo-scoring"


@pytest.fixture
def member(visitor: Callable[..., Visitor]) -> Callable[..., Page]:
    """The browser of a member who has declared themselves and has sheets left."""

    def browser(who: str = "member3@example.org", **more: object) -> Page:
        use_clock(lambda: DEMO_DAY)
        return visitor(who=who, **more).page

    return browser


def open_sheet(page: Page, number: int) -> None:
    page.goto(LIST)
    page.locator("ol.tasks a").nth(number).click()


def test_a_sheet_is_filled_in_by_keyboard_and_saved_as_it_goes(member):
    page = member()
    open_sheet(page, 0)
    first = page.locator(".scale").first
    first.locator("input").first.focus()
    with page.expect_response(lambda answer: answer.url.endswith("/saved")) as saved:
        page.keyboard.press("4")
    assert saved.value.status == 200
    expect(page.locator("[data-saved]")).to_contain_text("Saglabāts plkst.")
    expect(page.locator("[data-total]")).to_contain_text("4 no 50")
    page.evaluate("window.same = true")
    floored = page.locator("fieldset.scale").nth(1)
    floored.locator(".key").nth(2).click()
    warning = page.locator(".below").first
    expect(warning).to_contain_text("Mazāk par minimumu (3): rakstiet pamatojumu.")
    floored.locator(".key").nth(3).click()
    expect(warning).to_have_text("")
    first.locator("input:checked").focus()
    page.keyboard.press("Enter")
    with page.expect_response(lambda answer: answer.url.endswith("/saved")):
        page.locator("#notes").fill("Jautāt sēdē.")
        page.keyboard.press("Tab")
    assert page.evaluate("window.same")  # Enter sent nothing, so it completed nothing
    page.reload()
    expect(page.locator("#notes")).to_have_value("Jautāt sēdē.")
    assert first.locator("input:checked").get_attribute("value") == "4"


def test_what_another_tab_changed_is_not_overwritten(member):
    page = member()
    open_sheet(page, 1)
    other = page.context.new_page()
    other.goto(page.url)
    for tab, text in ((page, "Pirmā cilne."), (other, "Otrā cilne.")):
        with tab.expect_response(lambda answer: answer.url.endswith("/saved")):
            tab.locator("#notes").fill(text)
            tab.keyboard.press("Tab")
    expect(other.locator("[data-saved]")).to_contain_text("izņemot to, kas mainīts arī citā logā: piezīmes")
    expect(other.locator("#notes")).to_have_value("Otrā cilne.")
    with other.expect_response(lambda answer: answer.request.method == "POST") as sent:
        other.locator(".bar .button").first.click()
    assert sent.value.status == 422  # points are missing; what was typed stands in the form
    expect(other.locator("#notes")).to_have_value("Otrā cilne.")


def test_without_scripts_a_draft_is_kept_by_its_button_and_the_sheet_completed(member):
    page = member("member2@example.org", scripts=False)
    open_sheet(page, 1)
    for scale in page.locator(".scale").all():
        scale.locator(".key").nth(4).click()
    with page.expect_navigation():
        page.locator(".scale input").first.press("Enter")
    expect(page.locator("[data-saved]")).to_have_text("Saglabāts")
    page.get_by_role("button", name="Saglabāt melnrakstu").click()
    assert page.locator(".scale input:checked").count() == 10
    page.get_by_role("button", name="Pabeigt veidlapu").click()
    expect(page.locator("main")).to_contain_text("veidlapa ir pabeigta")


def test_what_was_red_and_is_corrected_is_red_no_more(member):
    page = member()
    open_sheet(page, 1)
    with page.expect_navigation():
        page.get_by_role("button", name="Pabeigt veidlapu").click()
    bad = page.locator(".scale.bad")
    expect(bad).to_have_count(10)
    page.locator(".summary a").nth(5).click()
    heading = page.locator(".scale").nth(5).locator("legend")
    expect(heading).to_be_in_viewport(ratio=1)
    page.locator(".scale").nth(5).locator(".key").nth(4).click()
    expect(bad).to_have_count(9)
    expect(page.locator(".scale").nth(5).locator(".error")).to_have_count(0)


def test_the_sum_and_the_hour_of_saving_are_in_sight_while_one_scores(member):
    page = member()
    page.set_viewport_size({"width": 1280, "height": 800})
    open_sheet(page, 0)
    with page.expect_response(lambda answer: answer.url.endswith("/saved")):
        page.locator(".scale").last.locator(".key").nth(1).click()
    expect(page.locator("[data-saved]")).to_contain_text("Saglabāts")
    expect(page.locator("[data-total]")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-saved]")).to_be_in_viewport(ratio=1)
