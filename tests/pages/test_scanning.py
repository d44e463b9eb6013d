"""Files are scanned before they are kept; while the scanner is away only those who sent them get them."""

from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from app.adapters.scanner import Scanned, Scanner, ScannerAway
from app.extensions import db
from app.files import hand_out, keep_file, storage
from app.keeping import scan_waiting
from competition.foundation.kept_files import FileInfected, FileNotScannedYet, FileWithheld, KeptFile, Scan
from documents.inspecting.refusals import FileEncrypted
from documents.kinds import FileEmpty
from tests.documents import office, samples
from tests.pages.conftest import settings_for
from tests.pages.scanners import EICAR, Clamd, a_scanner

NOBODY = "tcp://127.0.0.1:9"
EVIL = samples.PDF.replace(b"%%EOF", EICAR + b"\n%%EOF")


@pytest.fixture(scope="module")
def scanner():
    with a_scanner() as found:
        yield found


@pytest.fixture
def told(scanner: Clamd):
    """The scanner, which forgets what a test told it."""
    yield scanner
    scanner.says, scanner.longest = None, 100_000_000


@pytest.fixture
def app(own_site: Flask, told: Clamd) -> Flask:
    ask(own_site, told.address)
    return own_site


def ask(app: Flask, address: str) -> None:
    settings = app.extensions["konkurss-settings"]
    app.extensions["konkurss-settings"] = replace(settings, clamd=address)


def sent(content: bytes = samples.PDF) -> FileStorage:
    return FileStorage(BytesIO(content), filename="statuti.pdf")


def kept_in(app: Flask) -> list[KeptFile]:
    return list(db.session.scalars(select(KeptFile).execution_options(populate_existing=True)))


def test_a_clean_content_is_kept_with_the_instant_at_which_it_was_scanned(app: Flask):
    with app.test_request_context():
        before = {one.digest for one in kept_in(app)}
        keep_file(sent())
        kept = next(one for one in kept_in(app) if one.digest not in before)

        assert (kept.scan, kept.virus) == (Scan.CLEAN, None)
        assert kept.scanned_at is not None


def test_a_content_with_a_virus_is_refused_and_not_kept(app: Flask, caplog):
    with app.test_request_context():
        count = len(kept_in(app))
        with pytest.raises(FileInfected) as refused:
            keep_file(sent(EVIL))

        assert refused.value.facts == {"name": "statuti.pdf", "virus": "Eicar-Test-Signature"}
        assert len(kept_in(app)) == count
        assert EICAR not in b"".join(storage().get(one.digest) for one in storage().all())
    assert "file.infected" in caplog.text


def test_while_the_scanner_is_away_whoever_sent_a_file_gets_it_and_nobody_else(app: Flask):
    ask(app, NOBODY)
    with app.test_request_context():
        note = keep_file(sent())

        assert hand_out(note, to_sender=True).get_data() == samples.PDF
        with pytest.raises(FileNotScannedYet):
            hand_out(note)


def test_once_the_scanner_is_back_the_worker_has_what_waits_scanned(app: Flask, told: Clamd):
    ask(app, NOBODY)
    with app.test_request_context():
        note, evil = keep_file(sent()), keep_file(sent(EVIL))
        assert scan_waiting(db.session()) == 0
        ask(app, told.address)

        assert scan_waiting(db.session()) == 2
        assert hand_out(note).get_data() == samples.PDF
        with pytest.raises(FileInfected):
            hand_out(evil, to_sender=True)
        assert scan_waiting(db.session()) == 0


def test_what_is_too_long_for_the_scanner_is_not_called_clean(app: Flask, told: Clamd):
    told.longest = 10
    with app.test_request_context():
        note = keep_file(sent())

        assert db.session().get_one(KeptFile, note.digest).scan is Scan.NOT_SCANNED


def test_a_word_of_the_scanner_is_not_taken_back_because_it_is_away(app: Flask):
    with app.test_request_context():
        note = keep_file(sent())
        ask(app, NOBODY)
        keep_file(sent())

        assert db.session().get_one(KeptFile, note.digest).scan is Scan.CLEAN


@pytest.mark.parametrize("word", ["", "stream: ", "HTTP/1.1 200 OK", "stream: Can't allocate memory ERROR"])
def test_what_is_no_word_of_a_scanner_is_never_clean(told: Clamd, word):
    told.says = word or "\0"

    with pytest.raises(ScannerAway):
        Scanner(told.address).scan(samples.PDF)


def test_the_scanner_is_asked_by_a_socket_of_the_machine_as_by_the_network(told: Clamd):
    Scanner(told.address).check()
    assert Scanner(told.address).scan(b"x" * 1_000_000) == Scanned()
    with pytest.raises(ScannerAway):
        Scanner("unix:/nowhere/clamd.sock").check()


def test_readiness_names_a_scanner_that_does_not_answer(tmp_path):
    settings = settings_for(tmp_path, KONKURSS_CLAMD=NOBODY)

    with pytest.raises(ScannerAway):
        Scanner(settings.clamd or "").check()


def test_a_virus_that_is_found_only_now_is_written_down_where_the_content_is_kept_from_before(app: Flask, told: Clamd):
    with app.test_request_context():
        note = keep_file(sent())
        told.says = "stream: Win.Test FOUND"
        with pytest.raises(FileInfected):
            keep_file(sent())

        with pytest.raises(FileWithheld):
            hand_out(note, to_sender=True)
        ask(app, NOBODY)
        with pytest.raises(FileInfected):
            keep_file(sent())


@pytest.mark.parametrize(
    ("name", "content"),
    [("eicar.com", EICAR), ("eicar.pdf", EICAR), ("statuti.docx", office.ENCRYPTED + EICAR)],
    ids=["of no kind", "not as named", "with a password"],
)
def test_a_virus_is_told_of_a_file_that_is_not_taken_for_another_reason_too(app: Flask, caplog, name, content):
    with app.test_request_context():
        count = len(kept_in(app))
        with pytest.raises(FileInfected) as refused:
            keep_file(FileStorage(BytesIO(content), filename=name))

        assert refused.value.facts == {"name": name, "virus": "Eicar-Test-Signature"}
        assert len(kept_in(app)) == count
    assert "file.infected" in caplog.text


@pytest.mark.parametrize("is_away", [False, True])
def test_a_file_without_a_virus_that_is_not_taken_keeps_its_reason(app: Flask, is_away):
    if is_away:
        ask(app, NOBODY)
    with app.test_request_context(), pytest.raises(FileEncrypted):
        keep_file(FileStorage(BytesIO(office.ENCRYPTED), filename="statuti.docx"))


def test_nobody_asks_the_scanner_about_an_empty_file(app: Flask, told: Clamd):
    told.seen.clear()
    with app.test_request_context(), pytest.raises(FileEmpty):
        keep_file(sent(b""))

    assert told.seen == []
