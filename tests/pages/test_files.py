"""Files that come in: their names cleaned, their size and kind looked at, kept under their digest."""

import hashlib
from io import BytesIO

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some
from werkzeug.datastructures import FileStorage

from app import create_app
from app.files import LONGEST_NAME, NOT_IN_A_NAME, clean_name, download, hand_out, keep_file
from competition.call.operations import FileNote
from competition.foundation.errors import NotFound
from documents.kinds import FileEmpty, FileMisnamed, FileTooLarge
from tests.documents import samples
from tests.pages.conftest import settings_for

MEGABYTE = 1024 * 1024


@pytest.fixture
def app(tmp_path) -> Flask:
    return create_app(settings_for(tmp_path, KONKURSS_MAX_UPLOAD_MB="1"))


def sent(content: bytes, name: str | None) -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


def kept_files(tmp_path) -> list[str]:
    return [path.name for path in tmp_path.rglob("sha256/*/*")]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("statuti.pdf", "statuti.pdf"),
        ("Biedrības “Ķiršu Āžu ņēmēji” statūti.pdf", "Biedrības “Ķiršu Āžu ņēmēji” statūti.pdf"),
        ("statu\u0304ti.pdf", "statūti.pdf"),
        ("C:\\Users\\Anna\\statuti.pdf", "statuti.pdf"),
        ("C:\\fakepath/statuti.pdf", "statuti.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/etc/cron.d/x.pdf", "x.pdf"),
        ("\\\\serveris\\mape\\x.pdf", "x.pdf"),
        ("a\x00b\nc\td\x7fe\x85.pdf", "abcde.pdf"),
        ("rekins\u202efdp.exe", "rekinsfdp.exe"),
        ("\u2066a\u2069\u200f\u061c\ufeff.pdf", "a.pdf"),
        ("rinda\u2028otra\u2029.pdf", "rindaotra.pdf"),
        ("puse\ud800.pdf", "puse.pdf"),
        ('a<b>"c"|d?*.pdf', "abcd.pdf"),
        ("  .statuti.pdf. ", "statuti.pdf"),
        ("", "fails"),
        ("...", "fails"),
        ("..", "fails"),
        ("mape/", "mape"),
        ("\u202e\u202e", "fails"),
        ("bez galotnes", "bez galotnes"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_folders_and_signs_that_do_something(name, clean):
    assert clean_name(name) == clean


@pytest.mark.parametrize(
    "name", ["ā" * 500 + ".pdf", "ā" * 500, "a." + "b" * 500, "ā b." * 200 + "pdf", "a" * 116 + " " + ".pdf"]
)
def test_a_very_long_name_is_made_shorter_and_keeps_its_ending(name):
    clean = clean_name(name)

    assert 0 < len(clean) <= LONGEST_NAME
    assert clean.endswith(".pdf") == name.endswith(".pdf")


@given(some.text(max_size=300))
def test_a_clean_name_is_never_empty_nor_long_nor_a_path_and_stays_as_it_is(name):
    clean = clean_name(name)

    assert 0 < len(clean) <= LONGEST_NAME
    assert NOT_IN_A_NAME.search(clean) is None
    assert clean == clean.strip(" .")
    assert clean.encode()
    assert clean_name(clean) == clean


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
        "attachment; filename*=UTF-8''Stat%C5%ABti%20%E2%80%9CA%E2%80%9D.pdf"
    )
    assert answer.headers["Content-Length"] == str(len(samples.PDF))
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_file_for_everybody_may_be_kept_for_ever(app):
    with app.test_request_context():
        answer = hand_out(keep_file(sent(samples.PDF, "a.pdf")), for_everybody=True)
        answer.close()

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_that_is_not_there_is_not_found(app):
    with app.test_request_context(), pytest.raises(NotFound):
        hand_out(FileNote("a.pdf", "application/pdf", 1, "ab" * 32))


def test_a_name_cannot_add_a_header(app):
    with app.test_request_context():
        answer = download(b"x", 'a"\r\nSet-Cookie: x=1.pdf', "application/pdf")

    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer.headers["Content-Disposition"]
