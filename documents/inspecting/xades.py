"""XAdES: signatures in XML, each file named with its digest. signxml checks both, and follows no other address than a
member's name.
"""

import hashlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]
from signxml.algorithms import CanonicalizationMethod
from signxml.exceptions import InvalidDigest, InvalidSignature
from signxml.verifier import SignatureConfiguration, XMLVerifier

from documents.inspecting.certificates import Holder
from documents.inspecting.facts import Check, Coverage, Faulty, Reason, Signature
from documents.inspecting.markup import DS, parser, tree_of
from documents.inspecting.signing import (
    AT_MOST,
    INTACT,
    REFERENCES,
    Found,
    broken,
    holder_or_none,
    is_old,
    member_named,
    not_checkable,
    told,
)
from documents.inspecting.timestamps import UNREADABLE, Stamped, best_of, stamp_of
from documents.inspecting.zip_guard import MEGABYTE, Package

LONGEST = 4 * MEGABYTE
WORK = 64 * MEGABYTE
"""What its references make signxml read: it reads the signature for each."""
DIGESTS = {
    "http://www.w3.org/2000/09/xmldsig#sha1": "sha1",
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
"""By which a certificate is named: another one would have to have the same digest, for which even SHA-1 is enough."""
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"
TRANSFORMS = {method.value for method in CanonicalizationMethod}
"""What may be done to a part before its digest is made: nothing else than its XML written in one way."""
CANONICAL = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"


PROPERTIES = f"{DS}Object/{XADES}QualifyingProperties"
SIGNED = f"{XADES}SignedSignatureProperties"
NAMING = (f"{XADES}SigningCertificate", f"{XADES}SigningCertificateV2")


@dataclass(frozen=True, slots=True)
class _Properties:
    """What a signature says of itself, and by which of its references it signs that."""

    element: etree._Element
    reference: int


class _Missing(Exception):
    """What was signed is not in the container."""


def elements_of(package: Package, name: str) -> Iterator[etree._Element | None]:
    """The signatures in a file of them, without those that sign others; None for a file that cannot be read."""
    if package.size(name) > LONGEST:
        yield None
        return
    try:
        root = tree_of(package.read(name, LONGEST))
    except Faulty:
        yield None
        return
    yield from (one for one in root.iter(f"{DS}Signature") if next(one.iterancestors(f"{DS}Signature"), None) is None)


def read_xades(element: etree._Element, package: Package, files: tuple[str, ...]) -> tuple[Signature, set[str]]:
    """A signature, and the files that it is over. Raises whatever its readers do."""
    named = _files_named(element, files)
    own = _own_properties(element)
    certificate, is_meant = _certificate(element, own)
    holder = holder_or_none(certificate)
    found, claimed_at = _allowed(element, holder, own, is_meant=is_meant), _claimed(own.element) if own else None
    if found is INTACT and holder and own:
        asked: set[str] = set()
        found, signed = _verified(element, package, certificate, holder, asked)
        if found is INTACT:  # of what the signature says only what was compared counts
            claimed_at, named = _claimed(signed[own.reference]), asked & {*files}
    uncovered = tuple(name for name in files if name not in named)
    signature = told(
        found,
        holder,
        claimed_at=claimed_at,
        stamp=_stamp(element, certificate),
        coverage=Coverage.PART if uncovered else Coverage.WHOLE,
        uncovered=uncovered,
    )
    return signature, named


def _references(element: etree._Element) -> list[etree._Element]:
    return element.findall(f"{DS}SignedInfo/{DS}Reference")


def _files_named(element: etree._Element, files: tuple[str, ...]) -> set[str]:
    addresses = (reference.get("URI") or "" for reference in _references(element)[:REFERENCES])
    return {name for address in addresses if (name := member_named(address, files))}


def _own_properties(element: etree._Element) -> _Properties | None:
    """What a signature says of itself and signs; None where it says nothing so, or twice: then it is no XAdES."""
    found = element.findall(f"{PROPERTIES}/{XADES}SignedProperties")
    if len(found) != 1 or not found[0].get("Id"):
        return None
    address = f"#{found[0].get('Id')}"
    places = (place for place, one in enumerate(_references(element)[:REFERENCES]) if one.get("URI") == address)
    place = next(places, None)
    return None if place is None else _Properties(found[0], place)


def _certificate(element: etree._Element, own: _Properties | None) -> tuple[x509.Certificate, bool | None]:
    """The certificate of the signer, and whether it is the one that the signature names; None where it names none.

    Others may be there too, in any order, and of those that it names besides, of issuers, some may be missing.
    """
    found: list[x509.Certificate] = []
    for one in element.findall(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate")[:AT_MOST]:
        with suppress(ValueError):
            found.append(x509.load_der_x509_certificate(b64decode(one.text or "")))
    if not found:
        raise ValueError("no certificate")
    lists = [[*_digests(one)] for one in own.element.iterfind(f"{SIGNED}/*") if one.tag in NAMING] if own else []
    if not lists or not all(lists):
        return _last_in_chain(found), None
    meant = [one for one in found if all(_is_among(one, digests) for digests in lists)]
    return _last_in_chain(meant or found), bool(meant)


def _digests(naming: etree._Element) -> Iterator[tuple[str, bytes]]:
    for one in naming.iterfind(f"{XADES}Cert/{XADES}CertDigest"):
        method = one.find(f"{DS}DigestMethod")
        algorithm = "" if method is None else method.get("Algorithm") or ""
        if algorithm in DIGESTS:
            yield DIGESTS[algorithm], b64decode(one.findtext(f"{DS}DigestValue") or "")


def _is_among(certificate: x509.Certificate, digests: list[tuple[str, bytes]]) -> bool:
    octets = certificate.public_bytes(Encoding.DER)
    return any(hashlib.new(algorithm, octets).digest() == digest for algorithm, digest in digests)


def _last_in_chain(certificates: list[x509.Certificate]) -> x509.Certificate:
    issuers = {one.issuer for one in certificates if one.issuer != one.subject}
    return next((one for one in certificates if one.subject not in issuers), certificates[0])


def _allowed(
    element: etree._Element, holder: Holder | None, own: _Properties | None, *, is_meant: bool | None
) -> Found:
    """INTACT where nothing speaks against asking signxml."""
    if holder is None:
        return not_checkable(Reason.UNREADABLE)
    if not holder.signs:
        return not_checkable(Reason.NOT_FOR_SIGNING)
    references = _references(element)
    if len(references) > REFERENCES or len(references) * len(etree.tostring(element)) > WORK:
        return not_checkable(Reason.TOO_LARGE)
    signed = element.find(f"{DS}SignedInfo")
    algorithms = [] if signed is None else [one.get("Algorithm") or "" for one in signed.iter("{*}*")]
    if holder.weak or any(is_old(algorithm) for algorithm in algorithms):
        return not_checkable(Reason.ALGORITHM_TOO_OLD)
    transforms = {one.get("Algorithm") for one in element.iterfind(f"{DS}SignedInfo//{DS}Transform")}
    is_xades = own is not None and is_meant is not None  # which signs whose it is, as those in containers must
    is_one = len(element.findall(f"{DS}SignedInfo")) == 1  # only the first would be compared
    if not is_xades or not is_one or not transforms <= TRANSFORMS:
        return not_checkable(Reason.OTHER_FORMAT)
    return INTACT if is_meant else broken(Reason.OTHER_CERTIFICATE)


def _verified(
    element: etree._Element, package: Package, certificate: x509.Certificate, holder: Holder, asked: set[str]
) -> tuple[Found, list[etree._Element | None]]:
    """What signxml finds, and what is signed by each reference; into `asked` goes which members it compared."""

    def member(address: str) -> bytes:
        name = member_named(address, package.names)  # some sign the list of types, too
        if name is None:
            raise _Missing
        asked.add(name)
        return package.read(name)

    # Whether the certificate was valid at the time is told beside the verdict, and is no part of it.
    then = holder.begins + (holder.ends - holder.begins) / 2
    try:
        results = XMLVerifier().verify(
            etree.tostring(element, with_tail=False),
            x509_cert=certificate,
            validate_schema=False,  # those of old containers are not of it
            parser=parser(),
            uri_resolver=member,
            expect_config=SignatureConfiguration(
                expect_references=True, verification_time=then, ignore_ambiguous_key_info=True
            ),
        )
    except (InvalidDigest, _Missing):
        return broken(Reason.CONTENT_CHANGED, Check.DIGESTS, Check.ARITHMETIC), []
    except InvalidSignature:
        return broken(Reason.SIGNATURE_WRONG, Check.ARITHMETIC), []
    assert isinstance(results, list)
    return INTACT, [one.signed_xml for one in results]


def _claimed(properties: etree._Element | None) -> datetime | None:
    said = None if properties is None else properties.findtext(f"{SIGNED}/{XADES}SigningTime")
    try:
        return datetime.fromisoformat(said.strip()) if said else None
    except ValueError:
        return None


def _stamp(element: etree._Element, certificate: x509.Certificate) -> Stamped:
    value = element.find(f"{DS}SignatureValue")
    stamps = element.iterfind(
        f"{PROPERTIES}/{XADES}UnsignedProperties/{XADES}UnsignedSignatureProperties/{XADES}SignatureTimeStamp"
    )
    return best_of(_stamp_of(stamp, value, certificate) for stamp in stamps)


def _stamp_of(stamp: etree._Element, value: etree._Element | None, certificate: x509.Certificate) -> Stamped:
    try:
        assert value is not None
        token = cms.ContentInfo.load(b64decode(stamp.findtext(f"{XADES}EncapsulatedTimeStamp") or ""))
        method = stamp.find(f"{DS}CanonicalizationMethod")
        stamped = _canonical(value, CANONICAL if method is None else method.get("Algorithm"))
        return stamp_of(token["content"], stamped, certificate.public_bytes(Encoding.DER))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a time-stamp that cannot be read is not one
        return UNREADABLE


def _canonical(element: etree._Element, method: str | None) -> bytes:
    exclusive = (method or "").startswith(EXCLUSIVE)
    return etree.tostring(element, method="c14n", exclusive=exclusive, with_comments=False)
