"""What pages ask of calls and their results. The number of queries does not grow with the number of rows."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from competition.application.records import Application
from competition.call.amendments import amendments_at, terms_at
from competition.call.documents import Current, in_force
from competition.call.extras import Contact, Extras, extras_of
from competition.call.queries import known_at, known_call, known_calls
from competition.call.ranking_rule import RankingRule, ranking_rule
from competition.call.records import Amendment, Call, CallState
from competition.call.stage import Remaining, Stage, remaining, stage_of
from competition.call.timeline import Step, deadlines, last_move, timeline
from competition.foundation.alphabet import Key, latvian
from competition.foundation.clock import Moment, exactly
from competition.organisation.records import Organiser
from competition.result.announcement import NotAnnounced, is_public, may_name
from competition.result.history import Round, times_won
from competition.result.records import Award, Decision, DecisionItem, Verdict


@dataclass(frozen=True, slots=True)
class Counts:
    """How many applications a decision covers and how many it approves."""

    received: int
    approved: int


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call in the list of calls; `remaining` while it is open, `counts` once its results are public."""

    call: Call
    stage: Stage
    deadline: Moment
    remaining: Remaining | None
    extras: Extras
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class CallPage:
    """A call as its page shows it."""

    call: Call
    organiser_slug: str
    contact: Contact
    stage: Stage
    steps: list[Step]
    deadline: Moment
    earlier_deadlines: list[Moment]
    documents: list[Current]
    unfiled: list[Mapping[str, str]]
    moved_by: Amendment | None
    remaining: Remaining | None
    extras: Extras
    rule: RankingRule

    @property
    def public(self) -> bool:
        """Whether everybody may see it, or only those who draw it up."""
        return self.call.state == CallState.PUBLISHED


@dataclass(frozen=True, slots=True)
class Winner:
    """A winner as announced."""

    name: str
    title: str
    times_won: int | None


@dataclass(frozen=True, slots=True)
class Refused:
    """An application without an award, where the call's rule publishes those."""

    number: str
    name: str
    title: str
    verdict: Verdict
    score: str | None
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The results of a call as announced."""

    call: Call
    organiser_slug: str
    announced: Moment
    counts: Counts
    awarded: Decimal
    winners: list[Winner]
    refused: list[Refused]
    extras: Extras
    rule: RankingRule

    @property
    def tells_wins(self) -> bool:
        """Whether it is known of any winner how many times they have won."""
        return any(winner.times_won is not None for winner in self.winners)


def call_rows(session: Session, at: datetime) -> list[CallRow]:
    """Every call that the public may know of, newest first."""
    calls = known_calls(session, at)
    counts = _counts(session)
    return [_row(call, counts.get(call.id), at) for call in calls]


def _row(call: Call, counts: Counts | None, at: datetime) -> CallRow:
    public = is_public(call.announced, at, decided=counts is not None)
    terms = terms_at(call, at)
    _, deadline = deadlines(terms)
    stage = stage_of(terms, at, announced=public)
    return CallRow(call, stage, deadline, remaining(terms, at), extras_of(call.more), counts if public else None)


def _counts(session: Session) -> Mapping[UUID, Counts]:
    """The counts of every decided call."""
    rows = session.execute(
        select(Decision.call_id, func.count(DecisionItem.id), func.count(Award.id))
        .select_from(Decision)
        .outerjoin(DecisionItem, DecisionItem.decision_id == Decision.id)
        .outerjoin(Award, Award.application_id == DecisionItem.application_id)
        .group_by(Decision.call_id)
    )
    return {call_id: Counts(received, approved) for call_id, received, approved in rows}


def call_page(session: Session, slug: str, at: datetime) -> CallPage:
    """A call with everything that its page shows. Raises NotFound."""
    return _page_of(session, known_call(session, slug, at), at)


def draft_page(session: Session, call: Call, at: datetime) -> CallPage:
    """A call as its page will show it, public or not; `call` with its criteria and documents."""
    return _page_of(session, call, at)


def _page_of(session: Session, call: Call, at: datetime) -> CallPage:
    public = is_public(call.announced, at, decided=_is_decided(session, call))
    extras = _told(call, public=public)
    terms = terms_at(call, at)
    earlier, deadline = deadlines(terms)
    return CallPage(
        call=call,
        organiser_slug=_organiser_slug(session, call),
        contact=contact_of(session, call),
        stage=stage_of(terms, at, announced=public),
        steps=timeline(call, at, announced=public),
        deadline=deadline,
        earlier_deadlines=earlier,
        documents=in_force(call.documents, at),
        unfiled=_unfiled(call, extras),
        moved_by=last_move(amendments_at(call, at)),
        remaining=remaining(terms, at),
        extras=extras,
        rule=ranking_rule(call),
    )


def _told(call: Call, *, public: bool) -> Extras:
    """What a call's page tells beyond its records; what was announced only once it was."""
    extras = extras_of(call.more)
    return extras if public else replace(extras, sources=())


def _organiser_slug(session: Session, call: Call) -> str:
    """The slug of a call's organiser, also where the archive that it came from did not say it."""
    return call.organiser_slug or session.get_one(Organiser, call.organiser_id).slug


def _unfiled(call: Call, extras: Extras) -> list[Mapping[str, str]]:
    """The titles of documents that are known of but whose files the portal has not."""
    filed = {document.title.get("lv") for document in call.documents}
    return [title for title in extras.documents if title["lv"] not in filed]


def contact_of(session: Session, call: Call) -> Contact:
    """Whom to ask about a call: whom it names itself, else its organiser."""
    organiser = session.get_one(Organiser, call.organiser_id)
    return extras_of(call.more).contact or Contact(organiser.phone, organiser.email, organiser.address)


def announced_call(session: Session, slug: str, at: datetime) -> Call:
    """A call whose results are public. Raises NotFound, NotAnnounced."""
    call = known_call(session, slug, at)
    if not is_public(call.announced, at, decided=_is_decided(session, call)):
        raise NotAnnounced(slug=slug)
    return call


def result_page(session: Session, slug: str, at: datetime) -> ResultPage:
    """The results of a call. Raises NotFound, NotAnnounced."""
    call = announced_call(session, slug, at)
    assert call.announced is not None
    return _results(session, call, call.announced)


def results_to_come(session: Session, call: Call, at: datetime) -> ResultPage:
    """The results of a decided call as the public would see them, were they announced at the instant `at`."""
    whole = select(Call).where(Call.id == call.id).options(selectinload(Call.criteria))
    return _results(session, session.scalars(whole.execution_options(populate_existing=True)).one(), exactly(at))


def _results(session: Session, call: Call, announced: Moment) -> ResultPage:
    decided = _decided(session, call)
    awards = [(application, award) for _, application, award in decided if award]
    return ResultPage(
        call=call,
        organiser_slug=_organiser_slug(session, call),
        announced=announced,
        counts=Counts(len(decided), len(awards)),
        awarded=sum((award.amount for _, award in awards), Decimal()),
        winners=_winners(session, call, announced.at, [application for application, _ in awards]),
        refused=_refused(call, decided),
        extras=extras_of(call.more),
        rule=ranking_rule(call),
    )


def _is_decided(session: Session, call: Call) -> bool:
    return session.scalar(select(Decision.id).where(Decision.call_id == call.id)) is not None


Decided = tuple[DecisionItem, Application, Award | None]


def _decided(session: Session, call: Call) -> list[Decided]:
    rows = session.execute(
        select(DecisionItem, Application, Award)
        .join(Application, Application.id == DecisionItem.application_id)
        .outerjoin(Award, Award.application_id == DecisionItem.application_id)
        .where(DecisionItem.call_id == call.id)
        .order_by(DecisionItem.position)
    )
    return [(item, application, award) for item, application, award in rows]


def _winners(session: Session, call: Call, announced: datetime, applications: list[Application]) -> list[Winner]:
    """The winners: who has won most often first, then by the Latvian alphabet."""
    rounds = _rounds(session, call, announced, {application.organisation_id for application in applications})
    winners = [
        Winner(application.applicant_name, application.title, times_won(rounds[application.organisation_id]))
        for application in applications
    ]
    return sorted(winners, key=lambda winner: (-(winner.times_won or 0), latvian(winner.name), latvian(winner.title)))


def _rounds(
    session: Session, call: Call, announced: datetime, organisations: Iterable[UUID]
) -> Mapping[UUID, list[Round]]:
    """The parts of `organisations` in the rounds announced until `call` was, in the order of their announcement."""
    rows = session.execute(
        select(Application.organisation_id, Call.id, Application.wins_before, Award.id, Decision.brought_in)
        .join(Call, Call.id == Application.call_id)
        .join(DecisionItem, DecisionItem.application_id == Application.id)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .outerjoin(Award, Award.application_id == Application.id)
        .where(
            Application.organisation_id.in_(organisations),
            known_at(announced),
            or_(Call.announced_at < announced, Call.id == call.id),
        )
        .order_by(
            Application.organisation_id, Call.id == call.id, Call.announced_at, Call.id
        )  # one to come has no instant
    ).all()
    parts: dict[UUID, list[Round]] = {}
    for (organisation, _), group in groupby(rows, key=lambda row: (row[0], row[1])):
        applications = list(group)
        stated = [before for _, _, before, _, _ in applications if before is not None]
        won = any(award for _, _, _, award, _ in applications)
        held_here = not applications[0].brought_in
        parts.setdefault(organisation, []).append(Round(won, max(stated, default=None), held_here))
    return parts


def _refused(call: Call, decided: list[Decided]) -> list[Refused]:
    """Those without an award who may be named: the reserve in its order, the others by the Latvian alphabet."""
    return [
        Refused(
            number=application.number or "",
            name=application.applicant_name,
            title=application.title,
            verdict=item.verdict,
            score=item.score,
            reasons=list(item.reasons),
        )
        for item, application, award in sorted(decided, key=_reserve_first)
        if award is None and may_name(item.verdict, publishes_refusals=call.publishes_refusals)
    ]


def _reserve_first(one: Decided) -> tuple[int, Key, Key]:
    item, application, _ = one
    place = (item.rank or 0) if item.verdict is Verdict.RESERVE else sys.maxsize
    return place, latvian(application.applicant_name), latvian(application.title)
