"""The words on a sheet: reasons below a floor, and notes for the member alone."""

from decimal import Decimal
from uuid import UUID

import pytest

from competition.application.records import Application
from competition.eligibility.operations import check
from competition.foundation import audit
from competition.foundation.clock import TICK
from scoring.sheets.operations import Points, ReasonsMissing, complete, save_points
from scoring.sheets.queries import sheets_in_order
from scoring.sheets.records import ScoreSheet
from tests.builders import AFTERWARDS, ELIGIBLE, a_committee, a_published_call, an_application, declare_all, verbs_in

FLOOR = "2.2"


@pytest.fixture
def pair(stage) -> tuple[Application, UUID]:
    """An eligible application, and a member to whom it is open."""
    call = a_published_call(stage)
    members = a_committee(stage, call)
    application = an_application(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, ELIGIBLE)
        declare_all(act, call)
    return application, members["m2"]


def given(pair: tuple[Application, UUID], *points: str, **words) -> Points:
    application, member = pair
    return Points(application.id, member, dict(zip((FLOOR, "2.5"), map(Decimal, points), strict=False)), **words)


def done(stage, verb, what: Points) -> ScoreSheet:
    with stage.acting(at=AFTERWARDS) as act:
        saved = verb(act, what)
    return stage.session.get_one(ScoreSheet, saved.key)


def sheet_of(stage, pair: tuple[Application, UUID]) -> ScoreSheet:
    return sheets_in_order(stage.session, pair[0].call_id)[0]


@pytest.mark.parametrize("reasons", [None, {}, {FLOOR: " \n"}, {"2.5": "Cits kritērijs."}, {"9.9": "Nav tāda."}])
def test_points_below_a_floor_are_not_completed_without_their_reason_and_nothing_moves(stage, pair, reasons):
    before = stage.everything()

    with pytest.raises(ReasonsMissing) as refused:
        done(stage, complete, given(pair, "2", "0", reasons=reasons))

    assert refused.value.facts == {"codes": [FLOOR]}
    assert stage.everything() == before


def test_points_on_the_floor_or_for_a_criterion_without_one_need_no_reason(stage, pair):
    sheet = done(stage, complete, given(pair, "3", "0"))

    assert (sheet.completed_at, sheet.reasons) == (AFTERWARDS, {})


def test_points_below_a_floor_are_saved_without_their_reason_and_completed_with_it(stage, pair):
    done(stage, save_points, given(pair, "2", "4"))

    sheet = done(stage, complete, given(pair, "2", "4", reasons={FLOOR: "Nav skolas atbalsta."}))

    assert (sheet.completed_at, sheet.reasons) == (AFTERWARDS, {FLOOR: "Nav skolas atbalsta."})


def test_a_reason_that_was_saved_before_is_enough(stage, pair):
    done(stage, save_points, given(pair, "2", reasons={FLOOR: "Nav skolas atbalsta."}))

    assert done(stage, complete, given(pair, "2", "4")).reasons == {FLOOR: "Nav skolas atbalsta."}


def test_reasons_and_notes_that_are_not_given_stay_and_empty_ones_go(stage, pair):
    done(stage, save_points, given(pair, "4", reasons={FLOOR: "Labi.", "2.5": "Arī."}, notes="Pajautāt skolai"))
    done(stage, save_points, given(pair, "5"))
    sheet = sheet_of(stage, pair)
    assert (sheet.reasons, sheet.notes) == ({FLOOR: "Labi.", "2.5": "Arī."}, "Pajautāt skolai")

    done(stage, save_points, given(pair, "5", reasons={FLOOR: "", "2.5": "Arī."}, notes=""))

    sheet = sheet_of(stage, pair)
    assert (sheet.reasons, sheet.notes) == ({"2.5": "Arī."}, None)


def test_reasons_are_kept_only_for_the_criteria_of_the_call(stage, pair):
    done(stage, save_points, given(pair, "4", reasons={FLOOR: "Labi.", "9.9": "Nav tāda."}))

    assert sheet_of(stage, pair).reasons == {FLOOR: "Labi."}


@pytest.mark.parametrize("verb", [save_points, complete])
def test_neither_reasons_nor_notes_stand_in_the_audit_chain(stage, pair, verb):
    done(stage, verb, given(pair, "2", "4", reasons={FLOOR: "Slepens pamatojums"}, notes="Slepena piezīme"))

    events = stage.session.query(audit.AuditEvent).all()
    assert "Slepen" not in " ".join(f"{event.facts} {event.details}" for event in events)
    assert verbs_in(stage)[-1] == ("sheet.saved" if verb is save_points else "sheet.completed")


def test_a_sheet_brought_in_needs_no_reasons(stage, pair):
    with stage.acting(at=AFTERWARDS + TICK, brought_in=True) as act:
        saved = complete(act, given(pair, "0", "0", position=0))

    sheet = stage.session.get_one(ScoreSheet, saved.key)
    assert (sheet.completed_at, sheet.reasons) == (AFTERWARDS + TICK, {})
