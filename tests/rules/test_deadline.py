"""When a call takes applications, to the microsecond."""

from datetime import UTC, datetime, timedelta

import pytest

from competition.call.deadline import (
    Terms,
    deadline_in_force,
    first_move_earlier,
    has_opened,
    in_time,
    is_open,
    moves_earlier,
    stays,
)
from competition.foundation.clock import TICK, exactly

OPENS = exactly(datetime(2020, 3, 1, tzinfo=UTC))
CLOSES = exactly(datetime(2020, 3, 23, 15, tzinfo=UTC))
LATER = exactly(CLOSES.at + timedelta(days=21))
LATEST = exactly(CLOSES.at + timedelta(days=30))
TERMS = Terms(OPENS, CLOSES)


@pytest.mark.parametrize(
    ("at", "taken"),
    [(OPENS.at - TICK, False), (OPENS.at, True), (CLOSES.at, True), (CLOSES.at + TICK, False)],
)
def test_a_call_is_open_from_its_first_instant_to_its_last(at, taken):
    assert is_open(TERMS, at) is taken


def test_a_call_that_has_closed_has_opened():
    assert has_opened(TERMS, CLOSES.at + TICK)
    assert not has_opened(TERMS, OPENS.at - TICK)


def test_the_last_amendment_with_a_deadline_is_in_force():
    assert deadline_in_force(TERMS) == CLOSES
    assert deadline_in_force(Terms(OPENS, CLOSES, (LATER, LATEST))) == LATEST
    assert in_time(Terms(OPENS, CLOSES, (LATER,)), LATER.at)


@pytest.mark.parametrize(
    ("received", "until", "taken"),
    [
        (CLOSES.at, None, True),
        (CLOSES.at + TICK, None, False),
        (LATER.at, LATER.at, True),
        (LATER.at + TICK, LATER.at, False),
        (CLOSES.at, OPENS.at, True),
    ],
)
def test_an_exception_takes_one_application_until_its_last_instant(received, until, taken):
    assert in_time(TERMS, received, until) is taken


@pytest.mark.parametrize(
    ("moved_to", "place"),
    [
        ((), None),
        ((CLOSES,), None),
        ((LATER, LATER, LATEST), None),
        ((exactly(CLOSES.at - TICK),), 0),
        ((LATEST, LATER), 1),
    ],
)
def test_an_order_may_only_give_more_time(moved_to, place):
    assert first_move_earlier(Terms(OPENS, CLOSES, moved_to)) == place


def test_the_same_instant_is_not_earlier():
    assert not moves_earlier(TERMS, CLOSES)
    assert moves_earlier(TERMS, exactly(CLOSES.at - TICK))
    assert [stays(TERMS, exactly(CLOSES.at + tick)) for tick in (-TICK, TICK - TICK, TICK)] == [False, True, False]
