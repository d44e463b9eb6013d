"""An NGO that nobody knows yet, from the home page to a receipt that others can check; with scripts and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from competition.foundation.clock import use_clock
from tests.journeys.applying import answer_the_check, visiting, write_and_hand_in
from tests.pages.conftest import DEMO_DAY, demo_root, own_demo_site
from tests.pages.mails import last_mail, path_in

__all__ = ["demo_root", "own_demo_site"]

EMAIL, CHOSEN, NUMBER = "zane@example.net", "lietus tasīte kalns", "40008000009"


@pytest.fixture(params=[True, False], ids=["with-scripts", "without-scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def page(own_demo_site: Flask, browser: Browser, scripts: bool) -> Iterator[Page]:
    use_clock(lambda: DEMO_DAY)
    with visiting(own_demo_site, browser, java_script_enabled=scripts) as page:
        yield page
    use_clock(None)


def test_from_the_home_page_to_a_receipt_that_anybody_can_check(
    page: Page, own_demo_site: Flask, browser: Browser, scripts: bool, tmp_path: Path
):
    find_the_call_and_ask_whether_we_may_apply(page)
    make_an_account(page, own_demo_site)
    name_the_organisation(page)
    page.get_by_role("button", name="Sākt pieteikumu").click()
    page.wait_for_url("**/applications/*")
    write_and_hand_in(page, scripts=scripts)
    code = page.locator("#proof ~ code").inner_text()
    with page.expect_download() as came:
        page.get_by_role("link", name="Lejupielādēt apliecinājumu (PDF)").click()
    receipt = tmp_path / "apliecinajums.pdf"
    came.value.save_as(receipt)
    number = page.locator("main dd").first.inner_text()

    with visiting(own_demo_site, browser, java_script_enabled=scripts) as anybody:
        anybody.goto("/lv/")
        anybody.get_by_role("link", name="Pārbaudīt apliecinājumu").click()
        anybody.get_by_label("Vai apliecinājuma kods").fill(code)
        anybody.get_by_role("button", name="Pārbaudīt").click()
        expect(anybody.locator("main")).to_contain_text("Apliecinājums ir īsts")
        expect(anybody.locator("main")).to_contain_text(number)
        anybody.get_by_label("Apliecinājums PDF failā").set_input_files(receipt)
        anybody.get_by_role("button", name="Pārbaudīt").click()
        expect(anybody.locator("main")).to_contain_text("Fails ir tāds, kādu portāls to izveidoja.")


def find_the_call_and_ask_whether_we_may_apply(page: Page) -> None:
    page.goto("/lv/")
    page.get_by_role("link", name="Jaunatnes iniciatīvu projektu konkurss (paraugs)", exact=True).first.click()
    page.get_by_role("link", name="Pieteikties", exact=True).first.click()
    answer_the_check(page)


def make_an_account(page: Page, app: Flask) -> None:
    page.get_by_role("link", name="Izveidot kontu").click()
    page.get_by_label("Vārds un uzvārds").fill("Zane Ozola")
    page.get_by_label("E-pasta adrese").fill(EMAIL)
    page.get_by_label("Parole").fill(CHOSEN)
    page.get_by_role("button", name="Izveidot kontu").click()
    page.wait_for_url("**/register/sent")
    page.goto(path_in(last_mail(app, "confirm"), "/register/"))
    page.get_by_role("button", name="Apstiprināt adresi").click()


def name_the_organisation(page: Page) -> None:
    page.get_by_role("link", name="Pievienot organizāciju").click()
    page.get_by_label("Reģistrācijas numurs").fill(NUMBER)
    page.get_by_label("Organizācijas nosaukums").fill("Biedrība “Jaunā straume”")
    page.get_by_role("button", name="Pievienot organizāciju").click()
    page.wait_for_url("**/apply*")
