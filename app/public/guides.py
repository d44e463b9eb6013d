"""The guides: Markdown under docs/help, one file a topic and language, made into pages once a process.

A guide begins with its title (`# …`); its sections are headings of the second level. Its anchors are made of the
English headings in both languages, so that pages can link to them and the switch of language stays at the place.
A new guide is its two files, heading for heading the same, and its word in TOPICS.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from app.config import ROOT
from competition.foundation.signs import parted

FOLDER = ROOT / "docs" / "help"
FRONT = "public"
TOPICS = (FRONT, "applicant", "committee", "coordinator", "auditor", "administrator", "accessibility", "privacy")
TAKEN = frozenset({"content", "contents", "topics"})  # the page's own ids
ANCHORS_FROM = "en"
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
    return _kept(topic, language) if topic in TOPICS else None


@cache
def _kept(topic: str, language: str) -> Guide:
    return read_guide(_text(topic, language), _text(topic, ANCHORS_FROM))


def _text(topic: str, language: str) -> str:
    return (FOLDER / f"{topic}.{language}.md").read_text(encoding="utf-8")


def read_guide(text: str, like: str | None = None) -> Guide:
    """A guide from its Markdown, with the anchors of `like`, which has the same headings in another language.

    HTML in it is shown as text; whatever else could act is taken out.
    """
    markdown = MarkdownIt("commonmark", {"html": False})
    title, *rest = _parted(markdown.parse(text))
    anchors = _anchors(_parted(markdown.parse(text if like is None else like)))
    sections = tuple(_anchored(rest, anchors))
    html = markdown.renderer.render(rest, markdown.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return Guide(_words(title), sections, Markup(clean))  # noqa: S704 - cleaned in the line above


def _parted(tokens: Sequence[Token]) -> list[Token]:
    """The title's words, and the tokens of what stands below it."""
    opening, words, _closing, *below = tokens
    assert opening.tag == "h1"
    return [words, *below]


def _anchors(tokens: Sequence[Token]) -> list[str]:
    """An anchor for each heading, made of its words."""
    taken = set(TAKEN)
    return [_free(anchor_of(_words(words)), taken) for _, words in _headings(tokens)]


def _anchored(tokens: Sequence[Token], anchors: Sequence[str]) -> list[Section]:
    """Give each heading its anchor; those of sections are the table of contents."""
    sections = []
    for (heading, words), anchor in zip(_headings(tokens), anchors, strict=True):
        heading.attrSet("id", anchor)
        if heading.tag == SECTION:
            sections.append(Section(anchor, _words(words)))
    return sections


def _headings(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    return [(opening, words) for opening, words in pairwise(tokens) if opening.type == "heading_open"]


def anchor_of(words: str) -> str:
    """The words of a heading as an address can carry them: „Kas vērtē?” is `kas-verte`."""
    plain = parted(words).encode("ascii", "ignore").decode()
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
