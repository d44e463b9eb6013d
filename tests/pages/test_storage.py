"""Files on disk and in S3, by one interface: stored once and whole, found, swept, missed."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from flask import Flask
from obstore.exceptions import BaseError
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from app import keeping
from app.adapters.storage import Storage, digest_of
from app.config import Settings, read_settings
from app.extensions import db
from app.files import hand_out, keep_file
from app.keeping import SPARED, look_for_missing, sweep
from competition.application.records import Application, Attachment, Submission
from competition.eligibility.kept import is_named, named_digests, troubled_files
from competition.foundation.clock import machine_now
from competition.foundation.errors import NotFound
from competition.foundation.kept_files import KeptFile
from tests.documents import samples
from tests.pages.conftest import signed_in
from tests.pages.reading import links_of, text_of
from tests.pages.stores import an_s3_store

LARGE = Random(1).randbytes(9_000_000)


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, str]]:
    with an_s3_store() as settings:
        yield dict(settings)


@pytest.fixture(params=["disk", "s3"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    wanted = {"KONKURSS_STORAGE_URL": f"file:{tmp_path}/files"}
    if request.param == "s3":
        wanted = request.getfixturevalue("s3") | {
            "AWS_CA_BUNDLE": "/of/another/program.pem",
            "KONKURSS_STORAGE_URL": f"s3://konkurss-files/{tmp_path.name}",
        }
    return read_settings({"KONKURSS_ENV": "test", **wanted}, tmp_path)


@pytest.fixture
def store(settings: Settings) -> Storage:
    return Storage(settings)


@pytest.fixture
def app(own_demo_site: Flask, settings: Settings) -> Flask:
    """A site whose files lie there, also those of its demonstration."""
    was = own_demo_site.extensions["konkurss-storage"]
    known = own_demo_site.extensions["konkurss-settings"]
    merged = replace(
        known, storage_url=settings.storage_url, s3_endpoint=settings.s3_endpoint, aws=settings.aws, clamd=None
    )
    own_demo_site.extensions["konkurss-settings"] = merged
    there = own_demo_site.extensions["konkurss-storage"] = Storage(merged)
    for one in was.all():
        there.put(was.get(one.digest))
    return own_demo_site


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two days from now, as the sweep sees it."""
    monkeypatch.setattr(keeping, "machine_now", lambda: machine_now() + 2 * SPARED)


def sent(content: bytes = samples.PDF) -> FileStorage:
    return FileStorage(BytesIO(content), filename="statuti.pdf")


def test_a_file_and_its_names_are_on_the_disk_before_it_counts_as_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    told: list[int] = []
    monkeypatch.setattr("app.adapters.storage.os.fsync", lambda place: told.append(os.fstat(place).st_ino))
    there = Storage(read_settings({"KONKURSS_ENV": "test", "KONKURSS_STORAGE_URL": f"file:{tmp_path}/files"}, tmp_path))

    digest = there.put(samples.PDF)

    folder = tmp_path / "files" / "sha256"
    way = (folder / digest[:2] / digest, folder / digest[:2], folder, folder.parent)
    assert told == [one.stat().st_ino for one in way]


def test_a_store_that_answers_with_errors_is_asked_again_a_few_times_only(tmp_path: Path):
    asked: list[str] = []

    class Broken(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(500)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is written."""

    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "eu-north-1"}
    with ThreadingHTTPServer(("127.0.0.1", 0), Broken) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        where = {
            "KONKURSS_STORAGE_URL": "s3://b/files",
            "KONKURSS_S3_ENDPOINT": f"http://127.0.0.1:{server.server_port}",
        }
        store = Storage(read_settings({"KONKURSS_ENV": "test", **where, **keys}, tmp_path))
        with pytest.raises(BaseError):
            store.get(digest_of(b"nothing"))
        server.shutdown()

    assert len(asked) == 4


@pytest.mark.parametrize("content", [b"", b"nolikums", LARGE], ids=["empty", "small", "large"])
def test_a_content_is_read_back_as_it_was_put(store: Storage, content):
    digest = store.put(content)

    assert digest == hashlib.sha256(content).hexdigest() == store.put(content)
    assert store.get(digest) == content
    assert store.has(digest)
    assert [(one.digest, one.size) for one in store.all()] == [(digest, len(content))]


def test_a_content_that_is_not_there_is_not_found_and_taking_it_away_is_no_trouble(store: Storage):
    store.check()
    nothing = digest_of(b"nothing")

    with pytest.raises(NotFound):
        store.get(nothing)
    assert not store.has(nothing)
    store.remove(nothing)
    store.put(b"nothing")
    store.remove(nothing)
    assert list(store.all()) == []


def test_a_file_comes_in_and_goes_out(app: Flask):
    with app.test_request_context():
        note = keep_file(sent())

        assert hand_out(note).get_data() == samples.PDF


def test_a_sweep_takes_what_nobody_names_for_a_day_and_nothing_else(app: Flask, later: None):
    with app.test_request_context():
        store, session = app.extensions["konkurss-storage"], db.session()
        named = named_digests(session)
        orphan = store.put(b"nobody names this")
        noted = store.put(b"sent before, named by nobody")
        session.add(KeptFile(digest=noted, size=3, kept_at=machine_now() - 3 * SPARED, text="", folded=""))
        session.commit()
        listed = sweep(session, remove=False)

        assert sorted(listed.contents) == sorted([orphan, noted])
        assert store.has(orphan)
        assert sorted(sweep(session, remove=True).contents) == sorted([orphan, noted])
        assert {one.digest for one in store.all()} == named
        assert session.get(KeptFile, noted) is None
        assert sweep(session, remove=True).contents == []


def test_a_sweep_spares_what_was_put_just_now(app: Flask):
    with app.test_request_context():
        digest = app.extensions["konkurss-storage"].put(b"somebody is sending this")

        assert sweep(db.session(), remove=True).contents == []
        assert app.extensions["konkurss-storage"].has(digest)


def test_a_sweep_spares_what_is_sent_again_while_it_goes_on(app: Flask, later: None, monkeypatch):
    monkeypatch.setattr("app.files.machine_now", lambda: machine_now() + 2 * SPARED)

    def named_and_then_sent(session: Session) -> set[str]:
        found = named_digests(session)
        keep_file(sent())
        return found

    with app.test_request_context():
        store = app.extensions["konkurss-storage"]
        digest = store.put(samples.PDF)
        monkeypatch.setattr(keeping, "named_digests", named_and_then_sent)

        assert sweep(db.session(), remove=True).contents == []
        assert store.has(digest)


def test_a_file_that_the_store_has_lost_is_told_on_the_desk_and_by_readiness_until_it_is_back(app: Flask):
    with app.test_request_context():
        store, session = app.extensions["konkurss-storage"], db.session()
        assert look_for_missing(session) == 0
        digest = next(one.digest for one in _attached(session))
        content = store.get(digest)
        store.remove(digest)

        assert look_for_missing(session) == look_for_missing(session) == 1
        kept = session.get_one(KeptFile, digest)
        assert kept.missing_since is not None
        session.rollback()
    desk = signed_in(app, "coordinator")
    assert "Kaut kas nav kārtībā ar " in text_of(desk.get("/lv/desk"))
    page = desk.get("/lv/desk/files")
    assert digest in page.text
    assert "Krātuvē tā nav kopš" in text_of(page)
    parts = app.test_client().get("/readyz").json["parts"]
    assert parts["files"] == "failed: 1 that records name are not in the storage; see flask files check"
    with app.test_request_context():
        app.extensions["konkurss-storage"].put(content)

        assert look_for_missing(db.session()) == 0
    assert "Kaut kas nav kārtībā" not in text_of(desk.get("/lv/desk"))
    assert app.test_client().get("/readyz").json["parts"]["files"] == "ok"


def test_a_lost_file_of_a_draft_is_told_on_the_desk_too_without_what_is_its_writer_s_to_know(own_demo_site: Flask):
    with own_demo_site.test_request_context():
        session = db.session()
        found = select(Attachment, Application).join(Application, Application.id == Attachment.application_id)
        file, draft = session.execute(found.where(Application.number.is_(None)).limit(1)).one()
        digest, name, title = file.digest, file.file_name, draft.title
        own_demo_site.extensions["konkurss-storage"].remove(digest)
        session.rollback()
        assert look_for_missing(session) == 1
    desk = signed_in(own_demo_site, "coordinator")

    assert "Kaut kas nav kārtībā ar 1 failu" in text_of(desk.get("/lv/desk"))
    page = desk.get("/lv/desk/files")
    assert digest in page.text
    assert "Neiesniegta pieteikuma fails" in text_of(page)
    assert "/lv/desk/calls/liepaja-demo" in links_of(page)
    assert (title in page.text, name in page.text) == (False, False)
    assert own_demo_site.test_client().get("/readyz").json["parts"]["files"].startswith("failed: 1 ")


def _attached(session: Session) -> Sequence[Attachment]:
    named = select(Attachment).join(Submission, Submission.application_id == Attachment.application_id)
    return session.scalars(named.order_by(Attachment.id)).all()


def test_a_content_is_named_by_what_was_handed_in_also_where_it_was_taken_out_since(app: Flask):
    with app.test_request_context():
        session = db.session()

        assert all(is_named(session, digest) for digest in named_digests(session))
        assert not is_named(session, digest_of(b"nobody's"))
        assert troubled_files(session, []) == []


def test_a_half_that_a_killed_process_left_is_swept_after_a_day(own_demo_site: Flask, later: None):
    app = own_demo_site
    with app.test_request_context():
        store = app.extensions["konkurss-storage"]
        digest = store.put(b"whole")
        folder = Path(app.extensions["konkurss-settings"].storage_url.removeprefix("file:"))
        half = folder / "sha256" / digest[:2] / f"{digest}#1"
        half.write_bytes(b"wh")

        assert digest_of(b"whole") in {one.digest for one in store.all()}
        assert sweep(db.session(), remove=True).halves == [half]
        assert not half.exists()
