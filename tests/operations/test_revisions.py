"""What stood before is kept with every save, is read by those who write, and is brought back; on both engines."""

import random
from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from competition.application.drafts import copy_to_draft, discard
from competition.application.earlier import AT_ONCE, change_of, changes_of
from competition.application.own import own_application
from competition.application.records import Answer, Application, Revision
from competition.application.revisions import CORRECTED, SITTING, gone_from
from competition.application.states import Withdrawn
from competition.application.submission import save, start, submit, withdraw
from competition.application.writing import WrittenMeanwhile, bring_back, save_section
from competition.form.merging import mark_of, marks_of
from competition.form.questions import TITLE
from competition.foundation.act import Actor
from competition.foundation.errors import NotFound
from competition.foundation.twice import DoneAlready
from tests.builders import (
    ANSWERS,
    WHILE_OPEN,
    a_draft,
    a_person,
    a_published_call,
    an_application,
    an_organisation,
    verbs_in,
)
from tests.operations.test_races import at_once

LONG = "Jaunieši kopā ar skolotājiem ierīko darbnīcu pagalmā. "
A_MOMENT = timedelta(seconds=3)


@pytest.fixture
def draft(stage) -> Application:
    """A draft in which nothing stands yet."""
    call, organisation = a_published_call(stage), an_organisation(stage)
    with stage.acting(at=WHILE_OPEN - timedelta(hours=1)) as act:
        return start(act, call.id, organisation.id)


@pytest.fixture
def anna(stage) -> UUID:
    return a_person(stage, an_organisation(stage)).id


@pytest.fixture
def beta(stage) -> UUID:
    return a_person(stage, an_organisation(stage), "Beta").id


def written(stage, application: Application, text: str, who: UUID | None = None, at=WHILE_OPEN, question="risks"):
    with stage.acting(at=at, actor=Actor(who)) as act:
        save(act, application.id, {} if question == TITLE else {question: text}, text if question == TITLE else None)


def kept(stage, application: Application, question: str = "risks") -> list[Revision]:
    stage.session.rollback()
    stage.session.expire_all()
    rows = select(Revision).where(Revision.application_id == application.id, Revision.question == question)
    return list(stage.session.scalars(rows.order_by(Revision.number)))


def texts(stage, application: Application, question: str = "risks") -> list[str]:
    """What stood under a question, one text after the other, and what stands there now."""
    before = [one.text for one in kept(stage, application, question)]
    now = select(Answer.text).where(Answer.application_id == application.id, Answer.question == question)
    return [*before, stage.session.scalars(now).one()]


def read(stage, who: UUID, application: Application, questions=None, page=1):
    stage.session.rollback()
    own = own_application(stage.session, who, application.id, WHILE_OPEN)
    return changes_of(stage.session, own, questions, page)


def brought_back(stage, application: Application, revision: Revision, seen: str, who=None, at=WHILE_OPEN) -> None:
    key, application_id = revision.id, application.id
    with stage.acting(at=at, actor=Actor(who)) as act:
        bring_back(act, application_id, key, mark_of(seen))


def missing_in(text: str, of: str) -> int:
    """How many characters of another text are not in a text, in their order: all but the longest common sequence."""
    places = {sign: sum(1 << place for place, one in enumerate(of) if one == sign) for sign in set(of)}
    whole = rest = (1 << len(of)) - 1
    for sign in text:
        found = rest & places.get(sign, 0)
        rest = ((rest + found) | (rest - found)) & whole
    return rest.bit_count()


def test_a_save_keeps_what_stood_before_it_and_who_wrote(stage, draft, anna, beta):
    written(stage, draft, LONG, anna)
    written(stage, draft, "Sals.", beta, WHILE_OPEN + A_MOMENT)

    assert [(one.number, one.text, one.person_id) for one in kept(stage, draft)] == [(1, "", anna), (2, LONG, beta)]
    assert texts(stage, draft) == ["", LONG, "Sals."]


def test_the_same_saved_again_keeps_nothing(stage, draft, anna):
    written(stage, draft, LONG, anna)
    written(stage, draft, LONG, anna, WHILE_OPEN + SITTING * 2)
    written(stage, draft, "", anna, question="results")

    assert len(kept(stage, draft)) == 1
    assert kept(stage, draft, "results") == []


def test_what_is_written_in_one_sitting_is_one_change(stage, draft, anna):
    for place in range(1, 30):
        written(stage, draft, LONG[:place], anna, WHILE_OPEN + A_MOMENT * place)

    (only,) = kept(stage, draft)
    assert (only.text, only.since, only.until) == ("", WHILE_OPEN + A_MOMENT, WHILE_OPEN + A_MOMENT * 29)

    written(stage, draft, LONG, anna, WHILE_OPEN + A_MOMENT + SITTING + A_MOMENT)
    assert texts(stage, draft) == ["", LONG[:29], LONG]


def test_what_was_written_and_deleted_in_one_sitting_is_kept(stage, draft, anna):
    written(stage, draft, LONG * 3, anna)
    written(stage, draft, "", anna, WHILE_OPEN + A_MOMENT)
    written(stage, draft, "Cits.", anna, WHILE_OPEN + A_MOMENT * 2)

    assert texts(stage, draft) == ["", LONG * 3, "Cits."]


def test_a_text_deleted_little_by_little_is_kept_too(stage, draft, anna):
    written(stage, draft, LONG, anna)
    for place in range(1, len(LONG) // 5):
        written(stage, draft, LONG[: -5 * place], anna, WHILE_OPEN + A_MOMENT * place)

    missing = [gone_from(one, other) for one, other in pairwise(texts(stage, draft))]
    assert max(missing) <= CORRECTED + 5
    assert LONG[:-CORRECTED] in texts(stage, draft)


def test_a_sitting_that_changes_nothing_in_the_end_leaves_nothing(stage, draft, anna, beta):
    written(stage, draft, LONG, anna)
    written(stage, draft, f"{LONG}Un", beta, WHILE_OPEN + A_MOMENT)
    written(stage, draft, LONG, beta, WHILE_OPEN + A_MOMENT * 2)
    written(stage, draft, f"{LONG}Jā.", beta, WHILE_OPEN + A_MOMENT * 3)

    assert texts(stage, draft) == ["", LONG, f"{LONG}Jā."]
    assert [one.number for one in kept(stage, draft)] == [1, 2]


def test_whatever_was_saved_is_kept_but_for_a_few_characters(stage, draft, anna, beta):
    chance, saved, text, at = random.Random(5), [], "", WHILE_OPEN
    for _ in range(60):
        at += timedelta(seconds=chance.choice((3, 20, 400)))
        place = chance.randrange(len(text) + 1)
        more = LONG[: chance.randrange(30)] if chance.random() < 0.8 else ""
        text = text[:place] + more + text[min(len(text), place + chance.choice((0, 0, 0, 2, 8, 40))) :]
        saved.append(text)
        written(stage, draft, text, chance.choice((anna, beta)), at)

    found = texts(stage, draft)
    assert max(min(missing_in(other, one) for other in found) for one in saved) <= CORRECTED
    assert len(found) < len(saved)
    assert [one.number for one in kept(stage, draft)] == list(range(1, len(found)))


def test_handing_in_ends_a_sitting(stage, anna):
    application = an_application(stage, a_published_call(stage))
    written(stage, application, f"{LONG}1", anna)
    with stage.acting(at=WHILE_OPEN + A_MOMENT) as act:
        assert submit(act, application.id).version == 2
    written(stage, application, f"{LONG}12", anna, WHILE_OPEN + A_MOMENT * 2)

    assert texts(stage, application) == ["", ANSWERS["risks"], f"{LONG}1", f"{LONG}12"]
    assert [one.version for one in read(stage, anna, application, ["risks"]).rows] == [2, 1, 0]


def test_the_title_is_kept_too_and_a_section_keeps_each_question_for_itself(stage, draft, anna):
    with stage.acting(at=WHILE_OPEN, actor=Actor(anna)) as act:
        typed = {TITLE: "Kopā", "project-place": "Liepāja"}
        save_section(
            act, draft.id, "project", typed, marks_of(dict.fromkeys(("title", "place", "from", "until", "summary"), ""))
        )
    written(stage, draft, "Kopā pagalmā", anna, WHILE_OPEN + SITTING * 2, TITLE)

    rows = read(stage, anna, draft).rows
    assert {(one.question, one.before, one.after) for one in rows} == {
        (TITLE, "Kopā", "Kopā pagalmā"),
        (TITLE, "", "Kopā"),
        ("project-place", "", "Liepāja"),
    }


def test_a_round_brought_in_keeps_no_earlier_answers(stage, draft):
    with stage.acting(at=WHILE_OPEN, brought_in=True) as act:
        save(act, draft.id, {"risks": LONG}, "Kopā")

    assert stage.session.scalar(select(func.count()).select_from(Revision)) == 0


def test_changes_are_read_by_their_writers_the_newest_first_with_what_stood_before_and_after(stage, draft, anna, beta):
    written(stage, draft, LONG, anna)
    written(stage, draft, "Sals.", beta, WHILE_OPEN + A_MOMENT)
    written(stage, draft, "Daudz.", anna, WHILE_OPEN + A_MOMENT * 2, "results")

    rows = read(stage, anna, draft).rows
    assert [(one.question, one.before, one.after, one.who, one.version) for one in rows] == [
        ("results", "", "Daudz.", "Anna", 0),
        ("risks", LONG, "Sals.", "Beta", 0),
        ("risks", "", LONG, "Anna", 0),
    ]
    assert [one.question for one in read(stage, anna, draft, ["risks"]).rows] == ["risks", "risks"]


def test_many_changes_come_page_by_page(stage, draft, anna):
    for place in range(AT_ONCE + 1):
        written(stage, draft, f"{LONG}{place}" * 2, anna, WHILE_OPEN + SITTING * 2 * place)

    first, last, beyond = (read(stage, anna, draft, page=page) for page in (1, 2, 99))
    assert (len(first.rows), first.pages, len(last.rows), beyond.page) == (AT_ONCE, 2, 1, 2)
    assert last.rows[0].before == ""


def test_nobody_else_reads_or_brings_back_what_stood_in_an_application(stage, draft, anna):
    stranger = a_person(stage, an_organisation(stage, "Cita"), "Otto").id
    theirs = a_draft(stage, a_published_call(stage, slug="cits"), name="Cita")
    written(stage, draft, LONG, anna)
    (revision,) = kept(stage, draft)

    with pytest.raises(NotFound):
        read(stage, stranger, draft)
    own = own_application(stage.session, stranger, theirs.id, WHILE_OPEN)
    with pytest.raises(NotFound):
        change_of(stage.session, own, revision.id)
    before = stage.everything()
    for key in (revision.id, uuid4()):
        with pytest.raises(NotFound), stage.acting(at=WHILE_OPEN) as act:
            bring_back(act, theirs.id, key, mark_of(ANSWERS["risks"]))
    assert stage.everything() == before


def test_what_was_deleted_is_brought_back_and_that_can_be_undone(stage, draft, anna, beta):
    written(stage, draft, LONG, anna)
    written(stage, draft, "", beta, WHILE_OPEN + A_MOMENT)

    brought_back(stage, draft, kept(stage, draft)[1], "", anna, WHILE_OPEN + A_MOMENT * 2)
    assert texts(stage, draft) == ["", LONG, "", LONG]
    assert [one.brought_back for one in kept(stage, draft)] == [False, False, True]
    assert verbs_in(stage)[-1] == "application.brought-back"

    brought_back(stage, draft, kept(stage, draft)[2], LONG, anna, WHILE_OPEN + A_MOMENT * 3)
    assert texts(stage, draft) == ["", LONG, "", LONG, ""]


def test_what_is_written_after_bringing_back_is_a_change_of_its_own(stage, draft, anna):
    written(stage, draft, LONG, anna)
    written(stage, draft, "", anna, WHILE_OPEN + A_MOMENT)
    brought_back(stage, draft, kept(stage, draft)[1], "", anna, WHILE_OPEN + A_MOMENT * 2)
    written(stage, draft, f"{LONG}Vēl.", anna, WHILE_OPEN + A_MOMENT * 3)

    assert texts(stage, draft) == ["", LONG, "", LONG, f"{LONG}Vēl."]


def test_an_earlier_title_is_brought_back(stage, draft, anna):
    written(stage, draft, "Kopā pagalmā un laukā", anna, question=TITLE)
    written(stage, draft, "Pavisam cits nosaukums", anna, WHILE_OPEN + SITTING * 2, TITLE)

    brought_back(stage, draft, kept(stage, draft, TITLE)[1], "Pavisam cits nosaukums", anna)

    stage.session.refresh(draft)
    assert draft.title == "Kopā pagalmā un laukā"


def test_what_was_written_meanwhile_is_not_overwritten_unseen(stage, draft, anna, beta):
    written(stage, draft, LONG, anna)
    written(stage, draft, "", anna, WHILE_OPEN + A_MOMENT)
    revision = kept(stage, draft)[1]
    written(stage, draft, "Sals.", beta, WHILE_OPEN + A_MOMENT * 2)
    before = stage.everything()

    with pytest.raises(WrittenMeanwhile) as refusal:
        brought_back(stage, draft, revision, "", anna, WHILE_OPEN + A_MOMENT * 3)

    assert refusal.value.facts == {"who": "Beta", "at": WHILE_OPEN + A_MOMENT * 2}
    assert stage.everything() == before


def test_what_stands_there_already_is_not_brought_back_again(stage, draft, anna):
    written(stage, draft, LONG, anna)
    written(stage, draft, "", anna, WHILE_OPEN + A_MOMENT)
    revision = kept(stage, draft)[1]
    brought_back(stage, draft, revision, "", anna, WHILE_OPEN + A_MOMENT * 2)
    before = stage.everything()

    with pytest.raises(DoneAlready):
        brought_back(stage, draft, revision, "", anna, WHILE_OPEN + A_MOMENT * 3)

    assert stage.everything() == before


def test_two_who_bring_different_answers_back_at_once_overwrite_nothing_unseen(stage, draft, anna, beta):
    written(stage, draft, LONG, anna)
    written(stage, draft, "Sals.", beta, WHILE_OPEN + A_MOMENT)
    written(stage, draft, "Vējš un lietus, un sniegs.", anna, WHILE_OPEN + A_MOMENT * 2)
    seen, keys = mark_of("Vējš un lietus, un sniegs."), [one.id for one in kept(stage, draft)[1:]]
    key = draft.id

    ends = at_once(stage, [(WHILE_OPEN, lambda act, one=one: bring_back(act, key, one, seen)) for one in keys])

    assert sorted(type(end).__name__ for end in ends) == ["NoneType", "WrittenMeanwhile"]
    kept_now = texts(stage, draft)
    assert kept_now[:4] == ["", LONG, "Sals.", "Vējš un lietus, un sniegs."]
    assert kept_now[4] in (LONG, "Sals.")


def test_one_who_brings_back_while_another_saves_loses_neither(stage, draft, anna):
    written(stage, draft, LONG, anna)
    written(stage, draft, "", anna, WHILE_OPEN + A_MOMENT)
    revision, key = kept(stage, draft)[1].id, draft.id
    told = {}

    def types(act) -> None:
        told["merged"] = save_section(act, key, "risks", {"risks": "Sals."}, marks_of({"risks": ""}))

    (back, typed) = at_once(
        stage, [(WHILE_OPEN, lambda act: bring_back(act, key, revision, mark_of(""))), (WHILE_OPEN, types)]
    )

    assert typed is None
    if back is None:
        assert (texts(stage, draft)[-1], told["merged"].stored) == (LONG, {"risks": LONG})
    else:
        assert (texts(stage, draft)[-1], type(back)) == ("Sals.", WrittenMeanwhile)


def test_two_who_save_at_once_keep_both_changes_in_one_order(stage, draft):
    key = draft.id
    ends = at_once(
        stage, [(WHILE_OPEN, lambda act, text=text: save(act, key, {"risks": text})) for text in (LONG, "Sals. " * 9)]
    )
    assert ends == [None, None]
    assert [one.number for one in kept(stage, draft)] == [1, 2]
    assert {*texts(stage, draft)} == {"", LONG, "Sals. " * 9}


def test_nothing_is_brought_back_into_what_was_withdrawn_and_its_changes_stay_to_be_read(stage, anna):
    application = an_application(stage, a_published_call(stage))
    written(stage, application, LONG, anna)
    with stage.acting(at=WHILE_OPEN + A_MOMENT) as act:
        withdraw(act, application.id)
    before = stage.everything()

    with pytest.raises(Withdrawn):
        brought_back(stage, application, kept(stage, application)[1], LONG)

    assert stage.everything() == before
    assert read(stage, anna, application, ["risks"]).rows[0].before == ANSWERS["risks"]


def test_a_copy_begins_without_the_earlier_answers_of_what_was_withdrawn(stage, anna):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=WHILE_OPEN) as act:
        withdraw(act, application.id)
    with stage.acting(at=WHILE_OPEN) as act:
        copy = copy_to_draft(act, application.id)
    written(stage, copy, LONG, anna)

    assert texts(stage, copy) == [ANSWERS["risks"], LONG]


def test_a_draft_that_is_taken_away_takes_its_earlier_answers_with_it(stage, draft, anna):
    other = a_draft(stage, a_published_call(stage, slug="cits"))
    written(stage, draft, LONG, anna)
    with stage.acting(at=WHILE_OPEN) as act:
        discard(act, draft.id)

    stage.session.expire_all()
    assert {one.application_id for one in stage.session.scalars(select(Revision))} == {other.id}
