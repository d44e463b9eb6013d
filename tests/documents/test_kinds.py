"""What a file is, by its content: every kind that is taken, and everything else ends in a refusal."""

import tracemalloc
from contextlib import suppress
from time import process_time
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from competition.foundation.errors import Refusal
from documents.kinds import (
    CONTAINER,
    DOCX,
    ENDINGS,
    JPEG,
    KINDS,
    ODT,
    PDF,
    PNG,
    SMALL,
    FileCutOff,
    FileEmpty,
    FileKindUnknown,
    FileMisnamed,
    FileNotAsNamed,
    check_file,
    kind_of,
)
from documents.strangers import WAYS, FileOfAnotherProgram
from tests.documents import hostile_directories, office, samples
from tests.documents.samples import SAMPLES, TYPES, at_a_place_far_away, packed, types

EXPECTED = {
    "pdf": PDF,
    "docx": DOCX,
    "odt": ODT,
    "asice": CONTAINER,
    "edoc": CONTAINER,
    "sce": CONTAINER,
    "jpg": JPEG,
    "jpeg": JPEG,
    "jfif": JPEG,
    "jpe": JPEG,
    "png": PNG,
}
NAMED = [(ending, SAMPLES[ending]) for ending in SAMPLES]
BEGIN = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"")


def refused_or_known(name: str, content: bytes) -> None:
    """Anything but a refusal goes through to the test."""
    with suppress(FileEmpty, FileKindUnknown, FileMisnamed, FileNotAsNamed, FileCutOff, *WAYS):
        assert check_file(name, content) in KINDS


@pytest.mark.parametrize(("ending", "content"), NAMED, ids=SAMPLES)
def test_a_file_of_every_kind_is_known_by_its_content_and_its_name(ending, content):
    assert check_file(f"pieteikums.{ending}", content) == EXPECTED[ending]
    assert check_file(f"PIETEIKUMS. Nr.1.{ending.upper()}", content) == EXPECTED[ending]
    assert kind_of(content) == EXPECTED[ending]


def test_every_ending_that_is_told_is_one_that_is_taken():
    assert set(ENDINGS) <= {ending for kind in KINDS for ending in kind.endings} == set(SAMPLES)


def test_an_empty_file_is_refused_whatever_it_is_called():
    with pytest.raises(FileEmpty) as refused:
        check_file("statuti.exe", b"")

    assert refused.value.facts == {"name": "statuti.exe"}


@pytest.mark.parametrize(("ending", "content"), NAMED, ids=SAMPLES)
def test_a_file_that_is_cut_off_is_refused(ending, content):
    for length in (len(content) // 2, len(content) - 8):
        with pytest.raises(FileCutOff):
            check_file(f"a.{ending}", content[:length])


@pytest.mark.parametrize(("ending", "content"), NAMED, ids=SAMPLES)
def test_a_file_is_refused_at_whatever_place_it_was_cut_off(ending, content):
    whole_from = content.rindex(b"%%EOF") + len(b"%%EOF") if ending == "pdf" else len(content)

    for length in range(whole_from):
        with pytest.raises(Refusal):
            check_file(f"a.{ending}", content[:length])


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("statuti.pdf", samples.DOCX, "docx"),
        ("statuti.docx", samples.PDF, "pdf"),
        ("foto.png", samples.JPEG, "jpg"),
        ("foto.jpg", samples.PNG, "png"),
        ("paraksts.asice", samples.ODT_FILE, "odt"),
        ("paraksts.odt", samples.ASICE, "asice"),
        ("statuti", samples.PDF, "pdf"),
        ("statuti.pdf.exe", samples.PDF, "pdf"),
        ("statuti.", samples.PDF, "pdf"),
        (".pdf", samples.PDF, "pdf"),
    ],
)
def test_a_file_that_only_has_to_be_called_otherwise_is_refused_with_what_it_is(name, content, found):
    with pytest.raises(FileMisnamed) as refused:
        check_file(name, content)

    assert refused.value.facts == {"name": name, "found": found.upper(), "ending": found}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("programma.exe", b"MZ\x90\x00" + b"\x00" * 60),
        ("zime.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("vards", b"Sveiki"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_taken_is_refused_with_the_kinds_that_are(name, content):
    with pytest.raises(FileKindUnknown) as refused:
        check_file(name, content)

    assert refused.value.facts == {"name": name, "kinds": "pdf, docx, odt, asice, edoc, jpg, png"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lapa.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("lapa.pdf", b"x\n%PDF-1.4 later\n%%EOF"),
        ("zime.png", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("vards.docx", b"Sveiki"),
        ("arhivs.docx", samples.NEITHER),
        ("tukss.docx", b"PK\x05\x06" + b"\x00" * 18),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_whose_content_is_not_what_its_name_promises_is_refused_by_that_kind(name, content):
    with pytest.raises(FileNotAsNamed) as refused:
        check_file(name, content)

    assert refused.value.facts["kind"] == name.rpartition(".")[2].upper()


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\x00" * 100,
        samples.DOCX[: samples.DOCX.rindex(b"PK\x05\x06")],
        samples.broken_inside(TYPES, types(samples.MAIN) * 3),
        samples.broken_inside("mimetype", samples.ASIC * 3),
        samples.said_to_be_encrypted(samples.ASICE),
        samples.said_to_be_encrypted(samples.DOCX),
        samples.in_its_directory(samples.DOCX, 10, "<H", 99),
        samples.in_its_directory(samples.DOCX, 16, "<L", 0),
        samples.in_its_directory(samples.DOCX, 42, "<L", 2**31),
        at_a_place_far_away(samples.ASICE),
        at_a_place_far_away(samples.ASICE, 2**62),
        packed({"mimetype": samples.ASIC}, ZIP_BZIP2),
        packed({"mimetype": samples.ASIC}, ZIP_LZMA),
    ],
    ids=[
        "a beginning alone",
        "a head of zeros",
        "without its directory",
        "types that do not unpack",
        "a mimetype that does not unpack",
        "encrypted mimetype",
        "encrypted types",
        "packed in an unknown way",
        "a wrong checksum",
        "a member behind the end",
        "a member no machine can reach",
        "a member very far away",
        "packed with bzip2",
        "packed with lzma",
    ],
)
@pytest.mark.parametrize("name", ["a.docx", "a.asice"])
def test_a_container_that_cannot_be_read_is_refused_as_damaged(name, content):
    with pytest.raises(FileCutOff):
        check_file(name, content)


@pytest.mark.parametrize("declared", [0, 1, 2**31, 2**32 - 2])
def test_sizes_that_a_container_declares_are_not_believed(declared):
    for offset in (20, 24):
        refused_or_known("a.docx", samples.in_its_directory(samples.DOCX, offset, "<L", declared))


def test_of_a_member_that_unpacks_without_end_only_its_beginning_is_read():
    bomb = packed({"mimetype": b"\x00" * 30_000_000, TYPES: b" " * 30_000_000}, ZIP_DEFLATED)
    tracemalloc.start()
    try:
        with pytest.raises(FileNotAsNamed):
            check_file("a.docx", bomb)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 20 * SMALL


def test_the_word_for_a_document_behind_the_beginning_of_its_types_does_not_count():
    with pytest.raises(FileNotAsNamed):
        check_file("a.docx", packed({TYPES: b" " * SMALL + types(samples.MAIN)}))


@given(some.sampled_from(BEGIN), some.binary(max_size=400), some.sampled_from(sorted(SAMPLES)))
@example(b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18, "docx")
def test_arbitrary_bytes_are_known_or_refused(begin, content, ending):
    refused_or_known(f"a.{ending}", begin + content)


@given(some.sampled_from(sorted(SAMPLES)), some.data())
def test_a_sample_with_some_bytes_changed_is_known_or_refused(ending, data):
    content = bytearray(SAMPLES[ending])
    changes = some.dictionaries(some.integers(0, len(content) - 1), some.integers(0, 255), max_size=8)
    for place, octet in data.draw(changes).items():
        content[place] = octet

    refused_or_known(f"a.{ending}", bytes(content))


@given(some.sampled_from(sorted(SAMPLES)), some.data())
def test_a_sample_out_of_which_a_piece_is_missing_is_known_or_refused(ending, data):
    content = SAMPLES[ending]
    begins = data.draw(some.integers(0, len(content)))
    ends = data.draw(some.integers(begins, len(content)))

    refused_or_known(f"a.{ending}", content[:begins] + content[ends:])


def test_a_container_with_a_directory_that_takes_long_to_read_is_none_of_ours():
    names = {f"{number:06d}": b"" for number in range(25_000)}

    assert kind_of(samples.packed({"mimetype": samples.ASIC, **names})) is None


def test_the_directory_that_is_followed_is_the_one_whose_size_counts():
    assert kind_of(hostile_directories.of_a_large_directory()) is None
    assert kind_of(hostile_directories.with_a_large_end(samples.ASICE)) is CONTAINER


def test_a_container_whose_two_ends_disagree_is_damaged():
    with pytest.raises(FileCutOff):
        check_file("a.asice", hostile_directories.of_two_directories())


@pytest.mark.parametrize("before", [b"\n", b"\r\n \t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\x00" * 1000])
def test_a_pdf_may_begin_behind_blanks(before):
    assert check_file("a.pdf", before + samples.PDF) is PDF


def test_a_word_file_with_a_password_is_one_of_word_where_its_name_says_so():
    assert check_file("a.docx", office.ENCRYPTED) is DOCX
    with pytest.raises(FileOfAnotherProgram):
        check_file("a.xlsx", office.ENCRYPTED)
    with pytest.raises(FileNotAsNamed):
        check_file("a.pdf", office.ENCRYPTED)


@pytest.mark.parametrize("behind", [b"\n", b"x" * 2_000_000, samples.DOCX])
def test_what_follows_a_picture_does_not_make_it_less_whole(behind):
    assert check_file("a.jpg", samples.JPEG + behind) is JPEG
    assert check_file("a.png", samples.PNG + behind) is PNG


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8" + b"\xff\xfe\x00\x02" * 5_000_000,
        (b"\xff\xd8" + b"\xff\xfe\x00\x02" * 49_000 + b"\xff\xd9") * 100,
        b"\xff\xd8\xff\xd9" * 5_000_000,
        b"\x89PNG\r\n\x1a\n" + samples.chunk(b"tEXt", b"") * 1_600_000,
    ],
    ids=["one of many segments", "many of many segments", "many empty ones", "one of many chunks"],
)
def test_to_find_the_end_of_a_picture_takes_no_time(content):
    begun = process_time()

    for name in ("a.jpg", "a.png"):
        refused_or_known(name, content)

    assert process_time() - begun < 4
