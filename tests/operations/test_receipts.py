"""Receipts: given with every version in the same act, and good for as long as there are keys that are remembered."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from competition.application.intake import add_file, receive
from competition.application.receipt import Said
from competition.application.receipts import check_code, public_keys
from competition.application.records import Application, Channel, ReceiptKey, Submission
from competition.application.submission import save, submit
from competition.foundation import audit
from competition.foundation.act import Act
from competition.foundation.errors import NotFound
from competition.foundation.signing import Signer
from competition.organisation.operations import Applicant
from tests.builders import (
    AFTERWARDS,
    STATUTES,
    WHILE_OPEN,
    a_draft,
    a_published_call,
    an_application,
    an_intake,
    verbs_in,
)
from tests.operations.test_races import at_once, submitting

FIRST, SECOND = Signer(bytes(range(32))), Signer(bytes(32))


def hand_in(stage, application: Application, signer: Signer = FIRST, **answers: str) -> Submission:
    with stage.acting(at=WHILE_OPEN, signer=signer) as act:
        if answers:
            save(act, application.id, answers)
        return submit(act, application.id)


def _submit_and_fail(act: Act, application_id: UUID) -> None:
    submit(act, application_id)
    raise NotFound(what="nothing", key=None)


def test_what_is_handed_in_has_its_receipt(stage):
    call = a_published_call(stage)
    draft = a_draft(stage, call)

    submission = hand_in(stage, draft)

    assert submission.receipt is not None
    assert check_code(stage.session, submission.receipt) == Said(
        call.slug, "2020-01", 1, WHILE_OPEN, Channel.ONLINE, submission.digest, FIRST.key_id
    )


def test_each_version_has_its_own_and_the_same_handed_in_again_keeps_it(stage):
    draft = a_draft(stage, a_published_call(stage))

    first = hand_in(stage, draft).receipt
    again = hand_in(stage, draft).receipt
    second = hand_in(stage, draft, risks="Cits risks.").receipt

    assert again == first
    assert second is not None
    assert second != first
    assert check_code(stage.session, second).version == 2


def test_what_came_on_paper_has_a_receipt_with_the_instant_at_which_it_came(stage):
    call = a_published_call(stage)
    intake = an_intake(applicant=Applicant("Biedrība “Otrs piemērs”"))

    with stage.acting(at=AFTERWARDS, signer=FIRST) as act:
        paper = receive(act, call.id, intake)
    with stage.acting(at=AFTERWARDS, signer=FIRST) as act:
        scanned = add_file(act, paper.id, replace(STATUTES, file_name="skenējums.pdf"))

    assert scanned.receipt is not None
    said = check_code(stage.session, scanned.receipt)
    assert (said.channel, said.received, said.version) == (Channel.POST, intake.received, 2)


def test_a_round_that_was_held_elsewhere_has_none(stage):
    call = a_published_call(stage)

    with stage.acting(at=WHILE_OPEN, brought_in=True, signer=FIRST) as act:
        paper = receive(act, call.id, an_intake())

    receipts = select(Submission.receipt).where(Submission.application_id == paper.id)
    assert stage.session.scalars(receipts).all() == [None]
    assert public_keys(stage.session) == {}


def test_a_new_key_keeps_old_receipts_good(stage):
    call = a_published_call(stage)
    old = hand_in(stage, a_draft(stage, call)).receipt
    new = hand_in(stage, a_draft(stage, call, name="Cita"), SECOND).receipt

    assert old is not None
    assert new is not None
    assert [check_code(stage.session, code).key for code in (old, new)] == [FIRST.key_id, SECOND.key_id]


def test_a_key_is_remembered_at_its_first_use_and_once(stage):
    call = a_published_call(stage)
    for name in ("Pirmā", "Otrā", "Trešā"):
        hand_in(stage, a_draft(stage, call, name=name))

    assert [(one.id, one.public) for one in stage.session.scalars(select(ReceiptKey))] == [(FIRST.key_id, FIRST.public)]
    assert verbs_in(stage).count("receipt-key.used") == 1


def test_the_first_use_at_the_same_moment_by_several_remembers_it_once(stage):
    calls = [a_published_call(stage, slug=f"konkurss-{number}") for number in range(3)]
    drafts = [a_draft(stage, call) for call in calls]

    ends = at_once(stage, [(WHILE_OPEN, submitting(one.id)) for one in drafts], FIRST)

    stage.session.rollback()
    codes = stage.session.scalars(select(Submission.receipt)).all()
    assert ends == [None] * 3
    assert [check_code(stage.session, code or "").key for code in codes] == [FIRST.key_id] * 3
    assert verbs_in(stage).count("receipt-key.used") == 1
    assert list(audit.faults_in(stage.session)) == []


def test_an_act_that_fails_leaves_neither_receipt_nor_key(stage):
    draft = a_draft(stage, a_published_call(stage))

    with pytest.raises(NotFound), stage.acting(at=WHILE_OPEN, signer=FIRST) as act:
        _submit_and_fail(act, draft.id)

    assert public_keys(stage.session) == {}
    assert stage.session.scalars(select(Submission)).all() == []


def test_an_application_that_nobody_signs_for_is_handed_in_all_the_same(stage):
    application = an_application(stage, a_published_call(stage))

    assert stage.session.scalars(select(Submission.receipt)).all() == [None]
    assert application.number == "2020-01"
