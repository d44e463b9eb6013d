"""What the commands share: the site around them, and one line on stderr with exit 2 for what is refused."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import click
from flask import g
from sqlalchemy.exc import DBAPIError, OperationalError

from app import create_app
from app.config import Settings, SettingsWrong, parse_instant, read_settings
from app.extensions import db
from app.refusals import sentence_of
from competition.foundation.errors import Refusal
from scoring.archive.text import ArchiveInvalid

REFUSED = 2
NO_SUCH_TABLE = "42P01"
YEARS = range(1990, 2200)

P = ParamSpec("P")
T = TypeVar("T")


def refuse(sentence: str) -> NoReturn:
    """End the command with one line on stderr and exit 2."""
    click.echo(" ".join(sentence.split()), err=True)
    raise SystemExit(REFUSED)


def settings_or_end() -> Settings:
    """The installation's settings; a wrong one ends the command."""
    try:
        return read_settings(os.environ)
    except SettingsWrong as wrong:
        refuse(str(wrong))


def instant_or_end(text: str) -> datetime:
    """The instant that somebody wrote; what is none ends the command."""
    try:
        at = parse_instant(text)
    except (ValueError, OverflowError):
        refuse(f"{text!r} is not an instant such as 2020-04-14T23:59")
    if at.year not in YEARS:
        refuse(f"an instant lies in the years {YEARS[0]} to {YEARS[-1]}")
    return at


def with_site(work: Callable[P, T]) -> Callable[P, T]:
    """Let a command work inside the site; whatever is refused there is one line on stderr and exit 2."""

    @wraps(work)
    def inside(*args: P.args, **kwargs: P.kwargs) -> T:
        with database_answers():
            try:
                app = create_app(settings_or_end())
            except SettingsWrong as wrong:
                refuse(str(wrong))
            with app.app_context():
                g.language = "en"  # commands speak English, whatever the pages speak
                try:
                    return _refusing(work, *args, **kwargs)
                finally:
                    db.session.remove()
                    db.engine.dispose()

    return inside


def _refusing(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return work(*args, **kwargs)
    except Refusal as refusal:
        refuse(sentence_of(refusal))
    except ArchiveInvalid as problem:
        refuse(str(problem))


@contextmanager
def database_answers() -> Iterator[None]:
    """A database that can't be reached, or has no tables yet, is told in one line; other errors are bugs."""
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", None) != NO_SUCH_TABLE:
            raise
        first_line = str(error.orig).strip().split("\n", 1)[0]
        refuse(f"the database can't be used ({first_line}); `flask db upgrade` brings it to this version")
