"""How tests read pages: as plain text, without the no-break spaces, and as a tree."""

from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.formats import NBSP

SILENT = {"script", "style", "svg"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.fields: dict[str, str] = {}
        self.links: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        of_group = values.get("type") == "checkbox" and values.get("id") != values.get("name")
        if tag == "input" and "name" in values and not (of_group and "checked" not in values):
            self.fields[values["name"]] = values.get("value", "")
        if tag in {"a", "link"}:
            self.links.append(values)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _read(response: TestResponse) -> _Text:
    reader = _Text()
    reader.feed(response.text)
    return reader


def text_of(response: TestResponse) -> str:
    """What a page says, with single spaces."""
    return " ".join("".join(_read(response).words).replace(NBSP, " ").split())


def fields_of(response: TestResponse) -> dict[str, str]:
    """The fields of a page's forms and what stands in them."""
    return _read(response).fields


def links_of(response: TestResponse) -> list[str]:
    """Where a page leads."""
    return [link["href"] for link in _read(response).links]


def sign_in(client: FlaskClient, email: str, password: str, **more: str) -> TestResponse:
    """Fill the form in and send it."""
    token = fields_of(client.get("/lv/sign-in"))["csrf_token"]
    return client.post("/lv/sign-in", data={"email": email, "password": password, "csrf_token": token, **more})
