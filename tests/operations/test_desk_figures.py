"""The numbers of a call on the desk: each application is counted once, where it stands."""

import pytest

from competition.application.records import Application
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from scoring.committee.declaring import declare
from scoring.meeting.desk import Figures, desk_calls
from scoring.meeting.progress import progress_of
from tests.builders import AFTERWARDS, ELIGIBLE, a_committee, a_published_call, an_application

FAILED = {**ELIGIBLE, "1.2": Answered.NO}
DOUBTED = {**ELIGIBLE, "1.2": Answered.PENDING}
BEGUN = {"1.2": Answered.YES}


@pytest.fixture
def call(stage):
    return a_published_call(stage)


def figures_after(stage, call, *findings) -> Figures:
    applications: list[Application] = [
        an_application(stage, call, name=str(place), title=str(place)) for place in range(len(findings))
    ]
    with stage.acting(at=AFTERWARDS) as act:
        for one, found in zip(applications, findings, strict=True):
            if found:
                check(act, one.id, found, dict.fromkeys(found, "Pamatojums."))
    [row] = desk_calls(stage.session, [call], AFTERWARDS)
    return row.figures


def test_an_application_is_eligible_once_every_requirement_of_its_own_is_met(stage, call):
    figures = figures_after(stage, call, ELIGIBLE, FAILED, DOUBTED, BEGUN, None)
    assert (figures.received, figures.to_check, figures.being_clarified) == (5, 2, 1)
    assert (figures.eligible, figures.not_eligible) == (1, 1)


def test_what_one_application_meets_says_nothing_of_another(stage, call):
    assert figures_after(stage, call, ELIGIBLE, None).to_check == 1


def test_a_committee_lacks_the_check_of_what_is_doubted(stage, call):
    a_committee(stage, call)
    figures_after(stage, call, ELIGIBLE, DOUBTED)
    assert [one.checked for one in progress_of(stage.session, call).lacking] == [True, False]


def test_each_member_who_has_not_declared_is_counted_whatever_others_have(stage, call):
    members = a_committee(stage, call)
    key = an_application(stage, call, name="Viena", title="Viens").id
    with stage.acting(at=AFTERWARDS) as act:
        check(act, key, ELIGIBLE)
    counted = []
    for member in ("m1", "m2", "m3"):
        [row] = desk_calls(stage.session, [call], AFTERWARDS)
        counted.append(row.facts.undeclared)
        with stage.acting(at=AFTERWARDS) as act:
            declare(act, members[member], conflicts=[], free=[key])
    [row] = desk_calls(stage.session, [call], AFTERWARDS)

    assert [*counted, row.facts.undeclared] == [3, 2, 1, 0]
