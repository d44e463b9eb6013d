"""A letter as DOCX, for who wants to word it further: real styles, so that Word's own means work on it."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from documents.letters import DRAFT, SIGNED_ELECTRONICALLY, Block, Letter, Style
from documents.zipped import packed_anew

FONT = "Times New Roman"
LANGUAGE = "lv-LV"
WIDTH = Cm(16)  # of the text: A4 less its margins
CENTRED, AT_RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
LISTS = {Style.LIST: "List Bullet", Style.NUMBERED: "List Number"}
SENDER, LINES, ADDRESSEE, SUBJECT, SMALL = "Letter Sender", "Letter Lines", "Addressee", "Subject Line", "Letter Small"


def letter_docx(letter: Letter) -> bytes:
    """The letter as DOCX; the same letter gives the same bytes."""
    paper = Document()
    _describe(paper, letter)
    _lay_out(paper)
    _frame(paper, letter)
    _head(paper, letter)
    for section in letter.sections:
        paper.add_heading(section.heading, level=2)
        for block in section.blocks:
            _write(paper, block)
    _sign(paper, letter)
    out = BytesIO()
    paper.save(out)
    return packed_anew(out.getvalue())


def _describe(paper: Paper, letter: Letter) -> None:
    about = paper.core_properties
    about.title, about.author, about.language = letter.title[:255], letter.sender[:255], LANGUAGE
    about.last_modified_by, about.comments, about.revision = letter.sender[:255], "", 1
    about.created = about.modified = letter.stamp.replace(tzinfo=None)


def _lay_out(paper: Paper) -> None:
    """A4, margins, and the styles of which a letter is made."""
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)
    normal = _style(paper, "Normal", size=11, after=5)
    _speak_latvian(paper, normal)
    _style(paper, "Heading 1", size=13, bold=True, before=12, after=4, align=CENTRED)
    _style(paper, "Heading 2", size=11, bold=True, before=8, after=3)
    _style(paper, "List Bullet", size=11, after=3)
    _style(paper, "List Number", size=11, after=3)
    _style(paper, SENDER, size=13, bold=True, after=2, align=CENTRED)
    _style(paper, LINES, size=9.5, after=0, align=CENTRED)
    _style(paper, ADDRESSEE, size=11, after=0).paragraph_format.left_indent = Cm(8)
    _style(paper, SUBJECT, size=11, bold=True, before=12, after=6)
    _style(paper, SMALL, size=9, before=4, after=0)


def _style(
    paper: Paper,
    name: str,
    *,
    size: float,
    after: float,
    before: float = 0,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Any:
    """One of Word's styles or, by a name that it does not know, one of ours."""
    known = name in [style.name for style in paper.styles]
    style: Any = paper.styles[name] if known else paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would stand over the name
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    style.paragraph_format.alignment = align
    return style


def _speak_latvian(paper: Paper, normal: Any) -> None:
    """Let Word check the spelling as Latvian."""
    for holder in (normal.element.get_or_add_rPr(), *paper.styles.element.iter(qn("w:rPrDefault"))):
        for language in holder.iter(qn("w:lang")):
            language.set(qn("w:val"), LANGUAGE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    normal.element.get_or_add_rPr().append(language)


def _frame(paper: Paper, letter: Letter) -> None:
    """What stands on every page: the mark of a draft above, the publicity below."""
    page = paper.sections[0]
    if letter.draft:
        above = page.header.paragraphs[0]
        above.text, above.alignment = DRAFT, AT_RIGHT
    below = page.footer.paragraphs[0]
    below.text, below.style = letter.publicity, paper.styles[SMALL]


def _head(paper: Paper, letter: Letter) -> None:
    paper.add_paragraph(letter.sender, SENDER)
    for line in letter.sender_lines:
        paper.add_paragraph(line, LINES)
    _underlined(paper.paragraphs[-1])
    paper.add_heading(letter.kind, level=1)
    paper.add_paragraph(letter.place).alignment = CENTRED
    dated = paper.add_paragraph(f"{letter.date}\tNr.\u00a0{letter.number}")
    dated.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paper.add_paragraph(letter.answers)
    for line in letter.addressee:
        paper.add_paragraph(line, ADDRESSEE)
    paper.add_paragraph(letter.subject, SUBJECT)


def _underlined(paragraph: Paragraph) -> None:
    """The line under the head."""
    borders, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "000000")):
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no borders of paragraphs
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _write(paper: Paper, block: Block) -> None:
    for line in block.lines:
        paper.add_paragraph(line, LISTS.get(block.style))


def _sign(paper: Paper, letter: Letter) -> None:
    """Post, signature, name; then the mark of an electronic signature and who wrote it, all on one page."""
    signed = [paper.add_paragraph()]
    signed[0].paragraph_format.space_before = Pt(24)
    stops = signed[0].paragraph_format.tab_stops
    stops.add_tab_stop(WIDTH // 2, WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    between = "" if letter.electronic else "________________ (paraksts)"
    signed[0].add_run(f"{letter.post}\t{between}\t{letter.name}")
    if letter.electronic:
        signed.append(paper.add_paragraph(SIGNED_ELECTRONICALLY, SMALL))
        signed[-1].alignment = CENTRED
    if letter.author:
        signed.append(paper.add_paragraph(letter.author, SMALL))
    for paragraph in signed:
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = paragraph is not signed[-1]
