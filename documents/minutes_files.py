"""The extract of the minutes as files: PDF to be kept and signed, DOCX to be worded further."""

from dataclasses import asdict
from typing import Any

from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from documents.docx import saved
from documents.letter_docx import (
    describe,
    empty_paper,
    frame,
    write_head,
    write_section,
    write_signature,
    write_subject,
)
from documents.letter_pdf import set_words
from documents.minutes import MinutesPaper, Table

WIDTHS = (Cm(1.4), Cm(1.9), Cm(7), Cm(1.6), Cm(4.1))
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def minutes_pdf(paper: MinutesPaper) -> bytes:
    """The extract as PDF; the same extract gives the same bytes."""
    data = asdict(paper) | {"title": paper.title}
    del data["stamp"]
    return set_words("minutes.typ", data, paper.stamp)


def minutes_docx(minutes: MinutesPaper) -> bytes:
    """The extract as DOCX; the same extract gives the same bytes."""
    paper = empty_paper()
    describe(paper, minutes)
    frame(paper, minutes)
    write_head(paper, minutes)
    write_subject(paper, minutes.subject)
    for section in minutes.before:
        write_section(paper, section)
    _write_table(paper, minutes.table)
    for section in minutes.after:
        write_section(paper, section)
    paper.paragraphs[-1].paragraph_format.keep_with_next = True
    for post, name in minutes.signatures:
        write_signature(paper, post, name)
    return saved(paper)


def _write_table(paper: Paper, told: Table) -> None:
    paper.add_heading(told.heading, level=2)
    table: Any = paper.add_table(rows=0, cols=len(told.columns))
    table.autofit = False
    _draw_lines(paper)
    for row in ([(words,) for words in told.columns], *told.rows):
        for cell, lines, width in zip(table.add_row().cells, row, WIDTHS, strict=True):
            cell.width = width
            cell.text = "\n".join(lines)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    heads: Any = next(paper.element.iter(qn("w:tr")))
    heads.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on every page


def _draw_lines(paper: Paper) -> None:
    """Lines around the cells: the style that would bring them is not among those of letters."""
    borders = OxmlElement("w:tblBorders")
    for edge in EDGES:
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    next(paper.element.iter(qn("w:tblPr"))).append(borders)
