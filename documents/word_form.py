"""A call's application form as a file of Word: made of its definition, with what is filled in so far, to be filled in
further and read back (documents/word_reading.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any, cast

from docx import Document
from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from competition.form.answers import day_in
from competition.form.definition import Definition, Section
from competition.form.questions import ONE_LINE, Column, Kind, Question, Words
from competition.form.several import chosen_in, ends_in, rows_in
from documents.docx import DEFAULTS, opened, saved, set_style, speak, speak_in_style, trimmed
from documents.word_places import Places, printable, sign_words
from documents.word_ticks import add_tick
from documents.word_words import HOW, LANGUAGES, USUAL, asked_for, head_line, said_in, word

FONT, SIZE = "Arial", 10
WIDTH = Cm(17)
LABELS = Cm(7)
ASKED, TOLD, ANSWER, FACTS = "Form Question", "Form Hint", "Form Answer", "Form Facts"
KEPT = {"Normal", "Title", "Heading 1", "Heading 2", "List Number", "Header", "Footer", "Table Grid", *DEFAULTS}
SHORT = {Kind.LINE, Kind.NUMBER, Kind.DAY, Kind.PERIOD, Kind.EMAIL, Kind.TELEPHONE, Kind.IBAN, Kind.TICK}
"""Kinds whose answers stand beside their questions; those of others stand below."""
LONG = 1000
EMPTY_ROWS = 3
FEWEST_ROWS = 5
GREY = "F0F0F0"


@dataclass(frozen=True, slots=True)
class WordForm:
    """What the file says: which form of which call; and of an application its title, applicant and answers by their
    questions' keys. `limits`: words of the page that stand under questions, too.
    """

    slug: str
    call_title: Words
    form: Definition
    digest: str
    stamp: datetime
    language: str = USUAL
    title: str | None = None
    applicant: str = ""
    author: str = ""
    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    limits: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def sign(self) -> str:
        """The line by which the form is known."""
        return sign_words(word("sign", self.language), self.slug, self.digest)

    def said(self, texts: Words) -> str:
        """A text of the form in the file's language, as one line."""
        return " ".join(printable(said_in(texts, self.language)).split())


def language_of(form: Definition, language: str) -> str:
    """The language in which a form is written down: that of the page where the form has words in it, else Latvian."""
    return language if any(question.label.get(language) for question in form.questions) else USUAL


def word_form(form: WordForm) -> bytes:
    """The form as DOCX; the same form with the same answers gives the same bytes."""
    paper = opened(_empty(form.language))
    _describe(paper, form)
    _frame(paper, form)
    _begin(paper, form)
    places = Places(form.form)
    for section in form.form.sections:
        _write_section(paper, form, places, section)
    paper.add_paragraph(form.sign, FACTS)
    return saved(paper)


@cache
def _empty(language: str) -> bytes:
    """An empty paper with the styles of forms and no others."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(2), Cm(2), Cm(1.8), Cm(1.8)
    _style(paper, "Normal", size=SIZE, after=4)
    _style(paper, "Title", size=18, bold=True, after=6)
    _style(paper, "Heading 1", size=14, bold=True, before=16, after=6).paragraph_format.keep_with_next = True
    _style(paper, "Heading 2", size=11, bold=True, before=10, after=2).paragraph_format.keep_with_next = True
    _style(paper, "List Number", size=SIZE, after=2)
    _style(paper, ASKED, size=SIZE, bold=True, before=2, after=1)
    _style(paper, TOLD, size=9, after=3).paragraph_format.keep_with_next = True
    _style(paper, FACTS, size=9, before=2, after=4).font.color.rgb = RGBColor(0x44, 0x44, 0x44)
    speak(paper, LANGUAGES[language])
    speak_in_style(_style(paper, ANSWER, size=SIZE, before=2, after=2), LANGUAGES[USUAL])
    for borders in list(paper.styles["Title"].element.iter(qn("w:pBdr"))):
        borders.getparent().remove(borders)
    return trimmed(paper, KEPT, "Form ")


def _style(paper: Paper, name: str, **looks: Any) -> Any:
    return set_style(paper, name, font=FONT, **looks)


def _describe(paper: Paper, form: WordForm) -> None:
    """What the file says of itself."""
    about = paper.core_properties
    named = f"{word('kind', form.language)}: {form.title or form.said(form.call_title)}"
    about.title, about.language = printable(named)[:255], LANGUAGES[form.language]
    about.author = about.last_modified_by = printable(form.author)[:255]
    about.comments, about.revision = "", 1
    about.created = about.modified = form.stamp.replace(tzinfo=None)


def _frame(paper: Paper, form: WordForm) -> None:
    """What stands on every page: the form's line and the page's number."""
    below = paper.sections[0].footer.paragraphs[0]
    below.style = cast("Any", paper.styles[FACTS])
    below.add_run(f"{form.sign} · {word('page-before', form.language)}")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    run = below.add_run("1")
    number.append(_xml(run))
    _xml(below).append(number)
    below.add_run(word("page-after", form.language))


def _begin(paper: Paper, form: WordForm) -> None:
    """What the file is, and how it is filled in."""
    paper.add_paragraph(word("kind", form.language), FACTS)
    paper.add_paragraph(form.said(form.call_title), "Title")
    if form.title is not None:
        _say(paper.add_paragraph(), form.title or word("untitled", form.language), bold=True)
    if form.applicant:
        _say(paper.add_paragraph(), form.applicant)
    paper.add_paragraph(form.sign, FACTS)
    paper.add_heading(word("how", form.language), level=1)
    for line in HOW[form.language]:
        paper.add_paragraph(line, "List Number")


def _write_section(paper: Paper, form: WordForm, places: Places, section: Section) -> None:
    """The questions of a section: those with short answers in tables, each of the others with its place below it."""
    paper.add_heading(f"{section.numeral}. {form.said(section.title)}", level=1)
    for is_short, questions in groupby(section.questions, key=lambda one: one.kind in SHORT):
        if is_short:
            _write_short(paper, form, places, list(questions))
        else:
            for question in questions:
                _write_long(paper, form, places, question)


def _write_short(paper: Paper, form: WordForm, places: Places, questions: Sequence[Question]) -> None:
    """Questions with a line for an answer, in two columns."""
    table = _table(paper, [LABELS, WIDTH - LABELS], word("answer", form.language))
    _head(table, [word("question", form.language), word("answer", form.language)])
    for question in questions:
        row = table.add_row()
        _never_break(row)
        asked, place = row.cells
        _shade(asked)
        _say(_first(asked, ASKED), f"{places.code(question)}. {form.said(question.label)}")
        for line in _told(form, question):
            _say(asked.add_paragraph(style=TOLD), line)
        _answer(form, question, place)
    _set_widths(table, [LABELS, WIDTH - LABELS])
    _part(paper)


def _write_long(paper: Paper, form: WordForm, places: Places, question: Question) -> None:
    """A question with the place for its answer below."""
    code = places.code(question)
    paper.add_heading(f"{code}. {form.said(question.label)}", level=2)
    for line in _told(form, question):
        _say(paper.add_paragraph(style=TOLD), line)
    about = f"{word('place', form.language)} {code}"
    if question.kind is Kind.TABLE:
        _write_rows(paper, form, question, about)
    else:
        table = _table(paper, [WIDTH], about)
        row = table.add_row()
        if question.kind is Kind.TEXT:
            row.height = Cm(4 if question.most > LONG else 2)
        _answer(form, question, row.cells[0])
        _set_widths(table, [WIDTH])
    _part(paper)


def _told(form: WordForm, question: Question) -> Iterator[str]:
    """What stands under a question's words."""
    if question.hint:
        yield form.said(question.hint)
    if question.key in form.limits:
        yield form.limits[question.key]
    yield asked_for(question, form.language)


def _answer(form: WordForm, question: Question, cell: Any) -> None:
    """What is answered so far, in its place."""
    text = form.answers.get(question.key, "")
    first = _first(cell, ANSWER)
    if question.kind is Kind.TICK:
        _tick(first, word("yes", form.language), ticked=bool(text))
    elif question.choices:
        chosen = {text} if question.kind is Kind.CHOICE else {*chosen_in(text)}
        for place, choice in enumerate(question.choices):
            line = first if place == 0 else cell.add_paragraph(style=ANSWER)
            _tick(line, form.said(choice.label), ticked=choice.key in chosen)
    else:
        _write_lines(cell, _days(question, text))


def _write_rows(paper: Paper, form: WordForm, question: Question, about: str) -> None:
    """A table as a table, with its column heads, what stands in it and empty rows for more."""
    widths = _widths(question.columns)
    table = _table(paper, widths, about)
    heads = _head(table, [form.said(column.label) for column in question.columns])
    for cell, column in zip(heads, question.columns, strict=True):
        if told := head_line(column, form.language):
            _say(cell.add_paragraph(style=TOLD), told)
    rows = rows_in(form.answers.get(question.key, ""))
    empty = max(min(max(len(rows) + EMPTY_ROWS, FEWEST_ROWS), question.most_rows) - len(rows), 0)
    for filled in [*rows, *[()] * empty]:
        cells = table.add_row().cells
        for place, cell in enumerate(cells):
            _first(cell, ANSWER)
            _write_lines(cell, filled[place] if place < len(filled) else "")
    _set_widths(table, widths)


def _write_lines(cell: Any, text: str) -> None:
    """A text in a cell, a paragraph a line."""
    for place, line in enumerate(printable(text).split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph(style=ANSWER)
        if line:
            paragraph.add_run(line)


def _tick(paragraph: Paragraph, words: str, *, ticked: bool) -> None:
    add_tick(paragraph, ticked=ticked)
    paragraph.add_run(f" {words}")


def _days(question: Question, text: str) -> str:
    """An answer as it is written there: days as people write them."""
    if question.kind is Kind.PERIOD and text:
        return " – ".join(map(_day, ends_in(text)))
    return _day(text) if question.kind is Kind.DAY else text


def _day(text: str) -> str:
    found = day_in(text)
    return f"{found:%d.%m.}{found.year}." if found else text


def _widths(columns: Sequence[Column]) -> list[int]:
    """How wide columns are: those for long texts twice as wide."""
    parts = [2 if column.most > ONE_LINE else 1 for column in columns]
    return [WIDTH * part // sum(parts) for part in parts]


def _table(paper: Paper, widths: Sequence[int], about: str) -> Table:
    """A table without rows, with its columns, and what it is for those who listen."""
    table = paper.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for name in ("tblCaption", "tblDescription"):
        told = OxmlElement(f"w:{name}")
        told.set(qn("w:val"), about)
        _xml(table).tblPr.append(told)
    return table


def _set_widths(table: Table, widths: Sequence[int]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = cast("Any", width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = cast("Any", width)


def _head(table: Table, names: Sequence[str]) -> Sequence[Any]:
    """The head of a table, which stands again on each of its pages."""
    row = table.add_row()
    again = OxmlElement("w:tblHeader")
    _xml(row).get_or_add_trPr().append(again)
    _never_break(row)
    for cell, name in zip(row.cells, names, strict=True):
        _shade(cell)
        _say(_first(cell, ASKED), name)
    return row.cells


def _never_break(row: Any) -> None:
    """Keep a row on one page."""
    _xml(row).get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", GREY)):
        shade.set(qn(f"w:{name}"), value)
    _xml(cell).get_or_add_tcPr().append(shade)


def _first(cell: Any, style: str) -> Paragraph:
    first = cell.paragraphs[0]
    first.style = style
    return first


def _say(paragraph: Paragraph, text: str, *, bold: bool | None = None) -> None:
    paragraph.add_run(printable(text)).bold = bold


def _part(paper: Paper) -> None:
    """What keeps two tables apart."""
    space = paper.add_paragraph()
    space.paragraph_format.space_after = space.paragraph_format.space_before = Pt(0)
    space.paragraph_format.line_spacing = Pt(6)


def _xml(part: Any) -> Any:
    """What python-docx keeps a part in, for what it has no words for: fields, heads of tables, shades."""
    return part._element  # noqa: SLF001
