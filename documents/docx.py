"""DOCX by python-docx: what all our files have in common. Real styles, so that Word's own means work on them."""

from collections.abc import Collection
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from documents.zipped import packed_anew

DEFAULTS = ("Default Paragraph Font", "Normal Table", "No List")


def saved(paper: Paper) -> bytes:
    """The paper as a file, which depends on its contents alone."""
    out = BytesIO()
    paper.save(out)
    return packed_anew(out.getvalue())


def trimmed(paper: Paper, kept: Collection[str | None], ours: str) -> bytes:
    """An empty paper with the `kept` styles, those that `ours` begins, and no others: python-docx brings ten times as
    many.
    """
    styles = list(paper.styles)
    wanted = {style.name for style in styles if style.name in kept or (style.name or "").startswith(ours)}
    linked = {
        link.get(qn("w:val")) for style in styles if style.name in wanted for link in style.element.iter(qn("w:link"))
    }
    for style in styles:
        if style.name not in wanted and style.style_id not in linked:
            style.delete()
    _forget_unknown_styles(paper)
    _leave_out(paper.part.package, "thumbnail")
    _leave_out(paper.part, "stylesWithEffects")  # the same styles once more, for Word 2010
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def opened(empty: bytes) -> Paper:
    """A paper to write on, from an empty one."""
    return Document(BytesIO(empty))


def set_style(
    paper: Paper,
    name: str,
    *,
    font: str,
    size: float,
    after: float,
    before: float = 0,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Any:
    """One of Word's styles or, by a name that it does not know, one of ours."""
    known = name in [style.name for style in paper.styles]
    style: Any = paper.styles[name] if known else paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would stand over the name
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    style.paragraph_format.alignment = align
    return style


def speak(paper: Paper, code: str) -> None:
    """Let Word check the spelling in this language ("lv-LV")."""
    normal: Any = paper.styles["Normal"]
    for holder in (normal.element.get_or_add_rPr(), *paper.styles.element.iter(qn("w:rPrDefault"))):
        for language in holder.iter(qn("w:lang")):
            language.set(qn("w:val"), code)
    speak_in_style(normal, code)


def speak_in_style(style: Any, code: str) -> None:
    """The same of what is written in one style."""
    properties = style.element.get_or_add_rPr()
    for language in list(properties.iter(qn("w:lang"))):
        properties.remove(language)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), code)
    properties.append(language)


def _forget_unknown_styles(paper: Paper) -> None:
    """Lists no longer ask for styles that are gone."""
    known = {style.style_id for style in paper.styles}
    for asked in list(paper.part.numbering_part.element.iter(qn("w:pStyle"))):
        if asked.get(qn("w:val")) not in known:
            asked.getparent().remove(asked)


def _leave_out(holder: Any, kind: str) -> None:
    for key, relation in list(holder.rels.items()):
        if relation.reltype.endswith(f"/{kind}"):
            del holder.rels[key]
