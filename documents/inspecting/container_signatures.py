"""Signatures in containers (.asice and .edoc): what arithmetic says of them, and which files they are over."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from documents.inspecting.cades import manifests_of, read_cades, signers_in
from documents.inspecting.facts import Reason, Signature, Verdict
from documents.inspecting.signing import AT_MOST, not_checkable, told
from documents.inspecting.xades import elements_of, read_xades
from documents.inspecting.zip_guard import Package

IN_XML = re.compile(r"META-INF/(?i:[^/]*signatures[^/]*\.xml)")
IN_CMS = re.compile(r"META-INF/(?i:[^/]*\.p7[sm])")
STAMP = re.compile(r"META-INF/(?i:[^/]*timestamp[^/]*\.tst)")
OTHERS = re.compile(
    r"mimetype|META-INF/(?:(?:manifest|container|metadata)\.xml"
    r"|(?i:[^/]*ASiC(?:Archive|EvidenceRecord)?Manifest[^/]*\.xml)"
    r"|(?i:[^/]*timestamp[^/]*\.tst|[^/]*evidencerecord[^/]*\.(?:ers|xml)))"
)
"""What else containers hold for themselves (ETSI EN 319 162-1). Whatever is named otherwise is a file of somebody."""
UNREADABLE = told(not_checkable(Reason.UNREADABLE), None)
Read = Callable[[], tuple[Signature, set[str]]]


@dataclass(slots=True)
class Signatures:
    """The signatures of a container, the files that intact ones are over, and whether there are more."""

    found: list[Signature] = field(default_factory=list[Signature])
    covered: set[str] = field(default_factory=set[str])
    cut: bool = False


def is_its_own(name: str) -> bool:
    """Whether a member is the container's own: its signatures, their lists and proofs, what says what it is."""
    return any(names.fullmatch(name) for names in (IN_XML, IN_CMS, OTHERS))


def signatures_of(package: Package, files: tuple[str, ...]) -> Signatures:
    """What is signed of these files, and by whom."""
    signatures = Signatures()
    for read in _each(package, files):
        if len(signatures.found) == AT_MOST:
            signatures.cut = True
            break
        signature, covered = _looked_at(read)
        signatures.found.append(signature)
        if signature.verdict is Verdict.INTACT:
            signatures.covered |= covered
    return signatures


def _each(package: Package, files: tuple[str, ...]) -> Iterator[Read | None]:
    """How each signature is read; None for what cannot be."""
    manifests = manifests_of(package)
    for name in package.names:
        if IN_CMS.fullmatch(name):
            yield from _in_cms(package, name, manifests.get(name), files)
        elif IN_XML.fullmatch(name):
            for element in elements_of(package, name):
                yield None if element is None else partial(read_xades, element, package, files)


def _in_cms(package: Package, name: str, manifest: bytes | None, files: tuple[str, ...]) -> Iterator[Read | None]:
    try:
        data, signers = signers_in(package, name)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is that a signature makes its readers raise, it is not verified
        yield None
    else:
        yield from (partial(read_cades, data, signer, manifest, package, files) for signer in signers)


def _looked_at(read: Read | None) -> tuple[Signature, set[str]]:
    if read is None:
        return UNREADABLE, set()
    try:
        return read()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is that a signature makes its readers raise, it is not verified
        return UNREADABLE, set()
