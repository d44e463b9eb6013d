"""Appointing a committee, and noting a conflict of interest."""

import pytest
from sqlalchemy import select

from competition.application.records import Application
from competition.application.states import WrongState
from competition.application.submission import withdraw
from competition.foundation import audit
from competition.foundation.errors import NotFound
from scoring.committee.conflicts import free_of_conflict, in_conflict
from scoring.committee.operations import (
    Appointment,
    ChairTaken,
    ConflictKnown,
    MemberKnown,
    NameOnCommittee,
    OtherCall,
    appoint,
    declare_conflict,
)
from scoring.committee.records import CommitteeMember, Conflict, Seat
from scoring.meeting.unseating import MemberHasActed, removable_in, unseat
from tests.builders import (
    AFTERWARDS,
    WHILE_OPEN,
    a_call,
    a_committee,
    a_draft,
    a_person,
    a_published_call,
    an_application,
    verbs_in,
)


def test_a_committee_has_its_members_in_the_order_of_their_appointment(stage):
    call = a_call(stage)

    for key, seat in (("m1", Seat.CHAIR), ("m2", Seat.MEMBER), ("m3", Seat.SECRETARY)):
        with stage.acting(at=WHILE_OPEN) as act:
            appoint(act, call.id, Appointment(key, f"{key}. loceklis", seat))

    members = stage.session.scalars(select(CommitteeMember).order_by(CommitteeMember.position)).all()
    assert [(one.position, one.key, one.seat) for one in members] == [
        (0, "m1", Seat.CHAIR),
        (1, "m2", Seat.MEMBER),
        (2, "m3", Seat.SECRETARY),
    ]
    assert verbs_in(stage)[-3:] == ["committee.appointed"] * 3


def test_the_name_of_a_member_stands_beside_the_event_and_not_in_what_is_hashed(stage):
    a_committee(stage, a_call(stage), {"m1": Seat.CHAIR})

    event = stage.session.scalars(select(audit.AuditEvent).order_by(audit.AuditEvent.number.desc())).first()
    assert event.details == {"name": "m1. loceklis"}
    assert "m1. loceklis" not in str(event.facts)


@pytest.mark.parametrize(
    ("appointment", "refusal"),
    [
        (Appointment("m9", "Otra priekšsēdētāja", Seat.CHAIR), ChairTaken),
        (Appointment("m2", "Tā pati atslēga", Seat.MEMBER), MemberKnown),
    ],
)
def test_a_seat_that_is_taken_is_refused_and_nothing_changes(stage, appointment, refusal):
    call = a_call(stage)
    a_committee(stage, call)
    before = stage.everything()

    with pytest.raises(refusal), stage.acting(at=WHILE_OPEN) as act:
        appoint(act, call.id, appointment)

    assert stage.everything() == before


def test_a_person_has_one_seat_on_a_committee_and_may_sit_on_another(stage):
    person = a_person(stage)
    call, other = a_call(stage), a_call(stage, slug="liepaja-2021")
    for committee in (call, other):
        with stage.acting(at=WHILE_OPEN) as act:
            appoint(act, committee.id, Appointment("m1", "Anna", Seat.MEMBER, person.id))
    before = stage.everything()

    with pytest.raises(MemberKnown), stage.acting(at=WHILE_OPEN) as act:
        appoint(act, call.id, Appointment("m2", "Anna", Seat.ALTERNATE, person.id))

    assert stage.everything() == before


@pytest.mark.parametrize("name", ["m2. loceklis", "  M2.  LOCEKLIS "])
def test_one_name_has_one_seat_on_a_committee(stage, name):
    call = a_call(stage)
    a_committee(stage, call)
    before = stage.everything()

    with pytest.raises(NameOnCommittee), stage.acting(at=WHILE_OPEN) as act:
        appoint(act, call.id, Appointment("m9", name, Seat.ALTERNATE))

    assert stage.everything() == before


def test_a_wrong_entry_is_removed_and_its_place_goes_to_nobody_else(stage):
    call = a_call(stage)
    members = a_committee(stage, call)
    with stage.acting(at=WHILE_OPEN) as act:
        unseat(act, call.id, members["m1"])
    with stage.acting(at=WHILE_OPEN) as act:
        again = appoint(act, call.id, Appointment("m1", "Anna", Seat.CHAIR))

    seated = stage.session.scalars(select(CommitteeMember).order_by(CommitteeMember.position)).all()
    assert [one.key for one in seated] == [*(key for key in members if key != "m1"), "m1"]
    assert again.position == len(members)
    assert verbs_in(stage)[-2:] == ["committee.removed", "committee.appointed"]


def test_who_has_declared_anything_is_not_removed_nor_from_another_committee(stage):
    call = a_published_call(stage)
    members = a_committee(stage, call)
    application = an_application(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        declare_conflict(act, application.id, members["m2"])
    other = a_call(stage, slug="liepaja-2021")
    before = stage.everything()

    for place, member, refusal in ((call, "m2", MemberHasActed), (other, "m1", NotFound)):
        with pytest.raises(refusal), stage.acting(at=AFTERWARDS) as act:
            unseat(act, place.id, members[member])

    assert stage.everything() == before
    assert removable_in(stage.session, call.id) == {key for name, key in members.items() if name != "m2"}


def test_conflicts_are_kept_in_the_order_in_which_they_are_declared(stage):
    call = a_published_call(stage)
    members = a_committee(stage, call)
    application = an_application(stage, call)

    for key in ("m3", "m1"):
        with stage.acting(at=AFTERWARDS) as act:
            declare_conflict(act, application.id, members[key])

    conflicts = stage.session.scalars(select(Conflict).order_by(Conflict.position)).all()
    assert [(one.position, one.member_id) for one in conflicts] == [(0, members["m3"]), (1, members["m1"])]
    assert verbs_in(stage)[-1] == "conflict.declared"


def test_a_conflict_in_a_record_and_in_a_query_is_the_same(stage):
    call = a_published_call(stage)
    members = a_committee(stage, call)
    applications = [an_application(stage, call, name=name) for name in ("A", "B", "C")]
    for place, key in ((0, "m1"), (1, "m1"), (2, "m2")):
        with stage.acting(at=AFTERWARDS) as act:
            declare_conflict(act, applications[place].id, members[key])

    for member in members.values():
        seen = set(stage.session.scalars(select(Application.id).where(free_of_conflict(member))))
        kept = {one.id for one in applications if in_conflict(stage.session, member, one.id)}
        assert seen == {one.id for one in applications} - kept


def test_a_conflict_is_declared_once(stage):
    call = a_published_call(stage)
    member = a_committee(stage, call)["m1"]
    application = an_application(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        declare_conflict(act, application.id, member)
    before = stage.everything()

    with pytest.raises(ConflictKnown), stage.acting(at=AFTERWARDS) as act:
        declare_conflict(act, application.id, member)

    assert stage.everything() == before


def test_a_member_of_another_committee_declares_nothing_here(stage):
    application = an_application(stage, a_published_call(stage))
    stranger = a_committee(stage, a_published_call(stage, slug="liepaja-2021"))["m1"]
    before = stage.everything()

    with pytest.raises(OtherCall), stage.acting(at=AFTERWARDS) as act:
        declare_conflict(act, application.id, stranger)

    assert stage.everything() == before


@pytest.mark.parametrize("withdrawn", [False, True], ids=["a draft", "withdrawn"])
def test_a_conflict_is_declared_only_with_what_is_handed_in(stage, withdrawn):
    call = a_published_call(stage)
    member = a_committee(stage, call)["m1"]
    application = an_application(stage, call) if withdrawn else a_draft(stage, call)
    if withdrawn:
        with stage.acting(at=WHILE_OPEN) as act:
            withdraw(act, application.id)
    before = stage.everything()

    with pytest.raises(WrongState), stage.acting(at=AFTERWARDS) as act:
        declare_conflict(act, application.id, member)

    assert stage.everything() == before
