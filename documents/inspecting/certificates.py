"""What a certificate says of its holder; never a person's code."""

import re
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.x509.oid import NameOID

from documents.inspecting.words import flat, shown_name

_CODE = re.compile(r"\b(?:PNO|IDC|PAS|TIN|NTR|VAT)[A-Z]{2}-\S+|\b\d{6}-?\d{5}\b|\b\d{9,}\b", re.IGNORECASE)
LEAST, LEAST_OF_CURVES = 2048, 256
"""Bits of keys that nobody finds; shorter ones have been found, or soon will be."""
_LONE_COMMAS = re.compile(r"(?:\s*,\s*)+$|^(?:\s*,\s*)+")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a certificate names, who issued it, from when to when it is valid, whether it is for signing, and its key
    too weak for it.
    """

    name: str | None
    organisation: str | None
    issuer: str | None
    begins: datetime
    ends: datetime
    signs: bool
    weak: bool


def holder_of(certificate: x509.Certificate) -> Holder:
    """What the certificate says. Raises ValueError for what cannot be read of it."""
    subject, issuer = certificate.subject, certificate.issuer
    given, family = _said(subject, NameOID.GIVEN_NAME), _said(subject, NameOID.SURNAME)
    name = f"{given} {family}" if given and family else _said(subject, NameOID.COMMON_NAME)
    return Holder(
        name,
        _said(subject, NameOID.ORGANIZATION_NAME),
        _said(issuer, NameOID.COMMON_NAME) or _said(issuer, NameOID.ORGANIZATION_NAME),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        _signs(certificate),
        is_weak(certificate),
    )


def is_weak(certificate: x509.Certificate) -> bool:
    """Whether its key is so short that signatures with it can be made by others. Raises ValueError for a broken one."""
    try:
        key = certificate.public_key()
    except UnsupportedAlgorithm:  # nothing will be found intact with it
        return False
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.key_size < LEAST_OF_CURVES
    return isinstance(key, rsa.RSAPublicKey | dsa.DSAPublicKey) and key.key_size < LEAST


def _said(name: x509.Name, which: x509.ObjectIdentifier) -> str | None:
    for attribute in name.get_attributes_for_oid(which):
        value = attribute.value
        text = shown_name(flat(_CODE.sub("", value))) if isinstance(value, str) else ""
        return _LONE_COMMAS.sub("", text) or None
    return None


def _signs(certificate: x509.Certificate) -> bool:
    """Whether it is for signatures: for what cannot be denied later (the only use of national cards) or for any."""
    try:
        use = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return use.content_commitment or use.digital_signature
