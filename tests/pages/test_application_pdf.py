"""The application as a PDF: for those who write it, and for those who read it as much as they read on the page."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.application.records import Application, Submission
from competition.foundation.clock import now
from competition.foundation.reading_log import Reading
from tests.documents.reading import pages_of_pdf, words_of_pdf
from tests.pages.applicants import HALF, READY, THEIRS, address_of, press, put_clock, versions_of, write
from tests.pages.conftest import DEMO_DAY, signed_in
from tests.pages.keys import with_keys
from tests.pages.reading import links_of
from tests.pages.test_reading_log import LATER

DRAFT, CHANGES = "MELNRAKSTS – nav iesniegts", "LABOJUMI – nav iesniegti"
READ = "/lv/committee/liepaja-demo-scoring/applications/{Vakara skolotāji}"
DESK = "/lv/desk/calls/liepaja-demo-scoring/applications/{Vakara skolotāji}"
CONTACTS = "+371 6000 0020"


def test_a_draft_is_taken_away_as_a_pdf_that_says_on_every_page_what_it_is(own_demo_site: Flask, language):
    client, here = signed_in(own_demo_site, "ngo"), address_of(own_demo_site, READY, language=language)
    assert f"{here}/draft.pdf" in links_of(client.get(f"{here}/review"))

    answer = client.get(f"{here}/draft.pdf")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    name = "liepaja-demo-melnraksts.pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    assert answer.headers["Cache-Control"] == "private, no-store"
    pages = pages_of_pdf(answer.data)
    assert [page for page in pages if DRAFT not in page] == []
    assert READY in pages[0]
    assert "Stāstu vākšana apkaimē" in " ".join(pages)
    assert "statuti.pdf" in " ".join(pages)


def test_a_draft_says_what_is_missing(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    text = words_of_pdf(client.get(address_of(own_demo_site, HALF, "/draft.pdf")).data)
    assert "Kāpēc tas vajadzīgs? Trūkst." in text
    assert "Nav pievienoti." in text


def test_what_was_submitted_is_taken_away_with_its_number_and_digest(own_demo_site: Flask, language):
    client, here = signed_in(own_demo_site, "ngo2"), address_of(own_demo_site, THEIRS, language=language)
    for rest in ("/submitted", "/receipt"):
        assert f"{here}/submitted.pdf" in links_of(client.get(f"{here}{rest}"))

    answer = client.get(f"{here}/submitted.pdf")

    (version,) = versions_of(own_demo_site, THEIRS)
    pages = pages_of_pdf(answer.data)
    assert [page for page in pages if f"SHA-256 {version.digest}" not in page] == []
    assert CONTACTS in " ".join(pages)
    redirect = client.get(f"{here}/draft.pdf")
    assert (redirect.status_code, redirect.headers["Location"]) == (303, f"{here}/submitted.pdf")


def test_changes_since_are_marked_and_what_was_submitted_stays(own_demo_site: Flask):
    client, here = signed_in(own_demo_site, "ngo2"), address_of(own_demo_site, THEIRS)
    write(client, f"{here}/sections/risks", {"risks": "Cits risks."})

    changed, submitted = (words_of_pdf(client.get(f"{here}/{name}.pdf").data) for name in ("draft", "submitted"))

    assert (CHANGES in changed, "Cits risks." in changed) == (True, True)
    assert (CHANGES in submitted, "Cits risks." in submitted) == (False, False)


def test_what_was_withdrawn_is_still_taken_away_as_it_was_submitted(own_demo_site: Flask):
    client, here = signed_in(own_demo_site, "ngo2"), address_of(own_demo_site, THEIRS)
    assert press(client, f"{here}/withdraw", f"{here}/withdraw").status_code == 303
    assert client.get(f"{here}/submitted.pdf").status_code == 200
    assert client.get(f"{here}/draft.pdf").headers["Location"] == f"{here}/submitted"


def test_there_is_nothing_submitted_of_a_draft_and_nothing_of_others(own_demo_site: Flask):
    client = signed_in(own_demo_site, "ngo")
    assert client.get(address_of(own_demo_site, HALF, "/submitted.pdf")).status_code == 404
    for name in ("draft", "submitted"):
        assert client.get(address_of(own_demo_site, THEIRS, f"/{name}.pdf")).status_code == 404


@pytest.mark.parametrize(("who", "page", "contacts"), [("coordinator", DESK, True), ("chair", READ, False)])
def test_readers_take_away_what_they_read_and_that_is_logged(own_demo_site: Flask, who, page, contacts):
    put_clock(DEMO_DAY + LATER)
    client, address = signed_in(own_demo_site, who), with_keys(own_demo_site, page)
    assert f"{address}/application.pdf" in links_of(client.get(address))

    answer = client.get(f"{address}/application.pdf")

    text = words_of_pdf(answer.data)
    assert (answer.status_code, "Vakara skolotāji" in text, CONTACTS in text) == (200, True, contacts)
    with own_demo_site.app_context():
        logged = select(Reading).where(Reading.at == now(), Reading.page.endswith("application_pdf"))
        assert [one.shown.value for one in db.session.scalars(logged)] == ["application"]


def test_the_committee_takes_away_what_its_page_says_and_no_more(own_demo_site: Flask):
    address = with_keys(own_demo_site, READ)
    with own_demo_site.app_context():
        found = select(Submission, Application).join(Application, Application.id == Submission.application_id)
        version, theirs = db.session.execute(found.where(Application.title == "Vakara skolotāji")).one()
        number, name, registered, at = theirs.number, theirs.applicant_name, theirs.applicant_number, version.at
        hidden = [version.digest, *(one["sha256"] for one in version.content["attachments"]), registered]
    hidden = [one for one in hidden if one] + ["Saņemts", "versija", "SHA-256", "reģ."]

    answers = [
        signed_in(own_demo_site, who).get(f"{where}/application.pdf")
        for who, where in (("chair", address), ("coordinator", with_keys(own_demo_site, DESK)))
    ]

    ours, whole = (words_of_pdf(one.data) for one in answers)
    assert (number in ours, name in ours) == (True, True)
    assert [one for one in hidden if one in "".join(ours.split())] == []
    assert [one for one in ("Saņemts", "versija", registered) if one not in whole] == []
    assert at.strftime("%Y%m%d%H%M").encode() not in answers[0].data
    assert answers[0].headers["Content-Disposition"].endswith(f"pieteikums-{number}.pdf")


def test_whoever_is_in_conflict_takes_nothing_away(own_demo_site: Flask):
    address = with_keys(own_demo_site, READ)
    assert signed_in(own_demo_site, "member2").get(f"{address}/application.pdf").status_code == 404


def test_what_came_on_paper_is_a_sheet_with_its_files(own_demo_site: Flask):
    address = with_keys(own_demo_site, "/lv/desk/calls/liepaja-demo-scoring/applications/{Zaļā klase pagalmā}")
    client = signed_in(own_demo_site, "coordinator")
    assert f"{address}/application.pdf" not in links_of(client.get(address))
    text = words_of_pdf(client.get(f"{address}/application.pdf").data)
    assert "Pieteikums, kā tas saņemts" in text
    assert "versija" not in text
