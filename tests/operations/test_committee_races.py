"""The committee, the chair and the coordinator at the same moment, on real connections of both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from competition.application.attachments import attach
from competition.application.placing import ReplacedMeanwhile, TooManyFiles
from competition.application.records import Attachment
from competition.call.operations import FileNote
from competition.call.records import Call
from competition.eligibility.operations import check
from competition.form.slots import MOST_FILES
from competition.foundation import audit
from competition.foundation.outbox import OutboxMessage
from competition.result.letters import SentAlready, record_sent
from competition.result.operations import AlreadyAnnounced, announce
from competition.result.records import Notice
from competition.result.terms import Way
from scoring.committee.declaring import DeclarationIncomplete, declare
from scoring.committee.records import CommitteeMember, Declaration
from scoring.meeting.closing import ClosedAlready, close_scoring, reopen_scoring
from scoring.meeting.operations import ScoringOpen, StillUndecided, decide
from scoring.sheets.operations import complete
from scoring.sheets.records import ScoreSheet, ScoringClosure
from scoring.sheets.rights import ScoringClosed, SheetCompleted
from tests.builders import (
    AFTERWARDS,
    ELIGIBLE,
    MINUTES,
    STATUTES,
    WHILE_OPEN,
    a_committee,
    a_draft,
    a_person,
    a_published_call,
    a_scored_call,
    an_application,
    an_organisation,
    decide_call,
    declare_all,
    points_for,
)
from tests.operations.test_races import at_once

ANNOUNCED = AFTERWARDS + timedelta(days=1)
TWO = {"A": ("5", "5"), "B": ("2", "5")}


def kinds(ends) -> list[str]:
    return sorted(type(end).__name__ for end in ends)


def a_decided_call(stage, **plan) -> Call:
    call, _ = a_scored_call(stage, TWO, **plan)
    with stage.acting(at=AFTERWARDS) as act:
        decide_call(act, call.id)
    return call


def chain_holds(stage) -> bool:
    return list(audit.faults_in(stage.session)) == []


def test_two_closings_at_once_give_one(stage):
    call, _ = a_scored_call(stage, TWO)

    ends = at_once(stage, [(AFTERWARDS, lambda act: close_scoring(act, call.id))] * 3)

    assert kinds(ends) == ["ClosedAlready", "ClosedAlready", "NoneType"]
    assert {type(end) for end in ends} == {type(None), ClosedAlready}
    assert len(stage.session.scalars(select(ScoringClosure)).all()) == 1
    assert chain_holds(stage)


@pytest.mark.parametrize("needed", [1, 2], ids=["enough sheets", "this sheet is needed"])
def test_a_sheet_completed_while_the_scoring_is_closed_counts_or_is_refused(stage, needed):
    call = a_published_call(stage, minimum_sheets=needed)
    members = a_committee(stage, call)
    application = an_application(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, ELIGIBLE)
        declare_all(act, call)
        complete(act, points_for(application, members["m1"], "5", "5"))

    scored, closed = at_once(
        stage,
        [
            (AFTERWARDS, lambda act: complete(act, points_for(application, members["m2"], "4", "4"))),
            (AFTERWARDS, lambda act: close_scoring(act, call.id)),
        ],
    )

    assert scored is None or isinstance(scored, ScoringClosed)
    assert closed is None or isinstance(closed, StillUndecided)
    assert not (isinstance(scored, ScoringClosed) and isinstance(closed, StillUndecided))
    sheets = stage.session.scalars(select(ScoreSheet.completed_at)).all()
    assert len(sheets) == (2 if scored is None else 1)
    verbs = list(stage.session.scalars(select(audit.AuditEvent.verb).order_by(audit.AuditEvent.number)))
    if scored is None and closed is None:
        assert verbs[-2:] == ["sheet.completed", "scoring.closed"]
    assert chain_holds(stage)


def test_one_sheet_completed_twice_at_once_is_completed_once(stage):
    call = a_published_call(stage)
    members = a_committee(stage, call)
    application = an_application(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, ELIGIBLE)
        declare_all(act, call)

    ends = at_once(
        stage, [(AFTERWARDS, lambda act: complete(act, points_for(application, members["m1"], "4", "4")))] * 3
    )

    assert {type(end) for end in ends} == {type(None), SheetCompleted}
    assert kinds(ends).count("NoneType") == 1
    assert len(stage.session.scalars(select(ScoreSheet)).all()) == 1


def test_a_decision_while_the_scoring_is_opened_again_is_made_before_or_not_at_all(stage):
    call, _ = a_scored_call(stage, TWO)
    with stage.acting(at=AFTERWARDS) as act:
        close_scoring(act, call.id)

    decided, opened = at_once(
        stage,
        [
            (AFTERWARDS, lambda act: decide(act, call.id, MINUTES)),
            (AFTERWARDS, lambda act: reopen_scoring(act, call.id, "Kļūda")),
        ],
    )

    assert (decided is None) != (opened is None)
    assert decided is None or isinstance(decided, ScoringOpen)
    assert chain_holds(stage)


def test_a_member_who_declares_twice_at_once_declares_once(stage):
    call = a_published_call(stage)
    members = a_committee(stage, call)
    applications = {an_application(stage, call, name=name).id for name in ("A", "B")}

    ends = at_once(
        stage, [(AFTERWARDS, lambda act: declare(act, members["m1"], conflicts=set(), free=applications))] * 3
    )

    assert {type(end) for end in ends} == {type(None), DeclarationIncomplete}
    assert kinds(ends).count("NoneType") == 1
    assert len(stage.session.scalars(select(Declaration)).all()) == 2


def test_all_members_declare_at_once(stage):
    call = a_published_call(stage)
    members = a_committee(stage, call)
    one, other = (an_application(stage, call, name=name).id for name in ("A", "B"))

    def declaring(member):
        return lambda act: declare(act, member, conflicts={one}, free={other})

    ends = at_once(stage, [(AFTERWARDS, declaring(member)) for member in members.values()])

    assert ends == [None] * 4
    pledged = stage.session.scalars(select(CommitteeMember.pledged_at).execution_options(populate_existing=True)).all()
    assert pledged == [AFTERWARDS] * 4
    assert chain_holds(stage)


def test_announcing_twice_at_once_gives_one_announcement_and_one_set_of_letters(stage):
    person = a_person(stage, an_organisation(stage, "Biedrība A"))
    call = a_decided_call(stage)

    ends = at_once(stage, [(ANNOUNCED, lambda act: announce(act, call.id))] * 3)

    assert {type(end) for end in ends} == {type(None), AlreadyAnnounced}
    assert kinds(ends).count("NoneType") == 1
    assert sorted(stage.session.scalars(select(Notice.number))) == ["1-9/2020/1", "1-9/2020/2"]
    told = select(OutboxMessage.person_id).where(OutboxMessage.kind == "decision")
    assert stage.session.scalars(told).all() == [person.id]
    assert chain_holds(stage)


def test_two_calls_of_one_organiser_announced_at_once_give_no_number_twice(stage):
    calls = [a_decided_call(stage, slug=f"liepaja-{place}") for place in "abc"]

    def announcing(call):
        return lambda act: announce(act, call.id)

    ends = at_once(stage, [(ANNOUNCED, announcing(call)) for call in calls])

    assert ends == [None] * 3
    given = list(stage.session.scalars(select(Notice.number)))
    assert sorted(given) == [f"1-9/2020/{serial}" for serial in range(1, 7)]
    assert chain_holds(stage)


def test_a_letter_sent_twice_at_once_is_sent_once(stage):
    call = a_decided_call(stage)
    with stage.acting(at=ANNOUNCED) as act:
        announce(act, call.id)
    letter = stage.session.scalars(select(Notice.id).order_by(Notice.id)).first()

    ends = at_once(stage, [(ANNOUNCED, lambda act: record_sent(act, letter, Way.POST))] * 2)

    assert kinds(ends) == ["NoneType", "SentAlready"]
    assert {type(end) for end in ends} == {type(None), SentAlready}


def test_of_two_who_replace_one_file_at_once_one_does_and_the_other_is_asked_again(stage):
    draft = a_draft(stage, a_published_call(stage))
    with stage.acting(at=WHILE_OPEN) as act:
        old = attach(act, draft.id, "statutes", STATUTES).id

    def replacing(place):
        file = FileNote(f"{place}.pdf", "application/pdf", 1, f"{place:02x}" * 32)
        return lambda act: attach(act, draft.id, "statutes", file, instead=old)

    ends = at_once(stage, [(WHILE_OPEN, replacing(place)) for place in (100, 101)])

    assert {type(end) for end in ends} == {type(None), ReplacedMeanwhile}
    rows = stage.session.scalars(select(Attachment).where(Attachment.slot == "statutes").order_by(Attachment.id)).all()
    first, second = rows
    assert (first.replaced_by, first.removed_at, second.removed_at) == (second.id, WHILE_OPEN, None)
    assert chain_holds(stage)


def test_files_attached_at_once_never_fill_a_slot_beyond_its_most(stage):
    draft = a_draft(stage, a_published_call(stage))
    with stage.acting(at=WHILE_OPEN) as act:
        for place in range(MOST_FILES - 1):
            attach(act, draft.id, "partner-declaration", FileNote("a.pdf", "application/pdf", 1, f"{place:02x}" * 32))

    def attaching(place):
        file = FileNote("b.pdf", "application/pdf", 1, f"{place:02x}" * 32)
        return lambda act: attach(act, draft.id, "partner-declaration", file)

    ends = at_once(stage, [(WHILE_OPEN, attaching(place)) for place in (100, 101, 102)])

    assert {type(end) for end in ends} == {type(None), TooManyFiles}
    there = stage.session.scalars(select(Attachment).where(Attachment.slot == "partner-declaration")).all()
    assert len(there) == MOST_FILES
