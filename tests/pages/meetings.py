"""What tests of the meeting, the announcement and the letters share: the demonstration's call, carried on.

Its applications: two awards, one in reserve, one below its floors, one not eligible, one late, one withdrawn.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from app.extensions import db
from app.schema import metadata
from competition.application.records import Application
from competition.call.records import Call
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.foundation.act import SYSTEM, Act, acting
from competition.foundation.audit import AuditEvent
from competition.foundation.base import Base
from competition.foundation.reading_log import Reading
from competition.organisation.records import Letterhead
from competition.result.operations import announce
from scoring.committee.operations import declare_conflict
from scoring.committee.records import CommitteeMember
from scoring.meeting.closing import close_scoring
from scoring.meeting.operations import Minutes, decide
from scoring.meeting.quorum import Votes
from scoring.sheets.operations import Points, complete
from tests.pages.conftest import DEMO_DAY
from tests.pages.reading import fields_of

Record = TypeVar("Record", bound=Base)
SLUG = "liepaja-demo-scoring"
DESK, COMMITTEE = f"/lv/desk/calls/{SLUG}", f"/lv/committee/{SLUG}"
FIRST, SECOND, THIRD = "Stāsti no mūsu ielas: otrā sezona", "Vakara skolotāji", "Zaļā klase pagalmā"
INELIGIBLE, BELOW, LATE, WITHDRAWN = (
    "Robotu skola lielajiem",
    "Teātris bez skatuves",
    "Velosipēdu darbnīca",
    "Nakts basketbols",
)
CODES = ("2.1", "2.2", "2.3.1", "2.3.2", "2.4.1", "2.4.2", "2.4.3", "2.5", "2.6", "2.7")
FOURS, AT_THE_FLOOR = "4" * 10, ("3" * 10,) * 3
AS_THE_SECOND = ("3445434433", "4434544343", FOURS)
MEETING_DAY = DEMO_DAY.date()
ALL, VOTES = ("m1", "m2", "m3", "m4", "m5"), Votes(4, 0)
RECORD = {
    "held_on": MEETING_DAY.isoformat(),
    "number": "7",
    "present": list(ALL),
    "in_favour": "4",
    "against": "0",
    "abstained": "0",
    "chair": "for",
    "remarks": "Sēde notika attālināti.",
    "step": "register",
}


@contextmanager
def act_in(app: Flask) -> Iterator[tuple[Act, Call]]:
    """An act of the system on the call."""
    with app.app_context():
        db.session.rollback()
        with acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
            yield act, act.session.scalars(select(Call).where(Call.slug == SLUG)).one()


def key(app: Flask, title: str) -> UUID:
    """The key of the application with this title."""
    with app.app_context():
        return db.session().scalars(select(Application.id).where(Application.title == title)).one()


def score_all(app: Flask, *, tie: bool = False, conflict: tuple[str, str] | None = None) -> None:
    """Complete what the demonstration leaves open. The third application is behind the second, or shares its place.

    `conflict`: a member, by their key, and the title of an application with which they are in conflict.
    """
    with act_in(app) as (act, call):
        seats = act.session.scalars(select(CommitteeMember).where(CommitteeMember.call_id == call.id)).all()
        members = {one.key: one.id for one in seats}
        rows = act.session.scalars(select(Application).where(Application.call_id == call.id))
        found = {one.title: one.id for one in rows}
        check(act, found[THIRD], {"1.4": Answered.YES})
        if conflict:
            declare_conflict(act, found[conflict[1]], members[conflict[0]])
        scorers = [one for one in ("m1", "m2", "m4", "m3") if (one, THIRD) != conflict][:3]
        third = zip(scorers, AS_THE_SECOND if tie else AT_THE_FLOOR, strict=True)
        sheets = [(FIRST, "m3", FOURS), (FIRST, "m4", FOURS), (SECOND, "m4", FOURS)]
        for title, member, digits in [*sheets, *((THIRD, *one) for one in third)]:
            points = {code: Decimal(digit) for code, digit in zip(CODES, digits, strict=True)}
            complete(act.step(DEMO_DAY - timedelta(hours=1)), Points(found[title], members[member], points))


def close(app: Flask, *, tie: bool = False, conflict: tuple[str, str] | None = None) -> None:
    """Everything scored, the scoring closed."""
    score_all(app, tie=tie, conflict=conflict)
    with act_in(app) as (act, call):
        close_scoring(act, call.id)


def settle(app: Flask, *, conflict: tuple[str, str] | None = None) -> None:
    """Closed and decided, in a meeting of all."""
    close(app, conflict=conflict)
    with act_in(app) as (act, call):
        decide(act, call.id, Minutes(MEETING_DAY, "7", ALL, VOTES))


def tell(app: Flask, *, conflict: tuple[str, str] | None = None) -> None:
    """Decided and announced."""
    settle(app, conflict=conflict)
    with act_in(app) as (act, call):
        announce(act, call.id)


def send(client: FlaskClient, page: str, address: str | None = None, **typed: Any) -> TestResponse:
    """Fill a page's form in and send it, to the page or to an address."""
    token = fields_of(client.get(page))["csrf_token"]
    return client.post(address or page, data={"csrf_token": token, **typed})


def any_token(client: FlaskClient) -> str:
    """A token such as another window's form holds, for what the page at hand does not offer any more."""
    return fields_of(client.get("/lv/desk/letterhead/liepaja"))["csrf_token"]


def all_rows(app: Flask) -> list[str]:
    """Every stored row: what a refusal must leave as it is. Who looked at its page is noted all the same."""
    with app.app_context():
        rows = [
            (table.name, *row)
            for table in metadata.sorted_tables
            if table.name != Reading.__tablename__
            for row in db.session.execute(select(table)).all()
        ]
        db.session.rollback()
    return sorted(map(repr, rows))


def events(app: Flask) -> list[str]:
    """What the chain tells of what was done last, in its order."""
    with app.app_context():
        return list(db.session().scalars(select(AuditEvent.verb).order_by(AuditEvent.number)))


def records(app: Flask, kind: type[Record], *where: Any) -> list[Record]:
    """The records of a kind, to be read outside."""
    with app.app_context():
        found = list(db.session().scalars(select(kind).where(*where)))
        db.session.expunge_all()
        return found


def drop_letterheads(app: Flask) -> None:
    """As before anybody has filled in what the letters carry."""
    with app.app_context():
        db.session.execute(delete(Letterhead))
        db.session.commit()
