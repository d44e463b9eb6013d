"""Every page in every state, language, colour scheme and width, as axe and as a finger and a keyboard find it."""

from collections.abc import Callable

import pytest

from tests.journeys import looking
from tests.journeys.conftest import Visitor
from tests.journeys.places import Place, Sight, every_sight

Visit = Callable[..., Visitor]


@pytest.mark.parametrize(("place", "sight"), every_sight(), ids=lambda one: getattr(one, "name", str(one)))
def test_nothing_stands_in_anybodys_way(visitor: Visit, place: Place, sight: Sight):
    one = visitor(width=sight.width, scheme=sight.scheme, who=place.who)
    one.go(place, sight.language)
    assert looking.violations(one.page) == []
    assert looking.untold(one.page) == []
    assert looking.too_small(one.page) == []
    assert looking.cut(one.page) == []
    assert looking.lost_ways(one.page) == []
    assert one.strangers == []
