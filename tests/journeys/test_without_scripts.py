"""Everything works where scripts do not run."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.places import Place
from tests.pages.conftest import EMAIL, OPEN, PASSWORD

Visit = Callable[..., Visitor]


def test_a_newcomer_reads_the_call_and_what_is_left(visitor: Visit):
    one = visitor(scripts=False)
    one.go(Place("call", "/calls/liepaja-2020", OPEN), "lv")
    expect(one.page.get_by_role("region", name="Pieteikumu termiņš")).to_contain_text("vēl 11 dienas 11 h")
    one.page.get_by_role("link", name="Kā pieteikties").click()
    expect(one.page.get_by_role("heading", name="Kā pieteikties")).to_be_in_viewport()


def test_somebody_signs_in_mends_a_mistake_and_signs_out(visitor: Visit):
    one = visitor(scripts=False)
    page = one.page
    page.goto("/lv/sign-in")
    page.get_by_label("E-pasta adrese").fill(EMAIL)
    page.get_by_label("Parole").fill("nepareiza")
    page.get_by_role("button", name="Ienākt").click()
    expect(page.locator(".summary")).to_be_focused()
    page.get_by_label("Parole").fill(PASSWORD)
    page.get_by_role("button", name="Ienākt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Darbagalds")
    page.get_by_role("link", name="Ilze Bērziņa").click()
    page.get_by_role("button", name="Iziet").click()
    expect(page.get_by_role("link", name="Ienākt")).to_be_visible()


def test_a_section_a_sheet_and_a_file_are_sent_as_plain_forms(visitor: Visit):
    page = visitor(scripts=False).page
    page.goto("/lv/styleguide/sheet")
    for criterion in ("2.1", "2.2", "2.3.1"):
        page.get_by_role("group", name=criterion).locator(".key").nth(3).click()
    page.get_by_label("Pamatojums").fill("Pamatots.")
    page.get_by_role("button", name="Pabeigt veidlapu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vērtēšanas veidlapa ir pabeigta")
    page.goto("/lv/styleguide/files")
    page.get_by_role("button", name="Pievienot failu").click()
    expect(page.locator(".summary")).to_contain_text("Izvēlieties failu.")
