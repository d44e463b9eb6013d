"""What an applicant does, from the check to the receipt, with scripts and without; and a site of one's own for it."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.documents import samples

TITLE = "Tilts pāri kanālam"
PDF = samples.PDF
FIRST_DAY, LAST_DAY = "2026-12-01", "2027-05-31"


@contextmanager
def visiting(app: Flask, browser: Browser, **context: Any) -> Iterator[Page]:
    """A page of a fresh browser on the site, served while it is looked at; no script fails and nothing answers 500."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    opened = browser.new_context(base_url=f"http://127.0.0.1:{server.server_port}", locale="lv-LV", **context)
    page = opened.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 500 else None)
    try:
        yield page
    finally:
        opened.close()
        server.shutdown()
        thread.join()
        server.server_close()
    assert faults == []


def answer_the_check(page: Page) -> None:
    """May we apply? We may."""
    for choice in ("Biedrība vai nodibinājums, kas veic darbu ar jaunatni", "Nē$", "5.–12. klases"):
        page.get_by_role("radio", name=re.compile(f"^{choice}")).check()
    page.get_by_label("Pirmā diena").fill(FIRST_DAY)
    page.get_by_label("Pēdējā diena").fill(LAST_DAY)
    page.get_by_role("button", name="Uzzināt atbildi").click()
    expect(page.locator("#answer")).to_contain_text("Jā, jūs drīkstat pieteikties")


def write_and_hand_in(page: Page, *, scripts: bool = True) -> None:
    """From an application's own page: every section filled in, a file in every slot, handed in, to the receipt."""
    here = page.url
    sections = [link.get_attribute("href") for link in page.locator("ol.tasks a").all()]
    for address in [one for one in sections if one and "/sections/" in one]:
        page.goto(address)
        fill_in(page)
        with page.expect_navigation():
            page.locator("main form button[type=submit]").last.click()
        expect(page.locator(".summary")).to_have_count(0)
    page.goto(f"{here}/attachments")
    for number in range(page.locator("[data-place]").count()):
        form = page.locator("[data-place]").nth(number)
        name = f"pielikums-{number}.pdf"
        form.locator("input[type=file]").set_input_files(
            files=[{"name": name, "mimeType": "application/pdf", "buffer": PDF + bytes([number])}]
        )
        if not scripts:
            form.locator("button[type=submit]").click()
        expect(page.locator("main")).to_contain_text(f"Fails „{name}” ir pievienots.")
    page.goto(f"{here}/review")
    page.get_by_role("button", name="Iesniegt pieteikumu").click()
    page.wait_for_url("**/receipt")
    expect(page.locator("main")).to_contain_text(TITLE)


def fill_in(page: Page) -> None:
    """An answer to every question of a section."""
    fitting = {"applicant-email": "ngo@example.org", "applicant-account": "LV80BANK0000435195001", "title": TITLE}
    fitting["applicant-phone"] = "+371 6000 0000"
    days = {"project-from": FIRST_DAY, "project-until": LAST_DAY}
    numbers = {"target-all": "20", "target-at-risk": "12"}
    for control in page.locator("main form [name]").all():
        name, kind = control.get_attribute("name") or "", control.get_attribute("type")
        if kind == "checkbox":
            control.check()
        elif kind not in {"hidden", "submit"}:
            control.fill((fitting | days | numbers).get(name, "Atbilde uz jautājumu."))
