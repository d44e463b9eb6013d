"""What is in a DOCX. Its XML is read as it is: a document needs no more of it to be whole than its text does."""

from collections.abc import Iterator

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from documents.inspecting.addresses import leads_to_a_host
from documents.inspecting.blocks import Blocks
from documents.inspecting.facts import Fault, Faulty, Inspection, Note
from documents.inspecting.markup import local_name
from documents.inspecting.word_fields import Fields, fields_of
from documents.inspecting.word_parts import PROGRAMS, Parts
from documents.inspecting.words import Kept
from documents.inspecting.zip_guard import Package, opened
from documents.kinds import is_locked_word
from documents.strangers import OLE

EMBEDDED = ("word/embeddings/", "word/activex/")
INSIDE = frozenset({"oleobject", "package", "control", "activexcontrolbinary", "afchunk"})
"""Relations to files of other kinds, whatever these are called."""
APART = {"footnotes": "word/footnotes.xml", "endnotes": "word/endnotes.xml"}
ASIDE = frozenset({"header", "footer", "comments", "glossarydocument"})


def inspect_docx(content: bytes) -> Inspection:
    """What is in a document of Word. Raises Faulty."""
    if content.startswith(OLE):
        raise Faulty(Fault.ENCRYPTED if is_locked_word(content) else Fault.DAMAGED)
    package = opened(content)
    parts = Parts(package)
    if _holds_programs(parts):
        raise Faulty(Fault.MACROS)
    main = parts.main
    if main not in parts:
        raise Faulty(Fault.DAMAGED)
    related = set(parts.related(main))
    kept, notes = Kept(), set(_about(package, parts))
    for name in (main, *_apart(parts, related)):
        notes |= _read_text(parts.root(name), kept)
    for name in {name for kind, name in related if kind in ASIDE}:
        notes |= fields_of(parts.root(name))
    notes |= {note for note, holds in ((Note.TEXT_CUT, kept.cut), (Note.NO_TEXT, not kept.has_letters)) if holds}
    return Inspection(notes=tuple(sorted(notes)), text=tuple(kept.pieces))


def _holds_programs(parts: Parts) -> bool:
    """Whether anything in it is a program by its type or its name; relations to one are seen with the others."""
    return any(word in said for said in (*parts.types, *parts.names) for word in PROGRAMS)


def _apart(parts: Parts, related: set[tuple[str, str]]) -> Iterator[str]:
    """The parts whose text follows the document's: by their relations, else by their usual names."""
    for kind, usual in APART.items():
        name = next((name for what, name in sorted(related) if what == kind), usual)
        if name in parts:
            yield name


def _about(package: Package, parts: Parts) -> Iterator[Note]:
    if package.hides_something:
        yield Note.POLYGLOT
    if any(name.startswith(EMBEDDED) for name in parts.names):
        yield Note.EMBEDDED_FILES
    for name in parts.names:
        if name.endswith(".rels"):
            yield from _related(parts, name)


def _related(parts: Parts, name: str) -> Iterator[Note]:
    for relation in parts.relations(name):
        if any(word in relation.kind for word in PROGRAMS):
            raise Faulty(Fault.MACROS)
        if relation.kind in INSIDE:
            yield Note.EMBEDDED_FILES
        if relation.kind == "attachedtemplate":
            if leads_to_a_host(relation.target):
                yield Note.REMOTE_TEMPLATE
        elif not relation.link and (relation.outside or leads_to_a_host(relation.target)):
            yield Note.EXTERNAL_CONTENT


def _read_text(root: etree._Element, kept: Kept) -> set[Note]:
    blocks, fields = Blocks(kept), Fields()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        if event == "start":
            if name == "Fallback":  # the same again, for programs that do not know the first choice
                walk.skip_subtree()
            elif name == "tr":
                blocks.begin_row()
            else:
                fields.begin(name, element)
        else:
            if name == "p":
                fields.end_paragraph()
            _end(blocks, name, element)
    return fields.finished()


def _end(blocks: Blocks, name: str, element: etree._Element) -> None:
    match name:
        case "t":
            blocks.say(element.text)
        case "tab":
            blocks.say(" ")
        case "br" | "cr":
            blocks.say("\n")
        case "noBreakHyphen":
            blocks.say("-")
        case "p":
            blocks.end_paragraph()
        case "tc":
            blocks.end_cell()
        case "tr":
            blocks.end_row()
