"""What tests of the form in Word share: the file as it is downloaded, filled in, sent, and taken from."""

from collections.abc import Collection
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.documents.forms import kept, lines_into, opened
from tests.pages.applicants import token_of

NAME = "veidlapa.docx"


def downloaded(client: FlaskClient, address: str) -> bytes:
    """The file of an application at its address."""
    answer = client.get(f"{address}/form.docx")
    assert answer.status_code == 200
    return answer.data


def filled_in(content: bytes, **lines: str) -> bytes:
    """The file with these texts in the places of questions, by their codes: `_5_1="…"`."""
    document = opened(content)
    for code, text in lines.items():
        lines_into(document, code.strip("_").replace("_", "."), *text.split("\n"))
    return kept(document)


def send(client: FlaskClient, address: str, content: bytes, name: str = NAME) -> TestResponse:
    """Choose a file on the page of the form in Word and send it."""
    token = token_of(client, f"{address}/word")
    return sent(client, f"{address}/word", {"csrf_token": token, "file": FileStorage(BytesIO(content), name)})


def sent(client: FlaskClient, address: str, data: dict[str, Any]) -> TestResponse:
    """Send a form with a file, as browsers do."""
    boundary, body = encode_multipart(data)
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


class _Offered(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ticked: dict[str, bool] = {}
        self.hidden: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("name") or ""
        if tag == "input" and values.get("type") == "checkbox":
            self.ticked[name.removeprefix("take-")] = "checked" in values
        elif tag == "input" and values.get("type") == "hidden":
            self.hidden[name] = values.get("value") or ""


def offered(page: TestResponse) -> dict[str, bool]:
    """The questions whose answers a page offers, and whether each is ticked."""
    return _read(page).ticked


def _read(page: TestResponse) -> _Offered:
    reader = _Offered()
    reader.feed(page.text)
    return reader


def take(
    client: FlaskClient, address: str, page: TestResponse, ticked: Collection[str] | None = None, **more: str
) -> TestResponse:
    """Press the button of a page that compares: with what is ticked on it, or these questions."""
    read = _read(page)
    wanted = {key for key, is_ticked in read.ticked.items() if is_ticked} if ticked is None else ticked
    data = {**read.hidden, **{f"take-{key}": "y" for key in wanted}, **more}
    return sent(client, f"{address}/word/take", data)
