"""A throwaway site with the demonstration, and the cookie of each of its people."""

import http.client
import re
from collections.abc import Iterable
from urllib.parse import urlencode
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from app import create_app
from tests.installed import PASSWORD

ROLES = {
    "ngo": "/lv/applications",
    "member3": "/lv/committee",
    "chair": "/lv/committee",
    "secretary": "/lv/committee",
    "coordinator": "/lv/desk",
    "auditor": "/lv/audit",
    "admin": "/lv/admin",
}
"""Who signs in, and where their room begins."""
OUT = ("/sign-out", "/account/browsers/end", "/account/password", "/account/email")
"""What would end the session that scans. Taken out of the site here: not every scanner can leave something out."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def signed_in(connection: http.client.HTTPConnection, role: str) -> str:
    """The header Cookie of somebody signed in."""
    page, cookie = _exchange(connection, "GET", "/lv/sign-in")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None
    typed = {"csrf_token": token[1], "email": f"{role}@example.org", "password": PASSWORD}
    _, cookie = _exchange(connection, "POST", "/lv/sign-in", urlencode(typed), {**FORM, "Cookie": cookie})
    assert "konkurss=" in cookie
    return cookie


def _exchange(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str = "",
    headers: dict[str, str] | None = None,
) -> tuple[str, str]:
    connection.request(method, path, body or None, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode()
    return text, "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or ())


def shut() -> WSGIApplication:
    """The site without the ways out, for the server."""
    app = create_app()

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith(OUT):
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"not here"]
        return app(environ, start_response)

    return guarded
