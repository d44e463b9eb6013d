"""Files that come in: their size and kind looked at, kept under their digest."""

import hashlib
from io import BytesIO
from time import monotonic

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from app import create_app
from app.extensions import db
from app.files import download, hand_out, keep_file, looked_into
from competition.call.operations import FileNote
from competition.foundation.kept_files import FileLost
from documents.guarded import Allowance
from documents.inspecting.refusals import FileDamaged, FileEncrypted, FileHasDefinitions, FileTooManyFiles
from documents.kinds import CONTAINER, FileEmpty, FileMisnamed, FileTooLarge
from tests.documents import office, samples
from tests.documents.hostile_images import IMAGES
from tests.documents.hostile_pdfs import PDFS
from tests.documents.samples import packed
from tests.pages.conftest import settings_for

MEGABYTE = 1024 * 1024


@pytest.fixture
def app(tmp_path) -> Flask:
    app = create_app(settings_for(tmp_path, KONKURSS_MAX_UPLOAD_MB="1"))
    with app.app_context():
        db.create_all()
    return app


def sent(content: bytes, name: str | None) -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


def kept_files(tmp_path) -> list[str]:
    return [path.name for path in tmp_path.rglob("sha256/*/*")]


def test_a_file_is_kept_under_its_digest_with_its_clean_name_and_its_kind(app, tmp_path):
    digest = hashlib.sha256(samples.PDF).hexdigest()

    with app.app_context():
        note = keep_file(sent(samples.PDF, "C:\\mape\\Statūti.PDF"))

    assert note == FileNote("Statūti.PDF", "application/pdf", len(samples.PDF), digest)
    assert kept_files(tmp_path) == [digest]


def test_the_same_content_is_kept_once(app, tmp_path):
    with app.app_context():
        notes = [keep_file(sent(samples.PDF, name)) for name in ("viens.pdf", "divi.pdf")]

    assert {note.digest for note in notes} == set(kept_files(tmp_path))
    assert len(kept_files(tmp_path)) == 1


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "statuti.pdf", FileEmpty),
        (b"", None, FileEmpty),
        (samples.PDF, "statuti.docx", FileMisnamed),
        (samples.PDF, None, FileMisnamed),
        (samples.PDF + b" " * MEGABYTE, "statuti.pdf", FileTooLarge),
    ],
)
def test_nothing_is_kept_of_a_file_that_is_refused(app, tmp_path, content, name, refusal):
    with app.app_context(), pytest.raises(refusal) as refused:
        keep_file(sent(content, name))

    assert refused.value.facts["name"] == (name or "fails")
    assert kept_files(tmp_path) == []


def test_a_file_may_be_as_large_as_the_installation_takes_and_not_one_octet_larger(app):
    most = samples.PDF + b" " * (MEGABYTE - len(samples.PDF) - 6) + b"%%EOF\n"
    assert len(most) == MEGABYTE

    with app.app_context():
        assert keep_file(sent(most, "statuti.pdf")).size == MEGABYTE
        with pytest.raises(FileTooLarge) as refused:
            keep_file(sent(b"%PDF-" + most[4:], "statuti.pdf"))
    assert refused.value.facts == {"name": "statuti.pdf", "largest": 1}


def test_a_kept_file_is_handed_out_as_a_download_that_nobody_keeps(app):
    with app.test_request_context():
        note = keep_file(sent(samples.PDF, "Statūti “A”.pdf"))
        answer = hand_out(note)
        assert answer.get_data() == samples.PDF

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"Statuti _A_.pdf\"; filename*=UTF-8''Stat%C5%ABti%20%E2%80%9CA%E2%80%9D.pdf"
    )
    assert answer.headers["Content-Length"] == str(len(samples.PDF))
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_file_for_everybody_may_be_kept_for_ever(app):
    with app.test_request_context():
        answer = hand_out(keep_file(sent(samples.PDF, "a.pdf")), for_everybody=True)
        answer.close()

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_that_is_not_there_is_lost(app):
    with app.test_request_context(), pytest.raises(FileLost):
        hand_out(FileNote("a.pdf", "application/pdf", 1, "ab" * 32))


def test_a_name_cannot_add_a_header(app):
    with app.test_request_context():
        answer = download(b"x", 'a"\r\nSet-Cookie: x=1.pdf', "application/pdf")

    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer.headers["Content-Disposition"]


def test_all_that_is_asked_of_one_file_takes_no_longer_than_its_allowance(monkeypatch):
    long = PDFS["words without end"]()
    container = samples.packed({"mimetype": samples.ASIC, **{f"{n}.pdf": long for n in range(20)}})
    monkeypatch.setattr("app.files.Allowance", lambda: Allowance(2))
    begun = monotonic()

    looked = looked_into(CONTAINER, container)

    assert monotonic() - begun < 4
    assert looked is not None
    assert (looked.found.fault, len(looked.found.members)) == (None, 20)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("vēstule.docx", office.ENCRYPTED, FileEncrypted),
        ("vēstule.docx", office.WITH_LAUGHS, FileHasDefinitions),
        ("paka.asice", packed({"mimetype": samples.ASIC, **{f"{n}.txt": b"" for n in range(600)}}), FileTooManyFiles),
        ("foto.jpg", IMAGES["half a picture.jpg"](), FileDamaged),
    ],
    ids=["a password", "definitions", "too many files", "half a picture"],
)
def test_why_a_file_is_of_no_use_is_said_by_its_own_reason(app, tmp_path, name, content, refusal):
    with app.app_context(), pytest.raises(refusal):
        keep_file(sent(content, name))

    assert kept_files(tmp_path) == []
