"""Who of the staff and the committee looks at applications: a view says what it shows, the rest is done here.

A page that shows many applications of a call is one look at the call's. What an applicant reads of their own is
nobody's business and is not logged.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, current_app, request
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.access import PERMISSIONS, Do, asked_of
from app.acting import arrived, current_person
from app.extensions import db
from app.standing import COMMITTEE, Kind
from competition.call.records import Call
from competition.foundation.reading_log import ONCE_IN, Look, ReadAs, Shown, last_look, log_reading
from scoring.committee.records import CommitteeMember

log = logging.getLogger(__name__)

View = TypeVar("View", bound=Callable[..., Any])
ANSWERED = frozenset({200, 409, 422})  # a form that is shown again shows what it is about again
MOST_KEPT = 10_000
LATELY = "konkurss-lately-read"
Key = tuple[object, ...]
PIECES = ("digest", "suffix", "document_id")
ROLES: Mapping[Kind, ReadAs] = {Kind.COORDINATOR: ReadAs.COORDINATOR, Kind.AUDITOR: ReadAs.AUDITOR}


def shows(what: Shown) -> Callable[[View], View]:
    """Write on a view what it shows of a call's applications; whoever looks is then written into the log."""

    def mark(view: View) -> View:
        view.shows = what  # pyright: ignore[reportFunctionMemberAccess]
        return view

    return mark


def shows_many(view: View) -> View:
    """Write on a view that it shows many of a call's applications: whoever looks is written into the log, too."""
    view.shows_many = True  # pyright: ignore[reportFunctionMemberAccess]
    return view


def shown_by(view: Callable[..., Any] | None) -> Shown | None:
    """What a view shows of applications, or None."""
    return getattr(view, "shows", None)


def has_many(view: Callable[..., Any] | None) -> bool:
    """Whether a view shows many of a call's applications."""
    return getattr(view, "shows_many", False)


class Lately:
    """What was written down lately: of the same look the database is not asked again. One of an application.

    Another process, or one that began anew, asks once and finds what stands there.
    """

    def __init__(self) -> None:
        self._since: dict[Key, datetime] = {}
        self._one_at_a_time = Lock()

    def has(self, key: Key, at: datetime) -> bool:
        """Whether a look stands that is enough for this one."""
        since = self._since.get(key)
        return since is not None and since <= at < since + ONCE_IN

    def keep(self, key: Key, since: datetime, at: datetime) -> None:
        """Remember a look, and forget those that are over."""
        with self._one_at_a_time:
            if len(self._since) >= MOST_KEPT:
                self._since = {one: then for one, then in self._since.items() if then <= at < then + ONCE_IN}
            if len(self._since) < MOST_KEPT:
                self._since[key] = since


def log_readings(app: Flask) -> None:
    """Write down who looked, when the answer is ready and before it leaves; a log that fails stops no page."""
    app.extensions[LATELY] = Lately()

    @app.after_request
    def write_down(response: Response) -> Response:
        view = current_app.view_functions.get(request.endpoint or "")
        what = Shown.APPLICATION if has_many(view) else shown_by(view)
        if what is None or response.status_code not in ANSWERED or request.method == "HEAD":
            return response
        try:
            _write_down(what, asked_of(view), response)
        except Exception:
            log.exception("a reading of %s could not be written down", request.url_rule)
        return response


def _write_down(what: Shown, do: Do | None, response: Response) -> None:
    person, at = current_person(), arrived()
    if person is None:
        return
    person_id, engine = person.id, db.engine
    values = request.view_args or {}
    application_id = values.get("application_id")
    piece = next((str(values[name]) for name in PIECES if name in values), "")
    lately: Lately = current_app.extensions[LATELY]
    key = (person_id, request.endpoint, values.get("slug"), application_id, piece)
    if lately.has(key, at):
        return
    if not response.is_streamed:
        db.session.rollback()  # the request is done with it: neither its writer's place nor its connection is held
    with Session(engine) as session:
        found = _where(session, do, person_id)
        if found is None:
            return
        call_id, role = found
        look = Look(person_id, role, what, call_id, application_id, request.endpoint or "", piece)
        since = at if log_reading(session, look, at) else last_look(session, look, at)
    if since is not None:
        lately.keep(key, since, at)


def _where(session: Session, do: Do | None, person_id: UUID) -> tuple[UUID, ReadAs] | None:
    """The call of the page, and as what the person reads it: by their seat on its committee, or by their role."""
    slug = (request.view_args or {}).get("slug")
    who = PERMISSIONS[do] if do else frozenset[Kind]()
    if who & COMMITTEE:
        row = session.execute(_SEAT.where(Call.slug == slug, CommitteeMember.person_id == person_id)).first()
        return (row.id, ReadAs(row.seat.value)) if row else None
    call_id = session.scalar(select(Call.id).where(Call.slug == slug))
    role = next((role for kind, role in ROLES.items() if kind in who), None)
    return (call_id, role) if call_id and role else None


_SEAT: Select[UUID, Any] = select(Call.id, CommitteeMember.seat).join(
    CommitteeMember, CommitteeMember.call_id == Call.id
)
