"""XML of strangers: no entity is resolved, nothing is fetched, nothing is of any size."""

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from documents.inspecting.facts import Fault, Faulty
from documents.inspecting.zip_guard import MEGABYTE, Package

DS = "{http://www.w3.org/2000/09/xmldsig#}"
"""Before the names of signatures' elements."""
AT_MOST = 32 * MEGABYTE
_ENTITIES = tuple("<!ENTITY".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))


def parser() -> etree.XMLParser:
    """A parser for what strangers send."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def tree_of(content: bytes) -> etree._Element:
    """The root of an XML text. Raises Faulty: DEFINITIONS for entities of its own, DAMAGED for what is no XML."""
    if any(sign in content for sign in _ENTITIES):
        raise Faulty(Fault.DEFINITIONS)
    try:
        root = etree.fromstring(content, parser())
    except (etree.XMLSyntaxError, ValueError):
        raise Faulty(Fault.DAMAGED) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Faulty(Fault.DEFINITIONS)
    return root


def part_of(package: Package, name: str) -> etree._Element:
    """The root of a member. Raises Faulty as tree_of, and TOO_COSTLY for one that is too large to be held."""
    if package.size(name) > AT_MOST:
        raise Faulty(Fault.TOO_COSTLY)
    return tree_of(package.read(name, AT_MOST))


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; nothing for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
