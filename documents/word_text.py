"""The text of a file of Word as its reader sees it, paragraph by paragraph and table by table: what was taken out by a
tracked change is not there, what was put in is; a box to tick is its sign.

This reads what strangers send: it runs in a process with limits (documents/guarded.py), behind a guard for containers,
and takes no entities, no DTD and nothing from elsewhere. Names are asked for without their namespaces, because Word has
two of them for the same ("transitional" and "strict").
"""

import posixpath
from collections.abc import Iterator
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - it has no stubs

from documents.inspecting.facts import Fault, Faulty
from documents.inspecting.zip_guard import Package, opened
from documents.word_blocks import Reader, joined
from documents.word_lists import Lists
from documents.word_xml import attribute, child, name_of

UNSAFE, BROKEN, MACROS, NO_WORD = "unsafe", "broken", "macros", "no word"
TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
DOCTYPE = b"<!DOCTYPE"
MARGINS, NOTES = ("header", "footer"), ("footnotes", "endnotes", "comments")
APART = {"separator", "continuationSeparator", "continuationNotice"}
"""Notes that are none: the lines that part them from the text."""


def word_text(content: bytes) -> dict[str, Any]:
    """What `read_word` makes a paper of, or `why` there is none: work for a guarded process."""
    try:
        return _read(opened(content))
    except Faulty as faulty:
        return {"why": BROKEN if faulty.fault is Fault.DAMAGED else UNSAFE}
    except etree.XMLSyntaxError:
        return {"why": BROKEN}


def _read(container: Package) -> dict[str, Any]:
    types = _part(container, TYPES).lower()
    if b"macroenabled" in types or any(name.lower().endswith("vbaproject.bin") for name in container.names):
        return {"why": MACROS}
    relations = _relations(container, RELATIONS, "")
    main = next((target for kind, target in relations if kind == "officeDocument"), "word/document.xml")
    document = _xml(_part(container, main))
    if document is None or name_of(document) != "document":
        return {"why": NO_WORD}
    folder, file = posixpath.split(main)
    parts = _relations(container, f"{folder}/_rels/{file}.rels", folder)
    lists = Lists(*(_xml(_part(container, _first(parts, kind))) for kind in ("numbering", "styles")))
    blocks = [block.told for block in joined(Reader(lists).blocks(child(document, "body")))]
    return {
        "blocks": blocks,
        "margins": list(_texts(container, parts, lists, MARGINS)),
        "notes": list(_texts(container, parts, lists, NOTES)),
    }


def _texts(container: Package, parts: list[tuple[str, str]], lists: Lists, kinds: tuple[str, ...]) -> Iterator[str]:
    """The paragraphs in parts of these kinds; of notes each as a whole."""
    for kind, target in parts:
        root = _xml(_part(container, target)) if kind in kinds else None
        if root is None:
            continue
        reader = Reader(lists)
        if kind in MARGINS:
            told = [block.words for block in joined(reader.blocks(root))]
        else:
            notes = [one for one in root if isinstance(one.tag, str) and attribute(one, "type") not in APART]
            told = ["\n".join(block.words for block in joined(reader.blocks(one))) for one in notes]
        yield from (text for text in told if text.strip())


def _first(parts: list[tuple[str, str]], kind: str) -> str:
    return next((target for one, target in parts if one == kind), "")


def _part(container: Package, name: str) -> bytes:
    """A part's octets; none where there is no such part. Raises Faulty."""
    return container.read(name) if name in container.names else b""


def _relations(container: Package, name: str, folder: str) -> list[tuple[str, str]]:
    """What a part refers to inside the container: kinds and names."""
    root = _xml(_part(container, name))
    if root is None:
        return []
    return [
        (
            (attribute(one, "Type") or "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, attribute(one, "Target") or "")).lstrip("/"),
        )
        for one in root
        if isinstance(one.tag, str) and attribute(one, "TargetMode") != "External"
    ]


def _xml(content: bytes) -> Any:
    """The root of a part; None where it is empty. Raises Faulty for one with a DTD."""
    if not content.strip():
        return None
    if DOCTYPE in content:
        raise Faulty(Fault.BOMB)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise Faulty(Fault.BOMB)
    return root
