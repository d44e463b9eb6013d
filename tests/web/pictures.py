"""`make pictures`: the pictures of the README, taken of the demonstration at the moments of the round of 2020.

Looks best where a serif of the stylesheet is installed (Debian: fonts-noto-core).
"""

import io
import shutil

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from app.config import ROOT
from tests.journeys.conftest import SWITCHES
from tests.web.serving import served

FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 860}
COLOURS = 128
TAKEN = {
    "2020-04-03T12:00": {"calls": "/lv/", "call": "/lv/calls/liepaja-2020"},
    "2020-06-10T12:00": {"results": "/lv/calls/liepaja-2020/results"},
}


def take(browser: Browser, address: str, name: str) -> None:
    """The first screen of a page, in few colours: a picture of some forty kilobytes."""
    page = browser.new_page(viewport=SIZE, color_scheme="light", locale="lv-LV")  # pyright: ignore[reportArgumentType]
    page.goto(address)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB").quantize(COLOURS)
    picture.save(FOLDER / f"{name}.png", optimize=True)
    page.close()


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        for clock, pages in TAKEN.items():
            with served(clock) as address:
                for name, path in pages.items():
                    take(browser, address + path, name)
                    print(FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
