"""What monitoring asks, and the store of files."""

import hashlib
import os
import shutil
import socket
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, text

from app import create_app
from app.adapters import heartbeat
from app.adapters.mail import MailServer
from app.adapters.storage import Storage, key_of
from app.config import Settings
from app.extensions import db
from app.health import storage_of
from app.readiness import Remembered
from competition.call.records import Call, CallDocument
from competition.foundation import clock
from competition.foundation.errors import NotFound
from tests.pages.conftest import ANNOUNCED, OPEN, At, close, settings_for
from tests.pages.reading import links_of, text_of

WELL = {
    "database": "ok",
    "schema": "ok",
    "clock": "not asked",
    "files": "ok",
    "storage": "ok",
    "scanner": "not asked",
    "worker": "ok",
    "mail": "ok",
}


def settings_of(app: Flask) -> Settings:
    return app.extensions["konkurss-settings"]


@pytest.fixture
def well(own_site: Flask) -> Flask:
    """A site whose worker has just left its sign of life."""
    heartbeat.Heart(heartbeat.path_of(settings_of(own_site))).beat()
    return own_site


def readiness(app: Flask) -> tuple[int, str, dict[str, str]]:
    answer = app.test_client().get("/readyz")
    return answer.status_code, answer.json["status"], answer.json["parts"]


def break_database(app: Flask, breaking: str = "") -> None:
    """Let every statement fail that has `breaking` in it."""

    def refuse(_connection, _cursor, statement: str, *_more):
        if breaking in statement:
            raise ConnectionError

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", refuse)


def test_a_site_that_works_says_so_part_by_part(well: Flask):
    assert well.test_client().get("/healthz").json == {"status": "ok"}
    assert readiness(well) == (200, "ok", WELL)


def test_a_site_without_its_database_is_alive_but_not_ready(well: Flask):
    break_database(well)
    assert well.test_client().get("/healthz").status_code == 200
    not_asked = {
        "database": "failed: ConnectionError",
        "schema": "not asked",
        "clock": "not asked",
        "files": "not asked",
    }
    assert readiness(well) == (503, "failed", WELL | not_asked)


def test_a_database_of_another_version_is_not_ready(well: Flask):
    with well.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        db.session.commit()
    schema = {"schema": "failed: it is of another version than the site; see flask db upgrade"}
    assert readiness(well) == (503, "failed", WELL | schema)


def test_a_store_that_is_a_file_is_not_ready(well: Flask):
    folder = Path(settings_of(well).storage_url.removeprefix("file:"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("not a folder")
    status, said, parts = readiness(well)
    assert (status, said) == (503, "failed")
    assert parts["storage"].startswith("failed: ")
    assert str(folder) not in str(parts)


def test_a_store_that_takes_nothing_new_is_not_ready(well: Flask, monkeypatch: pytest.MonkeyPatch):
    folder = settings_of(well).storage_url.removeprefix("file:")
    access = os.access
    monkeypatch.setattr("os.access", lambda path, mode: str(path) != folder and access(path, mode))
    assert readiness(well) == (503, "failed", WELL | {"storage": "failed: PermissionError"})


def test_a_worker_that_is_silent_is_named_while_people_go_on(well: Flask):
    path = heartbeat.path_of(settings_of(well))
    for seconds, said in ((50, "ok"), (90, "failed: no sign of it for 90 s")):
        then = clock.machine_now().timestamp() - seconds
        os.utime(path, (then, then))
        assert readiness(well) == (200, "ok" if said == "ok" else "degraded", WELL | {"worker": said})
    path.unlink()
    worker = {"worker": "failed: no sign of one on this machine"}
    assert readiness(well) == (200, "degraded", WELL | worker)


def test_who_asks_writes_nothing(well: Flask):
    instance = settings_of(well).instance
    readiness(well)
    before = {path: path.stat().st_mtime_ns for path in instance.rglob("*") if "konkurss.db" not in path.name}
    path = heartbeat.path_of(settings_of(well))
    with well.app_context():
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *parts: asked.append(parts[2]))
    readiness(well)
    assert {path: path.stat().st_mtime_ns for path in instance.rglob("*") if "konkurss.db" not in path.name} == before
    assert path in before
    assert [statement for statement in asked if not statement.startswith(("SELECT", "BEGIN DEFERRED"))] == []


def test_a_mail_server_that_cannot_be_reached_is_named_and_asked_rarely(
    tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "instance").mkdir()
    shutil.copyfile(migrated_sqlite, tmp_path / "instance" / "konkurss.db")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        app = create_app(settings_for(tmp_path, KONKURSS_MAIL_URL=f"smtp://anna:secret@127.0.0.1:{port}"))
        heartbeat.Heart(heartbeat.path_of(settings_of(app))).beat()
        assert readiness(app) == (200, "degraded", WELL | {"mail": "failed: ConnectionRefusedError"})
        monkeypatch.setattr(MailServer, "check", lambda _self: pytest.fail("asked again"))
        assert readiness(app) == (200, "degraded", WELL | {"mail": "failed: ConnectionRefusedError"})
    close(app)


def test_a_folder_for_mail_that_nobody_may_write_into_is_named(well: Flask, monkeypatch: pytest.MonkeyPatch):
    storage = settings_of(well).storage_url.removeprefix("file:")
    access = os.access
    monkeypatch.setattr("os.access", lambda path, mode: str(path) == storage and access(path, mode))
    assert readiness(well) == (200, "degraded", WELL | {"mail": "failed: PermissionError"})


def test_while_one_asks_others_get_the_last_answer_and_nobody_asks_twice():
    asked: list[str] = []
    slow = Remembered(every=0.0)
    slow.ask(lambda: "first")

    def question() -> str:
        asked.append(slow.ask(lambda: pytest.fail("asked meanwhile")))
        return "second"

    assert slow.ask(question) == "second"
    assert asked == ["first"]


@pytest.mark.parametrize(("wrong", "said"), [(1, "ok"), (-1, "ok"), (30, "failed: 30 s"), (-30, "failed: 30 s")])
def test_the_clock_is_held_against_that_of_postgresql(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, wrong: int, said: str
):
    app = create_app(settings_for(tmp_path, KONKURSS_DATABASE_URL=database_url))
    monkeypatch.setattr("app.readiness.machine_now", lambda: clock.machine_now() + timedelta(seconds=wrong))
    status, _, parts = readiness(app)
    close(app)
    assert status == 200
    expected = said if database_url.startswith("postgresql") else "not asked"
    assert parts["clock"] == expected + (" from the database's" if "failed" in expected else "")


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
                named = "attachment; filename=\"nolikums a.pdf\"; filename*=UTF-8''nolikums%20%C4%81.pdf"
                assert answer.headers["Content-Disposition"] == named
    assert contents == [b"%PDF 2", b"%PDF 1"]
