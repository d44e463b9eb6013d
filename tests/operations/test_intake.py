"""The coordinator's verbs: registering what came on paper, and accepting one application late."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from competition.application.intake import (
    Acceptance,
    AcceptanceIncomplete,
    AcceptedAlready,
    AcceptedTooShort,
    IntakeIncomplete,
    NotByHand,
    NumberOfAnother,
    ReceivedBeforeOpening,
    ReceivedInFuture,
    RegisteredAlready,
    accept_late,
    add_file,
    receive,
)
from competition.application.numbering import Registered
from competition.application.publishing import amend
from competition.application.records import Application, Channel, LateAcceptance, Submission
from competition.application.states import State, WrongState
from competition.application.submission import CallNotOpen, submit, withdraw
from competition.call.grounds import GroundVague
from competition.call.operations import FileNote
from competition.eligibility.operations import NotInTime, check
from competition.foundation import audit
from competition.foundation.act import RefusedAttempt
from competition.foundation.clock import TICK
from competition.organisation.operations import Applicant
from competition.organisation.records import Organisation
from scoring.sheets.operations import complete, save_points
from tests.builders import (
    AFTERWARDS,
    DEADLINE,
    ELIGIBLE,
    OPENS,
    REASON,
    WHILE_OPEN,
    a_call,
    a_committee,
    a_draft,
    a_paper,
    a_person,
    a_published_call,
    an_application,
    an_intake,
    an_order,
    an_organisation,
    declare_all,
    points_for,
    told,
    verbs_in,
)

UNTIL = DEADLINE.at + timedelta(days=2)
SCAN = FileNote("skenējums.pdf", "application/pdf", 9, "ab" * 32)
OUTAGE = Acceptance(UNTIL, "Nolikuma 12. punkts", REASON)


def test_an_application_on_paper_is_registered_in_the_same_list_as_those_online(stage):
    call = a_published_call(stage)
    an_application(stage, call)

    with stage.acting(at=AFTERWARDS) as act:
        paper = receive(act, call.id, an_intake(applicant=Applicant("Pasta biedrība", "40008999014")))

    assert (paper.state, paper.number, paper.position) == (State.SUBMITTED, "2020-02", 1)
    assert (paper.channel, paper.received_at) == (Channel.POST, WHILE_OPEN)
    assert (paper.applicant_name, paper.applicant_number) == ("Pasta biedrība", "40008999014")
    submission = stage.session.scalars(select(Submission).where(Submission.application_id == paper.id)).one()
    assert (submission.version, submission.at, submission.channel) == (1, AFTERWARDS, Channel.POST)
    assert submission.content["title"] == "Dārzs uz jumta"
    assert verbs_in(stage)[-1] == "application.received"


@pytest.mark.parametrize(("received", "in_time"), [(OPENS.at, True), (DEADLINE.at, True), (DEADLINE.at + TICK, False)])
def test_the_event_of_a_registration_says_whether_it_came_in_time(stage, received, in_time):
    a_paper(stage, a_published_call(stage), received=received)

    event = stage.session.scalars(select(audit.AuditEvent).order_by(audit.AuditEvent.number.desc())).first()
    assert (event.verb, event.facts["in_time"]) == ("application.received", in_time)


@pytest.mark.parametrize(
    ("intake", "refusal"),
    [
        ({"received": OPENS.at - TICK}, ReceivedBeforeOpening),
        ({"received": AFTERWARDS + TICK}, ReceivedInFuture),
        ({"title": " "}, IntakeIncomplete),
        ({"applicant": Applicant(" ")}, IntakeIncomplete),
    ],
)
def test_an_impossible_registration_is_refused_and_nothing_changes(stage, intake, refusal):
    call = a_published_call(stage)
    before = stage.everything()

    with pytest.raises(refusal), stage.acting(at=AFTERWARDS) as act:
        receive(act, call.id, an_intake(**intake))

    assert stage.everything() == before


def test_nothing_is_registered_in_a_call_that_is_not_public(stage):
    call = a_call(stage)
    before = stage.everything()

    with pytest.raises(ReceivedBeforeOpening), stage.acting(at=AFTERWARDS) as act:
        receive(act, call.id, an_intake())

    assert stage.everything() == before


def test_the_applicant_on_paper_is_the_organisation_that_is_known(stage):
    known = an_organisation(stage, "Biedrība “Radi Vidi Pats”", "40008999029")

    paper = a_paper(stage, a_published_call(stage), applicant=Applicant("RADI VIDI PATS"))

    assert paper.organisation_id == known.id
    assert (paper.applicant_name, paper.applicant_number) == ("RADI VIDI PATS", None)
    assert len(stage.session.scalars(select(Organisation)).all()) == 1


@pytest.mark.parametrize("name", ["Biedrība “Cita”", "Radi Vidi"])
def test_a_number_of_an_organisation_known_by_another_name_is_not_taken_in_silence(stage, name):
    known = an_organisation(stage, "Biedrība “Radi Vidi Pats”", "40008999029")
    call = a_published_call(stage)
    intake = an_intake(applicant=Applicant(name, "40008999029"))
    before = stage.everything()

    with pytest.raises(NumberOfAnother) as refused, stage.acting(at=AFTERWARDS) as act:
        receive(act, call.id, intake)
    assert (refused.value.facts, stage.everything()) == ({"name": known.name}, before)

    with stage.acting(at=AFTERWARDS) as act:
        paper = receive(act, call.id, replace(intake, same_organisation=True))
    assert (paper.organisation_id, paper.applicant_name) == (known.id, name)
    again = a_paper(stage, call, applicant=Applicant(name, "40008999029"), title="Vēl viens")
    assert again.organisation_id == known.id


def test_the_receipt_of_a_paper_goes_to_the_people_of_its_organisation(stage):
    person = a_person(stage, an_organisation(stage, "Mūsu"))
    a_person(stage, an_organisation(stage, "Cita"), "Bruno")

    a_paper(stage, a_published_call(stage), applicant=Applicant("Mūsu"))

    assert told(stage, "receipt") == [person.id]


def test_a_paper_brought_in_keeps_its_number_and_tells_nobody(stage):
    a_person(stage, an_organisation(stage, "Mūsu"))
    call = a_published_call(stage)

    with stage.acting(at=WHILE_OPEN, brought_in=True) as act:
        paper = receive(act, call.id, an_intake(applicant=Applicant("Mūsu")), Registered("2020-09", 4))

    assert (paper.number, paper.position) == ("2020-09", 4)
    assert told(stage, "receipt") == []
    assert (an_application(stage, call).number, a_paper(stage, call).position) == ("2020-10", 6)


@pytest.mark.parametrize(
    "deed",
    [
        lambda act, paper, _: check(act, paper.id, ELIGIBLE),
        lambda act, paper, member: save_points(act, points_for(paper, member, "4")),
        lambda act, paper, member: complete(act, points_for(paper, member, "4", "4")),
    ],
    ids=["check", "save points", "complete"],
)
def test_a_late_paper_is_registered_but_never_evaluated(stage, deed):
    call = a_published_call(stage)
    member = a_committee(stage, call)["m1"]
    paper = a_paper(stage, call, received=DEADLINE.at + TICK)
    with stage.acting(at=AFTERWARDS) as act:
        declare_all(act, call)
    before = stage.everything()

    with pytest.raises(NotInTime) as refused, stage.acting(at=AFTERWARDS) as act:
        deed(act, paper, member)

    assert refused.value.facts == {"number": "2020-01", "received": DEADLINE.at + TICK}
    assert stage.everything() == before


def test_a_paper_of_24_march_2020_is_in_time_once_the_deadline_is_moved(stage):
    call = a_published_call(stage)
    paper = a_paper(stage, call, received=datetime.fromisoformat("2020-03-24T09:00+02:00"))

    with stage.acting(at=AFTERWARDS) as act:
        amend(act, call.id, an_order())
    with stage.acting(at=AFTERWARDS) as act:
        check(act, paper.id, ELIGIBLE)

    assert verbs_in(stage)[-1] == "application.checked"


def test_accepting_one_draft_late_opens_it_until_its_instant_and_no_other(stage):
    call = a_published_call(stage)
    accepted, other = a_draft(stage, call, name="Pieņemtā"), a_draft(stage, call, name="Cita")
    with stage.acting(at=DEADLINE.at + TICK) as act:
        accept_late(act, accepted.id, OUTAGE)
    assert verbs_in(stage)[-1] == "application.accepted-late"
    before = stage.everything(but=RefusedAttempt)

    for draft, at in ((other, UNTIL), (accepted, UNTIL + TICK)):
        with pytest.raises(CallNotOpen), stage.acting(at=at) as act:
            submit(act, draft.id)
    assert stage.everything(but=RefusedAttempt) == before

    with stage.acting(at=UNTIL) as act:
        submit(act, accepted.id)
    assert (accepted.state, accepted.received_at, accepted.number) == (State.SUBMITTED, UNTIL, "2020-01")


def test_a_late_paper_that_is_accepted_is_evaluated_like_the_others(stage):
    call = a_published_call(stage)
    paper = a_paper(stage, call, received=UNTIL)

    with stage.acting(at=AFTERWARDS) as act:
        accept_late(act, paper.id, OUTAGE)
    with stage.acting(at=AFTERWARDS) as act:
        check(act, paper.id, ELIGIBLE)

    acceptance = stage.session.scalars(select(LateAcceptance)).one()
    assert (acceptance.until, acceptance.legal_basis, acceptance.reason) == (UNTIL, "Nolikuma 12. punkts", REASON)
    assert verbs_in(stage)[-1] == "application.checked"


def test_an_acceptance_that_ends_before_the_paper_came_is_refused(stage):
    paper = a_paper(stage, a_published_call(stage), received=UNTIL + TICK)
    before = stage.everything()

    with pytest.raises(AcceptedTooShort), stage.acting(at=AFTERWARDS) as act:
        accept_late(act, paper.id, OUTAGE)

    assert stage.everything() == before
    with pytest.raises(NotInTime), stage.acting(at=AFTERWARDS) as act:
        check(act, paper.id, ELIGIBLE)


def test_a_scan_is_added_to_a_paper_as_its_next_version_and_once(stage):
    paper = a_paper(stage, a_published_call(stage))
    with stage.acting(at=AFTERWARDS) as act:
        added = add_file(act, paper.id, SCAN)
    assert (added.version, added.channel, added.at) == (2, Channel.POST, AFTERWARDS)
    assert [one["sha256"] for one in added.content["attachments"]] == [SCAN.digest]
    assert (added.content["title"], paper.received_at) == ("Dārzs uz jumta", WHILE_OPEN)
    assert verbs_in(stage)[-1] == "application.file-added"

    with stage.acting(at=AFTERWARDS) as act:
        again = add_file(act, paper.id, SCAN)
    assert (again.version, verbs_in(stage)[-1]) == (2, "application.attached-again")


def test_a_file_is_added_neither_to_what_came_through_the_form_nor_to_what_is_withdrawn(stage):
    call = a_published_call(stage)
    online, paper = an_application(stage, call), a_paper(stage, call)
    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, paper.id)
    before = stage.everything()

    for application, refusal in ((online, NotByHand), (paper, WrongState)):
        with pytest.raises(refusal), stage.acting(at=AFTERWARDS) as act:
            add_file(act, application.id, SCAN)

    assert stage.everything() == before


def test_the_same_paper_is_registered_once(stage):
    call = a_published_call(stage)
    first = a_paper(stage, call)
    before = stage.everything()

    with pytest.raises(RegisteredAlready) as refused, stage.acting(at=AFTERWARDS) as act:
        receive(act, call.id, an_intake())

    assert (refused.value.facts, stage.everything()) == ({"number": first.number}, before)
    assert a_paper(stage, call, title="Cits projekts").number == "2020-02"


@pytest.mark.parametrize("ground", ["Nr.", "Nr.5", "Nolikuma punkts"])
def test_a_ground_that_nobody_could_find_again_accepts_nothing(stage, ground):
    application = a_draft(stage, a_published_call(stage))
    before = stage.everything()

    with pytest.raises(GroundVague), stage.acting(at=AFTERWARDS) as act:
        accept_late(act, application.id, Acceptance(UNTIL, ground, REASON))

    assert stage.everything(but=RefusedAttempt) == before


@pytest.mark.parametrize("acceptance", [Acceptance(UNTIL, "", REASON), Acceptance(UNTIL, "Punkts", None)])
def test_accepting_late_needs_its_ground_and_its_reason(stage, acceptance):
    draft = a_draft(stage, a_published_call(stage))
    before = stage.everything()

    with pytest.raises(AcceptanceIncomplete), stage.acting(at=AFTERWARDS) as act:
        accept_late(act, draft.id, acceptance)

    assert stage.everything() == before


def test_an_application_is_accepted_late_once(stage):
    draft = a_draft(stage, a_published_call(stage))
    with stage.acting(at=UNTIL) as act:
        accept_late(act, draft.id, OUTAGE)
    before = stage.everything()

    with pytest.raises(AcceptedAlready), stage.acting(at=UNTIL) as act:
        accept_late(act, draft.id, OUTAGE)

    assert stage.everything() == before


def test_a_withdrawn_application_is_not_accepted_late(stage):
    application: Application = an_application(stage, a_published_call(stage))
    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, application.id)
    before = stage.everything()

    with pytest.raises(WrongState), stage.acting(at=AFTERWARDS) as act:
        accept_late(act, application.id, OUTAGE)

    assert stage.everything() == before
