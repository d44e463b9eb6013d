"""Answers that came in a file are saved like any others: beside what somebody else writes at the same time."""

from threading import Barrier, Thread
from uuid import UUID

import pytest
from sqlalchemy import select

from competition.application.records import Answer, Application, Revision
from competition.application.states import WrongState
from competition.application.submission import UnknownQuestion, save, withdraw
from competition.application.writing import take_answers
from competition.form.merging import Merged, mark_of
from competition.form.questions import TITLE
from competition.foundation.act import SYSTEM, acting
from competition.foundation.audit import AuditEvent, AuditHead, AuditPlace
from competition.foundation.clock import TICK
from tests.builders import DEADLINE, WHILE_OPEN, a_draft, a_published_call, an_application, verbs_in

LOGGED = (AuditEvent, AuditHead, AuditPlace)
FILED = {"aim-goal": "Augt.", "risks": "Plūdi.", TITLE: "Cits nosaukums"}


def a_blank(stage) -> Application:
    return a_draft(stage, a_published_call(stage), answers={}, title="Kopā")


def answers_of(stage, key: UUID) -> dict[str, str]:
    stage.session.rollback()
    rows = stage.session.scalars(select(Answer).where(Answer.application_id == key))
    title = stage.session.scalars(select(Application.title).where(Application.id == key)).one()
    return {**{one.question: one.text for one in rows}, TITLE: title}


def seen_in(stage, key: UUID) -> dict[str, str]:
    stood = answers_of(stage, key)
    return {question: mark_of(stood.get(question, "")) for question in FILED}


def taken(stage, key: UUID, seen: dict[str, str], texts=FILED, at=WHILE_OPEN) -> Merged:
    with stage.acting(at=at) as act:
        return take_answers(act, key, texts, seen)


def test_answers_and_the_title_are_saved_in_one_act_and_what_stood_there_is_kept(stage):
    draft = a_blank(stage)

    merged = taken(stage, draft.id, seen_in(stage, draft.id))

    assert (merged.to_save, merged.stored) == (FILED, {})
    assert answers_of(stage, draft.id) == FILED
    kept = stage.session.scalars(select(Revision).where(Revision.application_id == draft.id))
    assert {one.question: one.text for one in kept} == {"aim-goal": "", "risks": "", TITLE: "Kopā"}
    assert verbs_in(stage)[-1] == "application.read-from-word"


def test_the_same_again_saves_nothing(stage):
    draft = a_blank(stage)
    seen = seen_in(stage, draft.id)
    taken(stage, draft.id, seen)
    before = stage.everything(but=LOGGED)

    merged = taken(stage, draft.id, seen)

    assert (merged.to_save, merged.stored) == ({}, {})
    assert stage.everything(but=LOGGED) == before


def test_what_somebody_else_changed_meanwhile_stays_and_is_told_and_the_rest_is_saved(stage):
    draft = a_blank(stage)
    seen = seen_in(stage, draft.id)
    with stage.acting(at=WHILE_OPEN) as act:
        save(act, draft.id, {"risks": "Sals."})

    merged = taken(stage, draft.id, seen)

    assert (set(merged.to_save), merged.stored) == ({"aim-goal", TITLE}, {"risks": "Sals."})
    assert answers_of(stage, draft.id) == {**FILED, "risks": "Sals."}


def test_without_marks_nothing_that_stands_is_overwritten(stage):
    draft = a_blank(stage)
    taken(stage, draft.id, seen_in(stage, draft.id))

    merged = taken(stage, draft.id, {}, {"risks": "Sals."})

    assert (merged.to_save, merged.stored) == ({}, {"risks": "Plūdi."})


def test_two_files_that_are_taken_at_once_keep_one_text_and_tell_the_other(stage):
    draft = a_blank(stage)
    seen = seen_in(stage, draft.id)
    start, told = Barrier(2), {}

    def take(text: str) -> None:
        with stage.another_session() as session:
            start.wait()
            with acting(session, SYSTEM, at=WHILE_OPEN) as act:
                told[text] = take_answers(act, draft.id, {"risks": text}, seen)

    files = [Thread(target=take, args=(text,)) for text in ("Plūdi.", "Sals.")]
    for one in files:
        one.start()
    for one in files:
        one.join()
    kept = answers_of(stage, draft.id)["risks"]
    (other,) = {"Plūdi.", "Sals."} - {kept}
    assert (told[kept].to_save, told[kept].stored) == ({"risks": kept}, {})
    assert (told[other].to_save, told[other].stored) == ({}, {"risks": kept})


def test_answers_are_kept_after_the_deadline_too(stage):
    draft = a_blank(stage)

    taken(stage, draft.id, seen_in(stage, draft.id), at=DEADLINE.at + TICK)

    assert answers_of(stage, draft.id) == FILED


def test_an_answer_to_nothing_that_is_asked_or_to_what_was_withdrawn_changes_nothing(stage):
    application = an_application(stage, a_published_call(stage))
    before = stage.everything()
    with pytest.raises(UnknownQuestion):
        taken(stage, application.id, {}, {"nav": "x", "risks": "Sals."})
    assert stage.everything() == before
    with stage.acting(at=WHILE_OPEN) as act:
        withdraw(act, application.id)
    before = stage.everything()
    with pytest.raises(WrongState):
        taken(stage, application.id, {}, {"risks": "Sals."})
    assert stage.everything() == before
