"""Sealed files: a change of any byte shows, and a seal of somebody else's key is none."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from competition.foundation.signing import Signer
from documents.receipt import Piece, ReceiptPaper, check_address, receipt_pdf
from documents.sealed import is_sealed
from tests.documents.reading import words_of_pdf

SIGNER, OTHER = Signer(bytes(range(32))), Signer(bytes(32))
KEYS = {SIGNER.key_id: SIGNER.public}
CODE = "KR1." + "a" * 290 + "." + "b" * 86
PAPER = ReceiptPaper(
    language="lv",
    organiser="Liepājas pilsētas Izglītības pārvalde",
    title="Apliecinājums par pieteikuma saņemšanu",
    facts=[("Numurs", "2020-07"), ("Saņemts", "2020. gada 14. aprīlī plkst. 23.59.59")],
    digest=("Kontrolkods", "ab" * 32),
    answers=("Atbildes", [Piece("Projekta mērķis", "12 rakstzīmes", "cd" * 32)]),
    files=("Pielikumi", [Piece("Statūti: statuti.pdf", "12 KB", "ef" * 32)]),
    checking=("Kā pārbaudīt", ["Ikviens to var pārbaudīt."]),
    code=CODE,
    picture_says="Kvadrātkods",
    check_at=check_address("https://konkurss.example.org/lv/verify", CODE),
    stamp=datetime(2020, 4, 14, 20, 59, 59, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return receipt_pdf(PAPER, SIGNER)


def test_a_receipt_is_sealed(pdf):
    assert is_sealed(pdf, KEYS)


def test_a_changed_byte_breaks_the_seal_wherever_it_is(pdf):
    for place in range(0, len(pdf), max(1, len(pdf) // 200)):
        changed = bytearray(pdf)
        changed[place] ^= 1
        assert not is_sealed(bytes(changed), KEYS), place


@pytest.mark.parametrize("change", [lambda pdf: pdf + b"\n", lambda pdf: b" " + pdf, lambda pdf: pdf[:-1]])
def test_what_is_added_or_cut_off_breaks_it_too(pdf, change):
    assert not is_sealed(change(pdf), KEYS)


def test_the_seal_of_a_key_that_nobody_knows_is_none(pdf):
    assert not is_sealed(receipt_pdf(PAPER, OTHER), KEYS)
    assert not is_sealed(pdf, {})


def test_a_file_with_two_seals_is_not_sealed(pdf):
    theirs = receipt_pdf(PAPER, OTHER)

    assert not is_sealed(pdf + theirs, {**KEYS, OTHER.key_id: OTHER.public})


def test_the_same_receipt_gives_the_same_bytes(pdf):
    assert receipt_pdf(PAPER, SIGNER) == pdf


def test_a_receipt_of_an_instant_between_two_seconds_is_set_as_of_that_second(pdf):
    between = replace(PAPER, stamp=PAPER.stamp.replace(microsecond=376_528))

    assert receipt_pdf(between, SIGNER) == pdf


def test_everything_it_says_can_be_read(pdf):
    text = words_of_pdf(pdf)

    for words in ("2020-07", "statuti.pdf", "Projekta mērķis", "ab" * 32, "cd" * 32, "ef" * 32, PAPER.organiser):
        assert words in text
    assert CODE in "".join(text.split())


def test_a_name_with_signs_that_no_letter_of_ours_has_is_still_set():
    strange = replace(PAPER, facts=[("Nosaukums", "Projekts 🎉 \u202e青年")])

    assert is_sealed(receipt_pdf(strange, SIGNER), KEYS)
