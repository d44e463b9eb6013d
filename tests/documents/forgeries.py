"""Signatures that pretend, or only look as if they did: other certificates, times and time-stamps, too weak keys."""

from base64 import b64encode
from datetime import UTC, datetime
from functools import cache

from asn1crypto import algos, cms
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from lxml import etree

from tests.documents import samples
from tests.documents.cades import SIGNATURE, Listed
from tests.documents.hostile_zips import raw_zip
from tests.documents.signing import (
    AUTHORITY_NAME,
    C14N,
    DS,
    FILES,
    SIGNED_AT,
    SIGNER,
    STAMPER,
    XADES,
    Faults,
    Signer,
    Signing,
    a_container,
    a_signer,
    signed_cms,
    token_for,
)

STAMPED_AT, LONG_AGO = datetime(2026, 3, 2, 9, 31, tzinfo=UTC), datetime(2020, 3, 1, tzinfo=UTC)
STRANGER = a_signer(7, ((NameOID.COMMON_NAME, "SVEŠINIEKS"),))
NAMESAKE = a_signer(2, ((NameOID.COMMON_NAME, "CITS AR TO PAŠU ATSLĒGU"),))
"""A certificate of the same number with the same key that names somebody else."""
ISSUER = a_signer(1, [(one.oid, str(one.value)) for one in AUTHORITY_NAME], key_cert_sign=True)
HOME_MADE = a_signer(11, ((NameOID.COMMON_NAME, "Laika zīmogi"),), digital_signature=True)
RSA_IN_XML = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
NFD = "ta\u0304me.txt"


class RsaSigner(Signer):
    """Somebody with a key of RSA."""

    def raw(self, content: bytes) -> bytes:
        return self.signed(content)

    def signed(self, content: bytes) -> bytes:
        return self.key.sign(content, padding.PKCS1v15(), hashes.SHA256())


class PssSigner(RsaSigner):
    """The same with PSS, whose digest stands in its parameters."""

    def signed(self, content: bytes) -> bytes:
        digest = {"sha1": hashes.SHA1(), "sha256": hashes.SHA256()}[self._digest]
        return self.key.sign(content, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)

    @property
    def _digest(self) -> str:
        return self.in_cms["parameters"]["hash_algorithm"]["algorithm"].native


@cache
def _rsa(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def with_rsa(bits: int) -> Signer:
    """Somebody with a key of so many bits."""
    own = a_signer(20, key=_rsa(bits))
    return RsaSigner(own.key, own.certificate, RSA_IN_XML, {"algorithm": "sha256_rsa"})


def with_pss(digest: str) -> Signer:
    """Somebody whose signatures are over this digest, whatever else they say."""
    own = a_signer(20, key=_rsa(2048))
    generator = {"algorithm": "mgf1", "parameters": {"algorithm": digest}}
    size = {"sha1": 20, "sha256": 32}[digest]
    parameters = algos.RSASSAPSSParams(
        {"hash_algorithm": {"algorithm": digest}, "mask_gen_algorithm": generator, "salt_length": size}
    )
    return PssSigner(own.key, own.certificate, RSA_IN_XML, {"algorithm": "rsassa_pss", "parameters": parameters})


def with_short_curve() -> Signer:
    """Somebody with a key on a curve of 192 bits."""
    return a_signer(21, key=ec.derive_private_key(2**100 + 7, ec.SECP192R1()))


def replayed() -> bytes:
    """A container whose only file is spelled as what somebody signed with elsewhere; that signature beside it."""
    elsewhere = cms.ContentInfo.load(signed_cms(SIGNER, "data", b"Pavisam kas cits", None, SIGNED_AT))
    (signer,) = elsewhere["content"]["signer_infos"]
    file = signer["signed_attrs"].untag().dump()
    faults = Faults(attributes=False, signature=signer["signature"].native)
    return a_container(files={"ligums.pdf": file}, more={SIGNATURE: Listed(faults=faults).signature(file)})


def with_time_in_a_file(*, says_nothing: bool = False) -> bytes:
    """A container one signed file of which looks like what a signature says of itself."""
    false = (
        f'<xades:SignedProperties xmlns:xades="{XADES}" Id="Z"><xades:SignedSignatureProperties>'
        "<xades:SigningTime>1999-01-01T00:00:00Z</xades:SigningTime><xades:SigningCertificateV2/>"
        "</xades:SignedSignatureProperties></xades:SignedProperties>"
    )
    files = {"a.xml": false.encode(), **FILES}
    return a_container(Signing(files=files, says_nothing=says_nothing), files=files)


class Stamped(Signing):
    """A signature with several time-stamps: of what, when and by whom each is."""

    stamps: tuple[tuple[bytes | None, datetime, Signer], ...] = ()
    countersigned_at: datetime | None = None

    def element(self) -> bytes:
        own = etree.fromstring(super().element())
        place = next(own.iter(f"{{{XADES}}}UnsignedSignatureProperties"))
        value = own.find(f".//{{{DS}}}SignatureValue")
        if self.countersigned_at:
            other = etree.fromstring(
                Signing(STRANGER, files={}, stamped_at=self.countersigned_at)
                .element()
                .replace(b'Id="P"', b'Id="Q"')
                .replace(b'Id="S"', b'Id="T"')
            )
            etree.SubElement(place, f"{{{XADES}}}CounterSignature").append(other.find(f"{{{DS}}}Signature"))
        for stamped, at, stamper in self.stamps:
            stamp = etree.SubElement(place, f"{{{XADES}}}SignatureTimeStamp")
            etree.SubElement(stamp, f"{{{DS}}}CanonicalizationMethod", Algorithm=C14N)
            token = token_for(stamped or etree.tostring(value, method="c14n"), at, stamper)
            etree.SubElement(stamp, f"{{{XADES}}}EncapsulatedTimeStamp").text = b64encode(token).decode()
        return etree.tostring(own, xml_declaration=True, encoding="UTF-8")


def stamped(*stamps: tuple[bytes | None, datetime, Signer], countersigned_at: datetime | None = None) -> bytes:
    """A container with such a signature."""
    signing = Stamped()
    signing.stamps, signing.countersigned_at = stamps, countersigned_at
    return a_container(signing)


def countersigned() -> bytes:
    """A container whose signature was signed by somebody else and stamped, each with a time-stamp of its own."""
    return stamped((None, STAMPED_AT, STAMPER), countersigned_at=SIGNED_AT)


def without_saying_utf8() -> bytes:
    """A container whose names are in UTF-8, as its signature has them, and which does not say that they are."""
    files = [(name.encode(), content) for name, content in FILES.items()]
    own = [(b"mimetype", samples.ASIC), (b"META-INF/signatures0.xml", Signing().element())]
    return raw_zip([own[0], *files, own[1]], flags=0)


def named_in_parts(signed: str, held: str, *more: str) -> bytes:
    """A container with a file whose name is spelled otherwise than it was signed by."""
    files = {held: b"4600", **dict.fromkeys(more, b"4600")}
    return a_container(Signing(files={signed: b"4600"}), files=files)
