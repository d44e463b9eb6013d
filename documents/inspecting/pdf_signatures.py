"""Signatures in a PDF: what arithmetic says of them, over how much of the file they are, what came later."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import misc
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from documents.inspecting.cms_signing import allowed, certificate_of, held, holder_of_cms, stamp_on
from documents.inspecting.facts import Coverage, Reason, Signature
from documents.inspecting.signing import AT_MOST, INTACT, not_checkable, told

PADES = "/ETSI.CAdES.detached"
READ = ("/adbe.pkcs7.detached", PADES)
TIME_STAMP = "/ETSI.RFC3161"
ONLY_SIGNATURES = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules,
    FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]),
)
"""No change of any other field is one of signatures."""
LOOKS = ("/DR", "/DA", "/Q", "/NeedAppearances")
"""What fields take from the form for how they look."""
DEEPEST = 20
"""Fields within fields."""
UNREADABLE = told(not_checkable(Reason.UNREADABLE), None)


def signatures_of(content: bytes) -> tuple[tuple[Signature, ...], bool]:
    """The signatures of a PDF in the order of its fields, and whether there are more than were looked at."""
    if b"/ByteRange" not in content:
        return (), False
    signatures: list[Signature] = []
    try:
        for signature in _each(content):
            if len(signatures) == AT_MOST:
                return tuple(signatures), True
            signatures.append(signature)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever its reader raises: signatures that cannot be found are not verified
        signatures.append(UNREADABLE)
    return tuple(signatures), False


def is_stamped(content: bytes) -> bool:
    """Whether it seems to have a time-stamp of its own, beside any signature."""
    return b"/ByteRange" in content and TIME_STAMP.encode() in content


def _each(content: bytes) -> Iterator[Signature]:
    reader = PdfFileReader(BytesIO(content), strict=False)
    if reader.encrypted:
        reader.decrypt(b"")
    fields: Any = enumerate_sig_fields(reader, filled_status=True)
    for name, value, field in fields:
        kind = value.get_object().get("/SubFilter")
        if kind == TIME_STAMP:
            continue
        if kind not in READ:
            yield told(not_checkable(Reason.OTHER_FORMAT), None)
            continue
        try:
            yield _told(EmbeddedPdfSignature(reader, field, name), content)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - whatever it is that a signature makes its readers raise, it is not verified
            yield UNREADABLE


def _told(signature: EmbeddedPdfSignature, content: bytes) -> Signature:
    signer: Any = signature.signer_info
    certificate = certificate_of(signature.signed_data, signer)
    holder = holder_of_cms(certificate)
    claimed = None
    with suppress(misc.PdfError, ValueError, TypeError):
        claimed = signature.self_reported_timestamp
    named = signature.sig_object.get("/SubFilter") == PADES
    found = allowed(signature.signed_data, signer, certificate, holder, names_certificate=named)
    if found is INTACT:
        found = held(signer, certificate, signature.compute_digest())
    return told(
        found,
        holder,
        claimed_at=claimed if isinstance(claimed, datetime) else None,
        stamp=stamp_on(signer, certificate),
        coverage=_coverage(signature, content),
    )


def _coverage(signature: EmbeddedPdfSignature, content: bytes) -> Coverage:
    end = _end_of_signed(signature, content)
    if end is None:
        return Coverage.PART
    if not content[end:].strip():
        return Coverage.WHOLE
    signature.compute_integrity_info(skip_diff=True)
    follows = signature.reader.xrefs.total_revisions > signature.signed_revision + 1
    if signature.coverage != SignatureCoverageLevel.ENTIRE_REVISION or not follows:  # then what follows is no revision
        return Coverage.PART
    return _later(signature)


def _end_of_signed(signature: EmbeddedPdfSignature, content: bytes) -> int | None:
    """Up to where all is signed but the signature itself; None where anything else is left out."""
    ranges: Any = signature.byte_range
    if len(ranges) != 4 or ranges[0] != 0:  # noqa: PLR2004 - two ranges, each a beginning and a length
        return None
    _, gap, again, rest = (int(number) for number in ranges)
    between = content[gap:again]
    if between[:1] != b"<" or between[-1:] != b">" or not again <= again + rest <= len(content):
        return None
    try:
        itself = bytes.fromhex(between[1:-1].decode("ascii")) == signature.pkcs7_content
    except ValueError:
        return None
    return again + rest if itself else None


def _later(signature: EmbeddedPdfSignature) -> Coverage:
    found = signature.evaluate_modifications(ONLY_SIGNATURES)
    if not isinstance(found, DiffResult) or found.modification_level > ModificationLevel.FORM_FILLING:
        return Coverage.CHANGED_LATER
    if _looks_otherwise(signature):
        return Coverage.CHANGED_LATER
    return Coverage.DRAWN_ON if _is_drawn_on(signature) else Coverage.ADDED_TO


def _looks_otherwise(signature: EmbeddedPdfSignature) -> bool:
    """Whether what was filled in may look otherwise now: for fields of signatures only, no program draws anything."""
    before = _part(signature.reader.get_historical_resolver(signature.signed_revision).root, "/AcroForm", {})
    after = _part(signature.reader.root, "/AcroForm", {})
    if _are_for_signatures(_part(after, "/Fields", ())):
        return False
    return any(_part(before, which) != _part(after, which) for which in LOOKS)


def _part(whole: Any, which: str, otherwise: Any = None) -> Any:
    """A part of a dictionary itself, also where it only says where that stands."""
    return whole[which] if which in whole else otherwise  # noqa: SIM401 - `get` gives where it stands


def _are_for_signatures(fields: Any, kind: Any = None, depth: int = 0) -> bool:
    if depth > DEEPEST:
        return False
    for one in fields:
        field = one.get_object()
        own, kids = _part(field, "/FT", kind), _part(field, "/Kids", ())
        if not (own == "/Sig" or (own is None and kids)) or not _are_for_signatures(kids, own, depth + 1):
            return False
    return True


def _is_drawn_on(signature: EmbeddedPdfSignature) -> bool:
    """Whether any field of signatures that was added or filled in later, signed or not, is seen on a page."""
    reader = signature.reader
    before = {
        _mark(field): value is not None
        for _, value, field in enumerate_sig_fields(reader.get_historical_resolver(signature.signed_revision))
    }
    before.pop(None, None)
    for _, value, field in enumerate_sig_fields(reader):
        was_filled = before.get(_mark(field))
        is_later = was_filled is None or (value is not None and not was_filled)
        if is_later and _is_seen(field.get_object()):
            return True
    return False


def _mark(field: Any) -> tuple[int, int] | None:
    """By what a field is known again; None for one that stands in its list itself, and is taken for a later one."""
    reference = getattr(field, "reference", None)
    return (reference.idnum, reference.generation) if reference else None


def _is_seen(field: Any, depth: int = 0) -> bool:
    """Whether anything is drawn for a field: it has an appearance, and a place that is not plainly of no size."""
    if depth > DEEPEST:
        return True
    if ("/AP" in field or "/MK" in field) and not _has_no_size(_part(field, "/Rect")):
        return True
    return any(_is_seen(kid.get_object(), depth + 1) for kid in _part(field, "/Kids", ()))


def _has_no_size(place: Any) -> bool:
    try:
        left, bottom, right, top = place
        return left == right or bottom == top
    except (TypeError, ValueError):
        return False
