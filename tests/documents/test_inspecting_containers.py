"""What is told of a signed container: its files, who signed which of them, and what was not asked."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from documents.inspecting.facts import (
    Check,
    Coverage,
    Fault,
    Inspection,
    Member,
    Note,
    Reason,
    Signature,
    Stamp,
    Verdict,
)
from documents.inspecting.inspection import inspect_file
from documents.kinds import CONTAINER, PDF
from tests.documents import samples, signing
from tests.documents.signing import CHANGED, CODE, FILES, SIGNED_AT, Signing, a_container, a_signer, an_edoc, token_for

ASKED = (Check.DIGESTS, Check.ARITHMETIC, Check.COVERAGE, Check.VALIDITY)
SIGNED = Signature(
    verdict=Verdict.INTACT,
    signer="JĀNIS BĒRZIŅŠ",
    issuer="Izmēģinājumu izdevējs",
    claimed_at=SIGNED_AT,
    outside_validity=False,
    coverage=Coverage.WHOLE,
    checked=ASKED,
    unchecked=(Check.TIME_STAMP, Check.STAMP_TRUST_LIST, Check.TRUST_LIST, Check.REVOCATION),
)
CHANGED_ONE = replace(
    SIGNED,
    verdict=Verdict.BROKEN,
    reason=Reason.CONTENT_CHANGED,
    checked=(Check.DIGESTS, Check.ARITHMETIC, Check.VALIDITY),
    unchecked=(Check.COVERAGE, Check.TIME_STAMP, Check.STAMP_TRUST_LIST, Check.TRUST_LIST, Check.REVOCATION),
)
XSLT = '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>'


def looked_at(content: bytes) -> Inspection:
    return inspect_file(CONTAINER, content)


def members(*, covered: bool) -> tuple[Member, ...]:
    return tuple(
        Member(name, len(content), kind, hashlib.sha256(content).hexdigest(), covered)
        for (name, content), kind in zip(FILES.items(), (PDF, None), strict=True)
    )


@pytest.mark.parametrize("made", [a_container, an_edoc], ids=["asice", "edoc"])
def test_a_signed_container_tells_its_files_its_signer_and_what_was_not_asked(made):
    assert looked_at(made(Signing())) == Inspection(members=members(covered=True), signatures=(SIGNED,))


def test_a_container_without_a_signature_is_plainly_one():
    assert looked_at(a_container()) == Inspection(members=members(covered=False))


def test_each_signature_is_told():
    seal = a_signer(4, signing.SEAL, digital_signature=True)
    found = looked_at(a_container(Signing(), Signing(seal)))
    name = "Biedrība “Ziemeļbriedis”"

    assert found.signatures == (SIGNED, replace(SIGNED, signer=name, organisation=name))


@pytest.mark.parametrize("made", [a_container, an_edoc], ids=["asice", "edoc"])
def test_a_file_that_was_changed_breaks_the_signature(made):
    found = looked_at(made(Signing(), files=CHANGED))

    assert found.signatures == (CHANGED_ONE,)
    assert not any(member.covered_by_signature for member in found.members)


def test_a_file_that_is_gone_breaks_the_signature():
    found = looked_at(a_container(Signing(), files={"pieteikums.pdf": FILES["pieteikums.pdf"]}))

    assert [(one.verdict, one.reason) for one in found.signatures] == [(Verdict.BROKEN, Reason.CONTENT_CHANGED)]


def test_a_file_that_the_signature_does_not_cover_is_named():
    found = looked_at(a_container(Signing(), files=signing.WITH_FOREIGN))

    assert found.signatures == (replace(SIGNED, coverage=Coverage.PART, uncovered=("svešs.txt",)),)
    assert [one.name for one in found.members if not one.covered_by_signature] == ["svešs.txt"]


@pytest.mark.parametrize(
    "hidden",
    [
        "META-INF/slepts.pdf",
        "META-INF/dala/signatures0.xml",
        "meta-inf/signatures0.xml",
        "Meta-Inf/slepts.pdf",
        "META-INF/Manifest.xml",
        "META-INF/manifest.xml.pdf",
        "MIMETYPE",
    ],
)
def test_a_file_put_among_those_of_the_container_itself_is_a_file_that_nobody_signed(hidden):
    found = looked_at(a_container(Signing(), more={hidden: b"%PDF-1.7 Slepts"}))

    assert found.signatures == (replace(SIGNED, coverage=Coverage.PART, uncovered=(hidden,)),)
    assert [(one.name, one.covered_by_signature) for one in found.members][-1] == (hidden, False)


@pytest.mark.parametrize(
    "own",
    [
        "META-INF/manifest.xml",
        "META-INF/container.xml",
        "META-INF/ASiCManifest.xml",
        "META-INF/ASiCArchiveManifest1.xml",
        "META-INF/ASiCEvidenceRecordManifest1.xml",
        "META-INF/evidencerecord.ers",
        "META-INF/timestamp001.tst",
        "META-INF/SIGNATURES9.XML",
    ],
)
def test_what_a_container_holds_for_itself_is_none_of_its_files(own):
    found = looked_at(a_container(Signing(), more={own: b"<a/>"}))

    assert found == Inspection(members=members(covered=True), signatures=(SIGNED,))


def test_a_certificate_that_had_expired_is_told_beside_the_arithmetic():
    found = looked_at(a_container(Signing(signing.EXPIRED)))

    assert found.signatures == (replace(SIGNED, outside_validity=True),)


@pytest.mark.parametrize("stamped_at", [signing.BEGINS - timedelta(days=1), signing.ENDS + timedelta(days=1)])
def test_a_time_stamp_of_a_day_on_which_the_certificate_was_not_valid_tells_so_whatever_day_is_claimed(stamped_at):
    (signature,) = looked_at(a_container(Signing(stamped_at=stamped_at))).signatures

    assert (signature.verdict, signature.stamp, signature.outside_validity) == (Verdict.INTACT, Stamp.INTACT, True)


def test_the_day_of_a_time_stamp_that_is_of_something_else_says_nothing_of_the_certificate():
    late = Signing(stamped_at=signing.ENDS + timedelta(days=1), stamped_instead=b"cits")
    (signature,) = looked_at(a_container(late)).signatures

    assert (signature.stamp, signature.outside_validity) == (Stamp.BROKEN, False)


def test_a_signature_of_another_key_is_wrong():
    stranger = replace(signing.SIGNER, key=a_signer(7).key)

    assert [(one.verdict, one.reason) for one in looked_at(a_container(Signing(stranger))).signatures] == [
        (Verdict.BROKEN, Reason.SIGNATURE_WRONG)
    ]


@pytest.mark.parametrize(
    ("signing_of", "reason"),
    [
        (Signing(digest_method=signing.SHA1), Reason.ALGORITHM_TOO_OLD),
        (Signing(transform=XSLT), Reason.OTHER_FORMAT),
        (Signing(transform='<ds:Transform Algorithm="urn:nav"/>'), Reason.OTHER_FORMAT),
        (Signing(a_signer(8, key_encipherment=True)), Reason.NOT_FOR_SIGNING),
        (Signing(more_references='<ds:Reference URI="#P"/>' * 600), Reason.TOO_LARGE),
        (Signing(more_references='<ds:Reference URI="#P"/>'), Reason.UNREADABLE),
    ],
    ids=[
        "SHA-1",
        "XSLT",
        "an unknown transform",
        "a key for other uses",
        "hundreds of references",
        "a reference without a digest",
    ],
)
def test_a_signature_that_cannot_be_checked_says_why(signing_of, reason):
    (signature,) = looked_at(a_container(signing_of)).signatures

    assert (signature.verdict, signature.reason) == (Verdict.NOT_CHECKABLE, reason)
    assert set(signature.unchecked) >= {Check.DIGESTS, Check.ARITHMETIC, Check.TRUST_LIST}


@pytest.mark.parametrize("address", ["http://198.51.100.1/a", "file:///etc/passwd", "../../etc/passwd", "nav.txt"])
def test_a_reference_to_elsewhere_is_followed_nowhere(address):
    reference = (
        f'<ds:Reference URI="{address}"><ds:DigestMethod Algorithm="{signing.SHA256}"/>'
        "<ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>"
    )
    (signature,) = looked_at(a_container(Signing(more_references=reference))).signatures

    assert (signature.verdict, signature.reason) == (Verdict.BROKEN, Reason.CONTENT_CHANGED)


def test_a_signature_over_the_mark_of_the_container_too_is_intact():
    files = {**FILES, "mimetype": samples.ASIC}

    assert looked_at(a_container(Signing(files=files))).signatures == (SIGNED,)


def test_a_time_stamp_is_told_with_its_time():
    found = looked_at(a_container(Signing(stamped_at=datetime(2026, 3, 2, 9, 31, tzinfo=UTC))))

    (signature,) = found.signatures
    assert (signature.stamp, signature.stamped_at) == (Stamp.INTACT, datetime(2026, 3, 2, 9, 31, tzinfo=UTC))
    assert signature.checked == (*ASKED, Check.TIME_STAMP)


def test_a_time_stamp_of_another_signature_gives_no_time():
    (signature,) = looked_at(a_container(Signing(stamped_at=SIGNED_AT, stamped_instead=b"cits"))).signatures

    assert (signature.verdict, signature.stamp, signature.stamped_at) == (Verdict.INTACT, Stamp.BROKEN, None)


def test_the_time_that_is_told_of_an_intact_signature_is_the_one_that_was_signed():
    unsigned = (
        Signing()
        .element()
        .replace(
            b"<ds:Object>",
            b"<ds:Object><xades:SigningTime>2001-01-01T00:00:00Z</xades:SigningTime></ds:Object><ds:Object>",
        )
    )
    (signature,) = looked_at(a_container(more={"META-INF/signatures0.xml": unsigned})).signatures

    assert (signature.verdict, signature.claimed_at) == (Verdict.INTACT, SIGNED_AT)


def test_a_person_is_told_by_name_and_never_by_code():
    neighbour = looked_at(a_container(Signing(), Signing(a_signer(5, signing.NEIGHBOUR))))

    assert [one.signer for one in neighbour.signatures] == ["JĀNIS BĒRZIŅŠ", "TAMM,MARI"]
    assert CODE not in repr(neighbour)
    assert "49001010001" not in repr(neighbour)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("META-INF/signatures0.xml", b"<nav", Reason.UNREADABLE),
        ("META-INF/signatures0.xml", b"", Reason.UNREADABLE),
        ("META-INF/signatures0.xml", Signing().element()[:-400], Reason.UNREADABLE),
    ],
    ids=["not XML", "nothing", "cut off"],
)
def test_a_signature_that_cannot_be_read_is_told_as_that(name, content, reason):
    found = looked_at(a_container(more={name: content}))

    assert [(one.verdict, one.reason) for one in found.signatures] == [(Verdict.NOT_CHECKABLE, reason)]
    assert found.fault is None


def test_a_certificate_of_garbage_is_told_as_unreadable():
    element = Signing().element()
    begin = element.index(b"<ds:X509Certificate>") + 20
    found = looked_at(a_container(more={"META-INF/signatures0.xml": element[:begin] + b"AAAA" + element[begin + 4 :]}))

    assert [one.reason for one in found.signatures] == [Reason.UNREADABLE]


def test_only_so_many_signatures_are_looked_at():
    one = Signing().element()
    found = looked_at(a_container(more={f"META-INF/signatures{number}.xml": one for number in range(120)}))

    assert (len(found.signatures), found.notes) == (50, (Note.SIGNATURES_CUT,))


def test_names_are_shown_without_signs_that_deceive():
    files = {"rekins\u202efdp.exe": b"a", "a\u0304.txt": b"b", "ā.txt": b"c", "bilde 😀.png": samples.PNG}
    found = looked_at(a_container(files=files))

    assert [one.name for one in found.members] == ["rekinsfdp.exe", "ā.txt", "ā.txt (2)", "bilde 😀.png"]
    assert Note.NAMES_ALTERED in found.notes


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (a_container(files={"../ara.txt": b"x"}), Fault.UNSAFE_NAMES),
        (a_container(files={"/etc/passwd": b"x"}), Fault.UNSAFE_NAMES),
        (a_container(files={"a": b"\x00" * 30_000_000}), Fault.BOMB),
        (a_container(Signing())[:-30], Fault.DAMAGED),
        (samples.said_to_be_encrypted(a_container(Signing())), Fault.ENCRYPTED),
        (b"", Fault.DAMAGED),
        (a_container(Signing(files={}), files={}), Fault.NO_FILES),
        (a_container(files={}), Fault.NO_FILES),
    ],
    ids=["path parts", "an absolute name", "bomb", "cut off", "encrypted", "empty", "signed nothing", "nothing inside"],
)
def test_a_container_of_no_use_has_its_fault(content, fault):
    assert looked_at(content) == Inspection(fault=fault)


def test_a_folder_in_a_container_is_part_of_the_name():
    files = {"pielikumi/tāme.txt": b"4600"}

    assert looked_at(a_container(Signing(files=files), files=files)).members[0].covered_by_signature


def test_what_stands_in_a_second_list_of_references_is_not_signed():
    class Forged(Signing):
        def element(self) -> bytes:
            foreign = '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Reference URI="svešs.txt"/>'
            return (
                super()
                .element()
                .replace(b"<ds:SignatureValue", f"{foreign}</ds:SignedInfo>".encode() + b"<ds:SignatureValue", 1)
            )

    found = looked_at(a_container(Forged(), files=FILES | {"svešs.txt": b"cits"}))

    assert found.signatures[0].verdict is not Verdict.INTACT
    assert not any(one.covered_by_signature for one in found.members)


def test_a_container_with_a_time_stamp_alone_is_told_as_that():
    stamp = {"META-INF/timestamp001.tst": token_for(b"x", SIGNED_AT)}

    assert looked_at(a_container(more=stamp)).notes == (Note.ONLY_STAMPED,)
    assert looked_at(a_container(Signing(), more=stamp)).notes == ()
    assert looked_at(a_container()).notes == ()
