"""Every page in every state can be read and used by everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys import looking
from tests.journeys.conftest import RESULTS, WIDTHS, Visitor
from tests.journeys.places import PLACES, Place, Sight, one_sight_each

Visit = Callable[..., Visitor]
EACH = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
TEXT_SPACING = """
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        + " word-spacing: .16em !important; } p { margin-block-end: 2em !important; }");
    document.adoptedStyleSheets = [sheet];
"""


@pytest.mark.parametrize(("place", "sight"), one_sight_each(), ids=lambda one: getattr(one, "name", str(one)))
def test_axe_finds_nothing_and_fields_targets_and_widths_are_as_they_should_be(
    visitor: Visit, place: Place, sight: Sight
):
    one = visitor(width=sight.width, scheme=sight.scheme, who=place.who)
    one.go(place, sight.language)
    assert looking.moved(one.page) < looking.STILL
    assert looking.violations(one.page) == []
    assert looking.untold(one.page) == []
    assert looking.too_small(one.page) == []
    assert looking.cut(one.page) == []
    assert one.strangers == []
    _keep_pictures(one.page, place)


def _keep_pictures(page: Page, place: Place) -> None:
    """The page on a phone and on a desk, light and dark, as CI keeps it."""
    folder = RESULTS / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    for name, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=folder / f"{place.name}-{name}-{scheme}.png", full_page=True)


@EACH
def test_the_keyboard_goes_through_the_page_in_its_order_and_one_sees_where_it_is(visitor: Visit, place: Place):
    one = visitor(who=place.who)
    one.go(place, "lv")
    assert looking.lost_ways(one.page) == []


@EACH
def test_at_four_hundred_percent_and_with_wide_spacing_nothing_is_lost(visitor: Visit, place: Place):
    one = visitor(width=320, height=256, who=place.who)
    one.go(place, "lv")
    assert looking.cut(one.page) == []
    one.page.evaluate(TEXT_SPACING)
    assert looking.cut(one.page) == []


@pytest.mark.parametrize("name", ["call-open", "guide", "guide-form"])
def test_nothing_moves_for_those_who_ask_for_no_motion(visitor: Visit, name: str):
    (place,) = [one for one in PLACES if one.name == name]
    one = visitor(reduced_motion="reduce")
    one.go(place, "lv")
    assert looking.moving(one.page) == []


@pytest.mark.parametrize("name", ["call-open", "guide", "guide-sheet"])
def test_with_colours_forced_by_the_visitor_buttons_and_the_focus_are_still_seen(visitor: Visit, name: str):
    (place,) = [one for one in PLACES if one.name == name]
    one = visitor(forced_colors="active")
    one.go(place, "lv")
    borders = one.page.locator(".button, .tag, .scale .key").evaluate_all(
        "all => all.map(one => getComputedStyle(one).borderBlockEndStyle)"
    )
    assert set(borders) == {"solid"}
    assert looking.lost_ways(one.page) == []
    assert looking.violations(one.page) == []
