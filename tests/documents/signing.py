"""Signed containers, made here: our own authority, signers whose keys are for signing only, XAdES-B by hand.

Everything is the same at each making: keys are given numbers, signatures are deterministic.
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import quote
from zipfile import ZIP_STORED, ZipFile

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from lxml import etree

from tests.documents.samples import ASIC, PDF, put

SIGNED_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
BEGINS, ENDS = datetime(2025, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
CODE = "PNOLV-010190-12345"
DS, XADES = "http://www.w3.org/2000/09/xmldsig#", "http://uri.etsi.org/01903/v1.3.2#"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
ECDSA = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
FILES = {"pieteikums.pdf": PDF, "tāme.txt": "Tāme: 4600 eiro".encode()}


def _key(number: int) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(hashlib.sha256(b"%d" % number).digest()) >> 8, ec.SECP256R1())


AUTHORITY_NAME = x509.Name(
    [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "LV"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Izmēģinājumu sertifikāti"),
        x509.NameAttribute(NameOID.COMMON_NAME, "Izmēģinājumu izdevējs"),
    ]
)
AUTHORITY = _key(1)


@dataclass(frozen=True)
class Signer:
    """Somebody who signs: a key and a certificate of our authority, and how such signatures are called."""

    key: Any
    certificate: x509.Certificate
    in_xml: str = ECDSA
    in_cms: Mapping[str, Any] = field(default_factory=lambda: {"algorithm": "sha256_ecdsa"}, hash=False)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def raw(self, content: bytes) -> bytes:
        """A signature as XML has it: two numbers."""
        first, second = utils.decode_dss_signature(self.signed(content))
        size = (self.key.key_size + 7) // 8
        return first.to_bytes(size) + second.to_bytes(size)

    def signed(self, content: bytes) -> bytes:
        """A signature as CMS has it."""
        return self.key.sign(content, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


def a_signer(
    number: int = 2,
    name: Sequence[tuple[x509.ObjectIdentifier, str]] | None = None,
    begins: datetime = BEGINS,
    ends: datetime = ENDS,
    key: Any = None,
    **uses: bool,
) -> Signer:
    """Somebody with a card that is for signing only, as national ones are, or for the uses that are named."""
    key = key or _key(number)
    usages = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    usages.update(uses or {"content_commitment": True})
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(which, text) for which, text in name or PERSON]))
        .issuer_name(AUTHORITY_NAME)
        .public_key(key.public_key())
        .serial_number(1000 + number)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.KeyUsage(**usages), critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=False)
    )
    if number == STAMPER_NUMBER:
        certificate = certificate.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
    return Signer(key, certificate.sign(AUTHORITY, hashes.SHA256(), ecdsa_deterministic=True))


STAMPER_NUMBER = 9
PERSON = (
    (NameOID.COUNTRY_NAME, "LV"),
    (NameOID.GIVEN_NAME, "JĀNIS"),
    (NameOID.SURNAME, "BĒRZIŅŠ"),
    (NameOID.COMMON_NAME, "JĀNIS BĒRZIŅŠ"),
    (NameOID.SERIAL_NUMBER, CODE),
)
SEAL = (
    (NameOID.COUNTRY_NAME, "LV"),
    (NameOID.ORGANIZATION_NAME, "Biedrība “Ziemeļbriedis”"),
    (NameOID.COMMON_NAME, "Biedrība “Ziemeļbriedis”"),
)
NEIGHBOUR = ((NameOID.COUNTRY_NAME, "EE"), (NameOID.COMMON_NAME, "TAMM,MARI,49001010001"))
SIGNER, STAMPER = a_signer(), a_signer(STAMPER_NUMBER, digital_signature=True)


@dataclass
class Signing:
    """How a signature is made, and what is wrong with it."""

    signer: Signer = SIGNER
    files: Mapping[str, bytes] = field(default_factory=lambda: FILES)
    at: str = "2026-03-02T09:30:00Z"
    digest_method: str = SHA256
    transform: str = ""
    more_references: str = ""
    stamped_at: datetime | None = None
    stamped_instead: bytes | None = None
    stamper: Signer | None = None
    beside: Sequence[Signer] | None = None
    """Whose certificates are with it."""
    named: Sequence[Signer] | None = None
    """Whose certificates it says it was made with."""
    says_nothing: bool = False
    """Whether it leaves out of what it signs what it says of itself."""

    def element(self) -> bytes:
        """The signature as XML."""
        digests = "".join(self._reference(quote(name), content) for name, content in self.files.items())
        own = etree.fromstring(self._document(digests))
        properties = next(own.iter(f"{{{XADES}}}SignedProperties"))
        digests += (
            ""
            if self.says_nothing
            else (
                f'<ds:Reference URI="#P" Type="{PROPERTIES}">'
                f'<ds:Transforms><ds:Transform Algorithm="{C14N}"/></ds:Transforms>'
                f'<ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>'
                f"{_digest(etree.tostring(properties, method='c14n'))}</ds:DigestValue></ds:Reference>"
            )
        )
        digests += self.more_references
        own = etree.fromstring(self._document(digests))
        signed = etree.tostring(own.find(f".//{{{DS}}}SignedInfo"), method="c14n")
        value = own.find(f".//{{{DS}}}SignatureValue")
        value.text = b64encode(self.signer.raw(signed)).decode()
        if self.stamped_at:
            self._stamp(own, self.stamped_instead or etree.tostring(value, method="c14n"), self.stamped_at)
        return etree.tostring(own, xml_declaration=True, encoding="UTF-8")

    def _reference(self, address: str, content: bytes) -> str:
        algorithm = "sha1" if self.digest_method == SHA1 else "sha256"
        transform = f"<ds:Transforms>{self.transform}</ds:Transforms>" if self.transform else ""
        return (
            f'<ds:Reference URI="{address}">{transform}<ds:DigestMethod Algorithm="{self.digest_method}"/>'
            f"<ds:DigestValue>{_digest(content, algorithm)}</ds:DigestValue></ds:Reference>"
        )

    def _document(self, digests: str) -> bytes:
        beside = (self.signer,) if self.beside is None else self.beside
        certificates = "".join(
            f"<ds:X509Certificate>{b64encode(one.der).decode()}</ds:X509Certificate>" for one in beside
        )
        named = (self.signer,) if self.named is None else self.named
        certs = "".join(
            f'<xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="{SHA256}"/>'
            f"<ds:DigestValue>{_digest(one.der)}</ds:DigestValue></xades:CertDigest></xades:Cert>"
            for one in named
        )
        method = self.signer.in_xml
        return (
            '<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" '
            f'xmlns:ds="{DS}" xmlns:xades="{XADES}"><ds:Signature Id="S">'
            f'<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{C14N}"/><ds:SignatureMethod Algorithm="{method}"/>'
            f"{digests}</ds:SignedInfo><ds:SignatureValue></ds:SignatureValue>"
            f"<ds:KeyInfo><ds:X509Data>{certificates}</ds:X509Data></ds:KeyInfo>"
            '<ds:Object><xades:QualifyingProperties Target="#S"><xades:SignedProperties Id="P">'
            f"<xades:SignedSignatureProperties><xades:SigningTime>{self.at}</xades:SigningTime>"
            f"<xades:SigningCertificateV2>{certs}</xades:SigningCertificateV2></xades:SignedSignatureProperties></xades:SignedProperties>"
            "<xades:UnsignedProperties><xades:UnsignedSignatureProperties/></xades:UnsignedProperties>"
            "</xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>"
        ).encode()

    def _stamp(self, own: etree._Element, stamped: bytes, at: datetime) -> None:
        place = next(own.iter(f"{{{XADES}}}UnsignedSignatureProperties"))
        stamp = etree.SubElement(place, f"{{{XADES}}}SignatureTimeStamp")
        etree.SubElement(stamp, f"{{{DS}}}CanonicalizationMethod", Algorithm=C14N)
        token = etree.SubElement(stamp, f"{{{XADES}}}EncapsulatedTimeStamp")
        token.text = b64encode(token_for(stamped, at, self.stamper or STAMPER)).decode()


@dataclass(frozen=True)
class Faults:
    """What is otherwise in a signature in CMS than it should be."""

    attributes: bool = True
    """Whether there are signed attributes."""
    names_certificate: bool = True
    beside: Signer | None = None
    """Whose certificate is with it."""
    signature: bytes | None = None
    stamper: Signer = STAMPER
    other_times: Sequence[datetime] = ()
    times: int = 1
    """How many times it signs."""


def _digest(content: bytes, algorithm: str = "sha256") -> str:
    return b64encode(hashlib.new(algorithm, content).digest()).decode()


def signed_cms(
    signer: Signer,
    kind: str,
    content: bytes,
    inside: bytes | None,
    at: datetime,
    stamped_at: datetime | None = None,
    faults: Faults | None = None,
) -> bytes:
    """A signature as CMS over the content, which stands inside or elsewhere."""
    faults = faults or Faults()
    certificate = asn1_x509.Certificate.load((faults.beside or signer).der)
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": [kind]},
            {"type": "message_digest", "values": [hashlib.sha256(content).digest()]},
            *({"type": "signing_time", "values": [_time(one)]} for one in (at, *faults.other_times)),
        ]
    )
    if faults.names_certificate:
        own = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(signer.der).digest()})
        named = tsp.SigningCertificateV2({"certs": [own]})
        attributes.append({"type": "signing_certificate_v2", "values": [named]})
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    about = {"content_type": kind}
    if inside is not None:
        about["content"] = core.ParsableOctetString(inside)
    signature = faults.signature or signer.signed(attributes.dump() if faults.attributes else content)
    signed = {"signed_attrs": attributes} if faults.attributes else {}
    stamps = [cms.ContentInfo.load(token_for(signature, stamped_at, faults.stamper))] if stamped_at else []
    unsigned = {"unsigned_attrs": [{"type": "signature_time_stamp_token", "values": stamps}]} if stamps else {}
    data = cms.SignedData(
        {
            "version": "v3" if inside is not None else "v1",
            "digest_algorithms": [sha256],
            "encap_content_info": about,
            "certificates": [certificate],
            "signer_infos": [
                {
                    "version": "v1",
                    "sid": cms.SignerIdentifier(
                        {
                            "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                                {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                            )
                        }
                    ),
                    "digest_algorithm": sha256,
                    **signed,
                    "signature_algorithm": {**signer.in_cms},
                    "signature": signature,
                    **unsigned,
                }
            ]
            * faults.times,
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()


def _time(at: datetime) -> cms.Time:
    short = at.year < 2050
    return cms.Time({"utc_time": core.UTCTime(at)} if short else {"generalized_time": core.GeneralizedTime(at)})


def token_for(stamped: bytes, at: datetime, stamper: Signer = STAMPER) -> bytes:
    """A time-stamp over what is stamped."""
    return token_over(hashlib.sha256(stamped).digest(), at, stamper)


def token_over(digest: bytes, at: datetime, stamper: Signer = STAMPER) -> bytes:
    """A time-stamp over what has this digest (SHA-256)."""
    told = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": "1.2.3.4",
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": digest,
            },
            "serial_number": 1,
            "gen_time": at,
        }
    ).dump()
    return signed_cms(stamper, "tst_info", told, told, at)


def a_container(
    *signings: Signing,
    files: Mapping[str, bytes] | None = None,
    name: str = "META-INF/signatures{}.xml",
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A container of these files with a file for each signature; `files` may be others than were signed."""
    out = BytesIO()
    with ZipFile(out, "w") as container:
        put(container, "mimetype", ASIC, ZIP_STORED)
        for file, content in (FILES if files is None else files).items():
            put(container, file, content)
        for number, signing in enumerate(signings):
            put(container, name.format(number), signing.element())
        for file, content in (more or {}).items():
            put(container, file, content)
    return out.getvalue()


def an_edoc(*signings: Signing, files: Mapping[str, bytes] | None = None) -> bytes:
    """An older container of Latvia, whose signatures stand elsewhere."""
    return a_container(*signings, files=files, name="META-INF/edoc-signatures-S{}.xml")


EXPIRED = a_signer(3, ends=SIGNED_AT - timedelta(days=1))
CHANGED = {**FILES, "tāme.txt": "Tāme: 9600 eiro".encode()}
WITH_FOREIGN = {**FILES, "svešs.txt": b"Nav parakstits"}
