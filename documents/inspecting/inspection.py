"""Looking into a file: the one door, through a guarded process."""

from collections.abc import Callable
from typing import Any

from documents.guarded import USUAL, Allowance, Limits, TooCostly, Unreadable, guarded
from documents.inspecting.containers import inspect_container
from documents.inspecting.facts import Fault, Faulty, Inspection
from documents.inspecting.images import inspect_image
from documents.inspecting.open_documents import inspect_odt
from documents.inspecting.pdf_files import inspect_pdf
from documents.inspecting.stored import as_json, from_json
from documents.inspecting.word_files import inspect_docx
from documents.kinds import CONTAINER, DOCX, JPEG, ODT, PDF, PNG, Kind

WAYS: dict[str, Callable[[bytes], Inspection]] = {
    PDF.endings[0]: inspect_pdf,
    DOCX.endings[0]: inspect_docx,
    ODT.endings[0]: inspect_odt,
    CONTAINER.endings[0]: inspect_container,
    JPEG.endings[0]: inspect_image,
    PNG.endings[0]: inspect_image,
}


def inspect_file(kind: Kind, content: bytes, limits: Limits = USUAL, allowance: Allowance | None = None) -> Inspection:
    """What is in a file of this kind (`kinds.check_file`). Whatever is wrong with it is a fault of the inspection;
    it takes no longer than is left of the `allowance`.

    Raises AllBusy, and nothing for what is in the file.
    """
    try:
        return from_json(guarded(look_into, content, kind.endings[0], limits=limits, allowance=allowance))
    except TooCostly:
        return Inspection(fault=Fault.TOO_COSTLY)
    except (Unreadable, ValueError):
        return Inspection(fault=Fault.DAMAGED)


def look_into(content: bytes, ending: str) -> dict[str, Any]:
    """The work itself, for a guarded process: an inspection as JSON."""
    try:
        return as_json(WAYS[ending](content))
    except Faulty as faulty:
        return as_json(Inspection(fault=faulty.fault))
