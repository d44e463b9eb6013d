"""CAdES in containers: a signature in CMS over a list (ASiCManifest) in which each file stands with its digest; where
there is one file only, over the file itself.
"""

import hashlib
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from asn1crypto import cms
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]
from pyhanko.sign.general import find_cms_attribute_iter

from documents.inspecting.cms_signing import allowed, certificate_of, held, holder_of_cms, stamp_on
from documents.inspecting.facts import Check, Coverage, Faulty, Reason, Signature
from documents.inspecting.markup import DS, tree_of
from documents.inspecting.signing import (
    INTACT,
    REFERENCES,
    Found,
    broken,
    is_old,
    member_named,
    not_checkable,
    told,
)
from documents.inspecting.zip_guard import MEGABYTE, Package

LONGEST = MEGABYTE
LISTS = re.compile(r"META-INF/(?i:[^/]*ASiCManifest[^/]*\.xml)")
ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"
DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}


def manifests_of(package: Package) -> Mapping[str, bytes]:
    """The lists of a container, each by the name of the signature that is over it."""
    lists = [name for name in package.names if LISTS.fullmatch(name) and package.size(name) <= LONGEST]
    found: dict[str, bytes] = {}
    for name in lists:
        with suppress(Faulty):
            content = package.read(name, LONGEST)
            said = tree_of(content).find(f"{ASIC}SigReference")
            signature = None if said is None else member_named(said.get("URI") or "", package.names)
            if signature:
                found.setdefault(signature, content)
    return found


def signers_in(package: Package, name: str) -> tuple[Any, list[Any]]:
    """The signed data in a file of CMS, and each who signed it. Raises whatever its readers do."""
    data: Any = cms.ContentInfo.load(package.read(name, LONGEST), strict=True)["content"]
    signers = [*data["signer_infos"]]
    if not signers:
        raise ValueError("nobody signed")
    return data, signers


def read_cades(
    data: Any, signer: Any, manifest: bytes | None, package: Package, files: tuple[str, ...]
) -> tuple[Signature, set[str]]:
    """A signature, and the files that it is over: by the list, or the only one. Raises whatever its readers do."""
    certificate = certificate_of(data, signer)
    holder = holder_of_cms(certificate)
    over = _alone(package, files) if manifest is None else manifest
    named = {*files} if manifest is None else _files_named(manifest, files)
    found = not_checkable(Reason.OTHER_FORMAT)
    if over is not None:
        found = allowed(data, signer, certificate, holder, content=over)
    if found is INTACT and over is not None:
        found = held(signer, certificate, hashlib.new(signer["digest_algorithm"]["algorithm"].native, over).digest())
    if found is INTACT and manifest is not None:
        found = _compared(manifest, package)
    uncovered = tuple(one for one in files if over is None or one not in named)
    signature = told(
        found,
        holder,
        claimed_at=_claimed(signer),
        stamp=stamp_on(signer, certificate),
        coverage=Coverage.PART if uncovered else Coverage.WHOLE,
        uncovered=uncovered,
    )
    return signature, named


def _claimed(signer: Any) -> datetime | None:
    """The time that is signed with; None where there are several."""
    times = [one.native for one in find_cms_attribute_iter(signer["signed_attrs"], "signing_time")]
    return times[0] if len(times) == 1 else None


def _alone(package: Package, files: tuple[str, ...]) -> bytes | None:
    """The only file of a container; None where there are more."""
    return package.read(files[0]) if len(files) == 1 else None


def _references(manifest: bytes) -> Iterator[etree._Element]:
    yield from tree_of(manifest).findall(f"{ASIC}DataObjectReference")


def _files_named(manifest: bytes, files: tuple[str, ...]) -> set[str]:
    addresses = (reference.get("URI") or "" for reference in _references(manifest))
    return {name for address in addresses if (name := member_named(address, files))}


def _compared(manifest: bytes, package: Package) -> Found:
    """Whether each file has the digest with which it stands in the list."""
    references = [*_references(manifest)]
    if len(references) > REFERENCES:
        return not_checkable(Reason.TOO_LARGE)
    for reference in references:
        method = reference.find(f"{DS}DigestMethod")
        algorithm = "" if method is None else method.get("Algorithm") or ""
        if algorithm not in DIGESTS:
            return not_checkable(Reason.ALGORITHM_TOO_OLD if is_old(algorithm) else Reason.OTHER_FORMAT)
        name = member_named(reference.get("URI") or "", package.names)
        said = b64decode(reference.findtext(f"{DS}DigestValue") or "")
        if name is None or hashlib.new(DIGESTS[algorithm], package.read(name)).digest() != said:
            return broken(Reason.CONTENT_CHANGED, Check.DIGESTS, Check.ARITHMETIC)
    return INTACT
