"""Everything works where scripts do not run."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.places import Place
from tests.pages.conftest import DEMO_DAY, EMAIL, OPEN, PASSWORD

Visit = Callable[..., Visitor]


def test_a_newcomer_reads_the_call_and_what_is_left(visitor: Visit):
    one = visitor(scripts=False)
    one.go(Place("call", "/calls/liepaja-2020", OPEN), "lv")
    expect(one.page.get_by_role("region", name="Pieteikumu termiņš")).to_contain_text("vēl 11 dienas 11 h")
    one.page.get_by_role("link", name="Kā pieteikties").click()
    expect(one.page.get_by_role("heading", name="Kā pieteikties")).to_be_in_viewport()


def test_a_newcomer_checks_whether_they_may_apply_and_goes_on_to_an_account(visitor: Visit):
    one = visitor(scripts=False)
    page = one.page
    one.go(Place("calls", "/", DEMO_DAY), "lv")
    page.get_by_role("link", name="Vai mēs drīkstam pieteikties?").last.click()
    page.get_by_role("button", name="Uzzināt atbildi").click()
    expect(page.locator(".summary")).to_be_focused()
    for choice in ("Kāds cits", "Jā, un tā ir piekritusi", "5.–12. klases"):
        page.get_by_label(choice).check()
    page.get_by_role("button", name="Uzzināt atbildi").click()
    expect(page.locator("#answer")).to_contain_text("Nē, tā pieteikties nevar")
    page.get_by_label("Jaunatnes organizācija", exact=True).check()
    page.get_by_label("Pirmā diena").fill("2026-12-01")
    page.get_by_label("Pēdējā diena").fill("2027-05-31")
    page.get_by_role("button", name="Uzzināt atbildi vēlreiz").click()
    expect(page.locator("#answer")).to_contain_text("Jā, jūs drīkstat pieteikties")
    expect(page.locator("#answer")).to_be_in_viewport()
    page.get_by_role("link", name="Izveidot kontu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Izveidot kontu")
    expect(page.locator("input[name=next]")).to_have_value(re.compile(r"/calls/[a-z-]+/apply\?begin=yes$"))


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
