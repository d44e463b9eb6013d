"""An applicant's files: attached, replaced, taken out and brought back, handed in with each version."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from competition.application.attachments import attach, bring_back, detach, ever_attached
from competition.application.placing import ReplacedMeanwhile, TooManyFiles, UnknownSlot, earlier_of
from competition.application.reading import latest_reading
from competition.application.records import Application, Attachment, Submission
from competition.application.states import WrongState
from competition.application.submission import ApplicationIncomplete, save, submit, withdraw
from competition.call.operations import FileNote
from competition.form.shipped import PUMPURS, PUMPURS_TEXT
from competition.form.slots import MOST_FILES, ON_PAPER, KindNotHere, TooLargeHere
from competition.foundation.act import RefusedAttempt
from competition.foundation.clock import TICK
from competition.foundation.errors import NotFound
from competition.foundation.twice import DoneAlready
from tests.builders import (
    AFTERWARDS,
    ANSWERS,
    STATUTES,
    WHILE_OPEN,
    a_draft,
    a_paper,
    a_published_call,
    an_application,
    verbs_in,
)

LATER = WHILE_OPEN + timedelta(days=1)
CONSENT = FileNote("piekrišana.pdf", "application/pdf", 7, "cd" * 32)


def a_file(place: int) -> FileNote:
    return FileNote(f"fails-{place}.pdf", "application/pdf", place, f"{place:02x}" * 32)


def files_of(stage, application: Application) -> list[tuple[str, str, bool]]:
    rows = select(Attachment).where(Attachment.application_id == application.id).order_by(Attachment.id)
    return [(one.slot, one.digest[:2], one.removed_at is None) for one in stage.session.scalars(rows)]


def versions_of(stage, application: Application) -> list[Submission]:
    versions = select(Submission).where(Submission.application_id == application.id).order_by(Submission.version)
    return list(stage.session.scalars(versions))


def attachment_in(stage, application: Application, slot: str) -> Attachment:
    return stage.session.scalars(
        select(Attachment).where(Attachment.application_id == application.id, Attachment.slot == slot)
    ).one()


def test_several_files_stand_in_one_slot_in_the_order_in_which_they_came(stage):
    draft = a_draft(stage, a_published_call(stage))

    for place in (3, 1, 2):
        with stage.acting(at=WHILE_OPEN) as act:
            attach(act, draft.id, "partner-declaration", a_file(place))

    assert files_of(stage, draft)[2:] == [("partner-declaration", f"{place:02x}", True) for place in (3, 1, 2)]
    assert verbs_in(stage)[-3:] == ["application.attached"] * 3


@pytest.mark.parametrize("slot", ["", "Statutes", "budget", ON_PAPER])
def test_a_slot_that_the_form_has_not_is_refused_and_nothing_changes(stage, slot):
    draft = a_draft(stage, a_published_call(stage))
    before = stage.everything()

    with pytest.raises(UnknownSlot) as refused, stage.acting(at=WHILE_OPEN) as act:
        attach(act, draft.id, slot, CONSENT)

    assert refused.value.facts == {"slot": slot}
    assert stage.everything() == before


def test_the_same_file_in_the_same_slot_again_changes_nothing_even_under_another_name(stage):
    draft = a_draft(stage, a_published_call(stage))
    before = files_of(stage, draft)
    renamed = FileNote("cits nosaukums.pdf", STATUTES.media_type, STATUTES.size, STATUTES.digest)

    with stage.acting(at=LATER) as act:
        again = attach(act, draft.id, "statutes", renamed)

    assert files_of(stage, draft) == before
    assert (again.file_name, again.attached_at < LATER) == ("statuti.pdf", True)
    assert verbs_in(stage)[-1] == "application.attached-again"


def test_the_same_file_may_stand_in_two_slots(stage):
    draft = a_draft(stage, a_published_call(stage))

    with stage.acting(at=WHILE_OPEN) as act:
        attach(act, draft.id, "power-of-attorney", STATUTES)

    assert ("power-of-attorney", STATUTES.digest[:2], True) in files_of(stage, draft)


def test_a_slot_takes_ten_files_and_no_more_until_one_is_taken_out(stage):
    draft = a_draft(stage, a_published_call(stage))
    with stage.acting(at=WHILE_OPEN) as act:
        there = [attach(act, draft.id, "partner-declaration", a_file(place)) for place in range(1, MOST_FILES + 1)]
    before = stage.everything()

    with pytest.raises(TooManyFiles) as refused, stage.acting(at=WHILE_OPEN) as act:
        attach(act, draft.id, "partner-declaration", CONSENT)
    assert refused.value.facts == {"most": 10}
    assert stage.everything() == before

    with stage.acting(at=WHILE_OPEN) as act:
        attach(act, draft.id, "group-consent", CONSENT)
        detach(act, draft.id, there[4].id)
        attach(act, draft.id, "partner-declaration", CONSENT)
    assert [slot for slot, _, there_now in files_of(stage, draft) if there_now].count("partner-declaration") == 10


@pytest.mark.parametrize(
    ("file", "refusal", "facts"),
    [
        (replace(CONSENT, file_name="pilnvara.docx"), KindNotHere, "pdf, asice, edoc, jpg, png"),
        (replace(CONSENT, file_name="pilnvara"), KindNotHere, "pdf, asice, edoc, jpg, png"),
        (replace(CONSENT, size=25 * 1024 * 1024 + 1), TooLargeHere, 25),
    ],
)
def test_a_place_takes_only_what_its_form_says(stage, file, refusal, facts):
    form = PUMPURS_TEXT.replace('kinds = ["pdf"', 'megabytes = 25\nkinds = ["pdf"')
    draft = a_draft(stage, a_published_call(stage, form=form))
    before = stage.everything()

    with pytest.raises(refusal) as refused, stage.acting(at=WHILE_OPEN) as act:
        attach(act, draft.id, "power-of-attorney", file)

    assert facts in refused.value.facts.values()
    assert stage.everything() == before
    with stage.acting(at=WHILE_OPEN) as act:
        attach(act, draft.id, "power-of-attorney", replace(CONSENT, file_name="pilnvara.JPEG", size=25 * 1024 * 1024))


def test_a_place_of_an_older_form_takes_ten_files_as_it_did_when_it_says_nothing(stage):
    older = PUMPURS_TEXT.replace("application-form/2", "application-form/1")
    draft = a_draft(stage, a_published_call(stage, form=older))

    with stage.acting(at=WHILE_OPEN) as act:
        for place in range(1, MOST_FILES):
            attach(act, draft.id, "statutes", a_file(place))
    with pytest.raises(TooManyFiles), stage.acting(at=WHILE_OPEN) as act:
        attach(act, draft.id, "statutes", CONSENT)

    assert [slot for slot, _, there in files_of(stage, draft) if there].count("statutes") == 10


def test_a_file_takes_the_place_of_the_one_that_is_named_and_that_one_is_kept(stage):
    draft = a_draft(stage, a_published_call(stage))
    old = attachment_in(stage, draft, "statutes")
    with pytest.raises(TooManyFiles) as refused, stage.acting(at=WHILE_OPEN) as act:
        attach(act, draft.id, "statutes", CONSENT)
    assert refused.value.facts == {"most": 1}

    with stage.acting(at=LATER) as act:
        new = attach(act, draft.id, "statutes", CONSENT, instead=old.id)

    (was,) = earlier_of(ever_attached(stage.session, draft.id), "statutes")
    assert (was.file.id, was.at, was.by) == (old.id, LATER, "piekrišana.pdf")
    assert (was.file.replaced_by, new.digest) == (new.id, CONSENT.digest)
    assert [row for row in files_of(stage, draft) if row[0] == "statutes"] == [
        ("statutes", "ab", False),
        ("statutes", "cd", True),
    ]
    assert verbs_in(stage)[-1] == "application.replaced"


def test_replacing_pressed_twice_replaces_once(stage):
    draft = a_draft(stage, a_published_call(stage))
    old = attachment_in(stage, draft, "statutes").id
    with stage.acting(at=WHILE_OPEN) as act:
        new = attach(act, draft.id, "statutes", CONSENT, instead=old)
    before = files_of(stage, draft)

    with stage.acting(at=LATER) as act:
        again = attach(act, draft.id, "statutes", CONSENT, instead=old)

    assert (again.id, again.attached_at) == (new.id, WHILE_OPEN)
    assert files_of(stage, draft) == before


@pytest.mark.parametrize("which", ["removed", "of another place", "of another application", "unknown"])
def test_a_file_that_is_not_in_the_place_is_not_replaced_and_nothing_changes(stage, which):
    call = a_published_call(stage)
    draft, other = a_draft(stage, call), a_draft(stage, call, name="Cita")
    old = attachment_in(stage, draft, "statutes")
    with stage.acting(at=WHILE_OPEN) as act:
        attach(act, draft.id, "statutes", a_file(7), instead=old.id)
    named = {
        "removed": old.id,
        "of another place": attachment_in(stage, draft, "at-risk-declaration").id,
        "of another application": attachment_in(stage, other, "statutes").id,
        "unknown": UUID(int=7),
    }[which]
    before = stage.everything()

    with pytest.raises(ReplacedMeanwhile), stage.acting(at=LATER) as act:
        attach(act, draft.id, "statutes", CONSENT, instead=named)

    assert stage.everything() == before


def test_where_there_is_room_a_file_to_be_replaced_that_is_gone_is_not_missed(stage):
    draft = a_draft(stage, a_published_call(stage))
    old = attachment_in(stage, draft, "statutes").id

    with stage.acting(at=WHILE_OPEN) as act:
        detach(act, draft.id, old)
        attach(act, draft.id, "statutes", CONSENT, instead=old)

    assert [row[1:] for row in files_of(stage, draft) if row[0] == "statutes"] == [("ab", False), ("cd", True)]


def test_an_earlier_file_is_brought_back_where_there_is_room_or_in_its_turn_replaces(stage):
    draft = a_draft(stage, a_published_call(stage))
    old = attachment_in(stage, draft, "statutes").id
    with stage.acting(at=WHILE_OPEN) as act:
        new = attach(act, draft.id, "statutes", CONSENT, instead=old).id

    with pytest.raises(TooManyFiles), stage.acting(at=LATER) as act:
        bring_back(act, draft.id, old)
    with stage.acting(at=LATER) as act:
        back = bring_back(act, draft.id, old, instead=new)
    assert (back.file_name, back.digest, back.attached_at) == (STATUTES.file_name, STATUTES.digest, LATER)
    assert [(one.file.id, one.by) for one in earlier_of(ever_attached(stage.session, draft.id), "statutes")] == [
        (new, "statuti.pdf")
    ]

    with stage.acting(at=LATER + TICK) as act:
        detach(act, draft.id, back.id)
        bring_back(act, draft.id, new)
    earlier = earlier_of(ever_attached(stage.session, draft.id), "statutes")
    assert [(one.file.id, one.by) for one in earlier] == [(back.id, None)]


def test_a_file_of_another_application_is_not_brought_back(stage):
    call = a_published_call(stage)
    ours, theirs = a_draft(stage, call), a_draft(stage, call, name="Cita")
    with stage.acting(at=WHILE_OPEN) as act:
        removed = attachment_in(stage, theirs, "statutes").id
        detach(act, theirs.id, removed)
    before = stage.everything()

    with pytest.raises(NotFound), stage.acting(at=LATER) as act:
        bring_back(act, ours.id, removed)

    assert stage.everything() == before


@pytest.mark.parametrize(
    "deed",
    [
        lambda act, key, other: attach(act, key, "statutes", CONSENT, instead=other),
        bring_back,
        lambda act, key, _: attach(act, key, "statutes", CONSENT),
        detach,
    ],
    ids=["replace", "bring back", "attach", "detach"],
)
def test_the_files_of_a_withdrawn_application_do_not_change(stage, deed):
    application = an_application(stage, a_published_call(stage))
    attachment = attachment_in(stage, application, "statutes")
    with stage.acting(at=WHILE_OPEN) as act:
        withdraw(act, application.id)
    before = stage.everything()

    with pytest.raises(WrongState), stage.acting(at=LATER) as act:
        deed(act, application.id, attachment.id)

    assert stage.everything() == before


def test_a_file_of_another_application_is_not_found_and_stays(stage):
    call = a_published_call(stage)
    ours, theirs = a_draft(stage, call, name="Mūsu"), a_draft(stage, call, name="Cita")
    attachment = attachment_in(stage, theirs, "statutes")
    before = stage.everything()

    for key in (attachment.id, UUID(int=7)):
        with pytest.raises(NotFound), stage.acting(at=WHILE_OPEN) as act:
            detach(act, ours.id, key)

    assert stage.everything() == before


def test_a_file_is_taken_out_once_and_its_record_stays(stage):
    draft = a_draft(stage, a_published_call(stage))
    attachment = attachment_in(stage, draft, "statutes")

    with stage.acting(at=WHILE_OPEN) as act:
        detach(act, draft.id, attachment.id)
    before = stage.everything()

    with pytest.raises(DoneAlready), stage.acting(at=LATER) as act:
        detach(act, draft.id, attachment.id)

    assert stage.everything() == before
    stage.session.expire_all()
    assert attachment_in(stage, draft, "statutes").removed_at == WHILE_OPEN
    assert files_of(stage, draft)[0] == ("statutes", "ab", False)


def test_a_file_that_was_taken_out_may_be_attached_again(stage):
    draft = a_draft(stage, a_published_call(stage))

    with stage.acting(at=WHILE_OPEN) as act:
        detach(act, draft.id, attachment_in(stage, draft, "statutes").id)
        attach(act, draft.id, "statutes", STATUTES)

    assert [row for row in files_of(stage, draft) if row[0] == "statutes"] == [
        ("statutes", "ab", False),
        ("statutes", "ab", True),
    ]


def test_what_was_handed_in_keeps_the_file_that_is_taken_out_afterwards(stage):
    application = an_application(stage, a_published_call(stage))
    handed_in = dict(versions_of(stage, application)[0].content)

    with stage.acting(at=LATER) as act:
        detach(act, application.id, attachment_in(stage, application, "statutes").id)

    stage.session.expire_all()
    assert [one.content for one in versions_of(stage, application)] == [handed_in]
    assert latest_reading(stage.session, application.id).file(STATUTES.digest) == STATUTES


def test_handing_in_again_with_other_files_is_a_version_of_its_own(stage):
    application = an_application(stage, a_published_call(stage))

    with stage.acting(at=LATER) as act:
        detach(act, application.id, attachment_in(stage, application, "statutes").id)
        attach(act, application.id, "statutes", CONSENT)
        submit(act, application.id)

    first, second = versions_of(stage, application)
    assert [one["sha256"][:2] for one in first.content["attachments"]] == ["ab", "ab"]
    assert [one["sha256"][:2] for one in second.content["attachments"]] == ["ab", "cd"]
    assert (first.digest != second.digest, second.version, application.received_at) == (True, 2, LATER)


def test_a_file_put_back_unchanged_makes_no_new_version(stage):
    application = an_application(stage, a_published_call(stage))
    last = attachment_in(stage, application, "at-risk-declaration")

    with stage.acting(at=LATER) as act:
        detach(act, application.id, last.id)
        attach(act, application.id, "at-risk-declaration", STATUTES)
        submit(act, application.id)

    assert len(versions_of(stage, application)) == 1
    assert application.received_at == WHILE_OPEN


def test_an_application_whose_needed_file_was_taken_out_is_not_handed_in_again_and_the_first_stands(stage):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=LATER) as act:
        detach(act, application.id, attachment_in(stage, application, "statutes").id)
    before = stage.everything(but=RefusedAttempt)

    with pytest.raises(ApplicationIncomplete) as refused, stage.acting(at=LATER) as act:
        submit(act, application.id)

    assert refused.value.facts == {"missing": [], "unfit": [], "files": ["statutes"]}
    assert stage.everything(but=RefusedAttempt) == before


@pytest.mark.parametrize(
    ("answers", "files"),
    [
        ({"partners": "Skola"}, ["partner-declaration"]),
        ({"group": "Seši jaunieši"}, ["group-consent"]),
        ({"partners": "Skola", "group": "Seši"}, ["partner-declaration", "group-consent"]),
    ],
)
def test_partners_and_a_group_need_their_papers(stage, answers, files):
    draft = a_draft(stage, a_published_call(stage), answers=ANSWERS | answers)

    with pytest.raises(ApplicationIncomplete) as refused, stage.acting(at=WHILE_OPEN) as act:
        submit(act, draft.id)
    assert refused.value.facts == {"missing": [], "unfit": [], "files": files}

    with stage.acting(at=WHILE_OPEN) as act:
        for slot in files:
            attach(act, draft.id, slot, CONSENT)
        submit(act, draft.id)
    assert verbs_in(stage)[-1] == "application.submitted"


def test_what_does_not_fit_is_told_together_with_what_is_missing(stage):
    answers = ANSWERS | {"target-at-risk": "99", "applicant-email": "anna", "team": ""}
    draft = a_draft(stage, a_published_call(stage), answers=answers)
    with stage.acting(at=WHILE_OPEN) as act:
        detach(act, draft.id, attachment_in(stage, draft, "at-risk-declaration").id)

    with pytest.raises(ApplicationIncomplete) as refused, stage.acting(at=WHILE_OPEN) as act:
        submit(act, draft.id)

    assert refused.value.facts == {
        "missing": ["team"],
        "unfit": ["applicant-email", "target-at-risk"],
        "files": ["at-risk-declaration"],
    }


def test_handing_in_notes_the_address_and_the_e_mail_to_which_letters_go(stage):
    application = an_application(stage, a_published_call(stage))
    assert (application.applicant_address, application.applicant_email) == ("Atbilde.", "biedriba@example.org")

    with stage.acting(at=LATER) as act:
        save(act, application.id, {"applicant-email": "cita@example.org"})
    assert application.applicant_email == "biedriba@example.org"

    with stage.acting(at=LATER + TICK) as act:
        submit(act, application.id)
    assert application.applicant_email == "cita@example.org"


def test_files_are_attached_to_a_paper_as_to_the_others_but_only_where_the_form_has_a_place(stage):
    paper = a_paper(stage, a_published_call(stage), registered=WHILE_OPEN)

    with stage.acting(at=WHILE_OPEN) as act:
        for slot in PUMPURS.slots:
            attach(act, paper.id, slot.key, CONSENT)

    assert len(files_of(stage, paper)) == 5


def test_a_call_without_a_form_has_no_place_for_files(stage):
    paper = a_paper(stage, a_published_call(stage, form=None), registered=AFTERWARDS)
    before = stage.everything()

    with pytest.raises(UnknownSlot), stage.acting(at=AFTERWARDS) as act:
        attach(act, paper.id, "statutes", CONSENT)

    assert stage.everything() == before
