"""Time-stamps of signatures: of what they are, what time they say, whether they were signed as they say."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_sig_integrity

from documents.inspecting.certificates import is_weak
from documents.inspecting.facts import Stamp
from documents.inspecting.signing import algorithms_of, is_old

Stamped = tuple[Stamp, datetime | None]
DIGESTS = {"sha224", "sha256", "sha384", "sha512"}
NONE, UNREADABLE = (Stamp.NONE, None), (Stamp.NOT_CHECKABLE, None)
AT_MOST = 10
"""Time-stamps of a signature that are looked at; where there are several, one of them is as good as all."""


def best_of(stamps: Iterable[Stamped]) -> Stamped:
    """Of several time-stamps one that holds, with the latest of their times: anybody can add one, none is signed."""
    found = [*islice(stamps, AT_MOST)]
    intact = [at for stamp, at in found if stamp is Stamp.INTACT and at]
    return (Stamp.INTACT, max(intact)) if intact else next(iter(found), NONE)


def stamp_of(token: Any, stamped: bytes, signer: bytes) -> Stamped:
    """Whether a token (the signed data of a CMS) is over what was stamped, and the time it gives; trust is not asked.

    `signer` is the certificate of whoever signed. Raises what asn1crypto does for what cannot be read.
    """
    content: Any = token["encap_content_info"]["content"]
    told = content.parsed
    if not isinstance(told, tsp.TSTInfo):
        raise ValueError("no time-stamp")
    imprint: Any = told["message_imprint"]
    at = told["gen_time"].native
    algorithm = imprint["hash_algorithm"]["algorithm"].native
    (by,) = token["signer_infos"]
    used = by["digest_algorithm"]["algorithm"].native
    if not {algorithm, used} <= DIGESTS or any(map(is_old, algorithms_of(by))) or not by["signed_attrs"]:
        return Stamp.NOT_CHECKABLE, at
    if hashlib.new(algorithm, stamped).digest() != imprint["hashed_message"].native:
        return Stamp.BROKEN, at
    try:
        certificate = extract_certs_for_validation(token).signer_cert
    except SignatureValidationError:
        return Stamp.NOT_CHECKABLE, at
    if not _stamps(certificate) or certificate.public_key.dump() == _key_of(signer):
        return Stamp.NOT_FOR_STAMPING, at
    if is_weak(x509.load_der_x509_certificate(certificate.dump())):
        return Stamp.NOT_CHECKABLE, at
    digest = hashlib.new(used, bytes(content)).digest()
    intact, valid = validate_sig_integrity(by, certificate, "tst_info", digest)
    return (Stamp.INTACT if intact and valid else Stamp.BROKEN), at


def _stamps(certificate: asn1_x509.Certificate) -> bool:
    """Whether a certificate is for time-stamps: it must say so (RFC 3161)."""
    uses: Any = certificate.extended_key_usage_value
    return uses is not None and ExtendedKeyUsageOID.TIME_STAMPING.dotted_string in {one.dotted for one in uses}


def _key_of(certificate: bytes) -> bytes:
    key: Any = asn1_x509.Certificate.load(certificate).public_key
    return key.dump()
