"""Every page in every state can be read and used by everybody.

Each place is opened once for all of these tests; they look at it in turn, each in a way of its own. Every third place
of the register stands for all; `make soak` opens the rest, and lets axe look in every language, scheme and width.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.exceptions import NotFound
from werkzeug.routing import MapAdapter

from competition.foundation.clock import use_clock
from tests.journeys import looking
from tests.journeys.conftest import RESULTS, WIDTHS, Regular, Visitor
from tests.journeys.places import PLACES, SAMPLE, SCHEMES, Place, sight_of
from tests.pages.keys import with_any_keys

ENGLISH_PICTURES = {"calls-open", "call-open", "results"}
NO_PAGES = {
    "coordinator.document",  # files
    "coordinator.form_file",
    *("public.form_file", "applicant.word_file"),
    *("applicant.draft_pdf", "applicant.submitted_pdf", "committee.application_pdf", "coordinator.application_pdf"),
    *("coordinator.application_file", "coordinator.letter_file", "coordinator.letters_file"),
    *("auditor.application_file", "auditor.document", "auditor.letter_file", "auditor.whole_file"),
    *(f"{room}.file_{part}" for room in ("auditor", "committee", "coordinator") for part in ("member", "picture")),
    *("committee.file", "applicant.letter", "committee.minutes_file", "coordinator.minutes_file"),
    "coordinator.letterhead",  # leads on to that of the first organiser
    *("public.document", "applicant.attachment", "applicant.handed_in_file", "applicant.receipt_file"),  # files
    *("applicant.clarification_file", "applicant.earlier_file", "applicant.earlier_clarification"),
    *("applicant.clarification_slot", "applicant.ask_to_answer"),
    *("applicant.slot", "applicant.ask_to_submit"),  # they lead on to the page that they belong to
    *("accounts.prove_by_passkey", "accounts.take_passkey_away"),  # looked at in journeys/test_passkeys.py
}
TEXT_SPACING = """
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        + " word-spacing: .16em !important; } p { margin-block-end: 2em !important; }");
    document.adoptedStyleSheets = [sheet];
"""
USUAL_SPACING = "document.adoptedStyleSheets = []"


@dataclass(frozen=True, slots=True)
class There:
    """A browser that stands at a place, in Latvian, and by how much the page shifted on its way there."""

    place: Place
    visitor: Visitor
    shifts: dict[str, float]
    surprises: list[str]

    @property
    def page(self) -> Page:
        return self.visitor.page


@pytest.fixture(scope="module", params=SAMPLE, ids=lambda place: place.name)
def place(request: pytest.FixtureRequest) -> Place:
    """Each place of the sample."""
    return request.param


@pytest.fixture(scope="module")
def opened(place: Place, regular: Regular) -> Iterator[There]:
    """The place, opened on a phone and then on a desk."""
    visitor = regular(place.who)
    shifts: dict[str, float] = {}
    surprises: list[str] = []
    for name, (width, height) in WIDTHS.items():
        visitor.look(width, height)
        visitor.go(place, "lv")
        shifts[name] = looking.moved(visitor.page)
        surprises += [*visitor.surprises(place), *visitor.strangers]
    yield There(place, visitor, shifts, surprises)
    use_clock(None)


@pytest.fixture
def there(opened: There) -> There:
    """The place as on a desk, whatever another test did to see it otherwise."""
    opened.visitor.look()
    return opened


def test_the_page_stands_still_while_it_loads(there: There):
    assert [name for name, shift in there.shifts.items() if shift >= looking.STILL] == []


def test_the_browser_complains_of_nothing_and_asks_nobody_but_the_site(there: There):
    assert there.surprises == []


def test_the_keyboard_goes_through_the_page_in_its_order_and_one_sees_where_it_is(there: There):
    assert looking.lost_ways(there.page) == []


def test_on_a_small_screen_with_forced_colours_the_keyboard_goes_as_the_eye_does(there: There):
    there.visitor.look(320, 256, forced_colours=True)
    lost = looking.lost_ways(there.page, column=True)
    assert lost == []


def test_with_colours_forced_by_the_visitor_buttons_and_tags_keep_an_edge(there: There):
    there.visitor.look(forced_colours=True)
    assert looking.edgeless(there.page) == []


@pytest.mark.parametrize(("width", "height"), [(320, 256), WIDTHS["desk"]], ids=["400 %", "desk"])
def test_at_four_hundred_percent_and_with_wide_spacing_nothing_is_lost(there: There, width: int, height: int):
    there.visitor.look(width, height)
    assert looking.cut(there.page) == []
    there.page.evaluate(TEXT_SPACING)
    lost = looking.cut(there.page)
    there.page.evaluate(USUAL_SPACING)
    assert lost == []


def test_pictures_are_kept_of_a_phone_and_a_desk_light_and_dark(there: There):
    there.page.evaluate("document.activeElement?.blur()")
    _keep_pictures(there.visitor, f"lv-{there.place.name}")


def test_axe_finds_nothing_fields_and_targets_are_as_they_should_be_and_nothing_moves(place: Place, regular: Regular):
    sight = sight_of(place)
    one = regular(place.who, 1)
    one.look(sight.width, scheme=sight.scheme, less_motion=True)
    one.go(place, sight.language)
    assert looking.moving(one.page) == []
    assert looking.everything(one.page) == []
    assert [*one.surprises(place), *one.strangers] == []


@pytest.mark.parametrize("refused", [one for one in PLACES if one.sent], ids=lambda place: place.name)
def test_a_refused_form_has_the_focus_on_its_mistakes_and_each_leads_to_its_field(regular: Regular, refused: Place):
    one = regular(refused.who, 1)
    one.go(refused, "lv")
    summary = one.page.locator(".summary")
    expect(summary).to_be_focused()
    links = summary.get_by_role("link").all()
    assert links
    for link in links:
        link.press("Enter")
        field = (link.get_attribute("href") or "").removeprefix("#")
        expect(one.page.locator(f'[id="{field}"]')).to_be_focused()


@pytest.mark.parametrize("shown", [one for one in PLACES if one.name in ENGLISH_PICTURES], ids=lambda place: place.name)
def test_some_pictures_are_kept_in_english(regular: Regular, shown: Place):
    one = regular(shown.who, 1)
    one.go(shown, "en")
    _keep_pictures(one, f"en-{shown.name}")


def test_every_page_of_the_site_stands_in_the_register(site: Flask):
    routes = site.url_map.bind("localhost")
    under_language = [rule for rule in site.url_map.iter_rules() if "lang" in rule.arguments]
    pages = {rule.endpoint for rule in under_language if "GET" in (rule.methods or ())}
    assert pages - {_page_at(routes, place.path) for place in PLACES} == NO_PAGES


def _page_at(routes: MapAdapter, path: str) -> str | None:
    try:
        return routes.match(f"/lv{with_any_keys(path.partition('?')[0])}")[0]
    except NotFound:
        return None


def _keep_pictures(visitor: Visitor, name: str) -> None:
    """The page on a phone and on a desk, light and dark, as CI keeps it."""
    folder = RESULTS / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    for kind, (width, height) in WIDTHS.items():
        for scheme in SCHEMES:
            visitor.look(width, height, scheme=scheme, less_motion=True)
            picture = folder / f"{name}-{kind}-{scheme}.png"
            visitor.page.screenshot(path=picture, full_page=True, animations="disabled")
