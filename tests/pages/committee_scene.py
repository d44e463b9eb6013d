"""What the tests of the committee's pages share: the demonstration's committee, its applications, their addresses."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.extensions import db
from competition.application.intake import Intake, receive
from competition.application.records import Application, Channel
from competition.call.records import Call
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.foundation.act import SYSTEM, acting
from competition.foundation.audit import AuditEvent
from competition.organisation.operations import Applicant
from scoring.committee.records import CommitteeMember
from scoring.sheets.own import Own, own_sheet
from tests.pages.conftest import DEMO_DAY
from tests.pages.reading import fields_of

SLUG = "liepaja-demo-scoring"
BASE = f"/lv/committee/{SLUG}"
CODES = ("2.1", "2.2", "2.3.1", "2.3.2", "2.4.1", "2.4.2", "2.4.3", "2.5", "2.6", "2.7")
FULL = {f"points-{code}": "4" for code in CODES}


def asked(app: Flask, question: Callable[[Session], Any]) -> Any:
    """What the site's database answers."""
    with app.app_context():
        return question(db.session())


def key_of(app: Flask, ending: str) -> UUID:
    """The application of the scoring call whose number ends so: "01"."""
    return asked(app, lambda session: session.scalars(_numbered(ending)).one())


def sheet_of(app: Flask, ending: str) -> str:
    """The address of an application's sheet."""
    return f"{BASE}/applications/{key_of(app, ending)}"


def stands(app: Flask, key: str, ending: str) -> Own:
    """What stands on a member's sheet, by the member's key."""
    member_id = asked(app, lambda session: session.scalars(_seated(key)).one())
    return asked(app, lambda session: own_sheet(session, member_id, key_of(app, ending)))


def events(app: Flask) -> int:
    """How long the audit chain is: nothing happened where it did not grow."""
    return asked(app, lambda session: len(session.scalars(select(AuditEvent.number)).all()))


def send(client: Any, page: str, to: str | None = None, **typed: Any) -> TestResponse:
    """Open a page, fill its form in and send it there, or elsewhere."""
    token = fields_of(client.get(page))
    kept = {name: token[name] for name in ("csrf_token", "seen") if name in token}
    return client.post(to or page, data=kept | typed.pop("fields", {}) | typed)


def one_more_applicant(app: Flask) -> UUID:
    """A paper application that becomes known after everybody has declared themselves."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        call = act.session.scalars(select(Call).where(Call.slug == SLUG)).one()
        applicant = Applicant("Biedrība „Septītais piemērs”", "40008999071")
        received = min(DEMO_DAY, call.opens_at.replace(hour=12) + (call.deadline_at - call.opens_at) / 2)
        intake = Intake(
            applicant, "Skatuve visiem", Channel.POST, received, address="Parauga iela 3", same_organisation=True
        )
        return receive(act, call.id, intake).id


def make_ready(app: Flask) -> None:
    """Leave nothing that keeps the scoring from being closed: the undecided applications are found not eligible."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        for ending in ("01", "02", "03"):
            key = act.session.scalars(_numbered(ending)).one()
            check(act, key, {"1.6": Answered.NO}, {"1.6": "Neatbilst."})


def _numbered(ending: str) -> Any:
    return (
        select(Application.id)
        .join(Call, Call.id == Application.call_id)
        .where(Call.slug == SLUG, Application.number.endswith(ending))
    )


def _seated(key: str) -> Any:
    return (
        select(CommitteeMember.id)
        .join(Call, Call.id == CommitteeMember.call_id)
        .where(Call.slug == SLUG, CommitteeMember.key == key)
    )
