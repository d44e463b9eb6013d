"""DOCX by python-docx: what we lay out ourselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.shared import Pt

from documents.zipped import packed_anew


@dataclass(frozen=True, slots=True)
class FormSection:
    """One section of an application form on paper: its heading and the hint under it."""

    heading: str
    hint: str


def set_form(title: str, author: str, mark: str, sections: Iterable[FormSection], dated: datetime) -> bytes:
    """An empty application form as DOCX, with `mark` at the head of every page and room under each section.

    The same form gives the same bytes.
    """
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = author
    document.core_properties.language = "lv-LV"
    document.core_properties.created = document.core_properties.modified = dated.replace(tzinfo=None)
    document.styles["Normal"].font.name = "Times New Roman"  # pyright: ignore[reportAttributeAccessIssue]
    document.styles["Normal"].font.size = Pt(11)  # pyright: ignore[reportAttributeAccessIssue]
    document.sections[0].header.paragraphs[0].text = mark
    document.add_heading(title, level=1)
    for section in sections:
        document.add_heading(section.heading, level=2)
        document.add_paragraph(section.hint)
        document.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0].text = "\n\n"
    out = BytesIO()
    document.save(out)
    return packed_anew(out.getvalue())
