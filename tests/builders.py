"""Plain builders with defaults that a test may override: records, made by the same operations the pages use.

The calendar is that of 2020: published on 20 February, open from 1 March, the deadline is 23 March, a day.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from competition.application.attachments import attach
from competition.application.intake import Intake, receive
from competition.application.publishing import AmendmentOrder, publish
from competition.application.records import Application, Channel
from competition.application.submission import save, start, submit
from competition.call.operations import CallPlan, Criterion, FileNote, Requirement, draw_up
from competition.call.records import Call
from competition.eligibility.operations import check
from competition.eligibility.requirements import Answered
from competition.form.operations import definition_of
from competition.form.questions import TITLE, Kind, Question
from competition.form.several import rows_text
from competition.form.shipped import PUMPURS, PUMPURS_TEXT
from competition.foundation import audit
from competition.foundation.act import Act
from competition.foundation.clock import start_of, whole_of, zone
from competition.foundation.outbox import OutboxMessage
from competition.organisation.letterhead import Heading, write_letterhead
from competition.organisation.operations import (
    Applicant,
    create_organiser,
    create_person,
    find_or_make,
    join,
)
from competition.organisation.records import Organisation, Organiser, Person, Standing
from competition.result.records import Decision
from scoring.committee.declaring import declare, still_to_declare
from scoring.committee.operations import Appointment, appoint
from scoring.committee.records import CommitteeMember, Seat
from scoring.meeting.closing import close_scoring
from scoring.meeting.operations import Minutes, decide
from scoring.meeting.quorum import Votes
from scoring.sheets.operations import Points, complete

RIGA = zone("Europe/Riga")
PUBLISHED = datetime(2020, 2, 20, 8, 0, 0, 376_528, tzinfo=UTC)
OPENS = start_of(date(2020, 3, 1), RIGA)
DEADLINE = whole_of(date(2020, 3, 23), RIGA)
LATER = whole_of(date(2020, 4, 14), RIGA)
WHILE_OPEN = datetime(2020, 3, 10, 9, 0, 0, 376_528, tzinfo=UTC)
AFTERWARDS = datetime(2020, 4, 20, 9, 0, 0, 376_528, tzinfo=UTC)

ELIGIBLE = {"1.1": Answered.YES, "1.2": Answered.YES}
STATUTES = FileNote("statuti.pdf", "application/pdf", 12, "ab" * 32)
HEADING = Heading(
    name="Liepājas pilsētas Izglītības pārvalde",
    address="Parauga iela 1, Liepāja",
    phone="6000 0000",
    email="parvalde@example.org",
    place="Liepājā",
    signatory_post="Izglītības pārvaldes vadītāja",
    signatory_name="V. Paraudziņa",
    author_name="K. Paraugs",
    author_phone="6000 0001",
    author_email="konkurss@example.org",
    contest_body="Liepājas pilsētas domes priekšsēdētājam",
    contest_address="Parauga iela 2, Liepājā",
)
SAMPLES = {
    Kind.NUMBER: "12",
    Kind.DAY: "2020-06-01",
    Kind.EMAIL: "biedriba@example.org",
    Kind.IBAN: "LV80BANK0000435195001",
    Kind.TELEPHONE: "+371 6000 0000",
    Kind.TICK: "yes",
}


def fitting(question: Question) -> str:
    """An answer that fits a question."""
    if question.kind is Kind.TABLE:
        return rows_text([["Talka"] * len(question.columns)])
    return SAMPLES.get(question.kind, "Atbilde.")


ANSWERS = {one.key: fitting(one) for one in PUMPURS.questions if one.required and one.key != TITLE}
REASON = {"lv": "Ārkārtējā situācija"}
MINUTES = Minutes(date(2020, 4, 20), "1", ("m1", "m2", "m3", "m4"), Votes(3, 0))
SEATS = {"m1": Seat.CHAIR, "m2": Seat.MEMBER, "m3": Seat.MEMBER, "m4": Seat.SECRETARY}


def a_plan(**changes: Any) -> CallPlan:
    """Two requirements, two criteria from 0 to 5, two sheets needed, two awards."""
    plan: dict[str, Any] = {
        "slug": "liepaja-2020",
        "title": {"lv": "Jaunatnes iniciatīvu projekti"},
        "opens": OPENS,
        "deadline": DEADLINE,
        "award_amount": Decimal("4600.00"),
        "quota": None if "budget" in changes else 2,
        "requirements": (Requirement("1.1", {"lv": "Laikā"}), Requirement("1.2", {"lv": "Biedrība"})),
        "criteria": (
            Criterion("2.2", {"lv": "Iesaiste"}, threshold=Decimal(3)),
            Criterion("2.5", {"lv": "Komanda"}, step=Decimal("0.5")),
        ),
        "minimum_sheets": 2,
        "threshold_total": Decimal(6),
        "tie_break": ("2.2",),
        "form": PUMPURS_TEXT,
    }
    return CallPlan(**plan | changes)


def an_order(**changes: Any) -> AmendmentOrder:
    """The order of 16 March 2020: until 14 April."""
    order: dict[str, Any] = {"deadline": LATER, "legal_basis": "Rīkojums Nr. 5", "reason": REASON}
    return AmendmentOrder(**order | changes)


def a_call(stage, **plan: Any) -> Call:
    """A call that is drawn up and not public yet."""
    with stage.acting(at=PUBLISHED - timedelta(days=1)) as act:
        return draw_up(act, _organiser(act).id, a_plan(**plan))


def a_published_call(stage, **plan: Any) -> Call:
    """A call that everybody may know of."""
    call = a_call(stage, **plan)
    with stage.acting(at=PUBLISHED) as act:
        return publish(act, call.id)


def an_organisation(stage, name: str = "Biedrība “Piemērs”", number: str | None = None) -> Organisation:
    """An applicant organisation."""
    with stage.acting(at=PUBLISHED) as act:
        organisation = find_or_make(act, Applicant(name, number))
        act.note("test.named", organisation)
        return organisation


def a_person(stage, organisation: Organisation | None = None, name: str = "Anna") -> Person:
    """A person; with an organisation, one who works for it."""
    with stage.acting(at=PUBLISHED) as act:
        person = create_person(act, f"{name.lower()}@example.org", name)
        if organisation:
            join(act, person.id, organisation.id, Standing.OWNER)
        return person


def a_draft(
    stage,
    call: Call,
    *,
    at: datetime = WHILE_OPEN - timedelta(hours=1),
    name: str = "Biedrība “Piemērs”",
    title: str = "Kopā",
    answers: Mapping[str, str] = ANSWERS,
) -> Application:
    """A draft with everything answered, of the organisation with this name."""
    with stage.acting(at=at) as act:
        return fill_slots(act, _draft(act, call, name, title, answers))


def an_application(
    stage, call: Call, *, at: datetime = WHILE_OPEN, name: str = "Biedrība “Piemērs”", title: str = "Kopā"
) -> Application:
    """An application handed in through the form."""
    with stage.acting(at=at) as act:
        draft = _draft(act, call, name, title, ANSWERS)
        fill_slots(act, draft)
        submit(act, draft.id)
        return draft


def a_paper(stage, call: Call, *, registered: datetime = AFTERWARDS, **changes: Any) -> Application:
    """An application that came by post while the call was open, registered later."""
    with stage.acting(at=registered) as act:
        return receive(act, call.id, an_intake(**changes))


def an_intake(**changes: Any) -> Intake:
    """What the coordinator registers of an application that came by post."""
    intake: dict[str, Any] = {
        "applicant": Applicant("Biedrība “Otrs piemērs”"),
        "title": "Dārzs uz jumta",
        "channel": Channel.POST,
        "received": WHILE_OPEN,
    }
    return Intake(**intake | changes)


def a_committee(stage, call: Call, seats: Mapping[str, Seat] = SEATS) -> dict[str, UUID]:
    """The committee of a call: its members' ids by their keys."""
    with stage.acting(at=WHILE_OPEN) as act:
        return _committee(act, call, seats)


def a_scored_call(stage, scores: Mapping[str, Sequence[str]], **plan: Any) -> tuple[Call, dict[str, UUID]]:
    """A call whose applications, named by their titles, are all eligible and scored by three members.

    `scores`: for each title the points that every member gives, one for each criterion. With the applications' ids.
    """
    call = a_published_call(stage, **plan)
    applications: dict[str, UUID] = {}
    with stage.acting(at=PUBLISHED) as act:
        members = _committee(act, call, SEATS)
        for place, title in enumerate(scores):
            came = act.step(WHILE_OPEN + timedelta(minutes=place))
            application = _draft(came, call, f"Biedrība {title}", title, ANSWERS)
            fill_slots(came, application)
            submit(came, application.id)
            check(act.step(AFTERWARDS), application.id, ELIGIBLE)
            applications[title] = application.id
        declare_all(act.step(AFTERWARDS), call)
        for title, points in scores.items():
            application = act.get(Application, applications[title])
            for member in ("m1", "m2", "m3"):
                complete(act.step(AFTERWARDS), points_for(application, members[member], *points))
    return call, applications


def points_for(application: Application, member_id: UUID, *points: str) -> Points:
    """A member's points, one for each criterion in the call's order."""
    codes = ("2.2", "2.5")
    given = dict(zip(codes, map(Decimal, points), strict=False))
    return Points(application.id, member_id, given, reasons=dict.fromkeys(codes, "Pamatojums."))


def fill_slots(act: Act, application: Application) -> Application:
    """A file in every slot that needs one."""
    for slot in definition_of(act.session, application.form).slots:
        if slot.required:
            attach(act, application.id, slot.key, STATUTES)
    return application


def declare_all(act: Act, call: Call, **conflicts: UUID) -> None:
    """Every member declares themselves of every applicant: no conflict, but those named by the member's key."""
    for member in act.session.scalars(select(CommitteeMember).where(CommitteeMember.call_id == call.id)).all():
        asked = {one.id for one in still_to_declare(act.session, member)}
        theirs = {conflicts[member.key]} & asked if member.key in conflicts else set()
        if asked:
            declare(act, member.id, conflicts=theirs, free=asked - theirs)


def decide_call(act: Act, call_id: UUID, minutes: Minutes | None = None) -> Decision:
    """Close the scoring, and decide in a meeting of all; of a committee made for it where there is none."""
    call = act.get(Call, call_id)
    if act.session.scalar(select(CommitteeMember.id).where(CommitteeMember.call_id == call.id).limit(1)) is None:
        _committee(act, call, SEATS)
    close_scoring(act, call_id)
    return decide(act, call_id, minutes or MINUTES)


def _draft(act: Act, call: Call, name: str, title: str, answers: Mapping[str, str]) -> Application:
    draft = start(act, call.id, find_or_make(act, Applicant(name)).id)
    return save(act, draft.id, answers, title)


def _committee(act: Act, call: Call, seats: Mapping[str, Seat]) -> dict[str, UUID]:
    return {key: appoint(act, call.id, Appointment(key, f"{key}. loceklis", seat)).id for key, seat in seats.items()}


def _organiser(act: Act) -> Organiser:
    found = act.session.scalar(select(Organiser).where(Organiser.slug == "liepaja"))
    if found is None:
        found = create_organiser(act, "liepaja", "Liepājas pilsētas Izglītības pārvalde")
        write_letterhead(act, found.id, HEADING)
    return found


def verbs_in(stage) -> list[str]:
    """What the audit chain tells, in its order. The chain must hold."""
    assert list(audit.faults_in(stage.session)) == []
    return list(stage.session.scalars(select(audit.AuditEvent.verb).order_by(audit.AuditEvent.number)))


def told(stage, kind: str) -> list[UUID]:
    """Whom the outbox tells something of this kind, in order."""
    messages = select(OutboxMessage.person_id).where(OutboxMessage.kind == kind).order_by(OutboxMessage.person_id)
    return list(stage.session.scalars(messages))
