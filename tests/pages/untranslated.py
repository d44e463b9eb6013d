"""Finds what would be said to people without having gone through the catalogue, in templates and in code."""

import ast
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.pages.speaking import SPOKEN_ATTRIBUTES, UNSPOKEN

SAID_BY_AN_EXPRESSION = "\ufffc"
SILENT = UNSPOKEN | {"id"}  # what an entry of the feed is known by
NAMES = re.compile(r"\b(?:Konkurss|KB|MB)\b")
TRANSLATING = {"_", "_l", "gettext", "ngettext", "pgettext", "npgettext", "lazy_gettext", "lazy_ngettext"}
SENTENCE = re.compile(r"[A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]+(?:[ .,:!?…].*)?", re.DOTALL)
LATVIAN = re.compile(r"[āčēģīķļņšūž]", re.IGNORECASE)
# Which argument is the sentence; a field's first is its label.
PLACES = {"flash": 0, "Answer": 0, "abort": 1, "ValidationError": 0, "StopValidation": 0}
PLACES |= {"DataRequired": 0, "InputRequired": 0}
BY_NAME = {"Length", "Regexp", "Email", "NumberRange", "EqualTo", "AnyOf", "NoneOf"}
NOT_SAID = {"name", "id", "render_kw", "format", "filters", "category", "code", "choices", "default"}


class _Texts(HTMLParser):
    """Reads a template's markup; passes over what is code, and over what is marked as being in one language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        inside = bool(self.silent)
        if tag in SILENT or "lang" in values or (inside and tag == self.silent[-1]):
            self.silent.append(tag)
        if inside:
            return
        said = [values[name] for name in SPOKEN_ATTRIBUTES if name in values]
        if tag == "input" and values.get("type") in {"submit", "button", "reset"}:
            said.append(values.get("value", ""))
        if tag == "meta" and values.get("name") == "description":
            said.append(values.get("content", ""))
        self.found += [text for text in said if has_words(text)]

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent and has_words(data):
            self.found.append(" ".join(data.split()))


def has_words(text: str) -> bool:
    """Whether letters are left once what expressions say and proper names are put aside."""
    return any(sign.isalpha() for sign in NAMES.sub("", text.replace(SAID_BY_AN_EXPRESSION, "")))


def in_markup(environment: Environment, source: str) -> list[str]:
    """What a template says outside its expressions."""
    reader = _Texts()
    reader.feed(_without_expressions(environment, source))
    reader.close()
    return reader.found


def _without_expressions(environment: Environment, source: str) -> str:
    parts = []
    for _, kind, value in environment.lex(source):
        if kind == "data":
            parts.append(value)
        elif kind == "variable_begin":
            parts.append(SAID_BY_AN_EXPRESSION)
    return "".join(parts)


def in_expressions(environment: Environment, source: str) -> list[str]:
    """What a template's expressions say as they stand: what looks like a sentence and is not given to the catalogue."""
    tree = environment.parse(source)
    translated = {
        id(text)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATING
        for text in call.find_all(nodes.Const)
    }
    words = [text.value for text in tree.find_all(nodes.Const) if id(text) not in translated]
    return [word for word in words if isinstance(word, str) and has_words(word) and _is_said(word)]


def _is_said(text: str) -> bool:
    return bool(SENTENCE.fullmatch(text) or LATVIAN.search(text))


def in_code(path: Path) -> list[str]:
    """What a module gives to people as it stands: labels, messages of validators, flashes, sentences for templates."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [f"{call.lineno}: {text}" for call in _calls(tree) for text in _said_by_call(call)]


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _said_by_call(call: ast.Call) -> Iterator[str]:
    called = _called(call)
    if called == "render_template":
        given = [word.value for word in call.keywords]
        yield from (text for text in _texts(given) if " " in text or _is_said(text))
        return
    place = 0 if called.endswith("Field") else PLACES.get(called)
    if place is not None or called in BY_NAME:
        yield from _texts([] if place is None else call.args[place : place + 1])
        yield from _texts([word.value for word in call.keywords if word.arg not in NOT_SAID])
        yield from (text for word in call.keywords if word.arg == "choices" for text in _offered(word.value))


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _offered(choices: ast.expr) -> Iterator[str]:
    """What a list of choices says: `[("key", "Words"), …]`."""
    pairs = choices.elts if isinstance(choices, ast.List | ast.Tuple) else []
    yield from _texts([pair.elts[-1] if isinstance(pair, ast.Tuple) and pair.elts else pair for pair in pairs])


def _texts(given: Sequence[ast.expr]) -> Iterator[str]:
    for one in given:
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and has_words(one.value):
            yield one.value
        elif isinstance(one, ast.JoinedStr):
            yield from _texts(one.values)


def latvian_in_code(path: Path) -> list[str]:
    """Latvian written into a module, outside what is said of it to those who read it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)  # docstrings
    }
    return [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        if LATVIAN.search(node.value)
    ]
