"""Two windows with one form for a file: the later one is shown what came in meanwhile, also where a script sends it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.pages.conftest import DEMO_DAY, EMAIL, At
from tests.pages.coordinators import A_PDF


def test_a_file_that_is_sent_by_the_script_meets_the_version_that_came_in_meanwhile(
    visitor: Callable[..., Visitor], where: Callable[[str], str], at: At, tmp_path: Path
):
    at(DEMO_DAY)
    desk = visitor(who=EMAIL)
    page = desk.page
    other = desk.context.new_page()
    for window in (page, other):
        window.goto("/lv" + where("/desk/calls/liepaja-demo/documents/{call liepaja-demo/nolikums.pdf}/replace"))
    for number, window in ((2, other), (3, page)):
        path = tmp_path / f"versija-{number}.pdf"
        path.write_bytes(A_PDF + b"%d\n" % number)
        window.locator("input[type=file]").set_input_files(path)
        window.get_by_role("button", name="Pievienot nākamo versiju").click()
        if window is other:
            other.wait_for_url("**/documents")

    expect(page.locator(".summary")).to_contain_text("tikmēr saglabātas citas izmaiņas (jūs citā logā")
    expect(page.locator(".summary")).to_be_focused()
    expect(page.locator("main")).to_contain_text("Tagad spēkā: versija-2.pdf, 2. versija")
    page.locator("input[type=file]").set_input_files(tmp_path / "versija-3.pdf")
    page.get_by_role("button", name="Pievienot nākamo versiju").click()
    page.wait_for_url("**/documents")
    expect(page.locator("main")).to_contain_text("3. versija")
