"""PDF from typst: the data goes in as JSON and is never evaluated; the same data gives the same bytes."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "papers"
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]


class PaperFault(Exception):
    """A paper that could not be set as its template wants: a missing letter, an unknown font."""


def set_paper(template: str, data: dict[str, Any], dated: datetime) -> bytes:
    """The PDF (PDF/A-2a, PDF/UA-1) that a template of ours gives for `data`. Raises PaperFault."""
    try:
        pdf, warnings = typst.compile_with_warnings(
            TEMPLATES / template,
            root=TEMPLATES,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=dated,
            format="pdf",
        )
    except typst.TypstError as error:
        raise PaperFault(f"{template}: {error.message}") from error
    if warnings:
        raise PaperFault(f"{template}: {warnings[0].message}")
    assert isinstance(pdf, bytes)
    return pdf
