"""What the committee and the coordinator read of an application: what was handed in last."""

import pytest

from competition.application.attachments import attach
from competition.application.reading import HandedInFile, latest_reading, parts_of
from competition.application.records import Channel
from competition.application.submission import save, submit, withdraw
from competition.call.operations import FileNote
from competition.form.definition import NO_FORM
from competition.form.shipped import PUMPURS
from competition.form.slots import ON_PAPER
from competition.foundation.clock import TICK
from competition.foundation.errors import NotFound
from competition.organisation.operations import Applicant
from tests.builders import (
    AFTERWARDS,
    ANSWERS,
    STATUTES,
    WHILE_OPEN,
    a_draft,
    a_paper,
    a_published_call,
    an_application,
    fill_slots,
)

SCAN = FileNote("skenēts.pdf", "application/pdf", 9, "ef" * 32)
CONSENT = FileNote("piekrišana.pdf", "application/pdf", 7, "cd" * 32)


def answer_in(reading, key: str) -> str:
    return next(item.text for part in reading.parts for item in part.items if item.question.key == key)


def test_answers_stand_under_the_questions_of_the_form_and_gaps_stay_gaps():
    parts = parts_of(PUMPURS, "Kopā", {"team": "Anna", "stranger": "x"})

    assert [part.section for part in parts] == list(PUMPURS.sections)
    assert [item.question for part in parts for item in part.items] == list(PUMPURS.questions)
    assert [item.text for part in parts for item in part.items if item.text] == ["Kopā", "Anna"]


def test_a_call_without_a_form_has_nothing_to_read_under():
    assert parts_of(NO_FORM, "Kopā", {"team": "Anna"}) == []


def test_what_was_handed_in_is_read_with_its_number_its_way_and_its_digest(stage):
    application = an_application(stage, a_published_call(stage))

    reading = latest_reading(stage.session, application.id)

    assert (reading.application_id, reading.number, reading.title) == (application.id, "2020-01", "Kopā")
    assert (reading.applicant_name, reading.applicant_number) == ("Biedrība “Piemērs”", None)
    assert (reading.version, reading.at, reading.channel, len(reading.digest)) == (1, WHILE_OPEN, Channel.ONLINE, 64)
    assert {key: answer_in(reading, key) for key in ANSWERS} == ANSWERS


def test_what_is_changed_since_is_not_read_until_it_is_handed_in(stage):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=WHILE_OPEN + TICK) as act:
        save(act, application.id, {"team": "Cita komanda"}, "Cits nosaukums")
        attach(act, application.id, "power-of-attorney", CONSENT)

    before = latest_reading(stage.session, application.id)
    assert (before.version, before.title, answer_in(before, "team")) == (1, "Kopā", ANSWERS["team"])
    assert [one.slot for one in before.files] == ["statutes", "at-risk-declaration"]

    with stage.acting(at=WHILE_OPEN + TICK) as act:
        submit(act, application.id)
    after = latest_reading(stage.session, application.id)
    assert (after.version, after.title, answer_in(after, "team")) == (2, "Cits nosaukums", "Cita komanda")
    assert [one.slot for one in after.files] == ["statutes", "at-risk-declaration", "power-of-attorney"]


def test_a_draft_is_nobody_elses_business(stage):
    draft = a_draft(stage, a_published_call(stage))

    with pytest.raises(NotFound):
        latest_reading(stage.session, draft.id)


def test_a_withdrawn_application_can_still_be_read(stage):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=AFTERWARDS) as act:
        withdraw(act, application.id)

    assert latest_reading(stage.session, application.id).number == "2020-01"


def test_files_stand_in_the_order_of_the_form_not_in_that_in_which_they_came(stage):
    draft = a_draft(stage, a_published_call(stage))
    with stage.acting(at=WHILE_OPEN) as act:
        for slot in ("power-of-attorney", "group-consent", "partner-declaration"):
            attach(act, draft.id, slot, CONSENT)
        submit(act, draft.id)

    reading = latest_reading(stage.session, draft.id)

    slots = PUMPURS.slots
    assert [one.slot for one in reading.files] == [slot.key for slot in slots]
    assert [one.title for one in reading.files] == [slot.title for slot in slots]


def test_a_file_is_found_by_its_digest_only_where_the_version_has_it(stage):
    application = an_application(stage, a_published_call(stage))
    with stage.acting(at=WHILE_OPEN + TICK) as act:
        attach(act, application.id, "group-consent", CONSENT)
    reading = latest_reading(stage.session, application.id)

    assert reading.file(STATUTES.digest) == STATUTES
    for digest in (CONSENT.digest, "", STATUTES.digest.upper()):
        with pytest.raises(NotFound):
            reading.file(digest)


def test_an_application_from_paper_is_its_scans(stage):
    paper = a_paper(stage, a_published_call(stage), files=(SCAN,))

    reading = latest_reading(stage.session, paper.id)

    assert (reading.parts, reading.channel, reading.title) == ([], Channel.POST, "Dārzs uz jumta")
    assert reading.files == [HandedInFile(ON_PAPER, None, SCAN)]
    assert reading.file(SCAN.digest) == SCAN


def test_scans_stand_behind_the_files_that_were_added_in_the_portal(stage):
    call = a_published_call(stage)
    paper = a_paper(stage, call, registered=WHILE_OPEN, files=(SCAN,))
    with stage.acting(at=WHILE_OPEN + TICK) as act:
        save(act, paper.id, ANSWERS)
        fill_slots(act, paper)
        submit(act, paper.id)

    reading = latest_reading(stage.session, paper.id)

    assert [one.slot for one in reading.files] == ["statutes", "at-risk-declaration", ON_PAPER]
    assert (reading.channel, len(reading.parts)) == (Channel.ONLINE, 13)


def test_an_application_to_a_call_without_a_form_is_read_by_its_title_and_its_scans(stage):
    paper = a_paper(stage, a_published_call(stage, form=None), files=(SCAN,), applicant=Applicant("Biedrība"))

    reading = latest_reading(stage.session, paper.id)

    assert (reading.parts, reading.applicant_name) == ([], "Biedrība")
    assert [one.file for one in reading.files] == [SCAN]
