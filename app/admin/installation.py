"""The installation: its settings, its health, its messages, the events of its accounts."""

from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import acting, current_person
from app.admin.blueprint import admin
from app.admin.listing import all_organisers, people_found
from app.admin.words import MESSAGES, PARTS
from app.config import HOUSE_ZONE
from app.dossier import to_the_second
from app.events import asked_before, lines_of
from app.extensions import db
from app.files import storage
from app.forms import Form
from app.health import ready
from app.settings_in_force import in_force
from competition.application.chain import Search, events_of_accounts
from competition.foundation.clock import machine_now
from competition.foundation.outbox import Delivery, OutboxMessage
from competition.foundation.retrying import retry
from competition.organisation.records import Person

FAILED_SHOWN = 50


@admin.get("/admin")
@may(Do.ADMINISTER)
def overview() -> str:
    """What there is to look after."""
    session = db.session()
    return render_template(
        "admin/overview.html",
        people=people_found(session, "", None, 1).count,
        organisers=len(all_organisers(session)),
        messages=_counts(session),
        guide="administrator",
    )


@admin.get("/admin/settings")
@may(Do.ADMINISTER)
def settings() -> str:
    """The settings as they are in force."""
    known = current_app.extensions["konkurss-settings"]
    return render_template("admin/settings.html", settings=in_force(known), guide="administrator")


@admin.get("/admin/health")
@may(Do.ADMINISTER)
def health() -> str:
    """How the installation is: its parts, its messages, its room."""
    session = db.session()
    answer: Any = ready()[0].get_json()
    kept = storage().used()
    return render_template(
        "admin/health.html",
        parts=[(PARTS.get(name, name), state) for name, state in answer["parts"].items()],
        counts=_counts(session),
        failed=_failed(session),
        kinds=MESSAGES,
        files=kept.files,
        octets=kept.octets,
        counted_all=kept.all,
        database=_database_size(session),
        instant=to_the_second(HOUSE_ZONE),
        form=Form(),
        guide="administrator",
    )


@admin.post("/admin/health/messages/<uuid:message_id>/retry")
@may(Do.ADMINISTER)
def retry_message(message_id: UUID) -> Response:
    """Let the worker try a failed message again."""
    with acting(current_person()) as act:
        retry(act, message_id, machine_now())
    return redirect(url_for(".health"), 303)


@admin.get("/admin/events")
@may(Do.ADMINISTER)
def events() -> str:
    """What was done to accounts, people and roles, the newest first."""
    before = request.args.get("before", type=asked_before)
    found = events_of_accounts(db.session(), Search(), before)
    return render_template(
        "admin/events.html",
        lines=lines_of(found.rows, to_the_second(HOUSE_ZONE), lambda _: (None, None)),
        older=url_for(".events", before=found.older) if found.older else None,
        newest=url_for(".events") if before is not None else None,
    )


def _counts(session: Session) -> dict[str, int]:
    """How many messages wait, went and failed."""
    rows = session.execute(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)).all()
    counts = dict.fromkeys((one.value for one in Delivery), 0)
    return counts | {state.value: count for state, count in rows}


def _failed(session: Session) -> list[Any]:
    """The failed messages with whom they were for, the latest first; not what they say."""
    rows = session.execute(
        select(
            OutboxMessage.id,
            OutboxMessage.kind,
            OutboxMessage.written_at,
            OutboxMessage.tries,
            OutboxMessage.last_error,
            Person.name,
            Person.email,
        )
        .outerjoin(Person, Person.id == OutboxMessage.person_id)
        .where(OutboxMessage.state == Delivery.FAILED)
        .order_by(OutboxMessage.id.desc())
        .limit(FAILED_SHOWN)
    )
    return list(rows)


def _database_size(session: Session) -> int:
    """The octets that the database takes."""
    if session.get_bind().dialect.name == "postgresql":
        return session.scalar(text("SELECT pg_database_size(current_database())")) or 0
    pages = session.scalar(text("PRAGMA page_count")) or 0
    return pages * (session.scalar(text("PRAGMA page_size")) or 0)
