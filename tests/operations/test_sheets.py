"""A committee member's verbs: saving points and completing the sheet."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from competition.application.intake import receive
from competition.application.records import Application
from competition.application.states import WrongState
from competition.application.submission import withdraw
from competition.call.records import Call
from competition.eligibility.operations import NotInTime, check
from competition.eligibility.requirements import Answered
from competition.foundation import audit
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import TICK
from scoring.committee.operations import OtherCall, declare_conflict
from scoring.sheets.operations import OffScale, Points, complete, save_points
from scoring.sheets.queries import points_by_sheet, sheets_in_order
from scoring.sheets.records import ScoreSheet
from scoring.sheets.rights import InConflict, NotEligible, SecretaryScores, SheetCompleted
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    ELIGIBLE,
    WHILE_OPEN,
    a_committee,
    a_draft,
    a_published_call,
    an_application,
    an_intake,
    declare_all,
    points_for,
    verbs_in,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """An eligible application and the committee that scores it."""

    call: Call
    application: Application
    members: dict[str, UUID]


@pytest.fixture
def scene(stage) -> Scene:
    call = a_published_call(stage)
    members = a_committee(stage, call)
    application = an_application(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, ELIGIBLE)
        declare_all(act, call)
    return Scene(call, application, members)


def points_of(stage, scene: Scene) -> dict[str, Decimal]:
    sheet = sheets_in_order(stage.session, scene.call.id)[0]
    return points_by_sheet(stage.session, scene.call.id)[sheet.id]


def test_points_are_saved_one_by_one_until_the_sheet_is_completed(stage, scene):
    with stage.acting(at=AFTERWARDS) as act:
        saved = save_points(act, points_for(scene.application, scene.members["m2"], "4"))
    sheet = stage.session.get_one(ScoreSheet, saved.key)
    assert (points_of(stage, scene), sheet.completed_at) == ({"2.2": Decimal(4)}, None)
    assert verbs_in(stage)[-1] == "sheet.saved"

    with stage.acting(at=AFTERWARDS + TICK) as act:
        completed = complete(act, points_for(scene.application, scene.members["m2"], "3", "4.5"))

    assert completed.key == sheet.id
    assert (sheet.begun_at, sheet.completed_at) == (AFTERWARDS, AFTERWARDS + TICK)
    assert points_of(stage, scene) == {"2.2": Decimal(3), "2.5": Decimal("4.5")}
    assert verbs_in(stage)[-1] == "sheet.completed"


def test_points_that_are_taken_back_are_gone_and_the_others_stay(stage, scene):
    member = scene.members["m2"]
    with stage.acting(at=AFTERWARDS) as act:
        save_points(act, points_for(scene.application, member, "4", "3"))
        save_points(act, Points(scene.application.id, member, {"2.2": None}))
    assert points_of(stage, scene) == {"2.5": Decimal(3)}

    with stage.acting(at=AFTERWARDS) as act:
        saved = save_points(act, Points(scene.application.id, member, {"2.2": None}))

    assert saved.own.points == {"2.5": Decimal(3)}


def test_the_event_of_a_completed_sheet_holds_its_points(stage, scene):
    with stage.acting(at=AFTERWARDS) as act:
        complete(act, points_for(scene.application, scene.members["m1"], "4", "3.5"))

    event = stage.session.scalars(select(audit.AuditEvent).order_by(audit.AuditEvent.number.desc())).first()
    assert event.facts["points"] == {"2.2": "4", "2.5": "3.5"}
    assert event.facts["member"] == str(scene.members["m1"])


def test_each_member_has_a_sheet_of_their_own(stage, scene):
    for key in ("m1", "m2", "m3"):
        with stage.acting(at=AFTERWARDS) as act:
            save_points(act, points_for(scene.application, scene.members[key], "4"))

    sheets = sheets_in_order(stage.session, scene.call.id)
    assert [sheet.member_id for sheet in sheets] == [scene.members[key] for key in ("m1", "m2", "m3")]


@pytest.mark.parametrize("verb", [save_points, complete])
@pytest.mark.parametrize(
    ("points", "faults"),
    [
        (("6", "3"), [("2.2", "off_range")]),
        (("-1", "3"), [("2.2", "off_range")]),
        (("2.5", "3"), [("2.2", "off_step")]),
        (("3", "2.25"), [("2.5", "off_step")]),
    ],
)
def test_points_off_the_scale_are_refused_and_nothing_moves(stage, scene, verb, points, faults):
    before = stage.everything()

    with pytest.raises(OffScale) as refused, stage.acting(at=AFTERWARDS) as act:
        verb(act, points_for(scene.application, scene.members["m1"], *points))

    assert refused.value.facts == {"faults": faults}
    assert stage.everything() == before


def test_a_sheet_without_points_for_every_criterion_is_not_completed(stage, scene):
    before = stage.everything()

    with pytest.raises(OffScale) as refused, stage.acting(at=AFTERWARDS) as act:
        complete(act, points_for(scene.application, scene.members["m1"], "4"))

    assert refused.value.facts == {"faults": [("2.5", "missing")]}
    assert stage.everything() == before


def test_points_for_a_criterion_that_the_call_has_not_are_refused(stage, scene):
    given = points_for(scene.application, scene.members["m1"], "4", "4")
    before = stage.everything()

    with pytest.raises(OffScale) as refused, stage.acting(at=AFTERWARDS) as act:
        save_points(act, type(given)(given.application_id, given.member_id, {"9.9": Decimal(1)}))

    assert refused.value.facts == {"faults": [("9.9", "unknown")]}
    assert stage.everything() == before


def scoring(verb, stage, scene: Scene, key: str) -> None:
    with stage.acting(at=AFTERWARDS) as act:
        verb(act, points_for(scene.application, scene.members[key], "4", "4"))


def in_a_conflict(stage, scene: Scene) -> Scene:
    with stage.acting(at=AFTERWARDS) as act:
        declare_conflict(act, scene.application.id, scene.members["m2"])
    return scene


def with_a_stranger(stage, scene: Scene) -> Scene:
    other = a_published_call(stage, slug="liepaja-2021")
    return Scene(scene.call, scene.application, a_committee(stage, other))


def with_a_completed_sheet(stage, scene: Scene) -> Scene:
    scoring(complete, stage, scene, "m2")
    return scene


def withdrawn(stage, scene: Scene) -> Scene:
    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, scene.application.id)
    return scene


def ineligible(stage, scene: Scene) -> Scene:
    with stage.acting(at=AFTERWARDS) as act:
        check(act, scene.application.id, {"1.2": Answered.NO}, {"1.2": "Nav biedrība."})
    return scene


def late(stage, scene: Scene) -> Scene:
    with stage.acting(at=AFTERWARDS) as act:
        paper = receive(act, scene.call.id, an_intake(received=DEADLINE.at + TICK))
        declare_all(act, scene.call)
    return Scene(scene.call, paper, scene.members)


def not_handed_in(stage, scene: Scene) -> Scene:
    return Scene(scene.call, a_draft(stage, scene.call), scene.members)


def as_it_was(_, scene: Scene) -> Scene:
    return scene


@pytest.mark.parametrize("verb", [save_points, complete])
@pytest.mark.parametrize(
    ("given", "key", "refusal"),
    [
        (as_it_was, "m4", SecretaryScores),
        (in_a_conflict, "m2", InConflict),
        (with_a_stranger, "m2", OtherCall),
        (with_a_completed_sheet, "m2", SheetCompleted),
        (withdrawn, "m2", WrongState),
        (not_handed_in, "m2", WrongState),
        (ineligible, "m2", NotEligible),
        (late, "m2", NotInTime),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_who_may_not_score_what_is_refused_and_nothing_moves(stage, scene, verb, given, key, refusal):
    scene = given(stage, scene)
    before = stage.everything()

    with pytest.raises(refusal):
        scoring(verb, stage, scene, key)

    assert stage.everything() == before


def test_a_conflict_keeps_only_its_own_member_from_scoring(stage, scene):
    in_a_conflict(stage, scene)

    scoring(complete, stage, scene, "m1")

    assert [sheet.member_id for sheet in sheets_in_order(stage.session, scene.call.id)] == [scene.members["m1"]]


def test_a_sheet_that_its_member_completed_elsewhere_meanwhile_does_not_change_any_more(stage, scene):
    with stage.acting(at=AFTERWARDS) as act:
        save_points(act, points_for(scene.application, scene.members["m2"], "4"))
    read_before = sheets_in_order(stage.session, scene.call.id)
    assert [sheet.completed_at for sheet in read_before] == [None]
    stage.session.commit()  # ends the reading and, unlike a rollback, leaves what was read as it was
    with stage.another_session() as other, acting(other, SYSTEM, at=AFTERWARDS) as act:
        complete(act, points_for(scene.application, scene.members["m2"], "5", "5"))
    before = stage.everything()

    with pytest.raises(SheetCompleted), stage.acting(at=AFTERWARDS) as act:
        save_points(act, points_for(scene.application, scene.members["m2"], "1", "1"))

    assert stage.everything() == before


def test_a_sheet_of_a_late_application_that_is_brought_in_is_kept_as_evidence(stage, scene):
    scene = late(stage, scene)

    with stage.acting(at=WHILE_OPEN, brought_in=True) as act:
        complete(act, points_for(scene.application, scene.members["m1"], "4", "4"))

    assert len(sheets_in_order(stage.session, scene.call.id)) == 1
