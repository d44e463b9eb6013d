"""The guides: Markdown under docs/help, one file a topic and language, made into pages once a process.

A guide begins with its title (`# …`); its sections are headings of the second level. A new guide is its two files
and its word in TOPICS.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from app.config import ROOT

FOLDER = ROOT / "docs" / "help"
FRONT = "public"
TOPICS = (FRONT, "accessibility", "privacy")
TAKEN = frozenset({"content", "contents", "topics"})  # the page's own ids
SECTION = "h2"
TAGS = {"h2", "h3", "p", "ul", "ol", "li", "a", "strong", "em", "code", "pre", "blockquote", "br"}
ATTRIBUTES = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}}
SCHEMES = {"https", "http", "mailto"}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a guide, by the anchor under which it is found."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide as the page shows it."""

    title: str
    sections: tuple[Section, ...]
    body: Markup


def guide_of(topic: str, language: str) -> Guide | None:
    """The guide about a topic; None where there is no such topic."""
    return _kept(FOLDER / f"{topic}.{language}.md") if topic in TOPICS else None


@cache
def _kept(path: Path) -> Guide:
    return read_guide(path.read_text(encoding="utf-8"))


def read_guide(text: str) -> Guide:
    """A guide from its Markdown. HTML in it is shown as text; whatever else could act is taken out."""
    markdown = MarkdownIt("commonmark", {"html": False})
    title, *rest = _parted(markdown.parse(text))
    sections = tuple(_anchored(rest))
    html = markdown.renderer.render(rest, markdown.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return Guide(_words(title), sections, Markup(clean))  # noqa: S704 - cleaned in the line above


def _parted(tokens: Sequence[Token]) -> list[Token]:
    """The title's words, and the tokens of what stands below it."""
    opening, words, _closing, *below = tokens
    assert opening.tag == "h1"
    return [words, *below]


def _anchored(tokens: Sequence[Token]) -> list[Section]:
    """Give each heading an anchor; those of sections are the table of contents."""
    taken = set(TAKEN)
    sections = []
    for heading, words in pairwise(tokens):
        if heading.type != "heading_open":
            continue
        anchor = _free(anchor_of(_words(words)), taken)
        heading.attrSet("id", anchor)
        if heading.tag == SECTION:
            sections.append(Section(anchor, _words(words)))
    return sections


def anchor_of(words: str) -> str:
    """The words of a heading as an address can carry them: „Kas vērtē?” is `kas-verte`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "section"


def _free(anchor: str, taken: set[str]) -> str:
    name, number = anchor, 1
    while name in taken:
        number += 1
        name = f"{anchor}-{number}"
    taken.add(name)
    return name


def _words(inline: Token) -> str:
    """What a heading says, without its marks."""
    return "".join(part.content for part in inline.children or [])
