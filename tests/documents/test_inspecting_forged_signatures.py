"""What is told of signatures in containers that pretend, and of good ones that look as if they did."""

from dataclasses import replace

import pytest

from documents.inspecting.facts import Check, Coverage, Reason, Stamp, Verdict
from documents.inspecting.inspection import inspect_file
from documents.kinds import CONTAINER
from tests.documents import forgeries
from tests.documents.cades import LIST, SIGNATURE, Listed, a_listed
from tests.documents.forgeries import (
    HOME_MADE,
    ISSUER,
    LONG_AGO,
    NAMESAKE,
    NFD,
    STAMPED_AT,
    STRANGER,
    countersigned,
    named_in_parts,
    stamped,
)
from tests.documents.signing import (
    CHANGED,
    SIGNED_AT,
    SIGNER,
    STAMPER,
    Faults,
    Signing,
    a_container,
    a_signer,
)
from tests.documents.test_inspecting_containers import SIGNED
from tests.documents.told import outcome, signature_in

NFC = "tāme.txt"
OTHER_FORMAT = (Verdict.NOT_CHECKABLE, Reason.OTHER_FORMAT)
TOO_WEAK = (Verdict.NOT_CHECKABLE, Reason.ALGORITHM_TOO_OLD)


def test_a_signature_over_attributes_does_not_pass_for_one_over_a_file_spelled_as_they_are():
    found = inspect_file(CONTAINER, forgeries.replayed())

    assert [(one.verdict, one.reason) for one in found.signatures] == [OTHER_FORMAT]
    assert not any(one.covered_by_signature for one in found.members)


@pytest.mark.parametrize("faults", [Faults(attributes=False), Faults(names_certificate=False)], ids=["all", "whose"])
def test_a_signature_in_cms_without_the_attributes_of_its_standard_is_not_checked(faults):
    assert outcome(a_listed(Listed(faults=faults))) == OTHER_FORMAT


@pytest.mark.parametrize(
    ("signer", "expected"),
    [
        (lambda: forgeries.with_pss("sha1"), TOO_WEAK),
        (lambda: forgeries.with_pss("sha256"), (Verdict.INTACT, None)),
        (lambda: forgeries.with_rsa(1024), TOO_WEAK),
        (lambda: forgeries.with_rsa(2048), (Verdict.INTACT, None)),
        (forgeries.with_short_curve, TOO_WEAK),
    ],
    ids=["PSS with SHA-1", "PSS", "RSA of 1024 bits", "RSA", "a curve of 192 bits"],
)
def test_weak_ways_to_sign_in_cms_are_told_wherever_they_are_written(signer, expected):
    assert outcome(a_listed(Listed(signer()))) == expected


@pytest.mark.parametrize(
    ("signer", "expected"),
    [
        (lambda: forgeries.with_rsa(1024), TOO_WEAK),
        (lambda: forgeries.with_rsa(2048), (Verdict.INTACT, None)),
        (forgeries.with_short_curve, TOO_WEAK),
    ],
    ids=["RSA of 1024 bits", "RSA", "a curve of 192 bits"],
)
def test_keys_that_are_too_short_are_told_in_xml_too(signer, expected):
    assert outcome(a_container(Signing(signer()))) == expected


@pytest.mark.parametrize(
    ("content", "stamp", "at"),
    [
        (lambda: stamped((None, STAMPED_AT, STAMPER)), Stamp.INTACT, STAMPED_AT),
        (lambda: stamped((None, LONG_AGO, HOME_MADE)), Stamp.NOT_FOR_STAMPING, None),
        (lambda: stamped((None, LONG_AGO, SIGNER)), Stamp.NOT_FOR_STAMPING, None),
        (lambda: a_container(Signing(STAMPER, stamped_at=LONG_AGO)), Stamp.NOT_FOR_STAMPING, None),
        (lambda: stamped((b"cits", LONG_AGO, STAMPER), (None, STAMPED_AT, STAMPER)), Stamp.INTACT, STAMPED_AT),
        (lambda: stamped((None, LONG_AGO, STAMPER), (None, STAMPED_AT, STAMPER)), Stamp.INTACT, STAMPED_AT),
        (lambda: stamped((b"cits", LONG_AGO, STAMPER)), Stamp.BROKEN, None),
        (countersigned, Stamp.INTACT, STAMPED_AT),
        (lambda: stamped(countersigned_at=LONG_AGO), Stamp.NONE, None),
        (lambda: a_listed(Listed(stamped_at=LONG_AGO, faults=Faults(stamper=HOME_MADE))), Stamp.NOT_FOR_STAMPING, None),
        (lambda: a_listed(Listed(stamped_at=LONG_AGO, faults=Faults(stamper=SIGNER))), Stamp.NOT_FOR_STAMPING, None),
    ],
    ids=[
        "one",
        "a certificate for other uses",
        "the signer's own",
        "the signer's own, for time-stamps",
        "of another, and one",
        "an earlier and a later one",
        "of another",
        "the one of a counter-signature, and one",
        "only that of a counter-signature",
        "in CMS, a certificate for other uses",
        "in CMS, the signer's own",
    ],
)
def test_a_time_stamp_is_one_only_by_somebody_else_whose_certificate_is_for_it(content, stamp, at):
    found = signature_in(content())

    assert (found.verdict, found.stamp, found.stamped_at) == (Verdict.INTACT, stamp, at)
    assert (Check.TIME_STAMP in found.checked) == (stamp in (Stamp.INTACT, Stamp.BROKEN))
    assert Check.STAMP_TRUST_LIST in found.unchecked


def test_a_signed_file_that_looks_like_what_a_signature_says_of_itself_gives_no_time():
    found = signature_in(forgeries.with_time_in_a_file())

    assert (found.verdict, found.claimed_at, found.coverage) == (Verdict.INTACT, SIGNED_AT, Coverage.WHOLE)


@pytest.mark.parametrize(
    "content",
    [
        lambda: a_container(Signing(says_nothing=True)),
        lambda: forgeries.with_time_in_a_file(says_nothing=True),
        lambda: a_container(Signing(named=[])),
    ],
    ids=["nothing", "only a file that looks like it", "not with which certificate"],
)
def test_a_signature_in_xml_that_does_not_sign_what_it_says_of_itself_is_not_checked(content):
    found = signature_in(content())

    assert (found.verdict, found.reason) == OTHER_FORMAT
    assert Check.DIGESTS in found.unchecked


@pytest.mark.parametrize(
    "good",
    [
        Signing(beside=[STRANGER, SIGNER]),
        Signing(beside=[NAMESAKE, SIGNER]),
        Signing(beside=[ISSUER, SIGNER]),
        Signing(beside=[ISSUER, SIGNER], named=[ISSUER, SIGNER]),
        Signing(named=[SIGNER, ISSUER]),
    ],
    ids=["a stranger's first", "of the same key", "the issuer's first", "both signed", "an issuer's that is not there"],
)
def test_the_certificate_is_the_one_that_the_signature_names_wherever_it_stands(good):
    assert signature_in(a_container(good)) == SIGNED


@pytest.mark.parametrize(
    "content",
    [
        lambda: a_container(Signing(beside=[NAMESAKE])),
        lambda: a_container(Signing(beside=[STRANGER])),
        lambda: a_listed(Listed(faults=Faults(beside=NAMESAKE))),
    ],
    ids=["of the same key", "a stranger's", "in CMS, of the same key"],
)
def test_a_certificate_that_was_put_in_the_place_of_the_signers_is_told_as_that(content):
    found = signature_in(content())

    assert (found.verdict, found.reason) == (Verdict.BROKEN, Reason.OTHER_CERTIFICATE)
    assert found.signer != "JĀNIS BĒRZIŅŠ"
    assert found.checked == (Check.VALIDITY,)


@pytest.mark.parametrize(
    ("content", "reason", "asked"),
    [
        (a_container(Signing(), files=CHANGED), Reason.CONTENT_CHANGED, (Check.DIGESTS, Check.ARITHMETIC)),
        (a_listed(files=CHANGED), Reason.CONTENT_CHANGED, (Check.DIGESTS, Check.ARITHMETIC)),
        (a_container(Signing(replace(SIGNER, key=a_signer(7).key))), Reason.SIGNATURE_WRONG, (Check.ARITHMETIC,)),
        (a_listed(Listed(replace(SIGNER, key=a_signer(7).key))), Reason.SIGNATURE_WRONG, (Check.ARITHMETIC,)),
    ],
    ids=["changed", "changed, in CMS", "of another key", "of another key, in CMS"],
)
def test_what_is_told_as_checked_of_a_broken_signature_is_what_was_asked(content, reason, asked):
    found = signature_in(content)

    assert (found.verdict, found.reason, found.checked) == (Verdict.BROKEN, reason, (*asked, Check.VALIDITY))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [(Listed().manifest(), (Verdict.INTACT, None)), (b"Cits", OTHER_FORMAT)],
    ids=["the same", "another"],
)
def test_a_content_inside_a_signature_must_be_the_one_beside_it(inside, expected):
    assert outcome(a_listed(Listed(inside=inside))) == expected


def test_each_who_signed_in_one_file_is_told():
    found = inspect_file(CONTAINER, a_listed(Listed(faults=Faults(times=3))))

    assert found.signatures == (SIGNED,) * 3


def test_of_several_times_that_are_signed_none_is_told():
    found = signature_in(a_listed(Listed(faults=Faults(other_times=[LONG_AGO]))))

    assert (found.verdict, found.claimed_at) == (Verdict.INTACT, None)


def test_the_list_of_a_signature_is_found_among_many():
    many = {f"META-INF/ASiCManifest0{number:02}.xml": b"<a/>" for number in range(60)}
    files = {"tāme.txt": b"4600"}
    listed = Listed(files=files)
    content = a_container(
        files=files, more={**many, LIST.replace("001", "999"): listed.manifest(), SIGNATURE: listed.signature()}
    )

    assert signature_in(content) == SIGNED


def test_names_in_octets_that_do_not_say_that_they_are_utf8_are_the_ones_that_were_signed():
    found = inspect_file(CONTAINER, forgeries.without_saying_utf8())

    assert found.signatures == (SIGNED,)
    assert all(one.covered_by_signature for one in found.members)


@pytest.mark.parametrize(("signed", "held"), [(NFC, NFD), (NFD, NFC)], ids=["composed", "decomposed"])
def test_a_name_in_other_letters_for_the_same_signs_is_the_one_that_was_signed(signed, held):
    assert signature_in(named_in_parts(signed, held)) == SIGNED


def test_of_two_files_with_the_same_signs_in_their_names_only_the_one_named_exactly_is_signed():
    found = signature_in(named_in_parts(NFC, NFC, NFD))

    assert (found.verdict, found.coverage, found.uncovered) == (Verdict.INTACT, Coverage.PART, ("tāme.txt (2)",))


def test_of_two_files_that_the_name_could_mean_none_is_taken_for_it():
    found = inspect_file(CONTAINER, named_in_parts("ta\u0304mē.txt", "tāmē.txt", "ta\u0304me\u0304.txt"))

    assert [(one.verdict, one.reason) for one in found.signatures] == [(Verdict.BROKEN, Reason.CONTENT_CHANGED)]
    assert not any(one.covered_by_signature for one in found.members)
