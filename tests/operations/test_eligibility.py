"""Checking whether an application fulfils the requirements of its call."""

import pytest
from sqlalchemy import select

from competition.application.states import WrongState
from competition.application.submission import withdraw
from competition.call.operations import Requirement
from competition.call.records import EligibilityCriterion
from competition.eligibility.operations import NotClarifiable, UnknownRequirement, check
from competition.eligibility.records import Finding
from competition.eligibility.requirements import Answered
from competition.foundation.act import SYSTEM, RefusedAttempt, acting
from tests.builders import (
    AFTERWARDS,
    ELIGIBLE,
    WHILE_OPEN,
    a_draft,
    a_published_call,
    an_application,
    verbs_in,
)


def found(stage, application) -> dict[str, tuple[Answered, str | None]]:
    rows = (
        select(EligibilityCriterion.code, Finding.answered, Finding.reason)
        .join(Finding, Finding.criterion_id == EligibilityCriterion.id)
        .where(Finding.application_id == application.id)
    )
    return {code: (answered, reason) for code, answered, reason in stage.session.execute(rows)}


def test_what_is_found_is_kept_for_each_requirement_with_its_reason(stage):
    application = an_application(stage, a_published_call(stage))

    with stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, {"1.1": Answered.YES, "1.2": Answered.NO}, {"1.2": "Nav biedrība."})

    assert found(stage, application) == {"1.1": (Answered.YES, None), "1.2": (Answered.NO, "Nav biedrība.")}
    assert verbs_in(stage)[-1] == "application.checked"


def test_what_must_not_be_corrected_is_not_clarified(stage):
    fixed = (Requirement("1.1", {"lv": "Laikā"}, correctable=False), Requirement("1.2", {"lv": "Biedrība"}))
    application = an_application(stage, a_published_call(stage, requirements=fixed))
    before = stage.everything()

    with pytest.raises(NotClarifiable), stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, {"1.1": Answered.PENDING, "1.2": Answered.PENDING}, {"1.1": "?", "1.2": "?"})

    assert stage.everything(but=RefusedAttempt) == before


def test_a_new_finding_takes_the_place_of_the_old_and_leaves_the_others(stage):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, {"1.1": Answered.YES, "1.2": Answered.PENDING}, {"1.2": "Precizē."})

    with stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, {"1.2": Answered.YES})

    assert found(stage, application) == {"1.1": (Answered.YES, None), "1.2": (Answered.YES, None)}


def test_a_finding_is_written_over_what_somebody_else_found_meanwhile(stage):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=AFTERWARDS) as act:
        read_before = check(act, application.id, ELIGIBLE)
    with stage.another_session() as other, acting(other, SYSTEM, at=AFTERWARDS) as act:
        check(act, application.id, {"1.1": Answered.NO}, {"1.1": "Par vēlu."})

    with stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, {"1.1": Answered.YES})

    assert found(stage, application)["1.1"] == (Answered.YES, None)
    assert [finding.answered for finding in read_before] == [Answered.YES, Answered.YES]


def test_a_requirement_that_the_call_has_not_is_refused_and_nothing_changes(stage):
    application = an_application(stage, a_published_call(stage))
    before = stage.everything()

    with pytest.raises(UnknownRequirement) as refused, stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, {"1.1": Answered.YES, "9.9": Answered.YES})

    assert refused.value.facts == {"codes": ["9.9"]}
    assert stage.everything() == before


def test_a_draft_is_not_checked(stage):
    draft = a_draft(stage, a_published_call(stage))
    before = stage.everything()

    with pytest.raises(WrongState), stage.acting(at=AFTERWARDS) as act:
        check(act, draft.id, ELIGIBLE)

    assert stage.everything() == before


def test_a_withdrawn_application_is_not_checked(stage):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=WHILE_OPEN) as act:
        withdraw(act, application.id)
    before = stage.everything()

    with pytest.raises(WrongState), stage.acting(at=AFTERWARDS) as act:
        check(act, application.id, ELIGIBLE)

    assert stage.everything() == before
