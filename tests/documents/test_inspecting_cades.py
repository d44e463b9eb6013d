"""What is told of a container that is signed with CMS: the same as of others."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from documents.inspecting.facts import Check, Coverage, Inspection, Reason, Stamp, Verdict
from documents.inspecting.inspection import inspect_file
from documents.kinds import CONTAINER
from tests.documents.cades import LIST, SIGNATURE, Listed, a_listed
from tests.documents.signing import (
    CHANGED,
    CODE,
    EXPIRED,
    FILES,
    SHA1,
    SIGNER,
    WITH_FOREIGN,
    a_container,
    a_signer,
)
from tests.documents.test_inspecting_containers import ASKED, SIGNED, members
from tests.documents.told import outcome, signature_in

ALONE = {"pieteikums.pdf": FILES["pieteikums.pdf"]}
STAMPED_AT = datetime(2026, 3, 2, 9, 31, tzinfo=UTC)


def test_files_in_a_signed_list_are_signed():
    assert inspect_file(CONTAINER, a_listed()) == Inspection(members=members(covered=True), signatures=(SIGNED,))


def test_a_signature_over_the_only_file_needs_no_list():
    assert (
        signature_in(a_container(files=ALONE, more={SIGNATURE: Listed().signature(ALONE["pieteikums.pdf"])})) == SIGNED
    )


def test_a_signature_over_one_of_several_files_is_not_guessed_at():
    found = signature_in(a_container(more={SIGNATURE: Listed().signature(FILES["pieteikums.pdf"])}))

    assert (found.verdict, found.reason) == (Verdict.NOT_CHECKABLE, Reason.OTHER_FORMAT)
    assert (found.signer, found.uncovered) == ("JĀNIS BĒRZIŅŠ", tuple(FILES))


def test_the_time_stamp_is_told():
    found = signature_in(a_listed(Listed(stamped_at=STAMPED_AT)))

    assert (found.stamp, found.stamped_at) == (Stamp.INTACT, STAMPED_AT)
    assert found.checked == (*ASKED, Check.TIME_STAMP)


def test_a_file_that_is_not_in_the_list_is_named():
    found = inspect_file(CONTAINER, a_listed(files=WITH_FOREIGN))

    assert found.signatures == (replace(SIGNED, coverage=Coverage.PART, uncovered=("svešs.txt",)),)
    assert [one.name for one in found.members if not one.covered_by_signature] == ["svešs.txt"]


def test_a_certificate_that_had_expired_is_told_beside_the_arithmetic():
    assert signature_in(a_listed(Listed(EXPIRED))) == replace(SIGNED, outside_validity=True)


@pytest.mark.parametrize("files", [CHANGED, ALONE], ids=["changed", "gone"])
def test_a_file_that_is_another_than_the_list_says_breaks_the_signature(files):
    found = inspect_file(CONTAINER, a_listed(files=files))

    assert [(one.verdict, one.reason) for one in found.signatures] == [(Verdict.BROKEN, Reason.CONTENT_CHANGED)]
    assert not any(member.covered_by_signature for member in found.members)


def test_a_list_that_was_changed_after_it_was_signed_breaks_the_signature():
    forged = {**Listed().members(), LIST: Listed(files=CHANGED).manifest()}

    assert outcome(a_container(files=CHANGED, more=forged)) == (Verdict.BROKEN, Reason.CONTENT_CHANGED)


def test_a_signature_of_another_key_is_wrong():
    assert outcome(a_listed(Listed(replace(SIGNER, key=a_signer(7).key)))) == (Verdict.BROKEN, Reason.SIGNATURE_WRONG)


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        (Listed(digest_method=SHA1), Reason.ALGORITHM_TOO_OLD),
        (Listed(digest_method="urn:nav"), Reason.OTHER_FORMAT),
        (Listed(a_signer(8, key_encipherment=True)), Reason.NOT_FOR_SIGNING),
        (Listed(times=300), Reason.TOO_LARGE),
    ],
    ids=["SHA-1", "an unknown digest", "a key for other uses", "hundreds of references"],
)
def test_a_signature_that_cannot_be_checked_says_why(listed, reason):
    assert outcome(a_listed(listed)) == (Verdict.NOT_CHECKABLE, reason)


@pytest.mark.parametrize(
    "signature",
    [b"", b"\x30\x80", b"nav", Listed().signature()[:-40], Listed().signature()[:300]],
    ids=["nothing", "a beginning", "text", "cut off", "cut in half"],
)
def test_a_signature_that_cannot_be_read_is_told_as_that(signature):
    found = inspect_file(CONTAINER, a_container(more={LIST: Listed().manifest(), SIGNATURE: signature}))

    assert [(one.verdict, one.reason) for one in found.signatures] == [(Verdict.NOT_CHECKABLE, Reason.UNREADABLE)]
    assert found.fault is None


def test_a_list_that_cannot_be_read_is_none():
    more = {LIST: b"<nav", SIGNATURE: Listed().signature()}

    assert outcome(a_container(more=more)) == (Verdict.NOT_CHECKABLE, Reason.OTHER_FORMAT)


def test_a_person_is_told_by_name_and_never_by_code():
    assert CODE not in repr(inspect_file(CONTAINER, a_listed()))
