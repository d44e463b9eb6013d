"""One person plays every role through one call, from the application to the letter, in a real browser.

The outcome that the pages show is the one that `flask call outcome` computes from the export.
"""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.config import ROOT
from app.extensions import db
from competition.application.records import Application
from competition.call.deadline import deadline_in_force
from competition.call.records import Call
from competition.foundation.clock import use_clock
from scoring.archive.gather import full_text
from tests.journeys.applying import TITLE, answer_the_check, visiting, write_and_hand_in
from tests.pages.conftest import DEMO_DAY, DEMO_PASSWORD, demo_root, own_demo_site

__all__ = ["demo_root", "own_demo_site"]

CALL = "liepaja-demo"
DESK = f"/lv/desk/calls/{CALL}"
COMMITTEE = f"/lv/committee/{CALL}"
MEMBERS = ("chair", "member", "member2", "member3")
POINTS = {"chair": "4", "member": "5", "member2": "4", "member3": "3"}
SignIn = Callable[[str], Page]


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who signs in as whoever acts next, and what the site is."""

    site: Flask
    as_: SignIn

    def closes(self) -> datetime:
        """The last accepted instant of the call."""
        with self.site.app_context():
            return deadline_in_force(db.session().scalars(select(Call).where(Call.slug == CALL)).one().terms).at

    def handed_in(self) -> list[str]:
        """The keys of the applications that came in, in their order."""
        with self.site.app_context():
            rows = db.session().scalars(
                select(Application.id)
                .join(Call, Call.id == Application.call_id)
                .where(Call.slug == CALL, Application.number.is_not(None))
                .order_by(Application.position)
            )
            return [str(key) for key in rows]


@pytest.fixture
def player(own_demo_site: Flask, browser: Browser) -> Iterator[Player]:
    with visiting(own_demo_site, browser) as page:

        def sign_in(name: str) -> Page:
            page.context.clear_cookies()
            page.goto("/lv/sign-in")
            page.locator("#email").fill(f"{name}@example.org")
            page.locator("#password").fill(DEMO_PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "/sign-in" not in url)
            return page

        yield Player(own_demo_site, sign_in)


def test_one_person_plays_every_role_from_the_application_to_the_letter(player: Player, tmp_path: Path):
    apply(player)
    use_clock(lambda: player.closes() + timedelta(days=1))
    check(player)
    for name in MEMBERS:
        declare(player, name)
    for name in MEMBERS:
        score(player, name)
    close(player)
    decide(player)
    announce(player)
    read_the_letter(player)
    assert shown_ranking(player) == computed_ranking(player, tmp_path)


def apply(player: Player) -> None:
    """A new application, filled in section by section, with its files, handed in."""
    use_clock(lambda: DEMO_DAY)
    page = player.as_("ngo")
    page.goto(f"/lv/calls/{CALL}")
    page.get_by_role("link", name="Pieteikties", exact=True).first.click()
    answer_the_check(page)
    page.get_by_role("button", name="Sākt pieteikumu").click()
    page.wait_for_url("**/applications/*")
    write_and_hand_in(page)


def check(player: Player) -> None:
    """Every application that came in fulfils every requirement."""
    page = player.as_("coordinator")
    for key in player.handed_in():
        page.goto(f"{DESK}/applications/{key}/eligibility")
        for choice in page.locator("main input[type=radio][value=yes]").all():
            choice.check()
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_load_state()
        expect(page.locator(".summary")).to_have_count(0)


def declare(player: Player, name: str) -> None:
    """No conflict of interest, but for the second member with one applicant."""
    page = player.as_(name)
    page.goto(COMMITTEE)
    page.wait_for_url("**/declaration")
    for choice in page.locator("main input[type=radio]").all():
        if choice.get_attribute("value") in {"none", "no", "free"}:
            choice.check()
    if name == "member2":
        page.get_by_role("group", name="Otrs piemērs").locator("input[type=radio]").last.check()
    for tick in page.locator("main input[type=checkbox]").all():
        tick.check()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**{COMMITTEE}")


def score(player: Player, name: str) -> None:
    """The member's points on every sheet, one sheet leading to the next."""
    page = player.as_(name)
    page.goto(COMMITTEE)
    left = [link.get_attribute("href") for link in page.locator(f"main a[href*='{COMMITTEE}/applications/']").all()]
    for number, address in enumerate(dict.fromkeys(left)):
        page.goto(address or "")
        points = POINTS[name] if number else str(int(POINTS[name]) - 1)
        for scale in page.locator("fieldset.scale").all():
            scale.locator(f"label:has(input[value='{points}']) .key").click()
        for reason in page.locator("main textarea[name^='reason']").all():
            if reason.is_visible():
                reason.fill("Pamatots ar pieteikumā rakstīto.")
        with page.expect_navigation():
            page.locator("main form button[type=submit]").last.click()
        expect(page.locator(".summary")).to_have_count(0)


def close(player: Player) -> None:
    """The chair closes the scoring."""
    page = player.as_("chair")
    page.goto(f"{COMMITTEE}/chair")
    page.get_by_role("link", name="Noslēgt vērtēšanu").or_(
        page.get_by_role("button", name="Noslēgt vērtēšanu")
    ).first.click()
    page.wait_for_load_state()
    again = page.get_by_role("button", name="Noslēgt vērtēšanu")
    if again.count():
        again.first.click()
        page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("noslēgta")


def decide(player: Player) -> None:
    """The meeting and its vote."""
    page = player.as_("coordinator")
    page.goto(f"{DESK}/decision")
    page.locator("#held_on").fill((player.closes() + timedelta(days=1)).date().isoformat())
    page.locator("#number").fill("7")
    for tick in page.locator("main input[type=checkbox]").all():
        tick.check()
    for name, votes in (("in_favour", "4"), ("against", "0"), ("abstained", "0")):
        page.locator(f"#{name}").fill(votes)
    page.locator("main input[type=radio][value=for]").check()
    page.get_by_role("button", name="Pārbaudīt un reģistrēt").click()
    page.get_by_role("button", name="Reģistrēt lēmumu").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("protokols Nr. 7")


def announce(player: Player) -> None:
    """Everything looked at, then let go: what becomes public is what was looked at."""
    page = player.as_("coordinator")
    page.goto(f"{DESK}/announcement")
    winners = page.locator("main table tbody").first.inner_text()
    assert "otro reizi" in winners
    page.locator("#checked").check()
    page.get_by_role("button", name="Paziņot rezultātus").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Rezultāti paziņoti")
    page.goto(f"/lv/calls/{CALL}/results")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rezultāti")
    assert page.locator("main table tbody").first.inner_text() == winners


def read_the_letter(player: Player) -> None:
    """The applicant reads the decision and has the letter."""
    page = player.as_("ngo")
    page.goto("/lv/applications")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", name="Lēmums")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Lejupielādēt PDF").click()
    path = download.value.path()
    assert path.read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename.endswith("-lemums.pdf")


def shown_ranking(player: Player) -> list[tuple[str, str]]:
    """The places and the points as the ranking shows them."""
    page = player.as_("coordinator")
    page.goto(f"{DESK}/ranking")
    rows = page.locator("table.rank tbody tr:not(.cut)").all()
    return [
        (row.locator(".place").inner_text().strip(), row.locator("td.num").first.inner_text().strip().replace(",", "."))
        for row in rows
    ]


def computed_ranking(player: Player, folder: Path) -> list[tuple[str, str]]:
    """The places and the points as `flask call outcome` gives them for the exported call."""
    file = folder / "export.json"
    with player.site.app_context():
        file.write_text(full_text(db.session(), CALL), encoding="utf-8")
    command = [ROOT / ".venv" / "bin" / "flask", "call", "outcome", file]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    ranked = [one for one in json.loads(told)["applications"] if one["rank"] is not None]
    ranked.sort(key=lambda one: one["rank"])
    return [(str(one["rank"]), one["score"]["shown"]) for one in ranked]
