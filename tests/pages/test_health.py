"""What monitoring asks, and the store of files."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from app.adapters.storage import Storage, key_of
from app.extensions import db
from app.health import storage_of
from competition.call.records import Call, CallDocument
from competition.foundation.errors import NotFound
from tests.pages.conftest import ANNOUNCED, OPEN, At, settings_for
from tests.pages.reading import links_of, text_of


def test_a_site_that_works_says_so_part_by_part(own_site: Flask):
    client = own_site.test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok", "parts": {"database": "ok", "storage": "ok"}}


def test_a_site_without_its_database_is_alive_but_not_ready(own_site: Flask):
    with own_site.app_context():
        engine = db.engine

    def refuse(*_arguments):
        raise ConnectionError

    event.listen(engine, "before_cursor_execute", refuse)
    client = own_site.test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["parts"] == {"database": "failed: ConnectionError", "storage": "ok"}


def test_content_lies_under_its_digest_once_and_is_never_changed(tmp_path: Path):
    storage = Storage(settings_for(tmp_path))
    digest = storage.put(b"nolikums")
    assert digest == hashlib.sha256(b"nolikums").hexdigest() == storage.put(b"nolikums")
    assert storage.get(digest) == b"nolikums"
    assert [path.relative_to(tmp_path / "uploads").as_posix() for path in (tmp_path / "uploads").rglob("*.*")] == []
    assert (tmp_path / "uploads" / key_of(digest)).read_bytes() == b"nolikums"
    with pytest.raises(NotFound):
        storage.get("0" * 64)


def test_documents_are_served_in_their_version_in_force_and_the_earlier_one_stays(own_site: Flask, at: At):
    with own_site.app_context():
        call = db.session.query(Call).filter_by(slug="liepaja-2020").one()
        for version, at_instant in ((1, call.opens_at), (2, call.amendments[0].published_at), (3, ANNOUNCED)):
            content = b"%PDF " + str(version).encode()
            db.session.add(
                CallDocument(
                    call_id=call.id,
                    position=0,
                    version=version,
                    title={"lv": "Konkursa nolikums", "en": "Rules"},
                    file_name="nolikums ā.pdf",
                    media_type="application/pdf",
                    size=len(content),
                    digest=storage_of(own_site).put(content),
                    in_force_from=at_instant,
                )
            )
        db.session.commit()
    at(OPEN)
    client = own_site.test_client()
    page = client.get("/lv/calls/liepaja-2020")
    assert "Konkursa nolikums PDF, 1 KB · spēkā no 16.03.2020. Iepriekšējā redakcija: Konkursa nolikums" in text_of(
        page
    )
    contents = []
    for link in links_of(page):
        if "/documents/" in link:
            with client.get(link) as answer:
                contents.append(answer.data)
                assert answer.mimetype == "application/pdf"
                assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''nolikums%20%C4%81.pdf"
    assert contents == [b"%PDF 2", b"%PDF 1"]
