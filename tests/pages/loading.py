"""What a browser loads for a page: the page itself and whatever its HTML, stylesheets and modules ask for."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

from flask.testing import FlaskClient

LOADING = {
    "audio": ("src",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src",),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src",),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
RELATIONS = {"icon", "stylesheet", "modulepreload", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
IN_MODULES = re.compile(r"""\b(?:from|import)\s*\(?\s*["']([^"']+)["']""")
WISH = {"Accept-Encoding": "gzip, deflate, br"}


class _Loads(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.forms: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "link" and RELATIONS & set(values.get("rel", "").split()):
            self.found.append(values["href"])
        sent = self.forms if tag == "form" else self.found
        sent += [values[name] for name in LOADING.get(tag, ()) if values.get(name)]
        self.found += [one.split()[0] for one in values.get("srcset", "").split(",") if one.strip()]


def asked_for_by(html: str) -> list[str]:
    """The addresses of what a page loads by itself, and of where its forms go."""
    reader = _Loads()
    reader.feed(html)
    return reader.found + reader.forms


def first_visit(client: FlaskClient, path: str) -> dict[str, int]:
    """Everything that a browser loads for the page, each with its octets on the wire (packed, without headers)."""
    page = client.get(path, headers=WISH)
    assert page.status_code == 200
    sizes = {path: len(page.data)}
    reader = _Loads()
    reader.feed(client.get(path).text)
    waiting = reader.found
    while waiting:
        address = waiting.pop()
        if address not in sizes:
            with client.get(address, headers=WISH) as answer:
                assert answer.status_code == 200, address
                sizes[address] = len(answer.data)
            waiting += asked_for_by_file(client, address)
    return sizes


def asked_for_by_file(client: FlaskClient, address: str) -> list[str]:
    """What a stylesheet or a module asks for."""
    with client.get(address) as answer:
        if answer.mimetype == "text/css":
            return [urljoin(address, found) for found in _within(IN_STYLES, answer.text)]
        if answer.mimetype == "text/javascript":
            return [urljoin(address, found) for found in _within(IN_MODULES, answer.text)]
    return []


def _within(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        yield next(group for group in match.groups() if group)
