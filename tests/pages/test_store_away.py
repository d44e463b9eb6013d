"""The store of files does not answer, or has lost a file: whoever sends or reads one is told so, and what to do."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from obstore.exceptions import GenericError

from app.adapters.storage import Storage
from tests.pages.applicants import A_PDF, HALF, SECOND_SEASON, address_of, files_of, key_of, send_file
from tests.pages.conftest import signed_in
from tests.pages.reading import links_of, text_of
from tests.pages.test_places_for_files import ONE


@pytest.mark.parametrize("error", [GenericError("error sending request"), OSError(28, "No space left on device")])
def test_a_file_that_cannot_be_kept_is_not_attached_and_can_be_sent_again(
    own_demo_site: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
):
    def fail(_self: Storage, _content: bytes) -> str:
        raise error

    client, here = signed_in(own_demo_site, "ngo"), address_of(own_demo_site, HALF, "/attachments")
    with monkeypatch.context() as away:
        away.setattr(Storage, "put", fail)
        refused = send_file(client, here, ONE, "statūti.pdf", A_PDF)

    assert refused.status_code == 503
    assert "Portāls šobrīd nevar saglabāt failus. Nosūtītais nav saglabāts." in text_of(refused)
    assert files_of(own_demo_site, HALF) == []
    assert "the store takes nothing" in caplog.text

    assert send_file(client, here, ONE, "statūti.pdf", A_PDF).status_code == 303
    assert [one.file_name for one in files_of(own_demo_site, HALF)] == ["statūti.pdf"]


@pytest.fixture
def member(own_demo_site: Flask) -> FlaskClient:
    return signed_in(own_demo_site, "member")


@pytest.fixture
def there(own_demo_site: Flask, member: FlaskClient) -> str:
    """Where a member downloads a file of an application."""
    sheet = member.get(f"/lv/committee/liepaja-demo-scoring/applications/{key_of(own_demo_site, SECOND_SEASON)}")
    return next(link.removesuffix("/look") for link in links_of(sheet) if link.endswith("/look"))


@pytest.mark.parametrize("error", [GenericError("error sending request"), PermissionError(13, "Permission denied")])
def test_a_file_that_the_store_does_not_give_just_now_is_told_as_that(
    member: FlaskClient, there: str, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    def fail(_self: Storage, _digest: str) -> bytes:
        raise error

    monkeypatch.setattr(Storage, "stream", fail)
    for address in (there, f"{there}/picture"):
        refused = member.get(address)
        assert refused.status_code == 503
        assert "Portāls šobrīd nevar dabūt šo failu. Fails nav pazaudēts." in text_of(refused)
    assert member.get(f"{there}/look").status_code == 200


def test_whoever_reads_is_told_that_a_file_is_lost_and_not_that_the_address_is_wrong(
    own_demo_site: Flask, member: FlaskClient, there: str, caplog: pytest.LogCaptureFixture
):
    own_demo_site.extensions["konkurss-storage"].remove(there.rsplit("/", maxsplit=1)[-1])

    for address in (there, f"{there}/picture"):
        refused = member.get(address)
        assert refused.status_code == 404
        assert "Portāls ir pazaudējis failu „" in text_of(refused)
        assert "Tā nav jūsu vaina." in text_of(refused)
    assert "is not in the storage" in caplog.text
