"""The words of papers, read back from the files by other means than those that wrote them."""

import os
import re
import shutil
import subprocess
from io import BytesIO

import pytest
from docx import Document

from documents.letters import Letter


def words_of_pdf(content: bytes) -> str:
    """Everything that a PDF says, with single spaces."""
    return " ".join(pages_of_pdf(content))


def pages_of_pdf(content: bytes) -> list[str]:
    """What each page of a PDF says. Without `pdftotext` the test is left out; where CI is set it fails."""
    program = shutil.which("pdftotext")
    if program is None:
        absent = "pdftotext (Debian: poppler-utils) is missing"
        if os.environ.get("CI"):
            pytest.fail(f"CI needs it: {absent}")
        pytest.skip(absent)
    read = subprocess.run([program, "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return [flat(page) for page in read.stdout.decode().split("\f")[:-1]]


def words_of_docx(content: bytes) -> str:
    """Everything that a DOCX says on its pages, with single spaces."""
    paper = Document(BytesIO(content))
    page = paper.sections[0]
    parts = [*page.header.paragraphs, *paper.paragraphs, *page.footer.paragraphs]
    return flat("\n".join(part.text for part in parts))


def words_of(letter: Letter) -> list[str]:
    """Every text of a letter."""
    in_sections = [
        words
        for section in letter.sections
        for words in (section.heading, *(line for block in section.blocks for line in block.lines))
    ]
    head = [letter.sender, *letter.sender_lines, letter.kind, letter.place, letter.date, f"Nr. {letter.number}"]
    foot = [letter.post, letter.name, letter.seal, letter.author, letter.publicity, letter.mark]
    return [flat(words) for words in (*head, letter.answers, *letter.addressee, letter.subject, *in_sections, *foot)]


def body(letter: Letter) -> str:
    """What a letter says between its subject and its signature, a block a line."""
    lines = [
        flat(line)
        for section in letter.sections
        for block in section.blocks
        for line in (section.heading, *block.lines)
    ]
    return "\n".join(lines)


def flat(text: str) -> str:
    """The text with every space alike."""
    return re.sub(r"\s+", " ", text).strip()
