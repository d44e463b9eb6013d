"""Pages that cost much: so many at once, so often for one network, and nobody waits without end."""

from threading import BoundedSemaphore

import pytest
from flask import Flask

from app import costly
from tests.pages.conftest import signed_in
from tests.pages.reading import text_of

LETTERS = "/lv/desk/calls/liepaja-2020/letters.zip"
ARCHIVE = "/calls/liepaja-2020/archive.json"
COSTLY = {
    "public.archive",
    "public.form_file",
    "applicant.bring_earlier_back",
    "applicant.draft_pdf",
    "applicant.earlier",
    "applicant.history",
    "applicant.letter",
    "applicant.read_from_word",
    "applicant.receipt_file",
    "applicant.word_file",
    "applicant.submitted_pdf",
    "committee.application_pdf",
    "committee.file_member",
    "committee.search",
    "coordinator.file_member",
    "coordinator.search",
    "auditor.file_member",
    "coordinator.application_pdf",
    "committee.minutes_file",
    "coordinator.minutes_file",
    "coordinator.letter_file",
    "coordinator.letters_file",
    "auditor.letter_file",
    "auditor.whole_file",
}


def test_what_is_made_anew_for_each_request_and_costs_much_is_limited(site: Flask):
    assert {name for name, view in site.view_functions.items() if getattr(view, "costly", False)} == COSTLY


def test_one_too_many_at_once_is_asked_to_come_back(
    own_site: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("INFO")
    monkeypatch.setattr(costly, "PATIENCE", 0)
    places: BoundedSemaphore = own_site.extensions["konkurss-costly"]
    for _ in range(costly.AT_ONCE):
        assert places.acquire(blocking=False)
    refused = own_site.test_client().get(ARCHIVE)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert "Šobrīd portāls gatavo citas lapas un failus. Mēģiniet vēlreiz pēc brīža." in text_of(refused)
    assert "answered 503 (too-much-at-once)" in caplog.text
    places.release()
    assert own_site.test_client().get(ARCHIVE).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_file_that_went_out_piece_by_piece_gives_its_place_back(
    own_demo_site: Flask, monkeypatch: pytest.MonkeyPatch, method: str
):
    monkeypatch.setattr(costly, "PATIENCE", 0)
    client = signed_in(own_demo_site, "coordinator")
    for _ in range(costly.AT_ONCE + 1):
        answer = client.open(LETTERS, method=method)
        assert answer.status_code == 200
        assert (len(answer.data) > 0) is (method == "GET")
        answer.close()


def test_a_page_that_is_not_there_gives_its_place_back(own_site: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(costly, "PATIENCE", 0)
    client = own_site.test_client()
    answers = [client.get("/calls/nekas/archive.json").status_code for _ in range(costly.AT_ONCE + 2)]
    assert answers == [404] * (costly.AT_ONCE + 2)


def test_one_network_asks_so_often_and_another_is_not_kept_out(own_site: Flask, monkeypatch: pytest.MonkeyPatch):
    own_site.extensions["konkurss-throttle"].factor = 1
    monkeypatch.setattr(costly, "OF_NETWORK", costly.Limit("costly-network", 3, 600))
    client = own_site.test_client()
    answers = [client.get(ARCHIVE) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 600
    elsewhere = client.get(ARCHIVE, environ_base={"REMOTE_ADDR": "198.51.100.9"})
    assert elsewhere.status_code == 200
