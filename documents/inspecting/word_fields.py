"""Fields in documents of Word: instructions that programs follow when they open it, however many runs they stand in."""

import re

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from documents.inspecting.facts import Note
from documents.inspecting.markup import local_name

_FETCHES = re.compile(
    r"\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|RD|LINK|DATABASE)(?!\w)", re.IGNORECASE
)
_STARTS = frozenset({"DDE", "DDEAUTO"})


class Fields:
    """Takes the elements of a part in their order; `finished` tells what a reader should know of its fields."""

    def __init__(self) -> None:
        self._notes = set[Note]()
        self._open: list[list[str]] = []
        self._loose: list[str] = []

    def begin(self, name: str, element: etree._Element) -> None:
        """An element begins."""
        if name == "fldSimple":
            self._judge(_attribute(element, "instr"))
        elif name == "instrText":
            (self._open[-1] if self._open else self._loose).append(element.xpath("string()"))
        elif name == "fldChar":
            self._turn(_attribute(element, "fldCharType"))

    def end_paragraph(self) -> None:
        """A paragraph ends: what stands in it outside of any field is an instruction by itself."""
        self._judge("".join(self._loose))
        self._loose.clear()

    def finished(self) -> set[Note]:
        """The notes, once the part is over and fields that never ended are."""
        self.end_paragraph()
        for said in self._open:
            self._judge("".join(said))
        return self._notes

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            if self._open and not "".join(self._open[-1]).strip():
                self._notes.add(Note.EXTERNAL_CONTENT)  # another field makes its first word: nobody knows which
            self._open.append([])
        elif self._open:
            self._judge("".join(self._open[-1]))
            if kind == "end":
                self._open.pop()

    def _judge(self, instruction: str) -> None:
        if found := _FETCHES.match(instruction):
            self._notes.add(Note.EXTERNAL_CONTENT)
            if found[1].upper() in _STARTS:
                self._notes.add(Note.OPENS_BY_ITSELF)


def fields_of(root: etree._Element) -> set[Note]:
    """What a reader should know of the fields of a part."""
    fields = Fields()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element)
        if event == "start":
            fields.begin(name, element)
        elif name == "p":
            fields.end_paragraph()
    return fields.finished()


def _attribute(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
