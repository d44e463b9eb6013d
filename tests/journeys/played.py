"""Calls beside the demonstration's that have gone further: one at its tie, one decided, one being clarified."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.application.attachments import attach
from competition.application.channels import Channel
from competition.application.intake import Intake, receive
from competition.application.publishing import publish
from competition.application.records import Application
from competition.call.operations import CallPlan, draw_up
from competition.call.records import Call, EligibilityCriterion, QualityCriterion
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.foundation.act import SYSTEM, Act, acting
from competition.foundation.clock import start_of, whole_of, zone
from competition.organisation.operations import Applicant, create_person, find_or_make, give_role
from competition.organisation.records import Staff
from competition.result.operations import announce
from scoring.committee.declaring import declare, still_to_declare
from scoring.committee.operations import seat
from scoring.committee.records import CommitteeMember, Seat
from scoring.committee.staff_conflicts import step_aside
from scoring.meeting.closing import close_scoring
from scoring.meeting.operations import Minutes, decide
from scoring.meeting.quorum import Votes
from scoring.sheets.operations import Points, complete
from tests.journeys.clarified import OLD_PROXY, PROXY, play_clarifications
from tests.pages.conftest import DEMO_DAY, a_draft_plan

TIED, TOLD = "liepaja-vienadi", "liepaja-izlemts"
BEGUN = DEMO_DAY - timedelta(days=60)
RIGA = zone("Europe/Riga")
OPENS, DEADLINE = date(2026, 8, 1), date(2026, 8, 31)
RECEIVED = DEMO_DAY - timedelta(days=20)
AFTERWARDS = DEMO_DAY - timedelta(days=10)
PLACES = 2


def play_further(app: Flask) -> None:
    """Make these calls, held by the people of the demonstration."""
    _play(app, TIED, {"Rīta vingrošana": "4", "Pagalma kino": "4", "Upes stāsti": "4"})
    play_clarifications(app)
    replace_a_file(app, "Stāsti no mūsu ielas")
    _play(app, TOLD, {"Klusā stunda": "5", "Ielu stāsti": "4", "Pēdējais zvans": "3", "Divi riteņi": "1"}, told=True)
    somebody_steps_aside(app, "Vakara skolotāji")


def replace_a_file(app: Flask, title: str) -> None:
    """A draft in which a file took the place of an earlier one."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        key = act.session.scalars(select(Application.id).where(Application.title == title)).one()
        old = attach(act.step(DEMO_DAY - timedelta(hours=2)), key, "power-of-attorney", OLD_PROXY)
        attach(act.step(DEMO_DAY - timedelta(hours=1)), key, "power-of-attorney", PROXY, instead=old.id)


def somebody_steps_aside(app: Flask, title: str) -> None:
    """A second coordinator of the same organiser, in conflict with an application."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        application = act.session.scalars(select(Application).where(Application.title == title)).one()
        person = create_person(act, "otra@example.org", "Otra Paraudziņa")
        give_role(act, person.id, Staff.COORDINATOR, act.get(Call, application.call_id).organiser_id)
        step_aside(act, application.id, person.id)


def _play(app: Flask, slug: str, points: Mapping[str, str], *, told: bool = False) -> None:
    """A call whose applications, by their titles, have the same points from everybody for everything."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        shown = act.session.scalars(select(Call).where(Call.slug == "liepaja-demo-scoring")).one()
        call = draw_up(act.step(BEGUN), shown.organiser_id, _plan(slug))
        publish(act.step(BEGUN), call.id)
        members = _seat_the_same(act.step(BEGUN), shown, call)
        found = {title: _receive(act.step(RECEIVED), call, title) for title in points}
        _check(act.step(AFTERWARDS), call, found.values())
        for member in members:
            _score(act.step(AFTERWARDS), call, member, {found[title]: Decimal(each) for title, each in points.items()})
        close_scoring(act.step(AFTERWARDS), call.id)
        if told:
            keys = tuple(member.key for member in members)
            minutes = Minutes(AFTERWARDS.date(), "8", keys, Votes(3, 0, 1), "Sēde notika attālināti.")
            decide(act.step(AFTERWARDS), call.id, minutes)
            announce(act, call.id)


def _plan(slug: str) -> CallPlan:
    plan = a_draft_plan(slug)
    return replace(plan, opens=start_of(OPENS, RIGA), deadline=whole_of(DEADLINE, RIGA), quota=PLACES)


def _seat_the_same(act: Act, shown: Call, call: Call) -> list[CommitteeMember]:
    asked = select(CommitteeMember).where(CommitteeMember.call_id == shown.id).order_by(CommitteeMember.position)
    known = act.session.scalars(asked).all()
    return [seat(act, call.id, one.name, one.seat, one.person_id) for one in known]


def _receive(act: Act, call: Call, title: str) -> UUID:
    own = title in {"Ielu stāsti", "Upes stāsti"}
    applicant = Applicant('Biedrība "Piemērs"', "40008999014") if own else Applicant(f"Biedrība „{title}”")
    find_or_make(act, applicant)
    intake = Intake(applicant, title, Channel.POST, act.at, address="Parauga iela 3, Liepāja, LV-3401")
    return receive(act, call.id, intake).id


def _check(act: Act, call: Call, applications: Iterable[UUID]) -> None:
    asked = select(EligibilityCriterion.code).where(EligibilityCriterion.call_id == call.id)
    met = dict.fromkeys(act.session.scalars(asked), Answered.YES)
    for key in applications:
        check(act, key, met)


def _score(act: Act, call: Call, member: CommitteeMember, points: Mapping[UUID, Decimal]) -> None:
    if member.seat == Seat.SECRETARY:
        return
    asked = {one.id for one in still_to_declare(act.session, member)}
    declare(act, member.id, conflicts=set(), free=asked)
    codes = act.session.scalars(select(QualityCriterion.code).where(QualityCriterion.call_id == call.id)).all()
    for key, each in points.items():
        reasons = dict.fromkeys(codes, "Aprakstīts pārāk vispārīgi.")
        complete(act, Points(key, member.id, dict.fromkeys(codes, each), reasons=reasons))
