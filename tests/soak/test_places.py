"""The places of the register that the sample of the journeys leaves out, looked at in the same ways."""

import pytest

from tests.journeys import test_places as journeys
from tests.journeys.places import OTHERS, Place
from tests.journeys.test_places import opened, there

__all__ = ["opened", "there"]


@pytest.fixture(scope="module", params=OTHERS, ids=lambda place: place.name)
def place(request: pytest.FixtureRequest) -> Place:
    """Each place that is not in the sample."""
    return request.param


test_the_page_stands_still = journeys.test_the_page_stands_still_while_it_loads
test_the_browser_complains_of_nothing = journeys.test_the_browser_complains_of_nothing_and_asks_nobody_but_the_site
test_the_keyboard = journeys.test_the_keyboard_goes_through_the_page_in_its_order_and_one_sees_where_it_is
test_a_small_screen = journeys.test_on_a_small_screen_with_forced_colours_the_keyboard_goes_as_the_eye_does
test_forced_colours = journeys.test_with_colours_forced_by_the_visitor_buttons_and_tags_keep_an_edge
test_four_hundred_percent = journeys.test_at_four_hundred_percent_and_with_wide_spacing_nothing_is_lost
