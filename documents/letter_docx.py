"""A letter as DOCX, for who wants to word it further: real styles, so that Word's own means work on it."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from documents.docx import DEFAULTS, opened, saved, set_style, speak, trimmed
from documents.letters import Block, Letter, Section, Style

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
LANGUAGE = "lv-LV"
SIZE = 10.5
WIDTH = Cm(16)  # of the text: A4 less its margins
CENTRED, AT_RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
KEPT = {"Normal", "Heading 1", "Heading 2", "List Bullet", "List Number", "Header", "Footer", *DEFAULTS}
LISTS = {Style.LIST: "List Bullet", Style.NUMBERED: "List Number"}
SENDER, LINES, LAST_LINE = "Letter Sender", "Letter Lines", "Letter Last Line"
ADDRESSEE, SUBJECT, SMALL = "Letter Addressee", "Letter Subject", "Letter Small"


class Official(Protocol):
    """What every official paper has at its head and on every page."""

    @property
    def sender(self) -> str: ...
    @property
    def sender_lines(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def publicity(self) -> str: ...
    @property
    def stamp(self) -> datetime: ...


def letter_docx(letter: Letter) -> bytes:
    """The letter as DOCX; the same letter gives the same bytes."""
    paper = empty_paper()
    describe(paper, letter)
    frame(paper, letter)
    write_head(paper, letter)
    paper.add_paragraph(letter.answers)
    for line in letter.addressee:
        paper.add_paragraph(line, ADDRESSEE)
    write_subject(paper, letter.subject)
    for section in letter.sections:
        write_section(paper, section)
    paper.paragraphs[-1].paragraph_format.keep_with_next = True  # the signature is never alone on a page
    _sign(paper, letter)
    return saved(paper)


def empty_paper() -> Paper:
    """An empty paper with the styles of letters."""
    return opened(_empty())


@cache
def _empty() -> bytes:
    """An empty paper with the styles of letters and no others."""
    paper = Document()
    _lay_out(paper)
    return trimmed(paper, KEPT, "Letter ")


def describe(paper: Paper, letter: Official) -> None:
    """What the file says of itself."""
    about = paper.core_properties
    about.title, about.author, about.language = letter.title[:255], letter.sender[:255], LANGUAGE
    about.last_modified_by, about.comments, about.revision = letter.sender[:255], "", 1
    about.created = about.modified = letter.stamp.replace(tzinfo=None)


def _lay_out(paper: Paper) -> None:
    """A4, margins, and the styles of which a letter is made."""
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(2), Cm(1.8), Cm(1.8)
    _style(paper, "Normal", size=SIZE, after=3)
    speak(paper, LANGUAGE)
    _style(paper, "Heading 1", size=13, bold=True, before=10, after=3, align=CENTRED)
    _style(paper, "Heading 2", size=SIZE, bold=True, before=6, after=2)
    _style(paper, "List Bullet", size=SIZE, after=2)
    _style(paper, "List Number", size=SIZE, after=2)
    _style(paper, SENDER, size=13, bold=True, after=2, align=CENTRED)
    _style(paper, LINES, size=9.5, after=0, align=CENTRED)
    _underline(_style(paper, LAST_LINE, size=9.5, after=6, align=CENTRED))
    _style(paper, ADDRESSEE, size=SIZE, after=0).paragraph_format.left_indent = Cm(8)
    _style(paper, SUBJECT, size=SIZE, bold=True, before=10, after=4)
    _style(paper, SMALL, size=9, before=4, after=0)


def _style(paper: Paper, name: str, **looks: Any) -> Any:
    return set_style(paper, name, font=FONT, **looks)


def frame(paper: Paper, letter: Official) -> None:
    """What stands on every page: the mark of a draft above, the publicity below."""
    page = paper.sections[0]
    if letter.mark:
        above = page.header.paragraphs[0]
        above.text, above.alignment = letter.mark, AT_RIGHT
    below = page.footer.paragraphs[0]
    below.text = letter.publicity
    below.style = cast("ParagraphStyle", paper.styles[SMALL])


def write_head(paper: Paper, letter: Official) -> None:
    """Who writes, what kind of paper it is, where, when, under which number."""
    paper.add_paragraph(letter.sender, SENDER)
    for line in letter.sender_lines[:-1]:
        paper.add_paragraph(line, LINES)
    paper.add_paragraph("".join(letter.sender_lines[-1:]), LAST_LINE)
    paper.add_heading(letter.kind, level=1)
    paper.add_paragraph(letter.place).alignment = CENTRED
    dated = paper.add_paragraph(f"{letter.date}\tNr.\u00a0{letter.number}")
    dated.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def write_subject(paper: Paper, subject: str) -> None:
    """What the paper is about."""
    paper.add_paragraph(subject, SUBJECT)


def write_section(paper: Paper, section: Section) -> None:
    """Blocks under their heading."""
    paper.add_heading(section.heading, level=2)
    for block in section.blocks:
        _write(paper, block)


def _underline(style: Any) -> None:
    """The line under the head: python-docx has no borders of its own."""
    borders, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "000000")):
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _write(paper: Paper, block: Block) -> None:
    for line in block.lines:
        paper.add_paragraph(line, LISTS.get(block.style))


def write_signature(paper: Paper, post: str, name: str, *, electronic: bool = False) -> Paragraph:
    """Post, a line for the signature unless it is electronic, name."""
    signed = paper.add_paragraph()
    signed.paragraph_format.space_before = Pt(24)
    stops = signed.paragraph_format.tab_stops
    stops.add_tab_stop(WIDTH // 2, WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    between = "" if electronic else "________________ (paraksts)"
    signed.add_run(f"{post}\t{between}\t{name}")
    return signed


def _sign(paper: Paper, letter: Letter) -> None:
    """The signature; then the mark of an electronic one and who wrote it, all on one page."""
    signed = [write_signature(paper, letter.post, letter.name, electronic=letter.electronic)]
    if letter.seal:
        signed.append(paper.add_paragraph(letter.seal, SMALL))
        signed[-1].alignment = CENTRED
    if letter.author:
        signed.append(paper.add_paragraph(letter.author, SMALL))
    for paragraph in signed:
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = paragraph is not signed[-1]
