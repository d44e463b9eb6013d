"""What the parts do in a browser beyond being read: saving, counting, scoring, sending files, counting down."""

import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys import looking
from tests.journeys.time_machine import TIME_MACHINE, pass_time
from tests.pages.conftest import OPEN, At

GUIDE = "/lv/styleguide"
DESK = pytest.mark.parametrize("page", ["desk"], indirect=True)


def test_a_form_that_was_refused_gives_the_focus_to_its_mistakes_and_each_leads_to_its_field(page: Page):
    page.goto(f"{GUIDE}/form")
    page.get_by_label("Jauniešu skaits kopā").fill("24")
    page.get_by_role("button", name="Tālāk: aktivitātes").click()
    expect(page.locator(".summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Kļūda: "))
    page.get_by_role("link", name="Izvēlieties, kas piesakās.").press("Enter")
    expect(page.get_by_label("Jaunatnes organizācija", exact=True)).to_be_focused()
    page.get_by_role("link", name="Aprakstiet, kā viņus uzrunāsiet.").press("Enter")
    expect(page.get_by_label("Kā uzrunāsiet un noturēsiet riska grupas jauniešus?")).to_be_focused()
    expect(page.get_by_label("Jauniešu skaits kopā")).to_have_value("24")
    page.get_by_role("button", name="Tālāk: aktivitātes").click()
    expect(page.locator(".summary")).to_be_focused()


@DESK
def test_a_field_is_saved_as_it_is_left_and_the_focus_stays_where_the_writer_is(page: Page):
    page.goto(f"{GUIDE}/form")
    page.get_by_label("Jauniešu skaits kopā").fill("24")
    page.keyboard.press("Tab")
    expect(page.get_by_role("status").filter(has_text="Saglabāts plkst.")).to_be_visible()
    expect(page.get_by_label("No tiem priekšlaicīgas")).to_be_focused()


@DESK
def test_what_could_not_be_saved_says_so_and_is_saved_when_the_line_is_back(page: Page, unheard: list[str]):
    page.goto(f"{GUIDE}/form")
    page.route("**/form/saved", lambda route: route.abort())
    page.get_by_label("Jauniešu skaits kopā").fill("24")
    page.keyboard.press("Tab")
    status = page.locator("[data-saved]")
    expect(status).to_contain_text("Nav saglabāts: serveris neatbild.")
    expect(page.get_by_label("Jauniešu skaits kopā")).to_have_value("24")
    page.unroute("**/form/saved")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(status).to_contain_text("Saglabāts plkst.")
    unheard.append("ERR_FAILED")


@DESK
def test_a_change_made_while_another_is_being_saved_is_saved_before_saved_is_said(page: Page):
    waiting: list[Route] = []
    sent: list[str] = []

    def hold(route: Route) -> None:
        sent.append(route.request.post_data or "")
        waiting.append(route) if len(sent) == 1 else route.continue_()

    page.route("**/form/saved", hold)
    page.goto(f"{GUIDE}/form")
    with page.expect_request("**/form/saved"):
        page.get_by_label("Jauniešu skaits kopā").fill("24")
        page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_be_empty()
    waiting[0].continue_()
    expect(page.locator("[data-saved]")).to_contain_text("Saglabāts plkst.")
    assert ["at_risk=12" in body for body in sent] == [False, True]


@DESK
def test_what_the_server_will_not_take_is_said_and_not_sent_again(page: Page, unheard: list[str]):
    page.goto(f"{GUIDE}/form")
    page.route("**/form/saved", lambda route: route.fulfill(status=403, body="no"))
    page.get_by_label("Jauniešu skaits kopā").fill("24")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_contain_text("Nav saglabāts: serveris to vairs nepieņem.")
    unheard.append("403")


@DESK
def test_typing_is_counted_and_going_over_the_limit_is_said_once_it_rests(page: Page):
    page.goto(f"{GUIDE}/form")
    text = page.get_by_label("Kā uzrunāsiet un noturēsiet riska grupas jauniešus?")
    count = page.locator(".count > :first-child")
    text.fill("ā\nž😀")
    expect(count).to_have_text("4 no 1500 rakstzīmēm")
    text.fill("a" * 1501)
    expect(count).to_have_text("1501 no 1500 rakstzīmēm")
    expect(count).to_have_class("over")
    expect(page.locator(".count + [role=status]")).to_have_text("1501 no 1500 rakstzīmēm")
    assert looking.violations(page) == []


def test_digits_give_points_the_meaning_is_read_and_the_sum_grows(page: Page):
    page.goto(f"{GUIDE}/sheet")
    first = page.get_by_role("group", name="2.1 Nepieciešamība")
    first.get_by_role("radio").first.focus()
    page.keyboard.press("4")
    chosen = first.get_by_role("radio", checked=True)
    expect(chosen).to_have_attribute("value", "4")
    expect(chosen).to_be_focused()
    expect(first.locator(".level", has_text="iesaiste un noturēšana aprakstīta ar piemēriem")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("5")
    expect(page.get_by_role("group", name="2.2 Riska").get_by_role("radio", checked=True)).to_have_attribute(
        "value", "5"
    )
    expect(page.locator("[data-total]")).to_have_text("9 no 50")


def test_a_refused_file_keeps_the_page_and_an_accepted_one_leads_on(page: Page, tmp_path: Path):
    page.goto(f"{GUIDE}/files")
    for name, content in (("attels.gif", b"GIF89a"), ("apliecinajums.pdf", b"%PDF-1.7")):
        (tmp_path / name).write_bytes(content)
    page.get_by_label("Sadarbības partnera apliecinājums").set_input_files(tmp_path / "attels.gif")
    page.get_by_role("button", name="Pievienot failu").click()
    expect(page.locator(".summary")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Šāda veida failu nepieņem.")
    expect(page).to_have_title(re.compile("^Kļūda: Pielikumi"))
    page.get_by_label("Sadarbības partnera apliecinājums").set_input_files(tmp_path / "apliecinajums.pdf")
    page.get_by_role("button", name="Pievienot failu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fails ir pievienots")


def fulfil(answer: dict[str, Any], route: Route) -> None:
    route.fulfill(**answer)


@DESK
def test_a_file_that_does_not_get_through_leaves_the_form_as_it_is(page: Page, tmp_path: Path, unheard: list[str]):
    page.goto(f"{GUIDE}/files")
    (tmp_path / "apliecinajums.pdf").write_bytes(b"%PDF-1.7")
    field = page.get_by_label("Sadarbības partnera apliecinājums")
    field.set_input_files(tmp_path / "apliecinajums.pdf")
    answers = [
        {"status": 503, "content_type": "text/html", "body": "<main><h1>Portālā notiek apkope.</h1></main>"},
        {"status": 413, "content_type": "text/html", "body": "<h1>too large</h1>"},
        {"status": 502, "content_type": "text/plain", "body": "bad gateway"},
    ]
    for answer in answers:
        page.unroute("**/styleguide/files")
        page.route("**/styleguide/files", partial(fulfil, answer))
        page.get_by_role("button", name="Pievienot failu").click()
        expect(page.locator("[data-trouble-line]")).to_contain_text("Fails nav saņemts: savienojums pārtrūka.")
        expect(page.locator("[data-busy]")).to_be_hidden()
        assert field.evaluate("one => one.files.length") == 1
        unheard.append(str(answer["status"]))
    page.unroute("**/styleguide/files")
    page.get_by_role("button", name="Pievienot failu").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fails ir pievienots")


@DESK
def test_the_time_left_goes_by_the_servers_clock_and_is_said_aloud_only_at_few_moments(page: Page, at: At):
    at(OPEN)
    page.add_init_script(TIME_MACHINE)
    page.goto("/lv/calls/liepaja-2020")
    left, voice = page.locator("[data-countdown]"), page.locator("[data-countdown] + [role=status]")
    expect(left).to_have_text("vēl 11 dienas 11 h")
    pass_time(page, 24)
    expect(left).to_have_text("vēl 10 dienas 11 h")
    expect(voice).to_be_empty()
    pass_time(page, 239.5)
    expect(left).to_have_text("vēl 12 h 29 min")
    expect(voice).to_have_text("vēl 12 h 29 min")
    pass_time(page, 12.5)
    expect(left).to_have_text("Termiņš ir beidzies")
    expect(voice).to_have_text("Termiņš ir beidzies")


@DESK
def test_the_time_left_is_true_on_a_page_that_the_browser_brings_back(page: Page, at: At):
    at(OPEN)
    page.goto("/lv/calls/liepaja-2020")
    left = page.locator("[data-countdown]")
    expect(left).to_have_text("vēl 11 dienas 11 h")
    page.evaluate("addEventListener('unload', () => {})")
    page.goto("/lv/help")
    at(OPEN + timedelta(hours=3))
    page.go_back()
    expect(left).to_have_text("vēl 11 dienas 8 h")
