"""What the site needs to work, asked part by part: monitoring's question, answered without a secret or a path.

Some parts the site cannot work without: where one of them fails, nobody is to be sent here. The others serve it from
beside: mail waits, a worker can be started, a clock be set, while people go on writing; they are named, and that is
all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from time import monotonic

from flask import current_app
from sqlalchemy import func, select, text

from app.adapters import heartbeat
from app.adapters.mail import mailer_at
from app.adapters.scanner import Scanner
from app.adapters.storage import Storage
from app.config import Settings
from app.extensions import db
from app.migrating import head
from competition.foundation.clock import machine_now
from competition.foundation.kept_files import KeptFile

OK, NOT_ASKED = "ok", "not asked"
NEEDED = frozenset({"database", "schema", "storage"})
MAIL_ASKED_EVERY = 15.0
LARGEST_SKEW = timedelta(seconds=2)


class NotWell(Exception):
    """A part is not as it should be; its text may be read by everybody."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How each part is, by its name."""

    parts: Mapping[str, str]

    @property
    def ready(self) -> bool:
        """Whether the site can work."""
        return not any(self._fails(name) for name in NEEDED)

    @property
    def status(self) -> str:
        """In one word: "ok"; "degraded", where something beside the site fails; "failed"."""
        if not self.ready:
            return "failed"
        return "degraded" if any(map(self._fails, self.parts)) else OK

    def _fails(self, name: str) -> bool:
        return self.parts[name].startswith("failed")


@dataclass(slots=True)
class Remembered:
    """An answer that is asked for at most once in some seconds, by one at a time: who comes meanwhile gets the last."""

    every: float
    _answer: str | None = field(default=None, init=False)
    _at: float = field(default=0.0, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def ask(self, question: Callable[[], str]) -> str:
        """The last answer while it is fresh, else a new one."""
        if self._answer is not None and (monotonic() - self._at < self.every or self._lock.locked()):
            return self._answer
        with self._lock:
            if self._answer is None or monotonic() - self._at >= self.every:
                self._answer = question()
                self._at = monotonic()
            return self._answer


def look(settings: Settings, storage: Storage, mail: Remembered) -> Readiness:
    """How each part of the installation is now."""
    parts = {"database": _tried(_ask_database)}
    answers = parts["database"] == OK
    for name, ask in (("schema", _ask_schema), ("clock", _ask_clock), ("files", _ask_files)):
        parts[name] = _tried(ask) if answers else NOT_ASKED
    db.session.rollback()
    parts["storage"] = _tried(storage.check)
    parts["scanner"] = _tried(Scanner(settings.clamd).check) if settings.clamd else NOT_ASKED
    parts["worker"] = _tried(lambda: _ask_worker(settings))
    parts["mail"] = mail.ask(lambda: _tried(mailer_at(settings.mail_url).check))
    return Readiness(parts)


def _ask_database() -> None:
    db.session.execute(text("SELECT number FROM audit_head")).one()


def _ask_schema() -> None:
    if db.session.scalars(text("SELECT version_num FROM alembic_version")).all() != [head()]:
        raise NotWell("it is of another version than the site; see flask db upgrade")


def _ask_clock() -> str:
    """The machine's clock beside the database's. SQLite has none of its own to compare with."""
    if db.engine.dialect.name != "postgresql":
        return NOT_ASKED
    before = machine_now()
    theirs = db.session.scalars(text("SELECT clock_timestamp()")).one()
    skew = max(before - theirs, theirs - machine_now())  # what the way there and back took is no skew
    if skew > LARGEST_SKEW:
        raise NotWell(f"{skew.total_seconds():.0f} s from the database's")
    return OK


def _ask_files() -> None:
    lost = db.session.scalars(select(func.count()).where(KeptFile.missing_since.is_not(None))).one()
    if lost:
        raise NotWell(f"{lost} that records name are not in the storage; see flask files check")


def _ask_worker(settings: Settings) -> None:
    age = heartbeat.age_of(heartbeat.path_of(settings))
    if age is None:
        raise NotWell("no sign of one on this machine")
    if age > heartbeat.TOO_OLD:
        raise NotWell(f"no sign of it for {age.total_seconds():.0f} s")


def _tried(ask: Callable[[], str | None]) -> str:
    try:
        return ask() or OK
    except NotWell as said:
        return f"failed: {said}"
    except Exception as error:
        current_app.logger.warning("not ready", exc_info=True)
        db.session.rollback()
        return f"failed: {type(error).__name__}"
