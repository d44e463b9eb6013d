"""The form in Word, in a real browser: downloaded, filled in elsewhere, read, compared, taken by choice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from competition.foundation.clock import use_clock
from tests.documents.forms import kept, lines_into, opened, table_of
from tests.journeys.applying import visiting
from tests.journeys.looking import everything
from tests.pages.applicants import HALF, address_of
from tests.pages.conftest import DEMO_DAY, DEMO_PASSWORD, demo_root, own_demo_site

__all__ = ["demo_root", "own_demo_site"]

GOAL, NEED = "Kāds ir projekta mērķis?", "Kāpēc tas vajadzīgs?"


@pytest.fixture(params=[True, False], ids=["with-scripts", "without-scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def page(own_demo_site: Flask, browser: Browser, scripts: bool) -> Iterator[Page]:
    use_clock(lambda: DEMO_DAY)
    with visiting(own_demo_site, browser, java_script_enabled=scripts) as page:
        page.goto("/lv/sign-in")
        page.get_by_label("E-pasta adrese").fill("ngo@example.org")
        page.get_by_label("Parole").first.fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Ienākt", exact=True).click()
        page.wait_for_url("**/applications")
        yield page
    use_clock(None)


def fill_in_elsewhere(path: Path) -> None:
    """Type into the downloaded file, as with Word."""
    document = opened(path.read_bytes())
    lines_into(document, "5.1", "Jaunieši iekārto darbnīcu – paši.")
    lines_into(document, "13.2", "varbūt")
    lines_into(document, "5.2", "Ķirbju dēļ.", "", "Un tāpēc, ka „gribas”.")
    for cell in table_of(document, "7.1").rows[1].cells:
        cell.text = "Sākam"
    path.write_bytes(kept(document))


def test_what_was_filled_in_elsewhere_is_compared_and_taken_by_choice(
    page: Page, own_demo_site: Flask, scripts: bool, tmp_path: Path
):
    here = address_of(own_demo_site, HALF)
    page.goto(here)
    with page.expect_download() as came:
        page.get_by_role("link", name="Lejupielādēt Word failu").click()
    path = tmp_path / came.value.suggested_filename
    came.value.save_as(path)
    fill_in_elsewhere(path)

    page.get_by_role("link", name="Nolasīt no Word faila").click()
    page.get_by_label("Fails").set_input_files(path)
    page.get_by_role("button", name="Salīdzināt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kas failā atšķiras")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)
    if scripts:  # what looks at pages is a script itself
        assert everything(page) == []
    page.get_by_role("checkbox", name=GOAL).uncheck()
    page.get_by_role("button", name="Pārņemt atzīmēto").click()

    expect(page.locator(".note.good")).to_contain_text("No faila pārņemtas 2 atbildes.")
    expect(page.get_by_text("Nav saprotams, vai lodziņš ir atzīmēts.")).to_be_visible()
    if scripts:
        assert everything(page) == []
    page.goto(f"{here}/sections/aim")
    expect(page.get_by_label(NEED)).to_have_value("Ķirbju dēļ.\n\nUn tāpēc, ka „gribas”.")
    expect(page.get_by_label(GOAL)).not_to_have_value("Jaunieši iekārto darbnīcu – paši.")
