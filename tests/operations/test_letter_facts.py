"""What letters say is what the records say: gathered once, kept at the announcement, and not changed by later acts."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from sqlalchemy import select, update

from app.config import ROOT
from competition.application.intake import Acceptance, accept_late
from competition.application.records import Application, Channel
from competition.application.versions import keep_version
from competition.call.records import Call
from competition.eligibility.answering import answer_clarification, save_clarifying
from competition.eligibility.asking import Asking, ask_clarification
from competition.eligibility.clarifications import clarifying_of
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.form.merging import marks_of
from competition.foundation.clock import TICK, start_of, whole_of
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.organisation.letterhead import write_letterhead
from competition.organisation.operations import Applicant
from competition.organisation.records import Letterhead
from competition.result.letter_queries import all_facts, decided_dossier, letter_rows
from competition.result.letters import LetterheadMissing, LetterIncomplete
from competition.result.notices import Failed, LetterFacts, NoticeKind, missing_in
from competition.result.operations import AlreadyAnnounced, NotDecided, announce
from competition.result.records import Notice
from scoring.archive.reading import read_file
from scoring.archive.replay import bring_in
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    ELIGIBLE,
    HEADING,
    RIGA,
    a_paper,
    a_person,
    a_scored_call,
    an_organisation,
    decide_call,
    verbs_in,
)

ANNOUNCED = AFTERWARDS + timedelta(days=30)
SCORES = {"A": ("5", "5"), "B": ("4", "4.5"), "C": ("4", "3"), "D": ("4", "2.5"), "E": ("2", "5"), "F": ("1", "1")}
"""Two awards, two in reserve, one below a criterion's floor, one below that and the sum's."""


def decided(stage) -> tuple[Call, dict[str, UUID]]:
    """A decided call with a letter of every kind; its applications by their titles."""
    call, applications = a_scored_call(stage, SCORES)
    refused = a_paper(stage, call, title="Nē", applicant=Applicant("Biedrība Nē", "40008999014"))
    late = a_paper(stage, call, title="Vēlu", applicant=Applicant("Biedrība Vēlu"), received=DEADLINE.at + TICK)
    with stage.acting(at=AFTERWARDS) as act:
        check(act, refused.id, ELIGIBLE | {"1.2": Answered.NO}, {"1.2": "Iesniedzējs ir uzņēmums."})
        decide_call(act, call.id)
    return call, applications | {"Nē": refused.id, "Vēlu": late.id}


def announced(stage, call: Call) -> None:
    with stage.acting(at=ANNOUNCED) as act:
        announce(act, call.id)


def kept(stage) -> dict[UUID, LetterFacts]:
    stage.session.expire_all()
    return {one.application_id: LetterFacts.from_json(one.facts) for one in stage.session.scalars(select(Notice))}


def test_each_letter_keeps_what_the_records_say(stage):
    call, applications = decided(stage)
    announced(stage, call)
    facts = {title: kept(stage)[key] for title, key in applications.items()}

    kinds = {title: one.kind for title, one in facts.items()}
    assert kinds == {
        "A": NoticeKind.AWARD,
        "B": NoticeKind.AWARD,
        "C": NoticeKind.RESERVE,
        "D": NoticeKind.RESERVE,
        "E": NoticeKind.REFUSAL,
        "F": NoticeKind.REFUSAL,
        "Nē": NoticeKind.INELIGIBLE,
        "Vēlu": NoticeKind.LATE,
    }
    assert [facts[title].rank for title in "ABCD"] == [1, 2, 3, 4]
    assert [facts[title].reserve_place for title in "ABCD"] == [None, None, 1, 2]
    assert (facts["B"].score, facts["B"].most_points, facts["B"].least_points) == (Fraction("8.5"), 10, 6)
    assert facts["E"].failed == (Failed("2.2", "Iesaiste", Fraction(2), Fraction(3)),)
    assert [facts[title].total_failed for title in ("E", "F")] == [False, True]
    assert facts["Nē"].failed == (Failed("1.2", "Biedrība", reason="Iesniedzējs ir uzņēmums."),)
    assert facts["Nē"].addressee.registration_number == "40008999014"
    assert (facts["Vēlu"].received, facts["Vēlu"].deadline) == (DEADLINE.at + TICK, DEADLINE)
    assert (facts["Vēlu"].submitted_via, facts["A"].submitted_via) == (Channel.POST, Channel.ONLINE)
    for one in facts.values():
        assert (one.decided_on, one.minutes, one.dated) == (date(2020, 4, 20), "1", date(2020, 5, 20))
        assert missing_in(one) == []
    assert sorted(one.number for one in facts.values()) == [f"1-9/2020/{serial}" for serial in range(1, 9)]


def test_an_award_names_the_project_s_own_days_as_handed_in_last(stage):
    call, applications = a_scored_call(stage, {"A": ("5", "5"), "B": ("5", "4")})
    own, other = (stage.session.get_one(Application, key) for key in applications.values())
    with stage.acting(at=AFTERWARDS) as act:
        for first, last in (("2020-07-01", "2020-12-31"), ("2020-06-15", "2020-09-30")):
            keep_version(act, own, {"answers": {"project-from": first, "project-until": last}}, Channel.ONLINE)
        keep_version(act, other, {"answers": {"project-from": "2020-07-01"}}, Channel.ONLINE)
        terms = act.get(Call, call.id)
        terms.implementation_from = start_of(date(2020, 6, 1), RIGA)
        terms.implementation_until = whole_of(date(2020, 12, 31), RIGA)
        terms.months_min, terms.months_max = 3, 18
        decide_call(act, call.id)

    announced(stage, call)

    assert kept(stage)[own.id].implementation == (date(2020, 6, 15), date(2020, 9, 30))
    assert kept(stage)[other.id].implementation == (date(2020, 6, 1), date(2020, 12, 31))


def test_an_award_names_the_days_that_were_clarified(stage):
    call, applications = a_scored_call(stage, {"A": ("5", "5")})
    (key,) = applications.values()
    with stage.acting(at=AFTERWARDS) as act:
        check(act, key, {"1.2": Answered.PENDING}, {"1.2": "Cik ilgi?"})
        ask_clarification(act, key, Asking("Cik ilgi?", ("project-until",)))
        stored = clarifying_of(act.session, key, AFTERWARDS).stored
        save_clarifying(act, key, {"project-until": "2020-11-30"}, marks_of(stored))
        answer_clarification(act, key)
        check(act, key, ELIGIBLE)
        decide_call(act, call.id)

    announced(stage, call)

    assert kept(stage)[key].implementation == (date(2020, 6, 1), date(2020, 11, 30))


def test_a_draft_says_what_the_letter_will_say_but_for_its_number_and_date(stage):
    call, _ = decided(stage)
    rows = letter_rows(stage.session, call)
    drafts = {one.application_number: one for one in all_facts(decided_dossier(stage.session, call), rows)}
    announced(stage, call)

    numbered = {one.application_number: one for one in kept(stage).values()}

    assert {key: replace(one, number=None, dated=None) for key, one in numbered.items()} == drafts
    assert all(one.is_draft for one in drafts.values())


def test_what_a_letter_said_stays_though_the_letterhead_and_the_title_change(stage):
    call, _ = decided(stage)
    announced(stage, call)
    before = kept(stage)

    with stage.acting(at=ANNOUNCED) as act:
        write_letterhead(act, call.organiser_id, replace(HEADING, signatory_name="C. Cits"))
        act.session.execute(update(Call).values(title={"lv": "Cits"}))

    assert kept(stage) == before


def test_the_ground_of_one_application_accepted_late_stands_in_its_letter(stage):
    call, _ = a_scored_call(stage, {"A": ("5", "5")})
    late = a_paper(stage, call, title="Vēlu", received=DEADLINE.at + TICK)
    with stage.acting(at=AFTERWARDS) as act:
        ground = Acceptance(DEADLINE.at + timedelta(hours=1), "Rīkojums Nr. 8", {"lv": "Portāls nebija sasniedzams"})
        accept_late(act, late.id, ground)
        check(act, late.id, {"1.1": Answered.YES, "1.2": Answered.NO}, {"1.2": "Nav biedrība."})
        decide_call(act, call.id)
    announced(stage, call)

    facts = kept(stage)[late.id]

    assert (facts.kind, facts.accepted_late) == (NoticeKind.INELIGIBLE, "Rīkojums Nr. 8")


@pytest.mark.parametrize("left", ["letterhead", "clause"])
def test_nothing_is_announced_while_letters_lack_something(stage, left):
    call, _ = decided(stage)
    if left == "letterhead":
        stage.session.delete(stage.session.get(Letterhead, call.organiser_id))
    else:
        stage.session.get(Letterhead, call.organiser_id).contest_body = "  "
    stage.session.commit()
    before = stage.everything()

    with pytest.raises(LetterheadMissing if left == "letterhead" else LetterIncomplete):
        announced(stage, call)

    assert stage.everything() == before


def test_nothing_is_announced_before_the_decision(stage):
    call, _ = a_scored_call(stage, {"A": ("5", "5")})

    with pytest.raises(NotDecided):
        announced(stage, call)


def test_the_fourteen_letters_of_2020_are_drafts_from_the_records(stage):
    with stage.acting(brought_in=True) as act:
        bring_in(act, read_file(ROOT / "examples" / "liepaja-2020.json"))
    call = stage.session.scalars(select(Call).where(Call.slug == "liepaja-2020")).one()
    with stage.acting(at=ANNOUNCED) as act:
        write_letterhead(act, call.organiser_id, HEADING)

    facts = list(all_facts(decided_dossier(stage.session, call), letter_rows(stage.session, call)))

    assert len(facts) == 14
    assert sum(one.kind is NoticeKind.AWARD for one in facts) == 8
    assert all((one.number, one.minutes, one.decided_on) == (None, None, None) for one in facts)
    lacking = {name for one in facts for name in missing_in(one)}
    assert {name for name in lacking if not name.startswith("failed.")} == {"number", "dated"}


def test_the_message_that_fared_worst_is_the_one_that_is_told(stage):
    organisation = an_organisation(stage, "Biedrība A")
    for name in ("Anna", "Zane"):
        a_person(stage, organisation, name)
    call, _ = decided(stage)
    announced(stage, call)
    first, second = stage.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "decision")).all()
    first.state, first.last_error = Delivery.FAILED, "no such mailbox"
    second.state, second.sent_at = Delivery.SENT, ANNOUNCED
    stage.session.commit()

    told = {row.application.title: row.sending for row in letter_rows(stage.session, call)}

    assert (told["A"].state, told["A"].error) == (Delivery.FAILED, "no such mailbox")
    assert told["B"] is None


def test_announcing_is_one_event_with_a_letter_each_and_is_done_once(stage):
    call, _ = decided(stage)
    announced(stage, call)
    before = stage.everything()

    with pytest.raises(AlreadyAnnounced):
        announced(stage, call)

    assert stage.everything() == before
    assert verbs_in(stage).count("call.announced") == 1
    assert len(stage.session.scalars(select(Application).where(Application.call_id == call.id)).all()) == 8
