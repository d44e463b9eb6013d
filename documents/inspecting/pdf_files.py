"""What is in a PDF: its pages and their text by PDFium, its scripts by a look at its objects, its signatures."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pypdfium2 import PdfDocument, PdfiumError, raw

from documents.inspecting.facts import Fault, Faulty, Inspection, Note
from documents.inspecting.foreign import begins_as_another, holds_an_archive, says_markup
from documents.inspecting.pdf_objects import objects_of, what_they_do
from documents.inspecting.pdf_signatures import is_stamped, signatures_of
from documents.inspecting.pdf_walk import what_is_reached
from documents.inspecting.words import Kept
from documents.kinds import BLANKS, begins_as_pdf

PAGES = 500
SLACK = 1024
BEGINNING = 4096
_END = re.compile(rb"startxref\s{1,64}\d{1,20}\s{1,64}%%EOF")
_REVISION = re.compile(rb"(?:%[^\r\n]{0,200}\s+){0,5}(?:\d{1,10}\s+\d{1,5}\s+obj|xref|trailer|startxref)\b")
"""How what was added to a file later begins."""


def opened(content: bytes) -> PdfDocument:
    """A PDF by PDFium. Raises Faulty: ENCRYPTED, NO_PAGES, DAMAGED."""
    try:
        return PdfDocument(content)
    except PdfiumError as error:
        known = {raw.FPDF_ERR_PASSWORD: Fault.ENCRYPTED, raw.FPDF_ERR_SUCCESS: Fault.NO_PAGES}
        raise Faulty(known.get(error.err_code or 0, Fault.DAMAGED)) from None


def inspect_pdf(content: bytes) -> Inspection:
    """What is in a PDF. Raises Faulty."""
    document = opened(content)
    pages = len(document)
    if pages > PAGES:
        return Inspection(fault=Fault.TOO_MANY_PAGES, pages=pages)
    notes, text = set(_about(document, content)), Kept()
    unreadable = 0
    for number in range(pages):
        if not text.takes_more():
            break
        said = _text_of(document, number)
        unreadable += said is None
        text.add(said or "")
    if unreadable == pages:
        raise Faulty(Fault.DAMAGED)
    signatures, cut = signatures_of(content)
    notes |= {
        note
        for note, holds in (
            (Note.TEXT_CUT, text.cut),
            (Note.NO_TEXT, not text.has_letters),
            (Note.PAGES_UNREADABLE, unreadable),
            (Note.SIGNATURES_CUT, cut),
            (Note.ONLY_STAMPED, not signatures and is_stamped(content)),
        )
        if holds
    }
    return Inspection(notes=tuple(sorted(notes)), pages=pages, text=tuple(text.pieces), signatures=signatures)


def _text_of(document: PdfDocument, number: int) -> str | None:
    """The text of a page; None for a page that cannot be read."""
    try:
        page = document[number]
    except PdfiumError:
        return None
    try:
        words = page.get_textpage()
    except PdfiumError:
        return None
    else:
        said = words.get_text_range()
        words.close()
        return said
    finally:
        page.close()


def _about(document: PdfDocument, content: bytes) -> Iterator[Note]:
    yield from what_they_do(objects_of(content))
    yield from what_is_reached(content)
    if raw.FPDF_GetFormType(document) in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        yield Note.DYNAMIC_FORM
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        yield Note.JAVASCRIPT
    if document.count_attachments() > 0:
        yield Note.EMBEDDED_FILES
    if raw.FPDF_GetSecurityHandlerRevision(document) >= 0:
        yield Note.RESTRICTED
    if is_more_than_a_pdf(content):
        yield Note.POLYGLOT


def is_more_than_a_pdf(content: bytes) -> bool:
    """Whether something of another format begins before it, in its first lines or behind its end, or an archive
    anywhere in it.
    """
    if not begins_as_pdf(content) or says_markup(content[:BEGINNING]) or holds_an_archive(content):
        return True
    return any(_is_foreign(behind) for behind in _behind_ends(content))


def _behind_ends(content: bytes) -> Iterator[bytes]:
    """What follows each of its ends: it has one for each time that it was changed."""
    ends = [found.end() for found in _END.finditer(content)] or [content.rfind(b"%%EOF") + len(b"%%EOF")]
    for end, until in pairwise([*ends, len(content)]):
        yield content[end:until].strip(BLANKS)


def _is_foreign(behind: bytes) -> bool:
    if begins_as_another(behind[:SLACK]):
        return True
    return len(behind) > SLACK and not _REVISION.match(behind)
