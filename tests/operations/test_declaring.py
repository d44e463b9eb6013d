"""A member's declaration once the applicants are known, and what opens to whom by it."""

from itertools import product

import pytest
from sqlalchemy import select

from competition.application.publishing import amend
from competition.application.records import Application
from competition.application.submission import withdraw
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.foundation import audit
from competition.foundation.clock import TICK
from competition.foundation.errors import NotFound
from competition.result.operations import AlreadyDecided
from scoring.committee.conflicts import declared_by, free_of_conflict, has_declared, in_conflict, open_to
from scoring.committee.declaring import (
    ApplicantsUnknown,
    DeclarationIncomplete,
    DeclaredOtherwise,
    declare,
    still_to_declare,
)
from scoring.committee.operations import declare_conflict
from scoring.committee.records import CommitteeMember, Conflict, Declaration
from scoring.sheets.operations import complete, save_points
from scoring.sheets.rights import InConflict, NotDeclared
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    ELIGIBLE,
    LATER,
    WHILE_OPEN,
    a_committee,
    a_draft,
    a_paper,
    a_published_call,
    an_application,
    an_order,
    decide_call,
    points_for,
    verbs_in,
)


@pytest.fixture
def call(stage):
    return a_published_call(stage)


@pytest.fixture
def members(stage, call):
    return a_committee(stage, call)


@pytest.fixture
def applications(stage, call):
    return [an_application(stage, call, name=name, title=name) for name in ("A", "B", "C")]


def declared(stage, member, *, conflicts=(), free=(), at=AFTERWARDS) -> CommitteeMember:
    with stage.acting(at=at) as act:
        return declare(act, member, conflicts={one.id for one in conflicts}, free={one.id for one in free})


def said_by(stage, member) -> dict:
    rows = stage.session.scalars(select(Declaration).where(Declaration.member_id == member))
    return {one.application_id: one.in_conflict for one in rows}


def asked_of(stage, member) -> list[str | None]:
    return [one.number for one in still_to_declare(stage.session, stage.session.get_one(CommitteeMember, member))]


def test_a_member_says_of_each_applicant_whether_there_is_a_conflict(stage, members, applications):
    a, b, c = applications
    assert asked_of(stage, members["m2"]) == ["2020-01", "2020-02", "2020-03"]

    member = declared(stage, members["m2"], conflicts=[b], free=[a, c])

    assert said_by(stage, member.id) == {a.id: False, b.id: True, c.id: False}
    assert (member.pledged_at, asked_of(stage, member.id)) == (AFTERWARDS, [])
    conflicts = stage.session.scalars(select(Conflict)).all()
    assert [(one.member_id, one.application_id) for one in conflicts] == [(member.id, b.id)]
    assert verbs_in(stage)[-2:] == ["conflict.declared", "committee.declared"]


def test_the_event_of_a_declaration_holds_numbers_and_no_names(stage, members, applications):
    a, b, c = applications

    declared(stage, members["m1"], conflicts=[c], free=[a, b])

    event = stage.session.scalars(select(audit.AuditEvent).order_by(audit.AuditEvent.number.desc())).first()
    assert event.facts == {"conflicts": ["2020-03"], "free": ["2020-01", "2020-02"]}


def test_each_member_declares_for_themselves_the_secretary_too(stage, members, applications):
    declared(stage, members["m4"], free=applications)

    assert (len(said_by(stage, members["m4"])), asked_of(stage, members["m4"])) == (3, [])
    assert len(asked_of(stage, members["m1"])) == 3


@pytest.mark.parametrize("at", [WHILE_OPEN, DEADLINE.at])
def test_nothing_is_declared_before_all_applicants_are_known(stage, members, applications, at):
    before = stage.everything()

    with pytest.raises(ApplicantsUnknown) as refused:
        declared(stage, members["m1"], free=applications, at=at)

    assert refused.value.facts == {"slug": "liepaja-2020"}
    assert stage.everything() == before


def test_members_declare_from_the_first_microsecond_after_the_deadline(stage, members, applications):
    assert declared(stage, members["m1"], free=applications, at=DEADLINE.at + TICK).pledged_at == DEADLINE.at + TICK


def test_where_the_deadline_was_moved_members_declare_after_that(stage, call, members, applications):
    with stage.acting(at=WHILE_OPEN) as act:
        amend(act, call.id, an_order())

    with pytest.raises(ApplicantsUnknown):
        declared(stage, members["m1"], free=applications, at=LATER.at)
    declared(stage, members["m1"], free=applications, at=LATER.at + TICK)

    assert len(said_by(stage, members["m1"])) == 3


@pytest.mark.parametrize(
    ("conflicts", "free", "unsaid"),
    [
        ("", "", ["2020-01", "2020-02", "2020-03"]),
        ("", "AB", ["2020-03"]),
        ("C", "B", ["2020-01"]),
        ("A", "ABC", ["2020-01"]),
        ("ABC", "ABC", ["2020-01", "2020-02", "2020-03"]),
    ],
    ids=["nothing", "one not", "one not but a conflict", "one both", "all both"],
)
def test_a_declaration_with_a_gap_or_with_both_is_refused_and_nothing_moves(
    stage, members, applications, conflicts, free, unsaid
):
    named = {one.title: one for one in applications}
    before = stage.everything()

    with pytest.raises(DeclarationIncomplete) as refused:
        declared(stage, members["m1"], conflicts=[named[one] for one in conflicts], free=[named[one] for one in free])

    assert refused.value.facts == {"numbers": unsaid}
    assert stage.everything() == before


def test_applicants_who_become_known_later_are_declared_in_a_second_round(stage, call, members, applications):
    declared(stage, members["m1"], free=applications)
    late = a_paper(stage, call, registered=AFTERWARDS + TICK)
    assert asked_of(stage, members["m1"]) == ["2020-04"]

    member = declared(stage, members["m1"], conflicts=[late], at=AFTERWARDS + 2 * TICK)

    assert said_by(stage, member.id) == dict.fromkeys((one.id for one in applications), False) | {late.id: True}
    assert member.pledged_at == AFTERWARDS


def test_nobody_declares_once_the_call_is_decided(stage, call, members, applications):
    with stage.acting(at=AFTERWARDS) as act:
        for one in applications:
            check(act, one.id, {**ELIGIBLE, "1.2": Answered.NO}, {"1.2": "Nav biedrība."})
        decide_call(act, call.id)
    before = stage.everything()

    with pytest.raises(AlreadyDecided):
        declared(stage, members["m1"], free=applications)

    assert stage.everything() == before


def test_who_has_declared_of_all_has_nothing_to_declare_and_the_opposite_is_refused_by_name(
    stage, members, applications
):
    declared(stage, members["m1"], free=applications)
    before = stage.everything()

    with pytest.raises(DeclarationIncomplete):
        declared(stage, members["m1"], free=applications)
    with pytest.raises(DeclaredOtherwise) as refused:
        declared(stage, members["m1"], conflicts=applications)

    assert len(refused.value.facts["names"]) == len(applications)
    assert stage.everything() == before


def test_where_nobody_applied_there_is_nothing_to_declare(stage, call, members):
    a_draft(stage, call)
    before = stage.everything()

    with pytest.raises(DeclarationIncomplete):
        declared(stage, members["m1"])

    assert stage.everything() == before


def test_drafts_withdrawn_applications_and_those_of_other_calls_are_not_asked_for(stage, call, members, applications):
    a_draft(stage, call, name="Melnraksts")
    other = an_application(stage, a_published_call(stage, slug="liepaja-2021"))
    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, applications[0].id)

    declared(stage, members["m1"], free=[*applications, other])

    assert set(said_by(stage, members["m1"])) == {applications[1].id, applications[2].id}


def test_a_conflict_that_was_noted_before_stays_one(stage, members, applications):
    with stage.acting(at=AFTERWARDS) as act:
        declare_conflict(act, applications[0].id, members["m1"])

    declared(stage, members["m1"], conflicts=applications[:1], free=applications[1:])

    assert len(stage.session.scalars(select(Conflict)).all()) == 1
    assert said_by(stage, members["m1"])[applications[0].id] is True


def test_a_conflict_noticed_later_closes_what_was_open_and_leaves_the_declaration(stage, members, applications):
    declared(stage, members["m1"], free=applications)

    with stage.acting(at=AFTERWARDS + TICK) as act:
        declare_conflict(act, applications[1].id, members["m1"])

    assert said_by(stage, members["m1"])[applications[1].id] is False
    opened = set(stage.session.scalars(select(Application.id).where(open_to(members["m1"]))))
    assert opened == {applications[0].id, applications[2].id}


def test_somebody_who_is_not_on_the_committee_declares_nothing(stage, applications):
    before = stage.everything()

    with pytest.raises(NotFound):
        declared(stage, applications[0].id, free=applications)

    assert stage.everything() == before


@pytest.mark.parametrize("verb", [save_points, complete])
@pytest.mark.parametrize(("said", "refusal"), [("nothing", NotDeclared), ("conflict", InConflict)])
def test_who_has_not_declared_or_is_in_conflict_neither_saves_nor_completes(
    stage, members, applications, verb, said, refusal
):
    with stage.acting(at=AFTERWARDS) as act:
        check(act, applications[0].id, ELIGIBLE)
    if said == "conflict":
        declared(stage, members["m2"], conflicts=applications[:1], free=applications[1:])
    before = stage.everything()

    with pytest.raises(refusal), stage.acting(at=AFTERWARDS) as act:
        verb(act, points_for(applications[0], members["m2"], "4", "4"))

    assert stage.everything() == before


def test_what_is_open_to_a_member_is_the_same_in_a_query_and_of_a_record(stage, call, members, applications):
    """Every way in which a declaration and a conflict can stand to each other, spread over members and applications."""
    ways = iter(product((None, False, True), (False, True)))
    with stage.acting(at=AFTERWARDS) as act:
        act.note("test.world", call)
        for member, application in product(("m1", "m2", "m3"), applications[:2]):
            said, conflict = next(ways)
            pair = {"call_id": call.id, "application_id": application.id, "member_id": members[member]}
            if said is not None:
                act.session.add(Declaration(**pair, in_conflict=said, declared_at=AFTERWARDS))
            if conflict:
                act.session.add(Conflict(**pair, position=len(act.session.new), declared_at=AFTERWARDS))

    session = stage.session
    for member in members.values():
        for query, predicate in (
            (declared_by(member), lambda key, who=member: has_declared(session, who, key)),
            (free_of_conflict(member), lambda key, who=member: not in_conflict(session, who, key)),
            (
                open_to(member),
                lambda key, who=member: has_declared(session, who, key) and not in_conflict(session, who, key),
            ),
        ):
            found = set(session.scalars(select(Application.id).where(query)))
            assert found == {one.id for one in applications if predicate(one.id)}
