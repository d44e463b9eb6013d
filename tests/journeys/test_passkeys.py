"""Passkeys in a browser that has a device: added, used in every place, refused by the device, and where none can be."""

import re
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect
from werkzeug.serving import make_server

from app import create_app
from app.accounts.operations import create_account
from app.extensions import db
from competition.foundation.act import SYSTEM, acting
from competition.organisation.operations import create_person
from tests.journeys import looking
from tests.journeys.conftest import RESULTS, WIDTHS
from tests.pages.conftest import PASSWORD, close, settings_for

DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
WITHOUT_JSON = (
    "delete PublicKeyCredential.parseCreationOptionsFromJSON, delete PublicKeyCredential.parseRequestOptionsFromJSON"
)
BUTTON = "Ienākt ar piekļuves atslēgu"


@dataclass
class Device:
    """What unlocks passkeys in a browser: by itself, or not at all."""

    cdp: CDPSession
    id: str

    def unlocks(self, well: bool) -> None:
        """Whether the finger that is shown to it from now on is the right one."""
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": well})


@pytest.fixture(scope="module")
def named_site(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[tuple[Flask, str]]:
    """A site that people reach by a name, and the address: browsers keep no passkeys for 127.0.0.1."""
    root = tmp_path_factory.mktemp("named")
    (root / "instance").mkdir()
    shutil.copyfile(migrated_sqlite, root / "instance" / "konkurss.db")
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        app = create_app(settings_for(root, KONKURSS_BASE_URL=f"http://localhost:{port}"))
        server = make_server("127.0.0.1", port, app, threaded=True, fd=door.fileno())
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield app, f"http://localhost:{port}"
        server.shutdown()
        thread.join()
        server.server_close()
    close(app)


@pytest.fixture
def email(named_site: tuple[Flask, str]) -> str:
    """Somebody with an account of their own."""
    name = f"{uuid4().hex}@example.org"
    with named_site[0].app_context(), acting(db.session(), SYSTEM) as act:
        person = create_person(act, name, "Anna Paraudziņa")
        create_account(act.session, person, PASSWORD)
    return name


@pytest.fixture
def context(browser: Browser, named_site: tuple[Flask, str]) -> Iterator[BrowserContext]:
    """A browser of its own."""
    context = browser.new_context(base_url=named_site[1], locale="lv-LV")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty page; whatever the browser complains of fails the test."""
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert [said for said in complaints if "a status of 422 (" not in said] == []


@pytest.fixture
def device(context: BrowserContext, page: Page) -> Device:
    """A device in the browser's own machine, as phones and computers have one."""
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {**DEVICE, "isUserVerified": True, "automaticPresenceSimulation": True}
    return Device(cdp, cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"])


def enter(page: Page, email: str) -> None:
    page.goto("/lv/sign-in")
    page.get_by_label("E-pasta adrese").fill(email)
    page.get_by_label("Parole").fill(PASSWORD)
    page.get_by_role("button", name="Ienākt", exact=True).click()


def add_passkey(page: Page) -> None:
    ask_for_passkey(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Saglabājiet rezerves kodus")


def ask_for_passkey(page: Page) -> None:
    page.goto("/lv/account/codes")
    page.get_by_role("link", name="Pievienot piekļuves atslēgu").click()
    page.get_by_label("Piekļuves atslēgas nosaukums").fill("Telefons")
    page.get_by_role("button", name="Pievienot piekļuves atslēgu").click()


def leave(page: Page) -> None:
    page.goto("/lv/sign-out")
    page.get_by_role("button", name="Iziet").click()
    expect(page.get_by_role("link", name="Ienākt")).to_be_visible()


def looked_at(page: Page, name: str) -> list[str]:
    """What axe and we find fault with; the page is kept as a picture."""
    for kind, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        (RESULTS / "screens").mkdir(parents=True, exist_ok=True)
        page.screenshot(path=RESULTS / "screens" / f"lv-{name}-{kind}-light.png", full_page=True)
    return looking.everything(page)


@pytest.mark.parametrize("by_hand", [False, True], ids=["the browser reads JSON", "we read it"])
def test_a_passkey_is_added_and_signs_in_alone(page: Page, device: Device, email: str, by_hand):
    if by_hand:
        page.add_init_script(WITHOUT_JSON)
    enter(page, email)
    add_passkey(page)
    page.get_by_role("link", name="Kodi ir saglabāti").click()
    leave(page)
    page.goto("/lv/sign-in?next=/lv/account/codes")
    page.get_by_role("button", name=BUTTON).click()
    expect(page).to_have_url("/lv/account/codes")
    expect(page.get_by_role("listitem").filter(has_text="Telefons")).to_contain_text("pēdējoreiz izmantota")


def test_after_the_password_and_before_risky_acts_the_passkey_takes_the_place_of_a_code(
    page: Page, device: Device, email: str
):
    enter(page, email)
    add_passkey(page)
    leave(page)
    enter(page, email)
    expect(page.get_by_label("Rezerves kods")).to_be_visible()
    assert looked_at(page, "passkey-after-the-password") == []
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anna Paraudziņa")
    page.goto("/lv/sign-in/again?next=/lv/account/codes/passkey")
    assert looked_at(page, "passkey-as-proof") == []
    page.get_by_role("button", name="Apstiprināt ar piekļuves atslēgu").click()
    expect(page).to_have_url("/lv/account/codes/passkey")


def test_what_the_device_refuses_is_a_sentence_and_nothing_is_lost(page: Page, device: Device, email: str):
    page.goto("/lv/sign-in")
    page.get_by_label("E-pasta adrese").fill(email)
    device.unlocks(False)
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("alert")).to_have_text(
        "Piekļuves atslēga nav atbloķēta. Nekas nav mainīts; kad varat, mēģiniet vēlreiz."
    )
    expect(page.get_by_label("E-pasta adrese")).to_have_value(email)
    device.unlocks(True)
    enter(page, email)
    add_passkey(page)
    ask_for_passkey(page)
    expect(page.get_by_role("alert")).to_have_text("Šī ierīce jau glabā jūsu konta piekļuves atslēgu.")
    expect(page.get_by_label("Piekļuves atslēgas nosaukums")).to_have_value("Telefons")


def test_a_missing_name_is_told_before_the_device_is_asked(page: Page, device: Device, email: str):
    enter(page, email)
    page.goto("/lv/account/codes/passkey")
    with page.expect_response(lambda answer: answer.request.method == "POST") as waited:
        page.get_by_role("button", name="Pievienot piekļuves atslēgu").click()
    assert waited.value.status == 422
    expect(page.locator(".summary")).to_be_focused()
    kept = device.cdp.send("WebAuthn.getCredentials", {"authenticatorId": device.id})
    assert kept["credentials"] == []


def test_the_pages_of_passkeys_can_be_used_by_everybody(page: Page, device: Device, email: str):
    page.goto("/lv/sign-in")
    assert looked_at(page, "sign-in-passkey") == []
    enter(page, email)
    page.goto("/lv/account/codes/passkey")
    assert looked_at(page, "new-passkey-with-a-device") == []
    add_passkey(page)
    page.goto("/lv/account/codes")
    assert looked_at(page, "second-step-passkey") == []
    page.get_by_role("link", name=re.compile("Noņemt.*Telefons")).click()
    assert looked_at(page, "remove-passkey") == []
    page.get_by_role("button", name="Noņemt").click()
    expect(page).to_have_url("/lv/account/codes")
    expect(page.get_by_text("Telefons")).to_have_count(0)


def test_at_another_address_no_button_is_dead_and_the_page_says_where_passkeys_work(
    page: Page, device: Device, named_site: tuple[Flask, str]
):
    page.goto(named_site[1].replace("localhost", "127.0.0.1") + "/lv/sign-in/passkey")
    expect(page.get_by_role("button", name=BUTTON)).to_have_count(0)
    expect(page.get_by_text(f"Piekļuves atslēgas darbojas adresē {named_site[1]}")).to_be_visible()
    page.goto(f"{named_site[1]}/lv/sign-in/passkey")
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()
    expect(page.get_by_text("Piekļuves atslēgas darbojas adresē")).to_be_hidden()
