"""Every page in every state, language, colour scheme and width, as axe and as a finger and a keyboard find it."""

import pytest

from tests.journeys import looking
from tests.journeys.conftest import Regular
from tests.journeys.places import Place, Sight, every_sight


@pytest.mark.parametrize(("place", "sight"), every_sight(), ids=lambda one: getattr(one, "name", str(one)))
def test_nothing_stands_in_anybodys_way(regular: Regular, place: Place, sight: Sight):
    one = regular(place.who)
    one.look(sight.width, scheme=sight.scheme, less_motion=True)
    one.go(place, sight.language)
    assert looking.everything(one.page) == []
    assert looking.moving(one.page) == []
    assert looking.lost_ways(one.page) == []
    assert [*one.surprises(place), *one.strangers] == []
