"""A real browser on the running site, for whoever looks at it or goes through it as somebody."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright
from werkzeug.serving import make_server

from app.config import ROOT
from competition.foundation.clock import use_clock
from tests.journeys.codes import code_of, give_codes
from tests.journeys.places import CODED, HALFWAY, Place, Scheme
from tests.journeys.played import play_further
from tests.journeys.troubles import troubles
from tests.pages.conftest import PASSWORD, at, close, draw_up_a_draft, made_site
from tests.pages.keys import with_keys

__all__ = ["at"]

SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
RESULTS = ROOT / "test-results"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Flask]:
    """The site with the three rounds and the demonstration, and with pages that lead into every kind of trouble."""
    app = made_site(tmp_path_factory.mktemp("site"), migrated_sqlite, troubles, demonstration=True)
    draw_up_a_draft(app)
    play_further(app)
    give_codes(app)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield app
    close(app)


@pytest.fixture(scope="session")
def address(site: Flask) -> Iterator[str]:
    """The address at which the site is served."""
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs it: chromium")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def states(browser: Browser, address: str, site: Flask) -> Callable[[str | None], Any]:
    """What the browser of somebody who has signed in remembers, by their address; of nobody, nothing."""
    known: dict[str, Any] = {}

    def state_of(email: str | None) -> Any:
        if email in {None, HALFWAY}:
            return None
        if email not in known:
            context = browser.new_context(base_url=address)
            page = context.new_page()
            give_password(page, email)
            if email == CODED:
                page.locator("#code").fill(code_of(site, email))
                page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "/sign-in" not in url)
            known[email] = context.storage_state()
            context.close()
        return known[email]

    return state_of


def give_password(page: Page, email: str) -> None:
    """Fill the form for signing in in and send it; whoever has the second step stands before the code then."""
    page.goto("/lv/sign-in")
    page.locator("#email").fill(email)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))


@dataclass
class Visitor:
    """Somebody's browser: a page, and what it complained of."""

    context: BrowserContext
    page: Page
    address: str
    where: Callable[[str], str]
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Hear what the browser says, and where it asks for something outside the site."""
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith(self.address):
            self.strangers.append(url)

    def go(self, place: Place, language: str) -> Response:
        """Open a place; send its form empty where the place is what comes then."""
        use_clock(lambda: place.at)
        self.page.bring_to_front()
        if place.who == HALFWAY:
            give_password(self.page, HALFWAY)  # once more: a code is awaited for some minutes only
        self.complaints.clear()
        self.strangers.clear()
        answer = self.page.goto(f"/{language}{self.where(place.path)}")
        if place.sent:
            button = self.page.locator("main form:not([hidden]) button[type=submit]").last
            with self.page.expect_response(lambda one: one.request.method == "POST") as waited:
                button.click()
            answer = waited.value
            self.page.wait_for_load_state()
        assert answer is not None
        assert answer.status == place.status
        return answer

    def look(
        self,
        width: int = 1280,
        height: int = 900,
        *,
        scheme: Scheme = "light",
        forced_colours: bool = False,
        less_motion: bool = False,
    ) -> None:
        """See the page that is open in another way, without opening it anew; windows behind others are painted late."""
        self.page.bring_to_front()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(
            color_scheme=scheme,
            forced_colors="active" if forced_colours else "none",
            reduced_motion="reduce" if less_motion else "no-preference",
        )

    def surprises(self, place: Place) -> list[str]:
        """What the browser complained of, but for the status that this place has."""
        return [said for said in self.complaints if f"a status of {place.status} (" not in said]


Regular = Callable[..., Visitor]


@pytest.fixture(scope="session")
def where(site: Flask) -> Callable[[str], str]:
    """From the path of a place to its path on this site."""
    return partial(with_keys, site)


@pytest.fixture(scope="session")
def regular(
    browser: Browser, address: str, states: Callable[[str | None], Any], where: Callable[[str], str]
) -> Iterator[Regular]:
    """Somebody's window that stays open for the whole run, because opening one costs more than looking.

    `regular(EMAIL)` is always the same window, `regular(EMAIL, 1)` a second one beside it.
    """
    known: dict[str | None, BrowserContext] = {}
    windows: dict[tuple[str | None, int], Visitor] = {}

    def window_of(who: str | None, number: int = 0) -> Visitor:
        if who not in known:
            known[who] = browser.new_context(base_url=address, locale="lv-LV", storage_state=states(who))
        if (who, number) not in windows:
            windows[who, number] = Visitor(known[who], known[who].new_page(), address, where)
            windows[who, number].listen()
        return windows[who, number]

    yield window_of
    for context in known.values():
        context.close()
    use_clock(None)


@pytest.fixture
def visitor(
    browser: Browser, address: str, states: Callable[[str | None], Any], where: Callable[[str], str]
) -> Iterator[Callable[..., Visitor]]:
    """Make somebody's browser: `visitor(width=320, scheme="dark", who=EMAIL, scripts=False)`."""
    visitors: list[Visitor] = []

    def make(
        *,
        width: int = 1280,
        height: int = 900,
        scheme: str = "light",
        who: str | None = None,
        scripts: bool = True,
        **more: Any,
    ) -> Visitor:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale="lv-LV",
            color_scheme=scheme,  # pyright: ignore[reportArgumentType]
            storage_state=states(who),
            java_script_enabled=scripts,
            **more,
        )
        one = Visitor(context, context.new_page(), address, where)
        one.listen()
        visitors.append(one)
        return one

    yield make
    for one in visitors:
        one.context.close()
    use_clock(None)


@pytest.fixture
def unheard() -> list[str]:
    """Parts of complaints of the browser that a test brings about on purpose."""
    return ["422"]


@pytest.fixture(params=list(WIDTHS))
def page(request: pytest.FixtureRequest, visitor: Callable[..., Visitor], unheard: list[str]) -> Iterator[Page]:
    """An empty page on a phone and on a desk; whatever the browser complains of fails the test."""
    width, height = WIDTHS[request.param]
    one = visitor(width=width, height=height)
    yield one.page
    assert [said for said in one.complaints if not any(part in said for part in unheard)] == []
