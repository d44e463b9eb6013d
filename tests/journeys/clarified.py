"""A call in which applications are being clarified, each in another state."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.demonstration.answers import whole_for
from app.extensions import db
from competition.application.attachments import attach
from competition.application.channels import Channel
from competition.application.intake import Intake, receive
from competition.application.publishing import publish
from competition.application.submission import save, start, submit
from competition.call.operations import FileNote, draw_up
from competition.call.records import Call
from competition.eligibility.answering import answer_clarification, attach_clarifying, save_clarifying
from competition.eligibility.asking import Asking, ask_clarification
from competition.eligibility.clarifications import clarifying_of
from competition.eligibility.clarifying import OTHER
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.form.merging import marks_of
from competition.form.operations import definition_of
from competition.foundation.act import SYSTEM, Act, acting
from competition.foundation.clock import start_of, whole_of, zone
from competition.organisation.operations import Applicant, find_or_make
from tests.pages.conftest import DEMO_DAY, a_draft_plan

CLARIFYING = "liepaja-precize"
BEGUN, ANSWERED, OVER, ON_PAPER, TO_ASK = "Skaņu takas", "Gaismas darbnīca", "Ūdens ceļi", "Meža skola", "Ielas dārzs"
RIGA = zone("Europe/Riga")
PAPER = FileNote("statuti.pdf", "application/pdf", 12, "ab" * 32)
PROXY = FileNote("pilnvara.pdf", "application/pdf", 34, "cd" * 32)
OLD_PROXY = FileNote("pilnvara-veca.pdf", "application/pdf", 56, "ce" * 32)
RECEIVED, LATELY = DEMO_DAY - timedelta(days=20), DEMO_DAY - timedelta(hours=3)
LONG_AGO = DEMO_DAY - timedelta(days=14)
IDEA = "Jaunieši paši izplāno un vada nodarbības saviem vienaudžiem, kuriem draud mācību pārtraukšana."
TEXT = "Precizējiet, kur projekts notiks un ar ko pierādīsiet tā rezultātus, un pievienojiet pilnvaru."
QUESTIONS, SLOTS = ("project-place", "activities", "evidence"), ("statutes", "power-of-attorney")


def play_clarifications(app: Flask) -> None:
    """Make the call: one answer is begun, one is handed in, one did not come in time, one is awaited on paper,
    and one is not asked for yet.
    """
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        shown = act.session.scalars(select(Call).where(Call.slug == "liepaja-demo-scoring")).one()
        plan = replace(
            a_draft_plan(CLARIFYING),
            opens=start_of(date(2026, 8, 1), RIGA),
            deadline=whole_of(date(2026, 8, 31), RIGA),
        )
        begun = act.step(DEMO_DAY - timedelta(days=60))
        call = draw_up(begun, shown.organiser_id, plan)
        publish(begun, call.id)
        for title, asked in ((BEGUN, LATELY), (ANSWERED, LATELY), (OVER, LONG_AGO)):
            key = _online(act.step(RECEIVED), call, title)
            _ask(act.step(asked), key, QUESTIONS, SLOTS)
            if title != OVER:
                _type(act.step(asked + timedelta(hours=1)), key)
            if title == ANSWERED:
                answer_clarification(act.step(asked + timedelta(hours=2)), key)
        _doubt(act.step(LATELY), _online(act.step(RECEIVED), call, TO_ASK))
        paper = Intake(Applicant("Biedrība „Meža piemērs”"), ON_PAPER, Channel.POST, RECEIVED, files=(PAPER,))
        _ask(act.step(LATELY), receive(act.step(RECEIVED), call.id, paper).id, (), (OTHER.key,))


def _online(act: Act, call: Call, title: str) -> UUID:
    organisation = find_or_make(act, Applicant('Biedrība "Otrs piemērs"', "40008999029"))
    draft = start(act, call.id, organisation.id)
    save(act, draft.id, whole_for("ngo2@example.org", IDEA, date(2026, 12, 1), date(2027, 5, 31)), title)
    for slot in definition_of(act.session, draft.form).slots:
        if slot.key != "power-of-attorney":
            attach(act, draft.id, slot.key, PAPER)
    submit(act, draft.id)
    return draft.id


def _doubt(act: Act, key: UUID) -> None:
    check(act, key, {"1.3": Answered.PENDING}, {"1.3": "Nav saprotams, kur projekts notiks."})


def _ask(act: Act, key: UUID, questions: Sequence[str], slots: Sequence[str]) -> None:
    _doubt(act, key)
    ask_clarification(act, key, Asking(TEXT, questions, slots))


def _type(act: Act, key: UUID) -> None:
    stored = clarifying_of(act.session, key, act.at).stored
    texts = {"project-place": "Liepāja, Karostas jauniešu māja", "evidence": "Dalībnieku saraksti un fotogrāfijas."}
    save_clarifying(act, key, stored | texts, marks_of(stored))
    old = attach_clarifying(act, key, "power-of-attorney", OLD_PROXY)
    attach_clarifying(act, key, "power-of-attorney", PROXY, instead=old.id)
