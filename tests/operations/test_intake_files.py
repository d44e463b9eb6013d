"""What the coordinator registers of an application on paper besides its title: scans, address, e-mail."""

import pytest
from sqlalchemy import select

from competition.application.attachments import detach
from competition.application.intake import ReceivedInFuture, receive
from competition.application.records import Attachment, Channel, Submission
from competition.call.operations import FileNote
from competition.form.slots import ON_PAPER
from competition.foundation.clock import TICK
from tests.builders import AFTERWARDS, WHILE_OPEN, a_paper, a_published_call, an_intake, verbs_in

SCANS = (
    FileNote("pieteikums.pdf", "application/pdf", 9, "ef" * 32),
    FileNote("pielikums.jpg", "image/jpeg", 5, "01" * 32),
)


def submission_of(stage, application) -> Submission:
    return stage.session.scalars(select(Submission).where(Submission.application_id == application.id)).one()


def test_the_scans_of_a_paper_are_kept_as_they_came_and_handed_in_with_it(stage):
    paper = a_paper(stage, a_published_call(stage), files=SCANS)

    attached = stage.session.scalars(select(Attachment).order_by(Attachment.id)).all()
    assert [(one.application_id, one.slot, one.file_name, one.attached_at) for one in attached] == [
        (paper.id, ON_PAPER, "pieteikums.pdf", AFTERWARDS),
        (paper.id, ON_PAPER, "pielikums.jpg", AFTERWARDS),
    ]
    assert submission_of(stage, paper).content["attachments"] == [
        {"slot": ON_PAPER, "name": one.file_name, "media_type": one.media_type, "size": one.size, "sha256": one.digest}
        for one in SCANS
    ]
    assert verbs_in(stage)[-3:] == ["application.attached", "application.attached", "application.received"]


def test_the_address_and_the_e_mail_to_which_the_letter_goes_are_kept(stage):
    paper = a_paper(stage, a_published_call(stage), address="Parauga iela 3, Liepāja", email="biedriba@example.org")

    assert (paper.applicant_address, paper.applicant_email) == ("Parauga iela 3, Liepāja", "biedriba@example.org")


def test_a_paper_without_scans_and_addresses_is_registered_all_the_same(stage):
    paper = a_paper(stage, a_published_call(stage))

    assert (paper.applicant_address, paper.applicant_email) == (None, None)
    assert submission_of(stage, paper).content["attachments"] == []


@pytest.mark.parametrize("channel", [channel for channel in Channel if channel != Channel.ONLINE])
def test_a_paper_says_by_which_way_it_came(stage, channel):
    paper = a_paper(stage, a_published_call(stage), channel=channel, files=SCANS[:1])

    assert (paper.channel, submission_of(stage, paper).channel) == (channel, channel)


def test_nothing_is_kept_of_the_scans_of_a_registration_that_is_refused(stage):
    call = a_published_call(stage)
    before = stage.everything()

    with pytest.raises(ReceivedInFuture), stage.acting(at=WHILE_OPEN) as act:
        receive(act, call.id, an_intake(received=WHILE_OPEN + TICK, files=SCANS))

    assert stage.everything() == before


def test_what_was_registered_stays_when_its_applicant_takes_a_scan_out(stage):
    paper = a_paper(stage, a_published_call(stage), registered=WHILE_OPEN, files=SCANS)
    scan = stage.session.scalars(select(Attachment).order_by(Attachment.id)).first()

    with stage.acting(at=WHILE_OPEN + TICK) as act:
        detach(act, paper.id, scan.id)

    assert len(submission_of(stage, paper).content["attachments"]) == 2
