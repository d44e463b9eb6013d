"""Applicants who have not answered are reminded once, from the morning of the last working day before the end on."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from competition.application.records import Application
from competition.application.submission import withdraw
from competition.eligibility.operations import check
from competition.eligibility.records import ClarificationReminder
from competition.eligibility.reminding import remind_all
from competition.foundation.clock import TICK, use_clock
from tests.builders import AFTERWARDS, ELIGIBLE, told
from tests.operations.test_clarifications import TERM, answered, asked, doubted, typed, with_somebody

MORNING = datetime.fromisoformat("2020-04-24T09:00+03:00")
KIND = "clarification-reminder"


@pytest.fixture(autouse=True)
def the_clock_goes_back():
    yield
    use_clock(None)


@pytest.fixture
def application(stage) -> Application:
    """One of which something was asked until Monday, 27 April."""
    one = doubted(stage)
    with_somebody(stage, one)
    assert asked(stage, one).until_day == date(2020, 4, 27)
    return one


def reminded(stage, at: datetime) -> int:
    use_clock(lambda: at)
    stage.session.rollback()
    return remind_all(stage.session)


def test_the_applicant_is_reminded_once_and_not_before_its_time(stage, application):
    assert [reminded(stage, at) for at in (MORNING - TICK, MORNING, MORNING + TICK, TERM)] == [0, 1, 0, 0]
    assert len(told(stage, KIND)) == 1
    assert [one.told_at for one in stage.session.scalars(select(ClarificationReminder))] == [MORNING]


def test_a_worker_that_was_away_reminds_until_the_term_and_not_after(stage, application):
    assert reminded(stage, TERM + TICK) == 0
    assert reminded(stage, TERM) == 1


@pytest.mark.parametrize("what", ["answered", "withdrawn", "found"])
def test_whoever_has_answered_or_need_not_is_not_reminded(stage, application, what):
    if what == "answered":
        typed(stage, application)
        answered(stage, application)
    else:
        with stage.acting(at=AFTERWARDS + timedelta(hours=1)) as act:
            withdraw(act, application.id) if what == "withdrawn" else check(act, application.id, ELIGIBLE)

    assert reminded(stage, MORNING) == 0
    assert told(stage, KIND) == []
