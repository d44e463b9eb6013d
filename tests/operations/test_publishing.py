"""Publishing a call, and changing it by an order."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from competition.application.publishing import (
    AlreadyPublished,
    CallDecided,
    CallIncomplete,
    DeadlineMovedEarlier,
    DeadlineUnmoved,
    NotPublished,
    OrderIncomplete,
    amend,
    publish,
)
from competition.application.submission import withdraw
from competition.call.deadline import deadline_in_force
from competition.call.grounds import GroundVague
from competition.call.operations import FileNote, PatternWrong, add_document, draw_up
from competition.call.queries import known_calls
from competition.call.records import CallDocument, CallState
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import TICK, exactly, start_of
from competition.organisation.operations import Applicant, SlugMalformed, SlugTaken
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    LATER,
    PUBLISHED,
    RIGA,
    WHILE_OPEN,
    a_call,
    a_draft,
    a_paper,
    a_person,
    a_plan,
    a_published_call,
    a_scored_call,
    an_order,
    an_organisation,
    decide_call,
    told,
    verbs_in,
)


def test_a_call_is_public_from_the_instant_of_its_publication(stage):
    call = a_call(stage)
    assert known_calls(stage.session, AFTERWARDS) == []

    with stage.acting(at=PUBLISHED) as act:
        publish(act, call.id)

    assert (call.state, call.published) == (CallState.PUBLISHED, exactly(PUBLISHED))
    assert known_calls(stage.session, PUBLISHED - TICK) == []
    assert known_calls(stage.session, PUBLISHED) == [call]
    assert verbs_in(stage) == ["organiser.created", "letterhead.written", "call.drawn-up", "call.published"]


def test_a_round_brought_in_keeps_the_day_of_its_publication(stage):
    call = a_call(stage)
    day = start_of(PUBLISHED.date(), RIGA)

    with stage.acting(at=day.at, brought_in=True) as act:
        publish(act, call.id, day)

    assert call.published == day


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        ({"slug": "Liepāja 2021"}, SlugMalformed),
        ({}, SlugTaken),
        ({"slug": "other", "number_pattern": "{year}"}, PatternWrong),
        ({"slug": "other", "number_pattern": "{serial}{serial}"}, PatternWrong),
        ({"slug": "other", "number_pattern": "{year}{year}-{serial}"}, PatternWrong),
        ({"slug": "other", "number_pattern": "{serial.__class__}"}, PatternWrong),
    ],
)
def test_a_call_that_cannot_be_drawn_up_is_refused_and_nothing_changes(stage, plan, refusal):
    call = a_call(stage)
    before = stage.everything()

    with pytest.raises(refusal), stage.acting(at=PUBLISHED) as act:
        draw_up(act, call.organiser_id, a_plan(**plan))

    assert stage.everything() == before


def test_a_call_is_published_once(stage):
    call = a_published_call(stage)
    before = stage.everything()

    with pytest.raises(AlreadyPublished), stage.acting(at=WHILE_OPEN) as act:
        publish(act, call.id)

    assert stage.everything() == before


def test_a_call_without_quality_criteria_is_not_published(stage):
    call = a_call(stage, criteria=(), tie_break=())
    before = stage.everything()

    with pytest.raises(CallIncomplete) as refused, stage.acting(at=PUBLISHED) as act:
        publish(act, call.id)

    assert refused.value.facts == {"missing": ["criteria"]}
    assert stage.everything() == before


def test_documents_stand_in_the_order_in_which_they_were_added(stage):
    call = a_call(stage)

    for name in ("nolikums.pdf", "veidlapa.docx"):
        with stage.acting(at=PUBLISHED) as act:
            add_document(act, call.id, {"lv": name}, FileNote(name, "application/pdf", 12, "ab" * 32))

    documents = stage.session.scalars(select(CallDocument).order_by(CallDocument.position)).all()
    assert [(one.position, one.version, one.file_name) for one in documents] == [
        (0, 1, "nolikums.pdf"),
        (1, 1, "veidlapa.docx"),
    ]
    assert verbs_in(stage)[-2:] == ["call.document-added"] * 2


def test_an_order_moves_the_deadline_and_says_what_it_changed(stage):
    call = a_published_call(stage)

    with stage.acting(at=WHILE_OPEN) as act:
        amendment = amend(act, call.id, an_order())

    assert deadline_in_force(call.terms) == LATER
    assert (amendment.number, amendment.published_at) == (1, WHILE_OPEN)
    assert amendment.changes == [{"what": "deadline", "old": "2020-03-23", "new": "2020-04-14"}]
    assert call.deadline == DEADLINE
    assert verbs_in(stage)[-1] == "call.amended"


def test_the_last_of_several_orders_holds_and_one_brought_in_may_name_the_same_instant(stage):
    call = a_published_call(stage)

    for order in (an_order(), an_order(deadline=exactly(LATER.at))):
        with stage.acting(at=WHILE_OPEN, brought_in=True) as act:
            amend(act, call.id, order)

    assert deadline_in_force(call.terms) == exactly(LATER.at)
    assert [amendment.number for amendment in call.amendments] == [1, 2]


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        ({"deadline": exactly(DEADLINE.at - TICK)}, DeadlineMovedEarlier),
        ({"deadline": DEADLINE}, DeadlineUnmoved),
        ({"deadline": exactly(DEADLINE.at)}, DeadlineUnmoved),
        ({"deadline": None}, OrderIncomplete),
        ({"legal_basis": ""}, OrderIncomplete),
        ({"reason": None}, OrderIncomplete),
        ({"legal_basis": "Nr."}, GroundVague),
        ({"legal_basis": "Nr.5"}, GroundVague),
        ({"legal_basis": "Rīkojums"}, GroundVague),
    ],
)
def test_an_order_that_is_not_whole_or_takes_time_away_is_refused_and_nothing_changes(stage, order, refusal):
    call = a_published_call(stage)
    before = stage.everything()

    with pytest.raises(refusal), stage.acting(at=WHILE_OPEN) as act:
        amend(act, call.id, an_order(**order))

    assert stage.everything() == before


def test_a_deadline_already_moved_is_not_moved_back(stage):
    call = a_published_call(stage)
    with stage.acting(at=WHILE_OPEN) as act:
        amend(act, call.id, an_order())
    before = stage.everything()

    with pytest.raises(DeadlineMovedEarlier) as refused, stage.acting(at=WHILE_OPEN) as act:
        amend(act, call.id, an_order(deadline=exactly(LATER.at - TICK)))

    assert refused.value.facts == {"in_force": LATER.at, "asked": LATER.at - TICK}
    assert stage.everything() == before


def test_a_call_that_is_not_public_is_not_amended(stage):
    call = a_call(stage)
    before = stage.everything()

    with pytest.raises(NotPublished), stage.acting(at=WHILE_OPEN) as act:
        amend(act, call.id, an_order())

    assert stage.everything() == before


def test_a_decided_call_is_not_amended(stage):
    call, _ = a_scored_call(stage, {"A": ("5", "5")})
    with stage.acting(at=AFTERWARDS) as act:
        decide_call(act, call.id)
    before = stage.everything()

    with pytest.raises(CallDecided), stage.acting(at=AFTERWARDS) as act:
        amend(act, call.id, an_order(deadline=exactly(AFTERWARDS + timedelta(days=9))))

    assert stage.everything() == before


def test_an_amendment_is_told_to_everybody_who_has_begun_an_application_and_to_nobody_else(stage):
    call = a_published_call(stage)
    other = a_published_call(stage, slug="liepaja-2021")
    names = ("Melnraksts", "Pa pastu", "Atsaukts", "Citur", "Nekur")
    people = {name: a_person(stage, an_organisation(stage, name), f"person{place}") for place, name in enumerate(names)}
    a_draft(stage, call, name="Melnraksts")
    a_draft(stage, call, name="Melnraksts")
    a_draft(stage, other, name="Citur")
    a_paper(stage, call, registered=WHILE_OPEN, applicant=Applicant("Pa pastu"))
    withdrawn = a_paper(stage, call, registered=WHILE_OPEN, applicant=Applicant("Atsaukts"))
    with stage.acting(at=WHILE_OPEN) as act:
        withdraw(act, withdrawn.id)

    with stage.acting(at=WHILE_OPEN) as act:
        amend(act, call.id, an_order())

    assert told(stage, "amendment") == sorted(people[name].id for name in ("Melnraksts", "Pa pastu"))


def test_an_amendment_brought_in_tells_nobody(stage):
    call = a_published_call(stage)
    a_person(stage, an_organisation(stage, "Biedrība"))
    a_draft(stage, call, name="Biedrība")

    with stage.acting(at=WHILE_OPEN, brought_in=True) as act:
        amend(act, call.id, an_order(legal_basis=None, reason=None))

    assert told(stage, "amendment") == []
    assert deadline_in_force(call.terms) == LATER


def test_a_call_amended_by_somebody_else_meanwhile_is_seen_as_it_stands(stage):
    call = a_published_call(stage)
    assert call.terms.moved_to == ()
    with stage.another_session() as other, acting(other, SYSTEM, at=WHILE_OPEN) as act:
        amend(act, call.id, an_order())

    with pytest.raises(DeadlineMovedEarlier), stage.acting(at=WHILE_OPEN) as act:
        amend(act, call.id, an_order(deadline=exactly(LATER.at - TICK)))
