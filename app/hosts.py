"""Under which names the site answers in production: its own, and those of the machine for whoever works on it.

Whoever sends another name in the header Host hopes that it will stand in a link. None of ours is made of it; still,
such a request is not for this site, and is told so.
"""

import re
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask_babel import gettext

from app.access import Do, asked_of
from app.config import LOOPBACK, Settings
from app.errors import bare_page

Answer = tuple[str, int]
HOST = re.compile(r"(?:([a-z0-9.-]+)|\[([a-f0-9:.]+)\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)


def answer_to_own_name(app: Flask, settings: Settings) -> None:
    """Refuse what comes under a foreign name, but for monitoring, which asks each machine by its address."""
    if not settings.production:
        return
    names = {urlsplit(settings.base_url).hostname, *LOOPBACK}

    @app.before_request
    def refuse_foreign_name() -> Answer | None:
        asked = asked_of(current_app.view_functions.get(request.endpoint or ""))
        if asked is Do.PROBE or name_in(request.environ.get("HTTP_HOST", "")) in names:
            return None
        words = gettext("It came under the name of another site. This site is at %(address)s.")
        return bare_page(400, words % {"address": settings.base_url}), 400


def name_in(host: str) -> str | None:
    """The name or address in a header Host, in small letters, without the port; None where there is none."""
    match = HOST.fullmatch(host)
    return (match[1] or match[2]).lower() if match else None
