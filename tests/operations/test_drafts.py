"""A draft with the answers of a withdrawn application, and a draft that is taken away."""

import pytest
from sqlalchemy import select

from competition.application.drafts import copy_to_draft, discard
from competition.application.intake import Acceptance, accept_late
from competition.application.records import Answer, Application, Attachment
from competition.application.states import State, Withdrawn, WrongState
from competition.application.submission import CallNotOpen, save, submit, withdraw
from competition.application.writing import NoForm
from competition.foundation.clock import TICK
from competition.foundation.errors import NotFound
from tests.builders import (
    AFTERWARDS,
    ANSWERS,
    DEADLINE,
    REASON,
    WHILE_OPEN,
    a_draft,
    a_paper,
    a_person,
    a_published_call,
    an_application,
    an_organisation,
    told,
    verbs_in,
)


def withdrawn(stage, call) -> Application:
    application = an_application(stage, call)
    with stage.acting(at=WHILE_OPEN) as act:
        return withdraw(act, application.id)


def copied(stage, application: Application, at=WHILE_OPEN) -> Application:
    with stage.acting(at=at) as act:
        return copy_to_draft(act, application.id)


def rows_of(stage, kind, application: Application) -> list:
    return list(stage.session.scalars(select(kind).where(kind.application_id == application.id)))


def test_withdrawing_is_told_to_everybody_of_the_applicant(stage):
    call = a_published_call(stage)
    application, person = an_application(stage, call), a_person(stage, an_organisation(stage))

    with stage.acting(at=WHILE_OPEN) as act:
        withdraw(act, application.id)

    assert told(stage, "withdrawal") == [person.id]


def test_a_withdrawn_application_is_copied_to_a_draft_with_its_answers_and_without_its_files(stage):
    application = withdrawn(stage, a_published_call(stage))

    draft = copied(stage, application)

    assert draft.id != application.id
    assert (draft.state, draft.number, draft.title) == (State.DRAFT, None, application.title)
    assert (draft.organisation_id, draft.call_id) == (application.organisation_id, application.call_id)
    assert {one.question: one.text for one in rows_of(stage, Answer, draft)} == ANSWERS
    assert rows_of(stage, Attachment, draft) == []
    assert (application.state, verbs_in(stage)[-1]) == (State.WITHDRAWN, "application.copied")


def test_copying_twice_copies_once_until_something_is_written_in_the_copy(stage):
    application = withdrawn(stage, a_published_call(stage))
    first = copied(stage, application)
    assert copied(stage, application).id == first.id

    with stage.acting(at=WHILE_OPEN) as act:
        save(act, first.id, {"risks": "Plūdi."})

    assert copied(stage, application).id != first.id


def test_nothing_is_copied_after_the_deadline(stage):
    application = withdrawn(stage, a_published_call(stage))
    before = stage.everything()

    with pytest.raises(CallNotOpen):
        copied(stage, application, at=DEADLINE.at + TICK)

    assert stage.everything() == before


def test_only_what_was_withdrawn_is_copied(stage):
    application = an_application(stage, a_published_call(stage))

    with pytest.raises(WrongState):
        copied(stage, application)


def test_what_came_on_paper_has_no_answers_to_copy(stage):
    paper = a_paper(stage, a_published_call(stage))
    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, paper.id)

    with pytest.raises(NoForm):
        copied(stage, paper)


def test_what_was_withdrawn_is_written_no_more_and_says_why(stage):
    application = withdrawn(stage, a_published_call(stage))

    with pytest.raises(Withdrawn), stage.acting(at=WHILE_OPEN) as act:
        save(act, application.id, {"risks": "Plūdi."})


def test_a_draft_is_taken_away_with_its_answers_and_files_and_the_event_stays(stage):
    call = a_published_call(stage)
    draft, other = a_draft(stage, call), a_draft(stage, call, title="Cits")
    key = draft.id

    with stage.acting(at=WHILE_OPEN) as act:
        discard(act, key)

    stage.session.expire_all()
    assert list(stage.session.scalars(select(Application.id))) == [other.id]
    assert {one.application_id for one in stage.session.scalars(select(Answer))} == {other.id}
    assert {one.application_id for one in stage.session.scalars(select(Attachment))} == {other.id}
    assert verbs_in(stage)[-1] == "application.discarded"
    with pytest.raises(NotFound), stage.acting(at=WHILE_OPEN) as act:
        discard(act, key)


def test_what_was_handed_in_is_never_taken_away(stage):
    call = a_published_call(stage)
    submitted, taken_back = an_application(stage, call), withdrawn(stage, call)
    before = stage.everything()

    for application in (submitted, taken_back):
        with pytest.raises(WrongState), stage.acting(at=WHILE_OPEN) as act:
            discard(act, application.id)

    assert stage.everything() == before


def test_a_draft_that_was_accepted_late_stays_with_the_act_that_accepted_it(stage):
    draft = a_draft(stage, a_published_call(stage))
    with stage.acting(at=AFTERWARDS) as act:
        accept_late(act, draft.id, Acceptance(AFTERWARDS, "Rīkojums Nr. 6", REASON))

    with pytest.raises(WrongState), stage.acting(at=AFTERWARDS) as act:
        discard(act, draft.id)

    with stage.acting(at=AFTERWARDS) as act:
        submit(act, draft.id)
    assert draft.state == State.SUBMITTED
