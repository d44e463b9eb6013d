"""What is in an ODT."""

from collections.abc import Iterator

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from documents.inspecting.addresses import leads_out, leads_to_a_host
from documents.inspecting.blocks import Blocks
from documents.inspecting.facts import Fault, Faulty, Inspection, Note
from documents.inspecting.markup import local_name, part_of
from documents.inspecting.words import Kept
from documents.inspecting.zip_guard import Package, opened

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
PROGRAMS = frozenset({"basic", "scripts", "dialogs"})
"""Folders of it, or of a document in it."""
LISTS = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")
HREF = "{http://www.w3.org/1999/xlink}href"
STYLES, ABOUT = "styles.xml", "meta.xml"
OBJECTS = frozenset({"object", "object-ole", "plugin", "applet", "floating-frame"})
STARTING = frozenset({"event-listener", "dde-connection-decl", "dde-connection", "dde-source"})
"""Elements that have a program do something: a script when something happens, data of another program."""
LEFT_OUT = ("tracked-changes", "annotation")
PARAGRAPHS = ("p", "h")


def inspect_odt(content: bytes) -> Inspection:
    """What is in an open document. Raises Faulty."""
    package = opened(content)
    if any(_is_program(name) for name in package.names):
        raise Faulty(Fault.MACROS)
    if MANIFEST in package.names and any(True for _ in part_of(package, MANIFEST).iter("{*}encryption-data")):
        raise Faulty(Fault.ENCRYPTED)
    if CONTENT not in package.names:
        raise Faulty(Fault.DAMAGED)
    root, kept = part_of(package, CONTENT), Kept()
    _read_text(root, kept)
    notes = {
        *_about(package, root),
        *(note for note, holds in ((Note.TEXT_CUT, kept.cut), (Note.NO_TEXT, not kept.has_letters)) if holds),
    }
    return Inspection(notes=tuple(sorted(notes)), text=tuple(kept.pieces))


def _is_program(name: str) -> bool:
    """Whether a member is a macro or a dialogue of one; the lists of libraries stand there without any, too."""
    *folders, file = name.lower().split("/")
    return not PROGRAMS.isdisjoint(folders) and file not in LISTS


def _about(package: Package, root: etree._Element) -> Iterator[Note]:
    if package.hides_something:
        yield Note.POLYGLOT
    if any(name.startswith("Object ") for name in package.names):
        yield Note.EMBEDDED_FILES
    yield from _elements(root)
    if STYLES in package.names:
        yield from _elements(part_of(package, STYLES))
    if ABOUT in package.names:
        templates = part_of(package, ABOUT).iter("{*}template")
        if any(leads_to_a_host(template.get(HREF)) for template in templates):
            yield Note.REMOTE_TEMPLATE


def _elements(root: etree._Element) -> Iterator[Note]:
    for element in root.iter():
        name = local_name(element)
        if name in OBJECTS:
            yield Note.EMBEDDED_FILES
        elif name in STARTING:
            yield Note.OPENS_BY_ITSELF
        elif name != "a" and leads_out(element.get(HREF)):
            yield Note.EXTERNAL_CONTENT


def _read_text(root: etree._Element, kept: Kept) -> None:
    blocks, depth = Blocks(kept), 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        if event == "start" and name in LEFT_OUT:
            walk.skip_subtree()
        elif event == "start":
            depth += name in PARAGRAPHS
            _begin(blocks, name, element.text if depth else None)
        else:
            _end(blocks, name)
            depth -= name in PARAGRAPHS
            if depth:
                blocks.say(element.tail)


def _begin(blocks: Blocks, name: str, text: str | None) -> None:
    match name:
        case "table-row":
            blocks.begin_row()
        case "s" | "tab":
            blocks.say(" ")
        case "line-break":
            blocks.say("\n")
    blocks.say(text)


def _end(blocks: Blocks, name: str) -> None:
    match name:
        case "p" | "h":
            blocks.end_paragraph()
        case "table-cell" | "covered-table-cell":
            blocks.end_cell()
        case "table-row":
            blocks.end_row()
