"""The applicant's way in a real browser: written as one goes, from two windows, with a file, handed in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from competition.form.answers import Unfit, unfit
from competition.form.shipped import PUMPURS
from competition.foundation.clock import use_clock
from tests.journeys import looking
from tests.journeys.conftest import Visitor
from tests.journeys.time_machine import TIME_MACHINE, pass_time
from tests.pages.applicants import A_PDF
from tests.pages.conftest import DEMO_DAY, PASSWORD
from tests.pages.keys import with_keys

Visit = Callable[..., Visitor]
HALF = "/lv/applications/{Pagalma darbnīca}"
HOW = "Kā uzrunāsiet un noturēsiet riska grupas jauniešus?"


@pytest.fixture(autouse=True)
def on_its_day() -> Iterator[None]:
    use_clock(lambda: DEMO_DAY)
    yield
    use_clock(None)


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_text("Saglabāts plkst.\u00a012.00")


def another_page(one: Visitor) -> Page:
    """A second window of the same browser, on a page of the site, behind the first one."""
    page = one.context.new_page()
    page.goto("/lv/")
    one.page.bring_to_front()
    return page


def wait_for_the_device(page: Page) -> None:
    """Wait until this window sees what another one keeps on the device: windows tell each other in their own time."""
    page.wait_for_function("() => localStorage.length > 0")


def test_what_is_typed_is_kept_as_each_field_is_left(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    page.goto(with_keys(site, f"{HALF}/sections/target-group"))
    for text in ("Aicinās vienaudži.", "Aicinās vienaudži un skolotāji."):
        page.get_by_label(HOW).fill(text)
        with page.expect_response(lambda answer: answer.url.endswith("/saved")) as kept:
            page.get_by_label("Klases un kursi").focus()
        assert kept.value.status == 200
        saved(page)
    page.reload()
    expect(page.get_by_label(HOW)).to_have_value("Aicinās vienaudži un skolotāji.")


def test_leaving_the_window_and_coming_back_is_no_quarrel_with_oneself(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    page.goto(with_keys(site, f"{HALF}/sections/team"))
    field = page.get_by_role("textbox")
    field.fill("Projektu vada jaunieši.")
    hide = "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true})"
    with page.expect_response(lambda answer: answer.url.endswith("/saved")):
        page.evaluate(f"{hide}; dispatchEvent(new Event('visibilitychange'))")
    saved(page)
    field.fill("Projektu vada jaunieši paši.")
    page.get_by_role("button", name="Tālāk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publicitāte")


def test_what_is_typed_is_kept_in_a_pause_without_leaving_the_field(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    page.clock.install()
    page.goto(with_keys(site, f"{HALF}/sections/publicity"))
    page.get_by_role("textbox").fill("Stāstīs skolās.")
    with page.expect_response(lambda answer: answer.url.endswith("/saved")) as kept:
        page.clock.run_for(3_000)
    assert kept.value.status == 200
    saved(page)


def test_what_is_typed_without_any_pause_is_kept_every_few_seconds(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    page.clock.install()
    page.goto(with_keys(site, f"{HALF}/sections/publicity"))
    page.get_by_role("textbox").focus()
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    for word in ("Stāstīs ", "skolās ", "un ", "jauniešu ", "centros, ", "arī ", "pagastos."):
        page.keyboard.type(word)
        page.clock.run_for(1_000)
    assert [url.rsplit("/", 1)[1] for url in sent[:1]] == ["saved"]


def test_what_is_typed_offline_stays_on_the_device_though_the_page_is_closed_at_once(visitor: Visit, site: Flask):
    one = visitor(who="ngo@example.org")
    page, again, address = one.page, another_page(one), with_keys(site, f"{HALF}/sections/funding")
    page.goto(address)
    one.context.set_offline(True)
    page.get_by_role("textbox").fill("Krāsām un otām.")
    wait_for_the_device(again)
    page.close()
    one.context.set_offline(False)

    again.goto(address)

    expect(again.get_by_role("textbox")).to_have_value("Krāsām un otām.")
    saved(again)


def test_what_is_typed_before_the_program_of_the_page_has_come_is_kept_too(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    held: list[Route] = []
    page.route("**/saving*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright asks for its name
    with page.expect_request("**/saving*.js"):
        page.goto(with_keys(site, f"{HALF}/sections/risks"), wait_until="commit")
    page.get_by_role("textbox").fill("Lietus: telpas skolā.")
    with page.expect_response(lambda answer: answer.url.endswith("/saved")) as kept:
        held[0].continue_()
    assert kept.value.status == 200
    saved(page)


def test_opening_a_page_sends_nothing(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    for section in (one.key for one in PUMPURS.sections):
        page.goto(with_keys(site, f"{HALF}/sections/{section}"), wait_until="networkidle")
    assert sent == []


def test_the_button_pressed_while_something_is_being_saved_meets_no_quarrel_with_oneself(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    held: list[Route] = []
    page.route("**/saved", lambda route: route.continue_() if held else held.append(route))
    page.goto(with_keys(site, f"{HALF}/sections/activities"))
    page.get_by_label("Nosaukums").fill("Velosipēdu darbnīca")
    with page.expect_request("**/saved"):
        page.keyboard.press("Tab")
    for label in ("Ko darīs", "Kad", "Kur", "Cik dalībnieku", "Kurš atbild"):
        page.get_by_label(label, exact=True).fill("Atbilde")
    page.get_by_role("button", name="Tālāk").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aktivitātes")
    held[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rezultāti un pierādījumi")


def test_what_was_typed_while_the_line_was_cut_comes_back_when_the_page_is_opened_again(visitor: Visit, site: Flask):
    one = visitor(who="ngo@example.org")
    page, again, address = one.page, another_page(one), with_keys(site, f"{HALF}/sections/funding")
    page.route("**/saved", lambda route: route.abort())
    page.goto(address)
    page.get_by_role("textbox").fill("Skaņas iekārtas nomai.")
    page.get_by_role("textbox").blur()
    expect(page.locator("[data-saved]")).to_contain_text("Nav saglabāts: serveris neatbild.")
    wait_for_the_device(again)
    page.close()

    again.goto(address)

    again.wait_for_function("() => localStorage.length === 0")
    expect(again.get_by_role("textbox")).to_have_value("Skaņas iekārtas nomai.")
    saved(again)


def test_whoever_submits_where_text_waits_on_the_device_is_told(visitor: Visit, site: Flask):
    one = visitor(who="ngo@example.org")
    page, address = one.page, with_keys(site, f"{HALF}/sections/team")
    review = with_keys(site, f"{HALF}/review")
    page.goto(review)
    expect(page.locator("[data-unsent]")).to_be_hidden()
    page.clock.install()  # this window does not try again by itself
    page.route("**/saved", lambda route: route.abort())
    page.goto(address)
    page.get_by_role("textbox").fill("Vada trīs jaunieši.")
    page.get_by_role("textbox").blur()
    expect(page.locator("[data-saved]")).to_contain_text("Nav saglabāts")

    other = one.context.new_page()
    other.goto(review)

    told = other.locator("[data-unsent]")
    expect(told).to_be_visible()  # also where this device told the window only now
    expect(told.get_by_role("link")).to_have_text("Komanda")
    with other.expect_response(lambda answer: answer.url.endswith("/saved")) as kept:
        told.get_by_role("link").click()
    assert kept.value.status == 200
    expect(other.get_by_text("un kas netika saglabāts, atkal ir laukos.")).to_be_visible()
    other.wait_for_function("() => localStorage.length === 0")
    other.goto(review)
    expect(other.locator("[data-unsent]")).to_be_hidden()


def test_enter_in_a_table_takes_no_row_away(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    address = with_keys(site, f"{HALF}/sections/activities")
    page.goto(address)
    page.get_by_label("Nosaukums").first.fill("Velosipēdu diena")
    with page.expect_navigation():
        page.get_by_label("Nosaukums").first.press("Enter")
    page.goto(address)
    expect(page.get_by_label("Nosaukums").first).to_have_value("Velosipēdu diena")


def test_a_row_moved_right_after_typing_meets_no_quarrel_with_oneself(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    page.goto(with_keys(site, f"{HALF}/sections/activities"))
    for name in ("Pirmā", "Otrā"):
        for label in ("Nosaukums", "Ko darīs", "Kad", "Kur", "Cik dalībnieku", "Kurš atbild"):
            page.get_by_label(label, exact=True).last.fill(name)
        with page.expect_navigation():
            page.get_by_role("button", name="Pievienot rindu").click()
        expect(page.get_by_text("Saglabāts nav viss")).to_have_count(0)
    page.get_by_label("Kur", exact=True).first.fill("Skolā")
    page.get_by_label("Kad", exact=True).first.fill("Otrdienās")
    with page.expect_navigation():
        page.get_by_role("button", name="Pārvietot uz leju").first.click()
    expect(page.get_by_label("Nosaukums").first).to_have_value("Otrā")
    expect(page.get_by_text("Saglabāts nav viss")).to_have_count(0)


def test_who_was_signed_out_signs_in_and_finds_what_they_typed(visitor: Visit, site: Flask):
    one = visitor(who="ngo@example.org")
    page, address = one.page, with_keys(site, f"{HALF}/sections/risks")
    page.goto(address)
    one.context.clear_cookies()
    page.get_by_role("textbox").fill("Slikts laiks: vakars zālē.")
    page.get_by_role("textbox").blur()
    expect(page.locator("[data-saved]")).to_contain_text("Nav saglabāts")
    page.get_by_role("button", name="Tālāk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sesija ir beigusies. Ierakstītais nav pazudis.")
    assert looking.everything(page) == []
    with one.context.expect_page() as opened:
        page.get_by_role("main").get_by_role("link", name="Ienākt").click()
    signing = opened.value
    signing.locator("#email").fill("ngo@example.org")
    signing.locator("#password").fill(PASSWORD)
    signing.keyboard.press("Enter")

    signing.wait_for_url(f"**{address}")
    saved(signing)
    expect(signing.get_by_role("textbox")).to_have_value("Slikts laiks: vakars zālē.")
    page.get_by_role("button", name="Turpināt ar ierakstīto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Finansējums")
    page.goto(address)
    expect(page.get_by_role("textbox")).to_have_value("Slikts laiks: vakars zālē.")


def test_without_scripts_a_session_that_ended_costs_nothing_either(visitor: Visit, site: Flask):
    one = visitor(who="ngo@example.org", scripts=False, width=390)
    page, address = one.page, with_keys(site, f"{HALF}/sections/target-group")
    page.goto(address)
    one.context.clear_cookies()
    page.get_by_label("Izglītojamie kopā").fill("23")
    page.get_by_role("button", name="Tālāk").last.click()
    with one.context.expect_page() as opened:
        page.get_by_role("main").get_by_role("link", name="Ienākt").click()
    opened.value.locator("#email").fill("ngo@example.org")
    opened.value.locator("#password").fill(PASSWORD)
    opened.value.keyboard.press("Enter")
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Mērķa grupa")
    page.get_by_role("button", name="Turpināt ar ierakstīto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aktivitātes")
    page.goto(address)
    expect(page.get_by_label("Izglītojamie kopā")).to_have_value("23")


def test_a_second_window_is_told_and_its_text_is_not_lost(visitor: Visit, site: Flask):
    one = visitor(who="ngo@example.org")
    first, second = one.page, one.context.new_page()
    for page in (first, second):
        page.goto(with_keys(site, f"{HALF}/sections/risks"))
    first.get_by_role("textbox").fill("No pirmā loga.")
    first.get_by_role("textbox").blur()
    saved(first)
    second.get_by_role("textbox").fill("No otrā loga.")
    second.get_by_role("textbox").blur()
    expect(second.locator("[data-saved]")).to_contain_text("mainīts arī citā logā")
    second.get_by_role("button", name="Tālāk").click()
    expect(second.locator(".summary")).to_be_focused()
    expect(second.get_by_role("region", name="Saglabātais")).to_contain_text("No pirmā loga.")
    expect(second.get_by_role("textbox")).to_have_value("No otrā loga.")
    second.get_by_role("button", name="Tālāk").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Finansējums")


def test_without_scripts_an_application_is_begun_written_and_a_file_attached(visitor: Visit, tmp_path: Path):
    page = visitor(who="ngo2@example.org", scripts=False, width=390).page
    page.goto("/lv/calls/paraugs-demo")
    page.get_by_role("link", name="Pieteikties", exact=True).click()
    page.get_by_role("button", name="Sākt pieteikumu").click()
    page.get_by_role("link", name="Nosaukums, norises vieta, periods").click()
    page.get_by_label("Projekta nosaukums").fill("Bez skriptiem")
    page.get_by_role("button", name="Tālāk").click()
    page.get_by_role("link", name="Bez skriptiem").click()
    page.get_by_role("link", name="Pielikumi", exact=True).click()
    file = tmp_path / "statūti.pdf"
    file.write_bytes(A_PDF)
    page.locator("#statutes-file").set_input_files(file)
    page.get_by_role("region", name="Statūti").get_by_role("button", name="Pievienot failu").click()
    expect(page.get_by_role("region", name="Statūti")).to_contain_text("statūti.pdf")
    page.get_by_role("link", name="Tālāk: Pārbaudīt un iesniegt").click()
    page.get_by_role("button", name="Iesniegt pieteikumu").click()
    expect(page.locator(".summary")).to_be_focused()
    expect(page.get_by_role("link", name="Riski: Kas var neizdoties")).to_be_visible()


def test_the_button_for_submitting_goes_when_the_deadline_passes_and_the_page_says_why(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    page.add_init_script(TIME_MACHINE)
    page.goto(with_keys(site, "/lv/applications/{Stāsti no mūsu ielas}/review"))
    button = page.get_by_role("button", name="Iesniegt pieteikumu")
    why = page.get_by_text("Termiņš beidzās, kamēr lapa bija atvērta, tāpēc pieteikumu vairs nevar iesniegt.")
    expect(button).to_be_visible()
    expect(why).to_be_hidden()
    pass_time(page, 24 * 90)
    expect(why).to_be_visible()
    expect(button).to_be_hidden()
    expect(page.get_by_text("Viss vajadzīgais ir aizpildīts")).to_be_hidden()
    page.get_by_role("link", name="Atvērt lapu vēlreiz").click()  # the server's clock has the last word
    expect(button).to_be_visible()


def test_an_application_is_handed_in_with_the_keyboard_and_back_tells_so(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    page.goto(with_keys(site, "/lv/applications/{Stāsti no mūsu ielas}/review"))
    page.get_by_role("button", name="Iesniegt pieteikumu").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pieteikums ir saņemts")
    expect(page.get_by_text("2026. gada 15. septembrī plkst. 12.00")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Tas ir iesniegts tā, kā šeit redzams")).to_be_visible()
    expect(page.get_by_role("button", name="Iesniegt")).to_have_count(0)


def test_on_a_phone_a_button_is_as_high_alone_in_its_line_as_elsewhere(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/lv/", "/lv/applications", with_keys(site, f"{HALF}/attachments")):
        page.goto(address)
        heights = page.locator("main .button").evaluate_all("all => all.map((one) => one.offsetHeight)")
        assert min(heights) >= 44, address


COUNTED = (
    "",
    "Žņķļģš",
    "e\u0301e\u0301",
    "👩‍👩‍👧‍👦 un 🇱🇻 👍🏽 1️⃣",
    "각 한국 नमस्ते กำลัง שָׁלוֹם",
    "viena\nrinda\n\nun vēl",
    "  ar atstarpēm abās pusēs \t\u00a0\u200b\ufeff ",
    "𝔘𝔫𝔦",
    "a" * 1499 + "🎉",
)


def test_the_page_counts_what_is_typed_exactly_as_the_server_does(visitor: Visit, site: Flask):
    page = visitor(who="ngo@example.org").page
    page.goto(with_keys(site, f"{HALF}/sections/risks"))
    field = page.get_by_role("textbox")
    for text in COUNTED:
        field.fill(text)
        told = page.locator(".count span").first.inner_text()
        shown = int("".join(sign for sign in told.split(" no ")[0] if sign.isdigit()))
        asked = replace(next(one for one in PUMPURS.questions if one.key == "risks"), most=shown)
        assert unfit(asked, text, {}) is None, text
        if shown:
            assert unfit(replace(asked, most=shown - 1), text, {}) is Unfit.TOO_LONG, text
