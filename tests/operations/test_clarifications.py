"""Asking an applicant to clarify, and what they answer: once, only what was asked, until the end of the term."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from competition.application.channels import Channel
from competition.application.intake import NotByHand
from competition.application.placing import ReplacedMeanwhile, TooManyFiles, UnknownSlot, earlier_of
from competition.application.reading import latest_reading
from competition.application.records import Application, Submission
from competition.application.states import WrongState
from competition.application.submission import UnknownQuestion, withdraw
from competition.call.operations import FileNote
from competition.eligibility.answering import (
    AnswerOutsideItsTime,
    AnswerWithoutFile,
    ClarificationIncomplete,
    ClarificationOver,
    Entered,
    answer_clarification,
    attach_clarifying,
    bring_clarifying_back,
    detach_clarifying,
    enter_answer,
    save_clarifying,
)
from competition.eligibility.asking import (
    Asking,
    ClarificationAsked,
    ClarificationEmpty,
    NothingToClarify,
    StillChangeable,
    TermTooShort,
    ask_clarification,
)
from competition.eligibility.clarifications import clarifying_of, ever_clarifying
from competition.eligibility.clarifying import OTHER, Wait
from competition.eligibility.operations import NotInTime, check
from competition.eligibility.queries import facts_of
from competition.eligibility.reading import whole_reading
from competition.eligibility.records import Clarification, ClarificationAnswer
from competition.eligibility.requirements import Answered
from competition.eligibility.waiting import waiting_in
from competition.form.merging import marks_of
from competition.foundation.act import RefusedAttempt
from competition.foundation.clock import TICK, last_instant
from competition.foundation.errors import NotFound
from competition.foundation.twice import DoneAlready
from competition.organisation.records import Organisation
from tests.builders import (
    AFTERWARDS,
    ANSWERS,
    DEADLINE,
    ELIGIBLE,
    RIGA,
    STATUTES,
    a_paper,
    a_person,
    a_published_call,
    an_application,
    told,
    verbs_in,
)
from tests.operations.test_races import at_once

ASKED = Asking("Precizējiet norises vietu un pierādījumus.", ("project-place", "evidence"), ("partner-declaration",))
TERM = last_instant(date(2020, 4, 27), RIGA)
"""Asked on Monday, 20 April 2020: the fifth working day after it."""
PARTNER = FileNote("partneris.pdf", "application/pdf", 34, "cd" * 32)
ANOTHER = FileNote("otrs.pdf", "application/pdf", 56, "ef" * 32)
TYPED = {"project-place": "Liepāja, Karosta", "evidence": "Fotogrāfijas un saraksti."}


def doubted(stage, call=None, **changes) -> Application:
    """An application of which something is found to be clarified."""
    application = an_application(stage, call or a_published_call(stage), **changes)
    doubt(stage, application)
    return application


def doubt(stage, application: Application, at: datetime = AFTERWARDS) -> None:
    with stage.acting(at=at) as act:
        check(act, application.id, {"1.1": Answered.YES, "1.2": Answered.PENDING}, {"1.2": "Nav skaidrs."})


def asked(stage, application: Application, asking: Asking = ASKED, at: datetime = AFTERWARDS) -> Clarification:
    with stage.acting(at=at) as act:
        return ask_clarification(act, application.id, asking)


def typed(stage, application: Application, texts=None, at: datetime = AFTERWARDS) -> None:
    texts = TYPED if texts is None else texts
    with stage.acting(at=at) as act:
        now = clarifying_of(act.session, application.id, at)
        save_clarifying(act, application.id, texts, marks_of(now.stored))
        if now.slots:
            attach_clarifying(act, application.id, now.slots[0].key, PARTNER)


def answered(stage, application: Application, at: datetime = AFTERWARDS) -> ClarificationAnswer:
    with stage.acting(at=at) as act:
        return answer_clarification(act, application.id)


def answers_to(stage, application: Application) -> list[ClarificationAnswer]:
    rows = select(ClarificationAnswer).where(ClarificationAnswer.application_id == application.id)
    return list(stage.session.scalars(rows.order_by(ClarificationAnswer.version)))


def with_somebody(stage, application: Application) -> object:
    return a_person(stage, stage.session.get_one(Organisation, application.organisation_id)).id


def test_what_is_asked_is_kept_with_its_term_and_the_applicants_people_are_told(stage):
    application = doubted(stage)
    anna = with_somebody(stage, application)

    one = asked(stage, application)

    assert (one.text, one.questions, one.slots) == (ASKED.text, list(ASKED.questions), list(ASKED.slots))
    assert (one.asked_at, one.until_at, one.until_day) == (AFTERWARDS, TERM, date(2020, 4, 27))
    assert told(stage, "clarification") == [anna]
    assert verbs_in(stage)[-1] == "application.clarification-asked"


def test_the_term_skips_weekends_and_holidays_and_a_later_day_may_be_chosen(stage):
    call = a_published_call(stage)
    first, second = doubted(stage, call), doubted(stage, call, name="Otra", title="Otra")

    over_the_holidays = asked(stage, first, at=datetime.fromisoformat("2020-04-29T12:00+03:00"))
    later = asked(stage, second, Asking("?", ("evidence",), until=date(2020, 5, 20)))

    assert over_the_holidays.until_day == date(2020, 5, 8)  # 1 and 4 May are holidays
    assert (later.until_day, later.until_at) == (date(2020, 5, 20), last_instant(date(2020, 5, 20), RIGA))


@pytest.mark.parametrize(
    ("asking", "refusal"),
    [
        (Asking("  ", ("evidence",)), ClarificationEmpty),
        (Asking("Kas?"), ClarificationEmpty),
        (Asking("Kas?", ("title",)), UnknownQuestion),
        (Asking("Kas?", ("evidence", "no-such")), UnknownQuestion),
        (Asking("Kas?", (), ("no-such",)), UnknownSlot),
        (Asking("Kas?", ("evidence",), until=date(2020, 4, 26)), TermTooShort),
        (Asking("Kas?", ("evidence",), until=date(2020, 4, 1)), TermTooShort),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_changes(stage, asking, refusal):
    application = doubted(stage)
    before = stage.everything()

    with pytest.raises(refusal):
        asked(stage, application, asking)

    assert stage.everything() == before


def test_it_is_asked_once(stage):
    application = doubted(stage)
    asked(stage, application)
    before = stage.everything()

    with pytest.raises(ClarificationAsked):
        asked(stage, application, Asking("Vēl kas.", ("evidence",)))

    assert stage.everything() == before


def test_two_who_ask_at_once_ask_once(stage):
    application = doubted(stage)

    ends = at_once(stage, [(AFTERWARDS, lambda act: ask_clarification(act, application.id, ASKED))] * 2)

    assert sorted(type(end) for end in ends if end) == [ClarificationAsked]
    assert len(stage.session.scalars(select(Clarification)).all()) == 1


def test_nothing_is_asked_where_nothing_is_found_to_be_clarified(stage):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, ELIGIBLE)

    with pytest.raises(NothingToClarify):
        asked(stage, application)


def test_nothing_is_asked_while_the_whole_application_can_still_be_changed(stage):
    application = an_application(stage, a_published_call(stage))
    doubt(stage, application, at=DEADLINE.at)

    with pytest.raises(StillChangeable):
        asked(stage, application, at=DEADLINE.at)

    assert asked(stage, application, at=DEADLINE.at + TICK).until_day == date(2020, 3, 31)


def test_a_late_or_withdrawn_application_is_not_clarified(stage):
    call = a_published_call(stage)
    late = a_paper(stage, call, received=DEADLINE.at + TICK)
    with pytest.raises(NotInTime):
        asked(stage, late)
    application = doubted(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, application.id)
    with pytest.raises(WrongState):
        asked(stage, application)


def test_the_answer_begins_with_what_was_handed_in_and_opens_only_what_was_asked(stage):
    application = doubted(stage)
    asked(stage, application)

    now = clarifying_of(stage.session, application.id, AFTERWARDS)

    assert now.stored == {key: ANSWERS[key] for key in ASKED.questions}
    assert [slot.key for slot in now.slots] == list(ASKED.slots)
    with pytest.raises(UnknownQuestion), stage.acting(at=AFTERWARDS) as act:
        save_clarifying(act, application.id, {"aim-goal": "Cits mērķis."}, "")
    with pytest.raises(UnknownSlot), stage.acting(at=AFTERWARDS) as act:
        attach_clarifying(act, application.id, "statutes", STATUTES)


def test_an_answer_is_kept_beside_the_original_which_stays(stage):
    application = doubted(stage)
    anna = with_somebody(stage, application)
    asked(stage, application)
    versions = stage.session.scalars(select(Submission)).all()
    before = [(one.id, one.content, one.digest) for one in versions]

    typed(stage, application)
    answer = answered(stage, application)

    assert answer.content["answers"] == TYPED
    assert [one["sha256"] for one in answer.content["attachments"]] == [PARTNER.digest]
    stage.session.expire_all()
    assert [(one.id, one.content, one.digest) for one in stage.session.scalars(select(Submission))] == before
    assert told(stage, "clarified") == [anna]
    reading = whole_reading(stage.session, application.id)
    beside = {item.question.key: item.clarified for part in reading.parts for item in part.items if item.beside}
    assert beside == TYPED
    assert [one.file.digest for one in reading.files if one.clarified_at] == [PARTNER.digest]
    assert reading.file(PARTNER.digest).file_name == "partneris.pdf"
    assert latest_reading(stage.session, application.id).clarified_at is None


def test_what_is_only_typed_is_read_by_nobody(stage):
    application = doubted(stage)
    asked(stage, application)

    typed(stage, application)

    assert whole_reading(stage.session, application.id) == latest_reading(stage.session, application.id)


@pytest.mark.parametrize("early", [TICK, timedelta(seconds=1), timedelta()])
def test_an_answer_is_taken_to_the_last_instant_of_its_term(stage, early):
    application = doubted(stage)
    asked(stage, application)
    typed(stage, application)

    assert answered(stage, application, TERM - early).received_at == TERM - early


@pytest.mark.parametrize("late", [TICK, timedelta(seconds=1)])
def test_after_its_term_an_answer_is_refused_what_was_typed_stays_and_the_attempt_is_kept(stage, late):
    application = doubted(stage)
    asked(stage, application)
    typed(stage, application)
    before = stage.everything(but=RefusedAttempt)

    with pytest.raises(ClarificationOver):
        answered(stage, application, TERM + late)

    assert stage.everything(but=RefusedAttempt) == before
    attempt = stage.session.scalars(select(RefusedAttempt)).one()
    assert (attempt.verb, attempt.code) == ("application.clarify", "clarification-over")
    typed(stage, application, {**TYPED, "evidence": "Vēlāk."}, TERM + late)
    assert clarifying_of(stage.session, application.id, TERM).stored["evidence"] == "Vēlāk."


def test_an_answer_may_be_changed_and_sent_again_and_the_last_one_counts(stage):
    application = doubted(stage)
    asked(stage, application)
    typed(stage, application)
    answered(stage, application)

    typed(stage, application, {**TYPED, "evidence": "Arī video."})
    answered(stage, application, TERM)

    assert [one.version for one in answers_to(stage, application)] == [1, 2]
    reading = whole_reading(stage.session, application.id)
    assert [i.clarified for part in reading.parts for i in part.items if i.question.key == "evidence"] == ["Arī video."]


def test_two_clicks_and_two_people_at_once_hand_in_one_answer(stage):
    application = doubted(stage)
    asked(stage, application)
    typed(stage, application)

    ends = at_once(stage, [(TERM, lambda act: answer_clarification(act, application.id))] * 4)

    assert ends == [None] * 4
    assert [one.version for one in answers_to(stage, application)] == [1]
    assert verbs_in(stage).count("application.clarification-repeated") == 3


def test_whoever_comes_in_time_is_in_time_however_the_two_are_put_in_order(stage):
    application = doubted(stage)
    asked(stage, application)
    typed(stage, application)

    ends = at_once(
        stage,
        [
            (TERM, lambda act: answer_clarification(act, application.id)),
            (TERM + TICK, lambda act: answer_clarification(act, application.id)),
        ],
    )

    assert ends[0] is None
    assert isinstance(ends[1], ClarificationOver)
    assert [one.received_at for one in answers_to(stage, application)] == [TERM]


def test_what_two_tabs_typed_is_not_overwritten_in_silence(stage):
    application = doubted(stage)
    asked(stage, application)
    seen = marks_of(clarifying_of(stage.session, application.id, AFTERWARDS).stored)
    with stage.acting(at=AFTERWARDS) as act:
        save_clarifying(act, application.id, {**ANSWERS_ASKED, "evidence": "Pirmajā cilnē."}, seen)

    with stage.acting(at=AFTERWARDS) as act:
        merged = save_clarifying(act, application.id, {"project-place": "Cita", "evidence": "Otrajā cilnē."}, seen)

    assert dict(merged.stored) == {"evidence": "Pirmajā cilnē."}
    stored = clarifying_of(stage.session, application.id, AFTERWARDS).stored
    assert stored == {"project-place": "Cita", "evidence": "Pirmajā cilnē."}


ANSWERS_ASKED = {key: ANSWERS[key] for key in ASKED.questions}


@pytest.mark.parametrize(
    ("asking", "texts", "lacks"),
    [
        (Asking("?", ("evidence",)), {"evidence": "  "}, {"missing": ["evidence"]}),
        (Asking("?", ("evidence",)), {"evidence": "x" * 3001}, {"unfit": ["evidence"]}),
        (Asking("?", ("target-at-risk",)), {"target-at-risk": "13"}, {"unfit": ["target-at-risk"]}),
        (Asking("?", (), ("statutes",)), {}, {"files": ["statutes"]}),
        (Asking("?", ("evidence",), (OTHER.key,)), {}, {"files": [OTHER.key]}),
    ],
)
def test_an_answer_is_checked_like_the_form(stage, asking, texts, lacks):
    application = doubted(stage)
    asked(stage, application, asking)
    with stage.acting(at=AFTERWARDS) as act:
        stored = clarifying_of(act.session, application.id, AFTERWARDS).stored
        save_clarifying(act, application.id, {**stored, **texts}, marks_of(stored))

    with pytest.raises(ClarificationIncomplete) as refused:
        answered(stage, application)

    nothing = {"missing": [], "unfit": [], "files": []}
    assert refused.value.facts == nothing | lacks
    assert answers_to(stage, application) == []


def test_where_a_file_was_handed_in_another_one_need_not_be(stage):
    application = doubted(stage)
    asked(stage, application, Asking("?", ("evidence",), ("statutes",)))

    assert answered(stage, application).content["attachments"] == []


def test_a_file_is_attached_once_taken_out_once_and_stays_in_what_was_handed_in(stage):
    application = doubted(stage)
    asked(stage, application)
    typed(stage, application)
    with stage.acting(at=AFTERWARDS) as act:
        same = attach_clarifying(act, application.id, "partner-declaration", PARTNER)
    first = answered(stage, application)

    with stage.acting(at=AFTERWARDS) as act:
        detach_clarifying(act, application.id, same.id)
        attach_clarifying(act, application.id, "partner-declaration", ANOTHER)
    with pytest.raises(DoneAlready), stage.acting(at=AFTERWARDS) as act:
        detach_clarifying(act, application.id, same.id)
    second = answered(stage, application)

    digests = [[one["sha256"] for one in answer.content["attachments"]] for answer in (first, second)]
    assert digests == [[PARTNER.digest], [ANOTHER.digest]]


def test_a_file_of_an_answer_is_replaced_and_brought_back_as_in_an_application(stage):
    application = doubted(stage)
    clarification = asked(stage, application, Asking("Kas?", (), ("statutes",)))
    with stage.acting(at=AFTERWARDS) as act:
        old = attach_clarifying(act, application.id, "statutes", PARTNER).id

    with pytest.raises(TooManyFiles), stage.acting(at=AFTERWARDS) as act:
        attach_clarifying(act, application.id, "statutes", ANOTHER)
    with stage.acting(at=AFTERWARDS) as act:
        new = attach_clarifying(act, application.id, "statutes", ANOTHER, instead=old).id
    (was,) = earlier_of(ever_clarifying(stage.session, clarification), "statutes")
    assert (was.file.id, was.file.replaced_by, was.by) == (old, new, ANOTHER.file_name)

    with pytest.raises(ReplacedMeanwhile), stage.acting(at=AFTERWARDS) as act:
        bring_clarifying_back(act, application.id, old, instead=old)
    with stage.acting(at=AFTERWARDS) as act:
        bring_clarifying_back(act, application.id, old, instead=new)
    now = clarifying_of(stage.session, application.id, AFTERWARDS)
    assert [one.digest for one in now.files] == [PARTNER.digest]
    assert verbs_in(stage)[-2:] == ["application.clarification-replaced"] * 2


def test_a_file_of_another_application_is_not_taken_out(stage):
    call = a_published_call(stage)
    one, other = doubted(stage, call), doubted(stage, call, name="Otra", title="Otra")
    asked(stage, one)
    asked(stage, other)
    with stage.acting(at=AFTERWARDS) as act:
        file = attach_clarifying(act, other.id, "partner-declaration", PARTNER)

    with pytest.raises(NotFound), stage.acting(at=AFTERWARDS) as act:
        detach_clarifying(act, one.id, file.id)


def test_nothing_is_answered_where_nothing_was_asked_or_the_application_is_withdrawn(stage):
    application = doubted(stage)
    with pytest.raises(NotFound):
        answered(stage, application)
    asked(stage, application)
    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, application.id)

    with pytest.raises(WrongState):
        answered(stage, application)
    with pytest.raises(WrongState):
        typed(stage, application)


def test_the_portal_counts_what_was_clarified_beside_what_was_handed_in(stage):
    application = doubted(stage)
    asked(stage, application, Asking("?", ("project-until",), (OTHER.key,)))
    typed(stage, application, {"project-until": "2020-12-01"})

    answered(stage, application)

    now = clarifying_of(stage.session, application.id, AFTERWARDS)
    assert facts_of(stage.session, now.call, application).period == (date(2020, 6, 1), date(2020, 12, 1))


def test_letters_go_to_the_address_that_was_clarified(stage):
    application = doubted(stage)
    asked(stage, application, Asking("?", ("applicant-address",)))
    typed(stage, application, {"applicant-address": "Jaunā iela 7, Liepāja"})

    answered(stage, application)

    stage.session.expire_all()
    assert stage.session.get_one(Application, application.id).applicant_address == "Jaunā iela 7, Liepāja"


def entered(stage, application, received=AFTERWARDS, at=None, files=((OTHER.key, PARTNER),), channel=Channel.POST):
    with stage.acting(at=at or received) as act:
        return enter_answer(act, application.id, Entered(channel, received, files))


def on_paper(stage) -> Application:
    paper = a_paper(stage, a_published_call(stage))
    doubt(stage, paper)
    asked(stage, paper, Asking("Iesniedziet pilnvaru.", (), (OTHER.key,)))
    return paper


def test_an_answer_on_paper_counts_from_when_it_came_also_where_it_is_entered_after_the_term(stage):
    paper = on_paper(stage)

    answer = entered(stage, paper, received=TERM, at=TERM + timedelta(days=1))

    assert (answer.channel, answer.received_at, answer.at) == (Channel.POST, TERM, TERM + timedelta(days=1))
    assert [one.file.digest for one in whole_reading(stage.session, paper.id).files if one.clarified_at] == [
        PARTNER.digest
    ]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"received": TERM + TICK}, ClarificationOver),
        ({"received": AFTERWARDS - TICK, "at": AFTERWARDS}, AnswerOutsideItsTime),
        ({"received": AFTERWARDS + TICK, "at": AFTERWARDS}, AnswerOutsideItsTime),
        ({"files": ()}, AnswerWithoutFile),
        ({"files": (("statutes", PARTNER),)}, UnknownSlot),
    ],
)
def test_what_cannot_have_come_so_is_not_entered(stage, change, refusal):
    paper = on_paper(stage)
    before = stage.everything()

    with pytest.raises(refusal):
        entered(stage, paper, **change)

    assert stage.everything() == before


def test_what_the_applicant_can_answer_in_the_portal_is_not_entered_for_them(stage):
    application = doubted(stage)
    asked(stage, application)

    with pytest.raises(NotByHand):
        entered(stage, application, files=(("partner-declaration", PARTNER),))


def test_no_question_of_the_form_is_asked_of_what_was_not_filled_in_there(stage):
    paper = a_paper(stage, a_published_call(stage))
    doubt(stage, paper)

    with pytest.raises(UnknownQuestion):
        asked(stage, paper, Asking("?", ("evidence",)))


def waits(stage, application, at) -> list[Wait]:
    stage.session.expire_all()
    return [one.wait for one in waiting_in(stage.session, [application.call_id], at)]


def test_the_desk_knows_who_waits_for_whom(stage):
    application = doubted(stage)
    assert waits(stage, application, AFTERWARDS) == [Wait.TO_ASK]
    asked(stage, application)
    assert waits(stage, application, TERM) == [Wait.ANSWER]
    assert waits(stage, application, TERM + TICK) == [Wait.FINDING]
    typed(stage, application)
    answered(stage, application)
    assert waits(stage, application, AFTERWARDS) == [Wait.FINDING]
    with stage.acting(at=AFTERWARDS + timedelta(hours=1)) as act:
        check(act, application.id, ELIGIBLE)
    assert waits(stage, application, TERM) == []

    typed(stage, application, {**TYPED, "evidence": "Vēl viens."})
    answered(stage, application, TERM)

    assert waits(stage, application, TERM) == [Wait.FINDING]
