"""What the worker does beside sending mail, each chore every so often; no chore keeps mail or another chore waiting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.extensions import db
from app.keeping import look_for_missing, look_into, scan_waiting
from competition.application.unsent import tell_all
from competition.application.work_requests import erase_old_requests
from competition.eligibility.reminding import remind_all
from competition.foundation.clock import machine_now
from competition.foundation.reading_log import seal

GoOn = Callable[[], bool]
OFTEN, SELDOM = timedelta(minutes=5), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Chore:
    """One of them: what is done, how often, and what it is in the log."""

    name: str
    every: timedelta
    do: Callable[[Session, GoOn], object]


CHORES = (
    Chore("tell of what is not handed in", OFTEN, tell_all),
    Chore("remind of what is to be clarified", OFTEN, remind_all),
    Chore("erase old requests", OFTEN, lambda session, _: erase_old_requests(session)),
    Chore("have files scanned", OFTEN, scan_waiting),
    Chore("look into files", OFTEN, look_into),
    Chore("look for missing files", SELDOM, lambda session, _: look_for_missing(session)),
    Chore("seal the log of reading", OFTEN, lambda session, _: seal(session)),
)


@dataclass(slots=True)
class Round:
    """The chores of one worker, and when each is due again."""

    app: Flask
    _due: dict[str, datetime] = field(default_factory=dict, init=False)

    def do(self, go_on: GoOn = lambda: True) -> None:
        """Do what is due. Raises DBAPIError where the database cannot be asked; any other trouble is logged."""
        for chore in CHORES:
            if not go_on():
                return
            at, due = machine_now(), self._due.get(chore.name)
            if due is not None and at < due:
                continue
            self._due[chore.name] = at + chore.every
            try:
                chore.do(db.session(), go_on)
            except DBAPIError:
                raise
            except Exception:
                db.session().rollback()
                self.app.logger.exception("what the worker cannot do now: %s", chore.name)
