"""The log: one line of JSON an event in production, lines for people in a demonstration; both on stderr.

A line says at most by which person's key something was asked. What was typed, looked at by its address, or said by an
exception may hold somebody's data, so none of it is in a production's log: of an exception its kind and the way to it.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from time import gmtime, perf_counter

from flask import g, has_request_context, request
from sqlalchemy.exc import DBAPIError

from app.config import Environment, Settings
from app.request_number import request_number
from app.watching import BEGAN

FOR_PEOPLE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
EXTRAS = ("status", "ms", "refusal", "event", "person")
OF_A_STRANGER = re.compile(r" from ip=\S+?(?=: |$)|(?<=Error handling request).*")


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said = record.getMessage()
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": OF_A_STRANGER.sub("", said) if record.name.startswith("gunicorn") else said,
            **_of_request(),
            **{name: vars(record)[name] for name in EXTRAS if name in vars(record)},
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = "\n".join(_what_broke(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


class HouseHandler(logging.StreamHandler):
    """The one handler of ours."""


def keep_log(settings: Settings) -> None:
    """Write this process's log as the installation needs it; tests read records themselves."""
    if settings.env is Environment.TEST:
        return
    formatter: logging.Formatter = JsonLines()
    if not settings.production:
        formatter = logging.Formatter(FOR_PEOPLE)
        formatter.converter = gmtime
    handler = HouseHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [*(one for one in root.handlers if not isinstance(one, HouseHandler)), handler]


def person_key() -> str | None:
    """The key of whoever is signed in, as far as that is known without asking the database."""
    account = g.get("_login_user") if has_request_context() else None
    key = getattr(account, "known_key", None)
    return str(key) if key else None


def milliseconds() -> float | None:
    """How long the request at hand has taken so far."""
    began = request.environ.get(BEGAN)
    return None if began is None else round((perf_counter() - began) * 1000, 1)


def _of_request() -> dict[str, object]:
    if not has_request_context():
        return {}
    line: dict[str, object] = {
        "request": request_number(),
        "method": request.method,
        "endpoint": request.endpoint,
    }
    if key := person_key():
        line["person"] = key
    return line


def _what_broke(error: BaseException) -> Iterator[str]:
    """The kinds of an exception and of those before it, with the lines of code that led there; not what they say."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _what_broke(before)
        yield "then:"
    yield from "".join(traceback.format_tb(error.__traceback__)).rstrip().split("\n")
    yield _kind_of(error)


def _kind_of(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if not isinstance(error, DBAPIError):
        return kind
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    constraint = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return " ".join(str(part) for part in (kind, state, constraint) if part)
