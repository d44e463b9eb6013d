"""The store of files does not answer: what was sent is not kept, it is told so, and later it is taken."""

import pytest
from flask import Flask
from obstore.exceptions import GenericError

from app.adapters.storage import Storage
from tests.pages.applicants import A_PDF, HALF, address_of, files_of, send_file
from tests.pages.conftest import signed_in
from tests.pages.reading import text_of
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
