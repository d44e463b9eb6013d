"""The parts of a document of Word: what they are by their types and relations, whatever they are called."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from documents.inspecting.facts import Fault, Faulty
from documents.inspecting.markup import local_name, part_of
from documents.inspecting.zip_guard import Package

TYPES, MAIN, ROOT = "[content_types].xml", "word/document.xml", "_rels/.rels"
MAIN_TYPE = "wordprocessingml.document.main+xml"
PROGRAMS = ("macroenabled", "vbaproject", "vbadata")
"""What types, relations and names of parts say of programs, in small letters."""
_LINK = re.compile(
    r"https?://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/officedocument/(?:2006/)?relationships/hyperlink"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part has to do with another: of which kind it is, in small letters, where it leads, whether it says that
    this is outside; `link`: followed only by whoever clicks on it.
    """

    kind: str
    target: str
    outside: bool
    link: bool


class Parts:
    """The parts of a package, found by their names whatever the case of their letters. To make it raises Faulty."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._names = {name.casefold(): name for name in package.names}
        if len(self._names) < len(package.names):
            raise Faulty(Fault.DAMAGED)  # which of two parts of one name is meant, programs see differently
        self._by_ending: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        for entry in self.root(TYPES):
            kind = (entry.get("ContentType") or "").casefold()
            if local_name(entry) == "Default":
                self._by_ending[(entry.get("Extension") or "").casefold()] = kind
            elif local_name(entry) == "Override":
                self._by_name[_name(entry.get("PartName") or "")] = kind

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def root(self, name: str) -> etree._Element:
        """The root of a part. Raises Faulty: DAMAGED where there is none, and as part_of."""
        if name not in self:
            raise Faulty(Fault.DAMAGED)
        return part_of(self._package, self._names[name.casefold()])

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in small letters."""
        return tuple(self._names)

    def type_of(self, name: str) -> str:
        """What a part is said to be, in small letters; nothing where nothing is said."""
        plain = name.casefold()
        return self._by_name.get(plain) or self._by_ending.get(plain.rpartition(".")[2], "")

    @property
    def types(self) -> frozenset[str]:
        """All that parts are said to be."""
        return frozenset((*self._by_ending.values(), *self._by_name.values()))

    @property
    def main(self) -> str:
        """The part that is the document: the one that the package names, as Word goes by it. Raises Faulty."""
        if ROOT in self:
            for relation in self.relations(ROOT):
                target = _name(relation.target)
                if relation.kind == "officedocument" and target in self:
                    return target
        said = (name for name, kind in self._by_name.items() if kind.endswith(MAIN_TYPE) and name in self)
        return next(said, MAIN)

    def relations(self, name: str) -> Iterator[Relation]:
        """What stands in a part that tells relations. Raises Faulty."""
        for relation in self.root(name):
            if local_name(relation) != "Relationship":
                continue
            kind = (relation.get("Type") or "").casefold()
            yield Relation(
                kind.rpartition("/")[2],
                relation.get("Target") or "",
                (relation.get("TargetMode") or "").casefold() == "external",
                _LINK.fullmatch(kind) is not None,
            )

    def related(self, name: str) -> Iterator[tuple[str, str]]:
        """The parts to which a part is related, each behind its kind. Raises Faulty."""
        folder, file = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        for relation in self.relations(listed) if listed in self else ():
            target = _name(posixpath.normpath(posixpath.join("/", folder, relation.target)))
            if not relation.outside and target in self:
                yield relation.kind, target


def _name(address: str) -> str:
    return address.replace("\\", "/").removeprefix("/").removeprefix("./").casefold()
