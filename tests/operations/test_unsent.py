"""The people of a draft are told before the deadline and after it, once for each deadline; of what came in nobody."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from competition.application.drafts import discard
from competition.application.publishing import AmendmentOrder, amend
from competition.application.records import Application, UnsentNotice
from competition.application.submission import submit
from competition.application.unsent import AFTER, GRACE, LAST, SOON, Unsent, due, tell_all
from competition.foundation.clock import TICK, exactly, use_clock
from competition.foundation.outbox import OutboxMessage
from competition.organisation.records import Organisation
from tests.builders import DEADLINE, REASON, WHILE_OPEN, a_draft, a_paper, a_person, a_published_call

CLOSES = DEADLINE.at


@pytest.fixture(autouse=True)
def the_clock_goes_back():
    yield
    use_clock(None)


def told(stage, at: datetime) -> list[tuple[str, str]]:
    """The kinds of messages that are written where the worker looks at an instant, and to whom."""
    use_clock(lambda: at)
    before = {one.id for one in stage.session.scalars(select(OutboxMessage))}
    stage.session.rollback()
    tell_all(stage.session)
    rows = stage.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    return [(one.kind, str(one.person_id)) for one in rows if one.id not in before]


def with_people(stage, draft: Application, *names: str) -> list[str]:
    """People who work for the organisation of a draft; their keys."""
    organisation = stage.session.get_one(Organisation, draft.organisation_id)
    return sorted(str(a_person(stage, organisation, name).id) for name in names)


@pytest.mark.parametrize(
    ("left", "kind"),
    [
        (SOON + TICK, None),
        (SOON, Unsent.SOON),
        (LAST + TICK, Unsent.SOON),
        (LAST, Unsent.LAST),
        (timedelta(), Unsent.LAST),
        (-TICK, None),
        (TICK - GRACE, None),
        (-GRACE, Unsent.OVER),
        (-AFTER, Unsent.OVER),
        (-AFTER - TICK, None),
    ],
)
def test_people_are_told_three_days_and_one_day_before_and_within_three_days_after(left, kind):
    assert due(CLOSES, CLOSES - left) == kind


def test_everybody_who_works_for_the_organisation_is_told_three_times_and_each_time_once(stage):
    draft = a_draft(stage, a_published_call(stage))
    people = with_people(stage, draft, "Anna", "Otto")

    for at, kind in ((CLOSES - SOON, "unsent"), (CLOSES - LAST, "unsent"), (CLOSES + GRACE, "not-submitted")):
        assert sorted(told(stage, at)) == [(kind, person) for person in people]
        assert told(stage, at + TICK) == []


def test_what_was_handed_in_or_came_on_paper_or_was_deleted_is_told_of_nobody(stage):
    call = a_published_call(stage)
    handed, deleted = a_draft(stage, call), a_draft(stage, call, name="Biedrība Otra")
    a_paper(stage, call, registered=WHILE_OPEN)
    for one in (handed, deleted):
        with_people(stage, one, f"Anna{one.id.hex}")
    with stage.acting(at=WHILE_OPEN) as act:
        submit(act, handed.id)
        discard(act, deleted.id)

    assert [one for one in told(stage, CLOSES - LAST) if one[0] != "receipt"] == []
    assert told(stage, CLOSES + GRACE) == []


def test_a_moved_deadline_is_told_of_anew(stage):
    call = a_published_call(stage)
    with_people(stage, a_draft(stage, call), "Anna")
    later = CLOSES + timedelta(days=20)
    assert [kind for kind, _ in told(stage, CLOSES - LAST)] == ["unsent"]
    with stage.acting(at=CLOSES - timedelta(hours=1)) as act:
        amend(act, call.id, AmendmentOrder(exactly(later), "Rīkojums Nr. 1", REASON))

    assert told(stage, CLOSES + GRACE) == []
    assert [kind for kind, _ in told(stage, later - SOON)] == ["unsent"]
    assert [kind for kind, _ in told(stage, later + GRACE)] == ["not-submitted"]


def test_a_draft_of_which_people_were_told_can_still_be_deleted(stage):
    draft = a_draft(stage, a_published_call(stage))
    told(stage, CLOSES - LAST)

    with stage.acting(at=CLOSES - LAST) as act:
        discard(act, draft.id)

    assert stage.session.scalars(select(UnsentNotice)).all() == []
