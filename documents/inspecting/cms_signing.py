"""What signatures in CMS have in common, wherever they stand: in a PDF, or in a container beside the files."""

from collections.abc import Iterator
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pyhanko.sign.general import check_ess_certid
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, get_signing_cert_attr, validate_sig_integrity

from documents.inspecting.certificates import Holder
from documents.inspecting.facts import Check, Reason
from documents.inspecting.signing import (
    AT_MOST,
    INTACT,
    Found,
    algorithms_of,
    broken,
    holder_or_none,
    is_old,
    not_checkable,
)
from documents.inspecting.timestamps import UNREADABLE, Stamped, best_of, stamp_of


def certificate_of(data: Any, signer: Any) -> asn1_x509.Certificate:
    """The certificate that a signature (a SignerInfo) names; of several alike the one whose digest it signs.

    Raises ValueError where it is not there.
    """
    certificates = (one.chosen.untag() for one in [*data["certificates"]][:AT_MOST] if one.name == "certificate")
    named = [one for one in certificates if _is_named(one, signer["sid"])]
    if not named:
        raise ValueError("no certificate of the signer")
    return next((one for one in named if _was_signed_for(signer, one)), named[0])


def holder_of_cms(certificate: asn1_x509.Certificate) -> Holder | None:
    """Whom the certificate of a signature names; None for one that cannot be read. Raises ValueError for one that is
    none.
    """
    return holder_or_none(x509.load_der_x509_certificate(certificate.dump()))


def allowed(
    data: Any,
    signer: Any,
    certificate: asn1_x509.Certificate,
    holder: Holder | None,
    *,
    content: bytes | None = None,
    names_certificate: bool = True,
) -> Found:
    """INTACT where nothing speaks against asking whether the signature holds.

    What is signed stands elsewhere; `content`, where it may stand inside too. `names_certificate`: by its standard it
    signs which certificate it was made with.
    """
    if holder is None:
        return not_checkable(Reason.UNREADABLE)
    if not holder.signs:
        return not_checkable(Reason.NOT_FOR_SIGNING)
    if holder.weak or any(map(is_old, algorithms_of(signer))):
        return not_checkable(Reason.ALGORITHM_TOO_OLD)
    # Without signed attributes, a signature over attributes passes for one over a content that is spelled as they are.
    attributes = signer["signed_attrs"]
    if not attributes or _holds_another(data, content):
        return not_checkable(Reason.OTHER_FORMAT)
    if get_signing_cert_attr(attributes) is None:
        return not_checkable(Reason.OTHER_FORMAT) if names_certificate else INTACT
    return INTACT if _was_signed_for(signer, certificate) else broken(Reason.OTHER_CERTIFICATE)


def held(signer: Any, certificate: asn1_x509.Certificate, digest: bytes) -> Found:
    """Whether a signature (a SignerInfo) is over what has this digest, and made by the certificate's key."""
    intact, valid = validate_sig_integrity(signer, certificate, "data", digest)
    if not valid:
        return broken(Reason.SIGNATURE_WRONG, Check.ARITHMETIC)
    return INTACT if intact else broken(Reason.CONTENT_CHANGED, Check.DIGESTS, Check.ARITHMETIC)


def stamp_on(signer: Any, certificate: asn1_x509.Certificate) -> Stamped:
    """The time-stamp of a signature."""
    try:
        return best_of(_stamps(signer, certificate))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - time-stamps that cannot be listed are none
        return UNREADABLE


def _stamps(signer: Any, certificate: asn1_x509.Certificate) -> Iterator[Stamped]:
    for token in extract_tst_data_iter(signer, signed=False):
        try:
            yield stamp_of(token, signer["signature"].native, certificate.dump())
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - a time-stamp that cannot be read is not one
            yield UNREADABLE


def _is_named(certificate: asn1_x509.Certificate, sid: cms.SignerIdentifier) -> bool:
    named: Any = sid.chosen
    if sid.name == "subject_key_identifier":
        return certificate.key_identifier == named.native
    return certificate.issuer == named["issuer"] and certificate.serial_number == named["serial_number"].native


def _was_signed_for(signer: Any, certificate: asn1_x509.Certificate) -> bool:
    said: Any = get_signing_cert_attr(signer["signed_attrs"])
    return said is not None and check_ess_certid(certificate, said["certs"][0])


def _holds_another(data: Any, content: bytes | None) -> bool:
    """Whether inside stands something else than what is compared."""
    about = data["encap_content_info"]
    if about["content_type"].native != "data":
        return True
    inside = about["content"]
    return bool(inside) and bytes(inside) != content
