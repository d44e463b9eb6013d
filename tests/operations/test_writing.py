"""Writing section by section: begun once, saved from several windows at once, read by those whose it is."""

from threading import Barrier, Thread
from uuid import UUID

import pytest
from sqlalchemy import select

from competition.application.own import own_application, own_applications
from competition.application.records import Answer, Application
from competition.application.states import State, WrongState
from competition.application.submission import CallNotOpen, UnknownQuestion, submit, withdraw
from competition.application.writing import NoForm, begin, save_section
from competition.form.merging import marks_of
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import TICK
from competition.foundation.errors import NotFound
from tests.builders import (
    DEADLINE,
    WHILE_OPEN,
    a_draft,
    a_person,
    a_published_call,
    an_application,
    an_organisation,
)

NOTHING = marks_of({"risks": ""})


def begun(stage, call, organisation, at=WHILE_OPEN) -> Application:
    with stage.acting(at=at) as act:
        return begin(act, call.id, organisation.id)


def typed(stage, application: Application, text: str, seen: str, at=WHILE_OPEN):
    with stage.acting(at=at) as act:
        return save_section(act, application.id, "risks", {"risks": text}, seen)


def risks_of(stage, key: UUID) -> str:
    stage.session.rollback()
    rows = select(Answer.text).where(Answer.application_id == key, Answer.question == "risks")
    return stage.session.scalars(rows).one()


def test_beginning_goes_on_with_what_nobody_has_written_in(stage):
    call, organisation = a_published_call(stage), an_organisation(stage)
    first = begun(stage, call, organisation)
    assert begun(stage, call, organisation).id == first.id
    typed(stage, first, "Plūdi.", NOTHING)
    assert begun(stage, call, organisation).id != first.id


def test_two_clicks_at_once_begin_one_application(stage):
    call, organisation = a_published_call(stage), an_organisation(stage)
    start, keys = Barrier(2), []

    def click() -> None:
        with stage.another_session() as session:
            start.wait()
            with acting(session, SYSTEM, at=WHILE_OPEN) as act:
                keys.append(begin(act, call.id, organisation.id).id)

    clicks = [Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert len(keys) == 2
    assert len(set(keys)) == 1


@pytest.mark.parametrize(
    ("plan", "at", "refusal"), [({"form": None}, WHILE_OPEN, NoForm), ({}, DEADLINE.at + TICK, CallNotOpen)]
)
def test_a_refused_beginning_changes_nothing(stage, plan, at, refusal):
    call, organisation = a_published_call(stage, **plan), an_organisation(stage)
    before = stage.everything()
    with pytest.raises(refusal):
        begun(stage, call, organisation, at)
    assert stage.everything() == before


def test_two_windows_that_save_at_once_keep_one_text_and_tell_the_other(stage):
    draft = begun(stage, a_published_call(stage), an_organisation(stage))
    start, told = Barrier(2), {}

    def save(text: str) -> None:
        with stage.another_session() as session:
            start.wait()
            with acting(session, SYSTEM, at=WHILE_OPEN) as act:
                told[text] = save_section(act, draft.id, "risks", {"risks": text}, NOTHING)

    windows = [Thread(target=save, args=(text,)) for text in ("Plūdi.", "Sals.")]
    for one in windows:
        one.start()
    for one in windows:
        one.join()
    kept = risks_of(stage, draft.id)
    (other,) = {"Plūdi.", "Sals."} - {kept}
    assert (told[kept].to_save, told[kept].stored) == ({"risks": kept}, {})
    assert (told[other].to_save, told[other].stored) == ({}, {"risks": kept})


def test_a_section_is_saved_after_the_deadline_too(stage):
    draft = begun(stage, a_published_call(stage), an_organisation(stage))
    typed(stage, draft, "Plūdi.", NOTHING, at=DEADLINE.at + TICK)
    assert risks_of(stage, draft.id) == "Plūdi."


def test_a_section_that_is_not_there_or_is_withdrawn_is_not_saved(stage):
    application = an_application(stage, a_published_call(stage))
    with pytest.raises(UnknownQuestion), stage.acting(at=WHILE_OPEN) as act:
        save_section(act, application.id, "nav", {}, "")
    with stage.acting(at=WHILE_OPEN) as act:
        withdraw(act, application.id)
    before = stage.everything()
    with pytest.raises(WrongState):
        typed(stage, application, "Plūdi.", NOTHING)
    assert stage.everything() == before


def test_only_those_of_the_organisation_read_its_applications(stage):
    ours = an_organisation(stage)
    person, stranger = a_person(stage, ours), a_person(stage, an_organisation(stage, "Cita"), "Otto")
    draft = a_draft(stage, a_published_call(stage))
    assert [own.application.id for own in own_applications(stage.session, person.id, WHILE_OPEN)] == [draft.id]
    assert own_applications(stage.session, stranger.id, WHILE_OPEN) == []
    with pytest.raises(NotFound):
        own_application(stage.session, stranger.id, draft.id, WHILE_OPEN)


def test_changes_are_known_until_they_are_handed_in_again(stage):
    person = a_person(stage, an_organisation(stage))
    application = an_application(stage, a_published_call(stage))

    def changed(at=WHILE_OPEN) -> tuple[bool, str]:
        stage.session.rollback()
        own = own_application(stage.session, person.id, application.id, at)
        return own.changed, own.state

    assert changed() == (False, "submitted")
    typed(stage, application, "Plūdi.", "")
    assert changed() == (False, "submitted")
    typed(stage, application, "Plūdi.", marks_of({"risks": risks_of(stage, application.id)}))
    assert changed() == (True, "submitted")
    with stage.acting(at=WHILE_OPEN) as act:
        assert submit(act, application.id).version == 2
    assert changed() == (False, "submitted")
    assert changed(DEADLINE.at + TICK) == (False, "being_scored")
    assert application.state == State.SUBMITTED
