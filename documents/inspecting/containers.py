"""What is in a container (.asice, .edoc): its files, and who signed which of them."""

import hashlib
from collections import Counter
from dataclasses import replace

from documents.inspecting.container_signatures import STAMP, is_its_own, signatures_of
from documents.inspecting.facts import Fault, Faulty, Inspection, Member, Note, Signature
from documents.inspecting.programs import is_program
from documents.inspecting.words import shown_name
from documents.inspecting.zip_guard import Bounds, Package, opened
from documents.kinds import FileCutOff, Kind, kind_of

BOUNDS = Bounds(members=500)


def inspect_container(content: bytes) -> Inspection:
    """What is in a container. Raises Faulty."""
    package = opened(content, BOUNDS)
    names = shown_names(package)
    if not names:
        raise Faulty(Fault.NO_FILES)
    files = tuple(names.values())
    signatures = signatures_of(package, files)
    shown = {real: name for name, real in names.items()}
    members: list[Member] = []
    holds_programs = False
    for real in files:
        inside = package.read(real)
        holds_programs = holds_programs or is_program(real, inside)
        members.append(_member(inside, shown[real], covered=real in signatures.covered))
    notes = {
        note
        for note, holds in (
            (Note.POLYGLOT, package.hides_something),
            (Note.NAMES_ALTERED, any(real != name for name, real in names.items())),
            (Note.PROGRAMS_INSIDE, holds_programs),
            (Note.SIGNATURES_CUT, signatures.cut),
            (Note.ONLY_STAMPED, not signatures.found and any(map(STAMP.fullmatch, package.names))),
        )
        if holds
    }
    return Inspection(
        notes=tuple(sorted(notes)),
        members=tuple(members),
        signatures=tuple(_with_shown_names(one, shown) for one in signatures.found),
    )


def shown_names(package: Package) -> dict[str, str]:
    """The files of a container: their names as they are shown, each once, and as they are."""
    names: dict[str, str] = {}
    times: Counter[str] = Counter()
    for real in package.names:
        if is_its_own(real):
            continue
        name = shown_name(real)
        times[name] += 1
        while name in names:
            name = f"{shown_name(real)} ({times[shown_name(real)]})"
            times[shown_name(real)] += 1
        names[name] = real
    return names


def member_of(content: bytes, name: str) -> bytes:
    """One file of a container, by its name as it is shown. Raises Faulty, KeyError."""
    package = opened(content, BOUNDS)
    return package.read(shown_names(package)[name])


def _member(content: bytes, name: str, *, covered: bool) -> Member:
    return Member(name, len(content), _kind(content), hashlib.sha256(content).hexdigest(), covered)


def _kind(content: bytes) -> Kind | None:
    try:
        return kind_of(content)
    except FileCutOff:
        return None


def _with_shown_names(signature: Signature, shown: dict[str, str]) -> Signature:
    return replace(signature, uncovered=tuple(shown[real] for real in signature.uncovered))
