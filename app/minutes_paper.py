"""The extract of the minutes as a file: what was decided and in which meeting, set when it is asked for."""

from collections.abc import Collection
from fractions import Fraction
from uuid import UUID

from flask import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.files import download
from app.letters import MEDIA_TYPES, Format
from app.minutes import committee_of, stepped_out
from competition.application.records import Application
from competition.call.records import Call
from competition.foundation.errors import NotFound
from competition.result.letter_facts import TOTAL, Dossier, failed_of, letterhead_of
from competition.result.letter_queries import decided_dossier
from competition.result.notices import PUBLICITY
from competition.result.records import DecisionItem, Verdict
from documents.minutes import Considered, MinutesFacts, minutes_paper
from documents.minutes_files import minutes_docx, minutes_pdf
from scoring.meeting.quorum import able_to_vote
from scoring.meeting.records import Meeting


def hand_out_minutes(session: Session, call: Call, suffix: Format, kept_from: Collection[UUID] = ()) -> Response:
    """The extract to be downloaded, without the applications of `kept_from`. Raises NotFound where no meeting is."""
    paper = minutes_paper(minutes_facts(session, call, kept_from))
    content = minutes_pdf(paper) if suffix == "pdf" else minutes_docx(paper)
    return download(content, f"{call.slug}-protokola-izraksts.{suffix}", MEDIA_TYPES[suffix], size=len(content))


def minutes_facts(session: Session, call: Call, kept_from: Collection[UUID] = ()) -> MinutesFacts:
    """What the extract says. Raises NotFound where no meeting is kept."""
    dossier = decided_dossier(session, call)
    meeting = session.scalar(select(Meeting).where(Meeting.call_id == call.id))
    if meeting is None:
        raise NotFound(what="meeting", key=call.slug)
    members = committee_of(session, call)
    there = [one for one in members if one.key in meeting.present]
    able, voting = able_to_vote([one.seat for one in members], [one.seat for one in there])
    rows = session.execute(
        select(Application, DecisionItem)
        .join(DecisionItem, DecisionItem.application_id == Application.id)
        .where(DecisionItem.decision_id == dossier.decision.id)
        .order_by(DecisionItem.position)
    ).all()
    return MinutesFacts(
        head=letterhead_of(dossier)[0],
        call_title=call.title["lv"],
        number=meeting.number,
        held_on=meeting.held_on,
        present=tuple((one.name, one.seat.value) for one in there),
        absent=tuple((one.name, one.seat.value) for one in members if one not in there),
        able=able,
        voting=voting,
        stepped_out=tuple((one.number, tuple(one.members)) for one in stepped_out(session, call)),
        considered=tuple(_considered(dossier, one, item) for one, item in rows if one.id not in kept_from),
        left_out=sum(one.id in kept_from for one, _ in rows),
        in_favour=meeting.votes_for,
        against=meeting.votes_against,
        abstained=meeting.abstained,
        amount=call.award_amount,
        currency=call.currency,
        least_points=None if call.threshold_total is None else Fraction(call.threshold_total),
        remarks=meeting.remarks,
        publicity=PUBLICITY,
    )


def _considered(dossier: Dossier, application: Application, item: DecisionItem) -> Considered:
    result = dossier.outcome[application.number or ""]
    return Considered(
        number=application.number or "",
        applicant=application.applicant_name,
        project=application.title,
        verdict=item.verdict,
        rank=item.rank,
        score=Fraction(result["score"]["exact"]) if result["score"] else None,
        failed=failed_of(dossier, application, item, result),
        total_failed=item.verdict == Verdict.BELOW_THRESHOLD and TOTAL in item.reasons,
    )
