"""What tests of clarifications share: one of the demonstration's applications of which something was asked."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.application.records import Application
from competition.eligibility.asking import Asking, ask_clarification
from competition.eligibility.clarifications import clarifying_of
from competition.eligibility.operations import check
from competition.eligibility.records import Clarification, ClarificationAnswer, ClarifyingText
from competition.eligibility.requirements import Answered
from competition.foundation.act import SYSTEM, acting
from competition.foundation.clock import TICK, last_instant, zone
from tests.pages.conftest import DEMO_DAY

EVENING, GREEN = "Vakara skolotāji", "Zaļā klase pagalmā"
REASON = "Nav saprotams, kur projekts notiks."
TEXT = "Precizējiet norises vietu un pierādījumus."
QUESTIONS, SLOTS = ("project-place", "evidence"), ("power-of-attorney",)
TERM = last_instant(date(2026, 9, 22), zone("Europe/Riga"))
"""Asked on DEMO_DAY, a Tuesday: the end of the fifth working day after it."""
TOO_LATE = TERM + TICK
TYPED = {"project-place": "Liepāja, Karosta", "evidence": "Dalībnieku saraksti."}


def doubt(app: Flask, title: str = EVENING) -> None:
    """Find that something is to be clarified."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        check(act, _key(title), {"1.3": Answered.PENDING}, {"1.3": REASON})


def ask(app: Flask, title: str = EVENING, questions: Sequence[str] = QUESTIONS, slots: Sequence[str] = SLOTS) -> None:
    """The same, and ask the applicant."""
    doubt(app, title)
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        ask_clarification(act, _key(title), Asking(TEXT, questions, slots))


def asked_in(app: Flask, title: str = EVENING) -> list[Clarification]:
    """What was asked of an application."""
    with app.app_context():
        rows = select(Clarification).where(Clarification.application_id == _key(title))
        return list(db.session().scalars(rows))


def answers_in(app: Flask, title: str = EVENING) -> list[ClarificationAnswer]:
    """The answers that were handed in, in their order."""
    with app.app_context():
        rows = select(ClarificationAnswer).where(ClarificationAnswer.application_id == _key(title))
        return list(db.session().scalars(rows.order_by(ClarificationAnswer.version)))


def typed_in(app: Flask, title: str = EVENING) -> dict[str, str]:
    """What is typed and not only handed in before."""
    with app.app_context():
        rows = select(ClarifyingText).where(ClarifyingText.application_id == _key(title))
        return {one.question: one.text for one in db.session().scalars(rows)}


def files_in(app: Flask, title: str = EVENING, at: datetime = DEMO_DAY) -> list[str]:
    """The names of the files that are in the answer now."""
    with app.app_context():
        return [one.file_name for one in clarifying_of(db.session(), _key(title), at).files]


def _key(title: str):
    return db.session().scalars(select(Application.id).where(Application.title == title)).one()
