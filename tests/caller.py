"""Somebody with a browser reduced to what a server sees of it: a connection, cookies, forms sent as they stand."""

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from types import TracebackType
from urllib.parse import urlencode

from lxml.html import fromstring
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.pages.applicants import A_PDF

PATIENCE = 30.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {**FORM, "Accept": "application/json"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str
    location: str


class Caller:
    """One connection to a site on this machine, and the cookies that it was given."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.connection.close()

    def get(self, path: str) -> Answer:
        """A page; asked for once more where the server had ended the connection meanwhile, as browsers do."""
        try:
            return self.ask("GET", path)
        except (http.client.RemoteDisconnected, ConnectionError):
            self.connection.close()
            return self.ask("GET", path)

    def post(self, path: str, typed: Mapping[str, str], headers: Mapping[str, str] = FORM) -> Answer:
        """A form."""
        return self.ask("POST", path, urlencode(typed), headers)

    def send_file(self, path: str, token: str, slot: str, content: bytes = A_PDF, name: str = "fails.pdf") -> Answer:
        """A file for a slot of an application's attachments."""
        boundary, body = encode_multipart({"csrf_token": token, f"{slot}-file": FileStorage(BytesIO(content), name)})
        return self.ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})

    def expect(self, status: int, answer: Answer) -> Answer:
        """The answer, which must have this status. Raises AssertionError."""
        assert answer.status == status, (answer.status, answer.text[:500])
        return answer

    def ask(
        self, method: str, path: str, body: str | bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Any request. Raises OSError or HTTPException where the server is gone."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, {**(headers or {}), **({"Cookie": cookie} if cookie else {})})
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        for one in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, text, answer.headers.get("Location", ""))

    def sign_in(self, email: str, password: str) -> None:
        """Sign in. Raises AssertionError where that is refused."""
        token = value_of(self.get("/lv/sign-in").text, "csrf_token")
        answer = self.post("/lv/sign-in", {"csrf_token": token, "email": email, "password": password})
        assert answer.status in {302, 303}, answer.status


def value_of(page: str, name: str) -> str:
    """What stands in the hidden or one-line field of this name, the first on the page."""
    tag = re.search(rf'<input[^>]*\bname="{re.escape(name)}"[^>]*>', page)
    assert tag is not None, name
    found = re.search(r'\bvalue="([^"]*)"', tag.group())
    return unescape(found.group(1)) if found else ""


def text_in(page: str, name: str) -> str:
    """What stands in the field of many lines of this name."""
    found = re.search(rf'<textarea[^>]*\bname="{re.escape(name)}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None, name
    return unescape(found.group(1)).removeprefix("\r\n").removeprefix("\n")


def fields_in(page: str, action: str) -> dict[str, str]:
    """What the form that posts to `action` would send as it stands, without files and buttons."""
    form = next(one for one in fromstring(page).forms if (one.action or "").partition("?")[0] == action)
    return {name: value for name, value in form.form_values() if isinstance(value, str)}
