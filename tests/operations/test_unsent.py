"""The people of a draft are told before the deadline and after it, once for each deadline; of what came in nobody."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from competition.application.drafts import discard
from competition.application.publishing import AmendmentOrder, amend
from competition.application.records import Application, LateAcceptance, UnsentNotice
from competition.application.submission import submit
from competition.application.unsent import AFTER, GRACE, LAST, SOON, Unsent, due, is_overtaken, tell_all
from competition.foundation.clock import TICK, exactly, use_clock
from competition.foundation.outbox import OutboxMessage
from competition.organisation.records import Organisation
from tests.builders import (
    DEADLINE,
    LATER,
    REASON,
    WHILE_OPEN,
    a_draft,
    a_paper,
    a_person,
    a_published_call,
    an_application,
)

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


def waiting(stage) -> list[OutboxMessage]:
    return [one for one in stage.session.scalars(select(OutboxMessage)).all() if one.kind == "unsent"]


def overtaken(stage, at: datetime) -> list[bool]:
    return [is_overtaken(stage.session, one, at) for one in waiting(stage)]


def test_a_message_that_waited_is_true_as_long_as_nothing_happened(stage):
    with_people(stage, a_draft(stage, a_published_call(stage)), "Anna")
    told(stage, CLOSES - LAST)

    assert overtaken(stage, CLOSES) == [False]
    assert overtaken(stage, CLOSES + TICK) == [True]


def test_a_message_goes_by_the_deadline_of_its_own_call_whatever_others_there_are(stage):
    an_application(stage, a_published_call(stage, slug="earlier", deadline=LATER), name="Biedrība Otra")
    with_people(stage, a_draft(stage, a_published_call(stage)), "Anna")
    an_application(stage, a_published_call(stage, slug="next", deadline=LATER), name="Biedrība Trešā")
    told(stage, CLOSES - LAST)

    assert overtaken(stage, CLOSES - LAST) == [False]


def test_of_two_messages_that_wait_only_the_later_one_is_still_true(stage):
    with_people(stage, a_draft(stage, a_published_call(stage)), "Anna")
    told(stage, CLOSES - SOON)
    told(stage, CLOSES - LAST)

    assert overtaken(stage, CLOSES - LAST) == [True, False]


def test_what_was_accepted_late_meanwhile_is_not_told_to_be_lost(stage):
    draft = a_draft(stage, a_published_call(stage))
    with_people(stage, draft, "Anna")
    told(stage, CLOSES + GRACE)
    lost = select(OutboxMessage).where(OutboxMessage.kind == "not-submitted")
    assert not is_overtaken(stage.session, stage.session.scalars(lost).one(), CLOSES + AFTER + AFTER)
    with stage.acting(at=CLOSES + GRACE) as act:
        act.add(
            LateAcceptance(
                application_id=draft.id,
                call_id=draft.call_id,
                until=CLOSES + AFTER,
                legal_basis="x",
                accepted_at=act.at,
            )
        )
        act.note("test.accepted", draft)

    assert is_overtaken(stage.session, stage.session.scalars(lost).one(), CLOSES + GRACE)


def test_a_message_that_waited_is_overtaken_by_handing_in_by_deleting_and_by_a_deadline_that_moved(stage):
    call = a_published_call(stage)
    handed, deleted, other = (a_draft(stage, call, name=name) for name in ("Pirmā", "Otrā", "Trešā"))
    for one in (handed, deleted, other):
        with_people(stage, one, f"Anna{one.id.hex}")
    told(stage, CLOSES - SOON)
    assert overtaken(stage, CLOSES - SOON) == [False] * 3
    with stage.acting(at=CLOSES - SOON) as act:
        submit(act, handed.id)
        discard(act, deleted.id)
    assert sorted(overtaken(stage, CLOSES - SOON)) == [False, True, True]
    with stage.acting(at=CLOSES - SOON) as act:
        amend(act, call.id, AmendmentOrder(LATER, "Rīkojums Nr. 5", REASON))

    assert overtaken(stage, CLOSES - LAST) == [True] * 3


def test_a_message_of_another_kind_is_never_overtaken(stage):
    person = a_person(stage)
    with stage.acting(at=WHILE_OPEN) as act:
        act.tell([person.id], "greeting")
        act.note("test.told", person)

    assert not any(
        is_overtaken(stage.session, one, CLOSES + AFTER) for one in stage.session.scalars(select(OutboxMessage))
    )
