"""The applicant's verbs: start, save, attach, submit, withdraw."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from competition.application.attachments import attach
from competition.application.numbering import Registered
from competition.application.publishing import amend
from competition.application.records import Answer, Application, Channel, Submission
from competition.application.states import State, Withdrawn, WrongState
from competition.application.submission import (
    ApplicationIncomplete,
    CallNotOpen,
    UnknownQuestion,
    save,
    start,
    submit,
    withdraw,
)
from competition.call.operations import FileNote, Implementation
from competition.form.shipped import PUMPURS
from competition.foundation import audit
from competition.foundation.act import SYSTEM, Actor, RefusedAttempt, acting
from competition.foundation.clock import TICK, start_of, whole_of
from competition.foundation.errors import NotFound
from scoring.archive.gather import full_text
from tests.builders import (
    AFTERWARDS,
    ANSWERS,
    DEADLINE,
    OPENS,
    RIGA,
    WHILE_OPEN,
    a_call,
    a_draft,
    a_paper,
    a_person,
    a_published_call,
    an_application,
    an_order,
    an_organisation,
    fill_slots,
    told,
    verbs_in,
)

CONSENT = FileNote("piekrisana.pdf", "application/pdf", 7, "cd" * 32)
ATTACHED = [
    {"slot": slot, "name": "statuti.pdf", "media_type": "application/pdf", "size": 12, "sha256": "ab" * 32}
    for slot in ("statutes", "at-risk-declaration")
]
ON_16_MARCH = datetime.fromisoformat("2020-03-16T12:00+02:00")


def the_2020_call(stage):
    """Open from 1 March, until 23 March, on 16 March moved to 14 April."""
    call = a_published_call(stage)
    with stage.acting(at=ON_16_MARCH) as act:
        amend(act, call.id, an_order())
    return call


def submissions_of(stage, application: Application) -> list[Submission]:
    versions = select(Submission).where(Submission.application_id == application.id).order_by(Submission.version)
    return list(stage.session.scalars(versions))


def attempts(stage) -> list[RefusedAttempt]:
    return list(stage.session.scalars(select(RefusedAttempt).order_by(RefusedAttempt.id)))


@pytest.mark.parametrize("at", [OPENS.at, DEADLINE.at])
def test_an_application_is_begun_while_the_call_is_open(stage, at):
    call = a_published_call(stage)
    organisation = an_organisation(stage, "Biedrība “Piemērs”", "40008999014")

    with stage.acting(at=at) as act:
        draft = start(act, call.id, organisation.id)

    assert (draft.state, draft.number, draft.received_at) == (State.DRAFT, None, None)
    assert (draft.applicant_name, draft.applicant_number) == ("Biedrība “Piemērs”", "40008999014")
    assert verbs_in(stage)[-1] == "application.started"


@pytest.mark.parametrize("at", [OPENS.at - TICK, DEADLINE.at + TICK])
def test_no_application_is_begun_while_the_call_is_closed(stage, at):
    call = a_published_call(stage)
    organisation = an_organisation(stage)
    before = stage.everything()

    with pytest.raises(CallNotOpen), stage.acting(at=at) as act:
        start(act, call.id, organisation.id)

    assert stage.everything() == before


def test_no_application_is_begun_in_a_call_that_is_not_public(stage):
    call = a_call(stage)
    organisation = an_organisation(stage)
    before = stage.everything()

    with pytest.raises(CallNotOpen), stage.acting(at=WHILE_OPEN) as act:
        start(act, call.id, organisation.id)

    assert stage.everything() == before


def test_an_application_is_not_handed_in_with_days_that_its_call_does_not_allow(stage):
    window = Implementation(start_of(date(2020, 6, 1), RIGA), whole_of(date(2020, 12, 31), RIGA), 3, 18)
    answers = {**ANSWERS, "project-from": "2020-06-01", "project-until": "2020-06-30"}
    draft = a_draft(stage, a_published_call(stage, implementation=window), answers=answers)

    with pytest.raises(ApplicationIncomplete) as refused, stage.acting(at=WHILE_OPEN) as act:
        submit(act, draft.id)

    assert refused.value.facts["unfit"] == ["project-until"]
    assert draft.state == State.DRAFT


def test_what_is_typed_is_kept_section_by_section(stage):
    draft = a_draft(stage, a_published_call(stage), answers={"aim-goal": "Pirmais", "team": "Komanda"}, title="")

    with stage.acting(at=WHILE_OPEN) as act:
        save(act, draft.id, {"aim-goal": "Otrais"}, "Kopā")

    answers = stage.session.scalars(select(Answer).where(Answer.application_id == draft.id).order_by(Answer.question))
    assert [(one.question, one.text) for one in answers] == [("aim-goal", "Otrais"), ("team", "Komanda")]
    assert (draft.title, draft.state) == ("Kopā", State.DRAFT)
    assert verbs_in(stage)[-1] == "application.saved"


def test_what_is_typed_after_the_deadline_is_kept_too(stage):
    draft = a_draft(stage, a_published_call(stage), answers={})

    with stage.acting(at=DEADLINE.at + TICK) as act:
        save(act, draft.id, {"aim-goal": "Par vēlu, bet nezaudēts"})

    assert stage.session.scalar(select(Answer.text)) == "Par vēlu, bet nezaudēts"


def test_saving_after_the_deadline_changes_nothing_of_what_was_handed_in(stage):
    call = a_published_call(stage)
    application = an_application(stage, call)
    handed_in = full_text(stage.session, call.slug)

    with stage.acting(at=AFTERWARDS) as act:
        save(act, application.id, {"aim-goal": "Pavisam cits mērķis"}, "Pavisam cits nosaukums")
    with stage.acting(at=AFTERWARDS) as act:
        attach(act, application.id, "group-consent", CONSENT)

    assert full_text(stage.session, call.slug) == handed_in
    assert (application.state, application.received_at) == (State.SUBMITTED, WHILE_OPEN)


def test_what_somebody_else_saved_meanwhile_is_written_over_even_with_what_was_read_before(stage):
    draft = a_draft(stage, a_published_call(stage), answers={"aim-goal": "Viens"})
    read_before = stage.session.scalars(select(Answer)).all()
    stage.session.commit()  # ends the reading and, unlike a rollback, leaves what was read as it was
    with stage.another_session() as other, acting(other, SYSTEM, at=WHILE_OPEN) as act:
        save(act, draft.id, {"aim-goal": "Divi"})

    with stage.acting(at=WHILE_OPEN) as act:
        save(act, draft.id, {"aim-goal": "Viens"})

    with stage.another_session() as other:
        assert other.scalar(select(Answer.text)) == "Viens"
    assert len(read_before) == 1


def test_a_question_that_the_form_has_not_is_refused_and_nothing_changes(stage):
    draft = a_draft(stage, a_published_call(stage))
    before = stage.everything()

    with pytest.raises(UnknownQuestion) as refused, stage.acting(at=WHILE_OPEN) as act:
        save(act, draft.id, {"aim-goal": "x", "zz": "y", "budget": "z"}, "Cits")

    assert refused.value.facts == {"questions": ["budget", "zz"]}
    assert stage.everything() == before


def test_an_attachment_is_handed_in_with_its_digest(stage):
    draft = a_draft(stage, a_published_call(stage))

    with stage.acting(at=WHILE_OPEN) as act:
        attachment = attach(act, draft.id, "group-consent", CONSENT)
    assert verbs_in(stage)[-1] == "application.attached"
    with stage.acting(at=WHILE_OPEN) as act:
        submission = submit(act, draft.id)

    assert [one["slot"] for one in submission.content["attachments"]] == [
        "statutes",
        "at-risk-declaration",
        "group-consent",
    ]
    assert submission.content["attachments"][-1] == {
        "slot": "group-consent",
        "name": "piekrisana.pdf",
        "media_type": "application/pdf",
        "size": 7,
        "sha256": "cd" * 32,
    }
    assert attachment.attached_at == WHILE_OPEN


def test_an_application_that_is_handed_in_gets_its_number_and_is_kept_as_it_stood(stage):
    draft = a_draft(stage, a_published_call(stage), title="Kopā")

    with stage.acting(at=WHILE_OPEN) as act:
        submission = submit(act, draft.id)

    assert (draft.state, draft.number, draft.position) == (State.SUBMITTED, "2020-01", 0)
    assert (draft.channel, draft.received_at) == (Channel.ONLINE, WHILE_OPEN)
    assert (submission.version, submission.at, submission.channel) == (1, WHILE_OPEN, Channel.ONLINE)
    assert submission.content == {
        "number": "2020-01",
        "title": "Kopā",
        "applicant": {"name": "Biedrība “Piemērs”", "registration_number": None},
        "answers": dict(sorted(ANSWERS.items())),
        "attachments": ATTACHED,
    }
    assert verbs_in(stage)[-1] == "application.submitted"


def test_applications_are_numbered_as_they_come_not_as_they_are_begun(stage):
    call = a_published_call(stage, number_pattern="JI/{year}/{serial:03d}")
    first, second = a_draft(stage, call, name="Pirmā"), a_draft(stage, call, name="Otrā")

    for draft in (second, first):
        with stage.acting(at=WHILE_OPEN) as act:
            submit(act, draft.id)

    assert (second.number, first.number) == ("JI/2020/001", "JI/2020/002")
    assert (second.position, first.position) == (0, 1)


def test_the_numbers_go_on_after_the_highest_that_was_brought_in(stage):
    call = a_published_call(stage)
    for place, number in enumerate(("2020-07", "2020-03", "A.99")):
        draft = a_draft(stage, call, name=number)
        with stage.acting(at=WHILE_OPEN, brought_in=True) as act:
            submit(act, draft.id, Registered(number, place))

    application = an_application(stage, call)

    assert (application.number, application.position) == ("2020-08", 3)


@pytest.mark.parametrize(
    "received",
    ["2020-03-01T00:00+02:00", "2020-03-24T09:00+02:00", "2020-04-14T23:59:59.999999+03:00"],
)
def test_in_2020_an_application_is_in_time_to_the_last_microsecond_of_14_april(stage, received):
    draft = a_draft(stage, the_2020_call(stage))

    with stage.acting(at=datetime.fromisoformat(received)) as act:
        submit(act, draft.id)

    assert draft.received_at == datetime.fromisoformat(received)
    assert draft.state == State.SUBMITTED


@pytest.mark.parametrize("received", ["2020-04-15T00:00:00+03:00", "2020-04-20T12:00+03:00"])
def test_in_2020_an_application_on_15_april_is_late(stage, received):
    draft = a_draft(stage, the_2020_call(stage))
    before = stage.everything(but=RefusedAttempt)

    with pytest.raises(CallNotOpen) as refused, stage.acting(at=datetime.fromisoformat(received)) as act:
        submit(act, draft.id)

    assert refused.value.facts["closes_at"] == datetime(2020, 4, 14, 20, 59, 59, 999999, UTC)
    assert stage.everything(but=RefusedAttempt) == before


def test_without_the_amendment_of_2020_an_application_on_24_march_would_be_late(stage):
    draft = a_draft(stage, a_published_call(stage))

    with pytest.raises(CallNotOpen), stage.acting(at=datetime.fromisoformat("2020-03-24T09:00+02:00")) as act:
        submit(act, draft.id)


@pytest.mark.parametrize(
    ("draft", "withdrawn", "at", "refusal"),
    [
        ({}, False, OPENS.at - TICK, CallNotOpen),
        ({}, False, DEADLINE.at + TICK, CallNotOpen),
        ({"title": "  "}, False, WHILE_OPEN, ApplicationIncomplete),
        ({"answers": ANSWERS | {"aim-goal": "\n"}}, False, WHILE_OPEN, ApplicationIncomplete),
        ({}, True, WHILE_OPEN, Withdrawn),
    ],
    ids=["before opening", "after the deadline", "without a title", "with a gap", "withdrawn"],
)
def test_a_refused_submission_changes_nothing_but_leaves_the_attempt_as_evidence(stage, draft, withdrawn, at, refusal):
    person = a_person(stage)
    application = a_draft(stage, a_published_call(stage), **draft)
    if withdrawn:
        with stage.acting(at=WHILE_OPEN - TICK) as act:
            submit(act, application.id)
            withdraw(act, application.id)
    before = stage.everything(but=RefusedAttempt)

    with pytest.raises(refusal), stage.acting(at=at, actor=Actor(person.id)) as act:
        submit(act, application.id)

    assert stage.everything(but=RefusedAttempt) == before
    assert [(one.at, one.person_id, one.verb, one.subject, one.code) for one in attempts(stage)] == [
        (at, person.id, "application.submit", f"application:{application.id}", refusal.code)
    ]


def test_a_refused_submission_tells_everything_that_is_missing(stage):
    draft = a_draft(stage, a_published_call(stage), title=" ", answers={"team": "Komanda", "aim-goal": " "})

    with pytest.raises(ApplicationIncomplete) as refused, stage.acting(at=WHILE_OPEN) as act:
        submit(act, draft.id)

    answered = {"team"}
    missing = [one.key for one in PUMPURS.questions if one.required and one.key not in answered]
    facts = {"missing": missing, "unfit": [], "files": []}
    assert refused.value.facts == facts
    assert attempts(stage)[0].facts == facts


def test_only_the_refused_one_of_two_submissions_in_one_act_is_an_attempt(stage):
    call = a_published_call(stage)
    ready, half = a_draft(stage, call, name="Gatavs"), a_draft(stage, call, name="Pusgatavs", title="")

    def submit_both() -> None:
        with stage.acting(at=WHILE_OPEN) as act:
            submit(act, ready.id)
            submit(act, half.id)

    with pytest.raises(ApplicationIncomplete):
        submit_both()

    assert [one.subject for one in attempts(stage)] == [f"application:{half.id}"]


def test_an_application_that_does_not_exist_cannot_be_submitted(stage):
    with pytest.raises(NotFound), stage.acting(at=WHILE_OPEN) as act:
        submit(act, UUID(int=7))

    assert [one.code for one in attempts(stage)] == ["not-found"]


def test_handing_in_again_keeps_the_number_adds_a_version_and_counts_from_then(stage):
    application = an_application(stage, a_published_call(stage), title="Pirmais")
    later = WHILE_OPEN + timedelta(days=1)

    with stage.acting(at=later) as act:
        save(act, application.id, {}, "Otrais")
        submit(act, application.id)

    versions = submissions_of(stage, application)
    assert [(one.version, one.at, one.content["title"]) for one in versions] == [
        (1, WHILE_OPEN, "Pirmais"),
        (2, later, "Otrais"),
    ]
    assert (application.number, application.position, application.received_at) == ("2020-01", 0, later)


def test_handing_the_same_in_again_leaves_the_first_receipt_standing(stage):
    organisation = an_organisation(stage)
    person = a_person(stage, organisation)
    application = an_application(stage, a_published_call(stage), name=organisation.name)

    with stage.acting(at=WHILE_OPEN + TICK) as act:
        again = submit(act, application.id)

    assert [one.id for one in submissions_of(stage, application)] == [again.id]
    assert application.received_at == WHILE_OPEN
    assert told(stage, "receipt") == [person.id]
    assert verbs_in(stage)[-1] == "application.submission-repeated"


def test_handing_in_again_after_the_deadline_is_refused_and_the_first_version_stands(stage):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=AFTERWARDS) as act:
        save(act, application.id, {}, "Par vēlu")
    before = stage.everything(but=RefusedAttempt)

    with pytest.raises(CallNotOpen), stage.acting(at=AFTERWARDS) as act:
        submit(act, application.id)

    assert stage.everything(but=RefusedAttempt) == before


def test_an_application_from_paper_that_is_handed_in_online_again_says_by_which_way_each_version_came(stage):
    paper = a_paper(stage, a_published_call(stage), registered=WHILE_OPEN)

    with stage.acting(at=WHILE_OPEN + TICK) as act:
        save(act, paper.id, ANSWERS, "Dārzs uz jumta")
        fill_slots(act, paper)
        submit(act, paper.id)

    assert [one.channel for one in submissions_of(stage, paper)] == [Channel.POST, Channel.ONLINE]


def test_the_receipt_goes_to_the_people_of_the_organisation_and_to_nobody_else(stage):
    organisation = an_organisation(stage, "Mūsu")
    ours = [a_person(stage, organisation, name) for name in ("Anna", "Bruno")]
    a_person(stage, an_organisation(stage, "Cita"), "Cilda")

    application = an_application(stage, a_published_call(stage), name="Mūsu")

    assert told(stage, "receipt") == sorted(person.id for person in ours)
    events = select(audit.AuditEvent).where(audit.AuditEvent.subject == f"application:{application.id}")
    last = stage.session.scalars(events.order_by(audit.AuditEvent.number.desc())).first()
    assert last.facts == {"number": "2020-01", "version": 1, "digest": submissions_of(stage, application)[0].digest}


def test_an_application_brought_in_gives_nobody_a_receipt(stage):
    a_person(stage, an_organisation(stage, "Mūsu"))
    draft = a_draft(stage, a_published_call(stage), name="Mūsu")

    with stage.acting(at=WHILE_OPEN, brought_in=True) as act:
        submit(act, draft.id, Registered("2020-01", 0))

    assert told(stage, "receipt") == []


@pytest.mark.parametrize("at", [WHILE_OPEN + TICK, AFTERWARDS], ids=["while open", "after the deadline"])
def test_an_application_is_withdrawn_by_its_applicant_until_it_is_decided(stage, at):
    application = an_application(stage, a_published_call(stage))

    with stage.acting(at=at) as act:
        withdraw(act, application.id)

    assert (application.state, application.withdrawn_at) == (State.WITHDRAWN, at)
    assert (application.number, application.received_at) == ("2020-01", WHILE_OPEN)
    assert verbs_in(stage)[-1] == "application.withdrawn"


def test_a_withdrawal_that_arrived_before_the_submission_it_waited_for_is_dated_with_it(stage):
    application = an_application(stage, a_published_call(stage))

    with stage.acting(at=WHILE_OPEN - TICK) as act:
        withdraw(act, application.id)

    assert (application.state, application.withdrawn_at) == (State.WITHDRAWN, WHILE_OPEN)


@pytest.mark.parametrize(
    "deed",
    [
        lambda act, key: save(act, key, {"aim-goal": "x"}),
        lambda act, key: attach(act, key, "group-consent", CONSENT),
        withdraw,
    ],
    ids=["save", "attach", "withdraw"],
)
def test_a_withdrawn_application_does_not_change_any_more(stage, deed):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=WHILE_OPEN) as act:
        withdraw(act, application.id)
    before = stage.everything()

    with pytest.raises(WrongState), stage.acting(at=WHILE_OPEN) as act:
        deed(act, application.id)

    assert stage.everything() == before


def test_a_draft_cannot_be_withdrawn(stage):
    draft = a_draft(stage, a_published_call(stage))
    before = stage.everything()

    with pytest.raises(WrongState) as refused, stage.acting(at=WHILE_OPEN) as act:
        withdraw(act, draft.id)

    assert refused.value.facts == {"state": "draft", "verb": "withdraw"}
    assert stage.everything() == before
