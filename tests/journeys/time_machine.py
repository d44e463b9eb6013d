"""A browser whose time a test moves on: countdown.js looks at the clock when it is told to."""

from playwright.sync_api import Page

TIME_MACHINE = """
    const now = Date.now;
    window.later = 0;
    Date.now = () => now() + window.later;
    window.setInterval = (look) => (window.look = look, 0);
"""


def pass_time(page: Page, hours: float) -> None:
    page.evaluate("hours => { later += 3_600_000 * hours; look(); }", hours)
