"""What is told of signatures in a PDF, made by pyHanko: who, when, over what, and what came later."""

import pytest

from documents.inspecting.facts import Check, Coverage, Note, Reason, Signature, Stamp, Verdict
from documents.inspecting.inspection import inspect_file
from documents.kinds import PDF
from tests.documents import signing
from tests.documents.forgeries import NAMESAKE
from tests.documents.hostile_pdfs import signed_by_hand, with_fields
from tests.documents.pdfs import a_pdf
from tests.documents.signed_pdfs import (
    A_CORNER,
    COVERING,
    LATER,
    NOWHERE,
    WHOLE_PAGE,
    changed_inside,
    changed_later,
    looking_otherwise,
    signed,
    signed_once,
    stamped,
    with_field,
    with_other_signature,
)
from tests.documents.signing import SIGNED_AT, Faults, a_signer

OF_OTHER_FORMAT = signed_once().replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 ")


def signatures_of(content: bytes) -> tuple[Signature, ...]:
    return inspect_file(PDF, content).signatures


def of_the_person(content: bytes) -> tuple[Verdict, Coverage]:
    """What is told of the signature that is no seal."""
    (found,) = (one for one in signatures_of(content) if one.signer == "JĀNIS BĒRZIŅŠ")
    return found.verdict, found.coverage


def test_a_signed_pdf_tells_its_signer_its_time_and_what_was_not_asked():
    (found,) = signatures_of(signed_once())

    assert (found.verdict, found.reason, found.coverage) == (Verdict.INTACT, None, Coverage.WHOLE)
    assert (found.signer, found.issuer, found.outside_validity) == ("JĀNIS BĒRZIŅŠ", "Izmēģinājumu izdevējs", False)
    assert found.claimed_at is not None
    assert found.unchecked == (Check.TIME_STAMP, Check.STAMP_TRUST_LIST, Check.TRUST_LIST, Check.REVOCATION)
    assert signing.CODE not in repr(found)


def test_a_pdf_without_a_signature_has_none():
    assert signatures_of(a_pdf()) == ()


@pytest.mark.parametrize(
    ("content", "verdict", "reason"),
    [
        (changed_inside(signed_once()), Verdict.BROKEN, Reason.CONTENT_CHANGED),
        (with_other_signature(signed_once()), Verdict.BROKEN, Reason.SIGNATURE_WRONG),
        (signed(a_pdf(), digest="sha1"), Verdict.NOT_CHECKABLE, Reason.ALGORITHM_TOO_OLD),
        (signed(a_pdf(), a_signer(8, key_encipherment=True)), Verdict.NOT_CHECKABLE, Reason.NOT_FOR_SIGNING),
        (signed_once().replace(b"/ByteRange", b"/ByteRange/a "), Verdict.NOT_CHECKABLE, Reason.UNREADABLE),
        (
            OF_OTHER_FORMAT,
            Verdict.NOT_CHECKABLE,
            Reason.OTHER_FORMAT,
        ),
    ],
    ids=["changed inside", "another signature", "SHA-1", "a key for other uses", "unreadable", "another format"],
)
def test_a_signature_that_does_not_hold_says_why(content, verdict, reason):
    assert [(one.verdict, one.reason) for one in signatures_of(content)] == [(verdict, reason)]


def test_a_page_that_was_changed_after_the_signature_is_told():
    (found,) = signatures_of(changed_later(signed_once()))

    assert (found.verdict, found.coverage) == (Verdict.INTACT, Coverage.CHANGED_LATER)


def test_what_stands_behind_a_signed_file_is_not_covered():
    (found,) = signatures_of(signed_once() + b"% pievienots\n")

    assert (found.verdict, found.coverage) == (Verdict.INTACT, Coverage.PART)


def test_ends_of_lines_behind_a_signed_file_are_nothing():
    (found,) = signatures_of(signed_once() + b"\r\n")

    assert (found.verdict, found.coverage) == (Verdict.INTACT, Coverage.WHOLE)


def test_a_second_signature_only_adds_to_the_first():
    seal = a_signer(4, signing.SEAL, digital_signature=True)
    found = signatures_of(signed(signed_once(), seal, "Zīmogs"))

    assert [(one.verdict, one.coverage) for one in found] == [
        (Verdict.INTACT, Coverage.ADDED_TO),
        (Verdict.INTACT, Coverage.WHOLE),
    ]
    assert found[1].organisation == "Biedrība “Ziemeļbriedis”"


A_SEAL = a_signer(4, signing.SEAL, digital_signature=True)


@pytest.mark.parametrize(
    "added",
    [
        lambda: with_field(signed_once(), WHOLE_PAGE, COVERING),
        lambda: with_field(signed_once(), WHOLE_PAGE, COVERING, inside=True),
        lambda: signed(with_field(signed_once(), WHOLE_PAGE, COVERING), A_SEAL, LATER),
        lambda: stamped(with_field(signed_once(), WHOLE_PAGE, COVERING), SIGNED_AT, LATER),
        lambda: signed(signed_once(), A_SEAL, LATER, box=A_CORNER),
        lambda: signed(signed(with_field(a_pdf(), A_CORNER, None)), A_SEAL, LATER),
    ],
    ids=[
        "an empty field",
        "a field inside an empty one",
        "a signature over the page",
        "a time-stamp over the page",
        "a seal in a corner",
        "a seal in the field that was there for it",
    ],
)
def test_what_was_drawn_after_the_signature_is_told_whoever_signed_it(added):
    assert of_the_person(added()) == (Verdict.INTACT, Coverage.DRAWN_ON)


@pytest.mark.parametrize(
    "added",
    [
        lambda: with_field(signed_once(), A_CORNER, None),
        lambda: with_field(signed_once(), NOWHERE, b""),
        lambda: stamped(signed_once(), SIGNED_AT, LATER),
        lambda: signed(signed(with_field(a_pdf(), NOWHERE, None)), A_SEAL, LATER),
    ],
    ids=["a field without a look", "a field of no size", "a time-stamp", "a field that was there"],
)
def test_what_was_added_without_being_seen_only_adds_to_the_signature(added):
    assert of_the_person(added()) == (Verdict.INTACT, Coverage.ADDED_TO)


@pytest.mark.parametrize(
    ("fields", "coverage"),
    [
        (b"<</FT/Tx/T(summa)/V(4600)/Type/Annot/Subtype/Widget/Rect[50 50 200 80]>>", Coverage.CHANGED_LATER),
        (b"<</FT/Sig/T(tuks)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]>>", Coverage.ADDED_TO),
    ],
    ids=["a text", "an empty signature"],
)
def test_other_letters_for_what_is_filled_in_are_a_change_where_anything_is(fields, coverage):
    pdf = looking_otherwise(signed(with_fields(b"50 0 R", {50: fields})))

    assert of_the_person(pdf) == (Verdict.INTACT, coverage)


def test_a_second_signature_on_a_form_that_is_filled_in_is_no_change():
    pdf = with_fields(b"50 0 R", {50: b"<</FT/Tx/T(summa)/V(4600)/Type/Annot/Subtype/Widget/Rect[50 50 200 80]>>"})

    assert of_the_person(signed(signed(pdf), A_SEAL, LATER)) == (Verdict.INTACT, Coverage.ADDED_TO)


def test_a_signature_that_was_drawn_before_the_next_one_is_no_change_for_it():
    first, second = signatures_of(signed(signed(a_pdf(), box=A_CORNER), A_SEAL, LATER))

    assert (first.coverage, second.coverage) == (Coverage.ADDED_TO, Coverage.WHOLE)


@pytest.mark.parametrize("format_of", [b"ETSI.CAdES.detached", b"adbe.pkcs7.detached"])
@pytest.mark.parametrize(
    ("inside", "faults"),
    [(None, Faults(attributes=False)), (b"Cits", None), (b"", None)],
    ids=["no signed attributes", "a content inside", "an empty content inside"],
)
def test_a_signature_with_less_or_more_than_its_standard_asks_for_is_not_checked(format_of, inside, faults):
    (found,) = signatures_of(signed_by_hand(format_of, inside, faults))

    assert (found.verdict, found.reason) == (Verdict.NOT_CHECKABLE, Reason.OTHER_FORMAT)


@pytest.mark.parametrize(
    ("format_of", "verdict"),
    [(b"ETSI.CAdES.detached", Verdict.NOT_CHECKABLE), (b"adbe.pkcs7.detached", Verdict.INTACT)],
)
def test_only_the_older_format_does_without_the_name_of_the_certificate(format_of, verdict):
    (found,) = signatures_of(signed_by_hand(format_of, None, Faults(names_certificate=False)))

    assert found.verdict is verdict


def test_a_certificate_that_was_put_in_the_place_of_the_signers_is_told_as_that():
    (found,) = signatures_of(signed_by_hand(faults=Faults(beside=NAMESAKE)))

    assert (found.verdict, found.reason) == (Verdict.BROKEN, Reason.OTHER_CERTIFICATE)


def test_a_gap_that_holds_more_than_the_signature_is_not_the_whole_file():
    pdf = signed_once()
    begin = pdf.index(b"/ByteRange")
    numbers = [int(number) for number in pdf[pdf.index(b"[", begin) + 1 : pdf.index(b"]", begin)].split()]
    _, gap, again, rest = numbers
    narrower = b"%d" % (gap - 1)
    moved = pdf[:begin] + pdf[begin:].replace(b" %d " % gap, b" %s " % narrower.rjust(len(b"%d" % gap)), 1)

    (found,) = signatures_of(moved)
    assert (found.verdict, found.coverage) == (Verdict.BROKEN, Coverage.PART)
    assert again + rest == len(pdf)


def test_a_certificate_that_had_expired_is_told_beside_the_arithmetic():
    (found,) = signatures_of(signed(a_pdf(), signing.EXPIRED))

    assert (found.verdict, found.outside_validity) == (Verdict.INTACT, True)


def test_a_time_stamp_is_told_with_its_time():
    (found,) = signatures_of(signed(a_pdf(), stamped_at=SIGNED_AT))

    assert (found.stamp, found.stamped_at) == (Stamp.INTACT, SIGNED_AT)
    assert Check.TIME_STAMP in found.checked


def test_a_time_stamp_alone_is_told_as_that_and_is_no_signature():
    alone = inspect_file(PDF, stamped(a_pdf("Statuti"), SIGNED_AT, "Stamp"))
    with_signature = inspect_file(PDF, stamped(signed_once(), SIGNED_AT, "Stamp"))

    assert (alone.notes, alone.signatures) == ((Note.ONLY_STAMPED,), ())
    assert (Note.ONLY_STAMPED in with_signature.notes, len(with_signature.signatures)) == (False, 1)
