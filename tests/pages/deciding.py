"""The demonstration's call that is being scored, carried on by its people: scored, closed, decided, announced."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from competition.application.records import Application
from competition.application.states import State
from competition.call.records import Call, EligibilityCriterion, QualityCriterion
from competition.eligibility.operations import check
from competition.eligibility.records import Finding
from competition.eligibility.requirements import Answered
from competition.foundation.act import SYSTEM, Act, acting
from competition.result.operations import announce
from scoring.committee.declaring import declare, still_to_declare
from scoring.committee.records import CommitteeMember, Conflict, Seat
from scoring.meeting.closing import close_scoring
from scoring.meeting.operations import Minutes, decide
from scoring.meeting.quorum import Votes
from scoring.sheets.operations import Points, complete
from scoring.sheets.records import ScoreSheet
from tests.pages.conftest import DEMO_DAY

SLUG = "liepaja-demo-scoring"
DESK, COMMITTEE = f"/desk/calls/{SLUG}", f"/committee/{SLUG}"
LEVEL = Decimal(4)


def score(app: Flask) -> None:
    """Check what is not checked, and complete every sheet that is not: each new one with fours."""
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        call = demo_call(act)
        for application in _handed_in(act, call):
            _check(act, call, application)
        for member in _members(act, call):
            asked = {one.id for one in still_to_declare(act.session, member)}
            if asked:
                declare(act, member.id, conflicts=set(), free=asked)
            if member.seat != Seat.SECRETARY:
                _fill_sheets(act, call, member)


def close(app: Flask) -> None:
    """Everything is scored, and the chair has closed the scoring."""
    score(app)
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        close_scoring(act, demo_call(act).id)


def settle(app: Flask) -> None:
    """Closed, and the committee has decided in a meeting of all."""
    close(app)
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        call = demo_call(act)
        keys = tuple(member.key for member in _members(act, call))
        decide(act, call.id, Minutes(DEMO_DAY.date(), "4", keys, Votes(3, 0, 1), "Sēde notika attālināti."))


def tell(app: Flask) -> None:
    """Decided and announced."""
    settle(app)
    with app.app_context(), acting(db.session(), SYSTEM, at=DEMO_DAY) as act:
        announce(act, demo_call(act).id)


def demo_call(act: Act) -> Call:
    """The call that is being scored."""
    return act.session.scalars(select(Call).where(Call.slug == SLUG)).one()


def numbers(app: Flask) -> dict[str, UUID]:
    """The call's applications by their numbers."""
    with app.app_context():
        rows = db.session.execute(
            select(Application.number, Application.id)
            .join(Call, Call.id == Application.call_id)
            .where(Call.slug == SLUG, Application.number.is_not(None))
            .order_by(Application.position)
        )
        return {number or "": key for number, key in rows}


def _handed_in(act: Act, call: Call) -> list[Application]:
    return list(
        act.session.scalars(
            select(Application)
            .where(Application.call_id == call.id, Application.number.is_not(None))
            .order_by(Application.position)
        )
    )


def _members(act: Act, call: Call) -> list[CommitteeMember]:
    return list(
        act.session.scalars(
            select(CommitteeMember).where(CommitteeMember.call_id == call.id).order_by(CommitteeMember.position)
        )
    )


def _check(act: Act, call: Call, application: Application) -> None:
    """Answer yes to whatever is not answered or waits for a clarification."""
    if application.state in (State.LATE, State.WITHDRAWN) or application.received_at > call.terms.moved_to[-1].at:
        return
    codes = list(act.session.scalars(select(EligibilityCriterion).where(EligibilityCriterion.call_id == call.id)))
    known = {
        one.criterion_id: one.answered
        for one in act.session.scalars(select(Finding).where(Finding.application_id == application.id))
    }
    missing = {one.code: Answered.YES for one in codes if known.get(one.id) in (None, Answered.PENDING)}
    if missing:
        check(act, application.id, missing)


def _fill_sheets(act: Act, call: Call, member: CommitteeMember) -> None:
    codes = list(act.session.scalars(select(QualityCriterion.code).where(QualityCriterion.call_id == call.id)))
    theirs = set(act.session.scalars(select(Conflict.application_id).where(Conflict.member_id == member.id)))
    done = set(
        act.session.scalars(
            select(ScoreSheet.application_id).where(
                ScoreSheet.member_id == member.id, ScoreSheet.completed_at.is_not(None)
            )
        )
    )
    refused = set(act.session.scalars(select(Finding.application_id).where(Finding.answered == Answered.NO)))
    for application in _handed_in(act, call):
        late = application.received_at > call.terms.moved_to[-1].at
        skipped = application.id in theirs | done | refused or late
        if skipped or application.state in (State.LATE, State.WITHDRAWN):
            continue
        act_then = act.step(DEMO_DAY - timedelta(hours=1))
        complete(act_then, Points(application.id, member.id, dict.fromkeys(codes, LEVEL)))
