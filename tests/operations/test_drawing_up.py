"""Drawing a call up after the template, revising it while it is a draft, its documents and its committee."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from competition.application.publishing import CallIncomplete, publish
from competition.call import template
from competition.call.operations import (
    AlreadyPublished,
    FileNote,
    Implementation,
    PatternWrong,
    ProjectsTooShort,
    TermsOutOfOrder,
    add_document,
    draw_up,
    replace_document,
)
from competition.call.queries import pattern_of
from competition.call.records import CallDocument, EligibilityCriterion, QualityCriterion, QualityLevel
from competition.call.revising import revise
from competition.foundation.clock import TICK, start_of, whole_of
from competition.organisation.operations import NameMissing, SlugMalformed, SlugTaken
from scoring.committee.operations import ChairTaken, MemberKnown, NameOnCommittee, seat
from scoring.committee.readiness import readiness_of
from scoring.committee.records import CommitteeMember, Seat
from tests.builders import (
    DEADLINE,
    OPENS,
    PUBLISHED,
    RIGA,
    a_call,
    a_committee,
    a_person,
    a_plan,
    a_published_call,
    verbs_in,
)

JUNE = start_of(date(2020, 6, 1), RIGA)
RULES = FileNote("nolikums.pdf", "application/pdf", 12, "ab" * 32)
NEXT = FileNote("nolikums-2.pdf", "application/pdf", 13, "cd" * 32)


def codes_of(stage, kind, call) -> list[str]:
    rows = select(kind.code).where(kind.call_id == call.id).order_by(kind.position)
    return list(stage.session.scalars(rows))


def test_a_draft_is_written_down_anew_with_its_criteria(stage):
    call = a_call(stage)
    with stage.acting(at=PUBLISHED) as act:
        add_document(act, call.id, {"lv": "Nolikums"}, RULES)
    plan = a_plan(
        slug="liepaja-2021",
        quota=7,
        number_pattern="{year}/{serial}",
        requirements=template.REQUIREMENTS,
        criteria=template.criteria(),
        tie_break=template.TIE_BREAK,
    )

    with stage.acting(at=PUBLISHED) as act:
        revise(act, call.id, plan)

    kept = stage.session.get(type(call), call.id)
    assert (kept.slug, kept.quota, pattern_of(stage.session, call.id)) == ("liepaja-2021", 7, "{year}/{serial}")
    assert codes_of(stage, EligibilityCriterion, call) == [one.code for one in template.REQUIREMENTS]
    assert codes_of(stage, QualityCriterion, call) == [one.code for one in template.criteria()]
    assert len(stage.session.scalars(select(QualityLevel)).all()) == 60
    assert len(stage.session.scalars(select(CallDocument)).all()) == 1
    assert verbs_in(stage)[-1] == "call.revised"


def test_a_published_call_is_not_revised(stage):
    call = a_published_call(stage)
    before = stage.everything()

    with pytest.raises(AlreadyPublished), stage.acting(at=PUBLISHED + TICK) as act:
        revise(act, call.id, a_plan(quota=9))

    assert stage.everything() == before


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"slug": "Liepāja"}, SlugMalformed),
        ({"slug": "taken"}, SlugTaken),
        ({"number_pattern": "{year}"}, PatternWrong),
        ({"deadline": whole_of(date(2020, 2, 1), RIGA)}, TermsOutOfOrder),
        ({"results_by": OPENS}, TermsOutOfOrder),
        ({"implementation": Implementation(OPENS, DEADLINE, 3, 18)}, TermsOutOfOrder),
        ({"implementation": Implementation(JUNE, whole_of(date(2020, 8, 30), RIGA), 3, 18)}, ProjectsTooShort),
    ],
)
def test_a_plan_that_does_not_hold_together_changes_nothing(stage, change, refusal):
    call = a_call(stage)
    a_call(stage, slug="taken")
    before = stage.everything()

    with pytest.raises(refusal), stage.acting(at=PUBLISHED) as act:
        revise(act, call.id, a_plan(**change))
    with pytest.raises(refusal), stage.acting(at=PUBLISHED) as act:
        draw_up(act, call.organiser_id, a_plan(**{"slug": "new"} | change))

    assert stage.everything() == before


def test_a_call_keeps_its_own_slug(stage):
    call = a_call(stage)
    with stage.acting(at=PUBLISHED) as act:
        assert revise(act, call.id, replace(a_plan(), quota=3)).quota == 3


def test_a_call_is_not_published_after_its_deadline(stage):
    call = a_call(stage)
    before = stage.everything()

    with pytest.raises(CallIncomplete) as refused, stage.acting(at=DEADLINE.at + TICK) as act:
        publish(act, call.id)

    assert (refused.value.facts, stage.everything()) == ({"missing": ["deadline"]}, before)
    with stage.acting(at=DEADLINE.at) as act:
        publish(act, call.id)


def test_a_document_is_followed_by_its_next_version(stage):
    call = a_published_call(stage)
    with stage.acting(at=PUBLISHED + TICK) as act:
        first = add_document(act, call.id, {"lv": "Nolikums"}, RULES)
    with stage.acting(at=PUBLISHED + timedelta(days=1)) as act:
        second = replace_document(act, first.id, NEXT)
        third = replace_document(act, first.id, RULES)

    assert (second.position, second.version, second.title) == (first.position, 2, {"lv": "Nolikums"})
    assert (third.version, third.digest, first.digest) == (3, RULES.digest, RULES.digest)
    assert verbs_in(stage)[-2:] == ["call.document-replaced"] * 2


def test_the_same_version_again_changes_nothing(stage):
    call = a_published_call(stage)
    with stage.acting(at=PUBLISHED + TICK) as act:
        first = add_document(act, call.id, {"lv": "Nolikums"}, RULES)
        assert replace_document(act, first.id, RULES) is first
    assert len(stage.session.scalars(select(CallDocument)).all()) == 1


def test_seats_are_given_in_turn_and_keep_one_chair(stage):
    call, person = a_call(stage), a_person(stage)
    with stage.acting(at=PUBLISHED) as act:
        seat(act, call.id, " Anna ", Seat.CHAIR, person.id)
        seat(act, call.id, "Bruno", Seat.MEMBER)
    before = stage.everything()

    for refusal, given in (
        (ChairTaken, ("Cita", Seat.CHAIR, None)),
        (MemberKnown, ("Anna", Seat.MEMBER, person.id)),
        (NameOnCommittee, ("„bruno”", Seat.SECRETARY, None)),
        (NameMissing, (" ", Seat.MEMBER, None)),
    ):
        with pytest.raises(refusal), stage.acting(at=PUBLISHED) as act:
            seat(act, call.id, *given)

    assert stage.everything() == before
    members = stage.session.scalars(select(CommitteeMember).order_by(CommitteeMember.position))
    assert [(one.key, one.name) for one in members] == [("m1", "Anna"), ("m2", "Bruno")]


def test_a_checklist_says_what_a_call_has(stage):
    call = a_call(stage)
    ready = readiness_of(stage.session, call, PUBLISHED)
    assert (ready.documents, ready.members, ready.has_chair, ready.has_letterhead) == (0, 0, False, True)
    a_committee(stage, call, {"m1": Seat.CHAIR, "m2": Seat.MEMBER, "m3": Seat.SECRETARY})
    seats = readiness_of(stage.session, call, PUBLISHED)
    assert (seats.members, seats.has_secretary, seats.has_chair, seats.chair_has_account) == (2, True, True, False)
    assert (ready.days_open, ready.is_short, ready.publishable) == (23, True, True)
    assert not readiness_of(stage.session, call, DEADLINE.at + TICK).publishable


def test_the_template_holds_together():
    plan = a_plan(
        requirements=template.REQUIREMENTS,
        criteria=template.criteria(),
        tie_break=template.TIE_BREAK,
        implementation=Implementation(start_of(date(2020, 6, 1), RIGA), whole_of(date(2020, 12, 31), RIGA), 3, 18),
    )
    floors = {one.code: one.threshold for one in plan.criteria if one.threshold is not None}
    assert floors == dict.fromkeys(("2.2", "2.4.1", "2.4.3"), Decimal(3))
    assert sum(one.maximum for one in plan.criteria) == 50
    assert all(
        len(one.levels) == 6 and all(set(level.text) == {"lv", "en"} for level in one.levels) for one in plan.criteria
    )
