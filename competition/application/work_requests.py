"""Asking to work for an organisation that the portal knows already, and answering that.

Names and numbers are public, so that knowing them gives nothing. Whoever is responsible for the organisation answers;
where nobody is, the coordinators of the organisers in whose calls it took part do. Each request is answered once. Until
then, and where it is declined, whoever asks learns nothing of the organisation.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select
from sqlalchemy.orm import Session

from competition.application.records import Application
from competition.call.queries import open_at
from competition.call.records import Call, CallState
from competition.foundation.act import SYSTEM, Act, acting, name_of
from competition.foundation.clock import now
from competition.foundation.errors import NotFound, Refusal
from competition.foundation.twice import DoneAlready
from competition.organisation.entry_records import WorkRequest
from competition.organisation.memberships import membership_of, require_owner
from competition.organisation.operations import RegistrationNumberWrong, join
from competition.organisation.records import Membership, Organisation, Person, Staff, StaffRole, Standing
from competition.organisation.registration_number import is_registration_number

LASTS = timedelta(days=30)
"""For so long a request can be answered; and so long after it was declined nobody asks again."""
KEPT = timedelta(days=90)
"""For so long after its time a request is kept."""


class OrganisationUnknown(Refusal):
    """The portal knows no organisation with this registration number."""

    code = "organisation-unknown"


class WorksForItYourself(Refusal):
    """Whoever asks works for the organisation already."""

    code = "works-for-it-yourself"


class DeclinedLately(Refusal):
    """The same was asked and declined a short while ago."""

    code = "declined-lately"


class RequestAnswered(Refusal):
    """Somebody has answered the request already."""

    code = "request-answered"


class RequestOver(Refusal):
    """The time in which the request could be answered is over."""

    code = "request-over"


class AnsweredByOwners(Refusal):
    """Somebody is responsible for the organisation now: they answer."""

    code = "answered-by-owners"


class OwnerNeeded(Refusal):
    """Nobody is responsible for the organisation yet: whoever is let in first is."""

    code = "owner-needed"


class RequestOfOneself(Refusal):
    """Nobody answers what they have asked themselves."""

    code = "own-request"


class AnswerUnreasoned(Refusal):
    """Whoever declines says why."""

    code = "answer-unreasoned"


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that waits for its answer, as those who answer it see it."""

    id: UUID
    organisation_id: UUID
    organisation: str
    registration_number: str | None
    person_id: UUID
    name: str
    email: str
    message: str
    asked_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """A request as whoever asked sees it: the number that they typed, and a reason where it is declined."""

    registration_number: str
    asked_at: datetime
    until: datetime
    reason: str | None


def ask_to_work(
    act: Act, person_id: UUID, registration_number: str, message: str, aside: Collection[UUID] = ()
) -> WorkRequest:
    """Ask to work for an organisation; those who answer are told, but for the people who stand `aside`.

    Whoever asks again while a request waits gets the same request, and nobody is told again; one whose time is over
    makes place. Raises RegistrationNumberWrong, OrganisationUnknown, WorksForItYourself, DeclinedLately.
    """
    if not is_registration_number(registration_number):
        raise RegistrationNumberWrong(number=registration_number)
    known = act.session.scalar(select(Organisation.id).where(Organisation.registration_number == registration_number))
    if known is None:
        raise OrganisationUnknown(number=registration_number)
    organisation = act.lock(Organisation, known)  # two clicks at once come one after the other
    if membership_of(act.session, person_id, organisation.id) is not None:
        raise WorksForItYourself
    same = _lately_asked(act, person_id, organisation.id)
    if same is not None and same.reason is not None:
        raise DeclinedLately(until=same.until)
    if same is not None:
        act.note("work.asked-again", name_of(same))
        return same
    act.session.execute(delete(WorkRequest).where(WorkRequest.person_id == person_id, _is_old(act.at)))
    asked = act.add(
        WorkRequest(
            id=act.key(),
            organisation_id=organisation.id,
            person_id=person_id,
            message=message.strip(),
            asked_at=act.at,
            until=act.at + LASTS,
        )
    )
    act.note("work.asked", name_of(asked), organisation=organisation.id)
    _tell(act, asked, aside)
    return asked


def let_work(act: Act, request_id: UUID, standing: Standing) -> None:
    """Answer a request with yes, and as what. Where nobody was responsible, the others who wait are the new one's.

    Raises NotFound, RequestAnswered, RequestOver, AnsweredByOwners, NotOwner, RequestOfOneself, OwnerNeeded;
    DoneAlready where whoever acts has answered just so.
    """
    organisation, asked = _open(act, request_id, standing=standing)
    unowned = not owners_of_organisation(act.session, organisation.id)
    if unowned and standing is not Standing.OWNER:
        raise OwnerNeeded
    if membership_of(act.session, asked.person_id, organisation.id) is None:
        join(act, asked.person_id, organisation.id, standing)
    asked.answered_at, asked.answered_by_id, asked.standing = act.at, act.actor.person_id, standing
    act.note("work.let", name_of(asked), organisation=organisation.id, person=asked.person_id, standing=standing)
    act.tell([asked.person_id], "work-let", request=asked.id)
    if unowned:
        for other in act.session.scalars(select(WorkRequest).where(*_waits_for(organisation.id, act.at))):
            _tell(act, other)


def decline_work(act: Act, request_id: UUID, reason: str) -> None:
    """Answer a request with no, and say why. Raises as `let_work`; AnswerUnreasoned."""
    if not reason.strip():
        raise AnswerUnreasoned
    organisation, asked = _open(act, request_id, reason=reason.strip())
    asked.answered_at, asked.answered_by_id, asked.reason = act.at, act.actor.person_id, reason.strip()
    asked.until = act.at + LASTS
    act.note("work.declined", name_of(asked), organisation=organisation.id, person=asked.person_id)
    act.tell([asked.person_id], "work-declined", request=asked.id)


def erase_old_requests(session: Session) -> int:
    """Erase what nobody answered in its time, and what was answered long ago; how many."""
    waiting = session.scalar(select(WorkRequest.id).where(_is_old(now())).limit(1))
    session.rollback()  # what was read here must not make the writing below a late one (engine.py)
    if waiting is None:
        return 0
    with acting(session, SYSTEM) as act:
        old = act.session.scalars(select(WorkRequest).where(_is_old(act.at))).all()
        for one in old:
            act.session.delete(one)
        act.note("work.erased", "work_request", requests=len(old))
    return len(old)


def _is_old(at: datetime) -> ColumnElement[bool]:
    unanswered = and_(WorkRequest.answered_at.is_(None), WorkRequest.until <= at)
    return or_(unanswered, WorkRequest.until <= at - KEPT)


def requests_to_owners(session: Session, organisation_id: UUID, at: datetime) -> list[OpenRequest]:
    """The requests of an organisation that wait for an answer, the oldest first."""
    return _read(session, *_waits_for(organisation_id, at))


def requests_to_coordinators(session: Session, organisers: Iterable[UUID], at: datetime) -> list[OpenRequest]:
    """The requests that the coordinators of these organisers answer, because nobody is responsible there."""
    owned = exists().where(
        Membership.organisation_id == WorkRequest.organisation_id, Membership.standing == Standing.OWNER
    )
    waiting = _read(session, WorkRequest.answered_at.is_(None), WorkRequest.until > at, ~owned)
    asked, answering = set(organisers), organisers_answering(session, {one.organisation_id for one in waiting}, at)
    return [one for one in waiting if answering[one.organisation_id] & asked]


def organisation_asked(session: Session, request_id: UUID) -> UUID | None:
    """The organisation that a request is about; None where there is no such request."""
    return session.scalar(select(WorkRequest.organisation_id).where(WorkRequest.id == request_id))


def own_requests(session: Session, person_id: UUID, at: datetime) -> list[OwnRequest]:
    """What somebody has asked and nobody has answered yet, and what was declined lately; the oldest first."""
    rows = session.execute(
        select(Organisation.registration_number, WorkRequest.asked_at, WorkRequest.until, WorkRequest.reason)
        .join(Organisation, Organisation.id == WorkRequest.organisation_id)
        .where(WorkRequest.person_id == person_id, WorkRequest.standing.is_(None), WorkRequest.until > at)
        .order_by(WorkRequest.asked_at, WorkRequest.id)
    )
    return [OwnRequest(*row) for row in rows]


def owners_of_organisation(session: Session, organisation_id: UUID) -> list[UUID]:
    """Who is responsible for an organisation."""
    owners = select(Membership.person_id).where(
        Membership.organisation_id == organisation_id, Membership.standing == Standing.OWNER
    )
    return list(session.scalars(owners))


def organisers_answering(session: Session, organisations: Collection[UUID], at: datetime) -> Mapping[UUID, set[UUID]]:
    """The organisers whose coordinators answer for organisations for which nobody is responsible.

    Those in whose calls an organisation took part; where there is none, those with an open call; else all. Organisers
    without a coordinator could not answer.
    """
    if not organisations:
        return {}
    staffed = select(StaffRole.organiser_id).where(StaffRole.role == Staff.COORDINATOR).distinct()
    able = {one for one in session.scalars(staffed) if one is not None}
    calls = select(Call.organiser_id).where(Call.state == CallState.PUBLISHED)
    opened = set(session.scalars(calls.where(open_at(at)).distinct())) & able
    took_part: dict[UUID, set[UUID]] = {one: set() for one in organisations}
    handed_in = (
        select(Application.organisation_id, Call.organiser_id)
        .join(Call, Call.id == Application.call_id)
        .where(Application.organisation_id.in_(organisations), Application.received_at.is_not(None))
    )
    for organisation_id, organiser_id in session.execute(handed_in.distinct()):
        took_part[organisation_id].add(organiser_id)
    return {one: found & able or opened or able for one, found in took_part.items()}


def _tell(act: Act, asked: WorkRequest, aside: Collection[UUID] = ()) -> None:
    """Tell those who answer a request, with the page on which they do."""
    owners = owners_of_organisation(act.session, asked.organisation_id)
    if owners:
        act.tell(owners, "work-asked", request=asked.id, desk=False)
        return
    organisers = organisers_answering(act.session, {asked.organisation_id}, act.at)[asked.organisation_id]
    coordinators = set(act.session.scalars(_coordinators(organisers))) - {*aside, asked.person_id}
    act.tell(sorted(coordinators), "work-asked", request=asked.id, desk=True)


def _coordinators(organisers: Collection[UUID]) -> Select[UUID]:
    return select(StaffRole.person_id).where(
        StaffRole.role == Staff.COORDINATOR, StaffRole.organiser_id.in_(organisers)
    )


def _open(
    act: Act, request_id: UUID, *, standing: Standing | None = None, reason: str | None = None
) -> tuple[Organisation, WorkRequest]:
    """A request with its organisation, both locked, which whoever acts may answer now."""
    organisation_id = organisation_asked(act.session, request_id)
    if organisation_id is None:
        raise NotFound(what="work_request", key=request_id)
    organisation = act.lock(Organisation, organisation_id)
    asked = act.lock(WorkRequest, request_id)
    if asked.answered_at is not None:
        if (asked.answered_by_id, asked.standing, asked.reason) == (act.actor.person_id, standing, reason):
            raise DoneAlready
        raise RequestAnswered
    _require_answering(act, organisation, asked)
    if act.at >= asked.until:
        raise RequestOver
    return organisation, asked


def _require_answering(act: Act, organisation: Organisation, asked: WorkRequest) -> None:
    """Raise NotFound, NotOwner, RequestOfOneself or AnsweredByOwners where it is not for whoever acts to answer."""
    person_id = act.actor.person_id
    if owners_of_organisation(act.session, organisation.id):
        if person_id is not None and membership_of(act.session, person_id, organisation.id) is None:
            raise AnsweredByOwners
        require_owner(act, organisation.id)
        return
    if person_id == asked.person_id:
        raise RequestOfOneself
    organisers = organisers_answering(act.session, {organisation.id}, act.at)[organisation.id]
    if person_id not in set(act.session.scalars(_coordinators(organisers))):
        raise NotFound(what="organisation", key=organisation.id)


def _lately_asked(act: Act, person_id: UUID, organisation_id: UUID) -> WorkRequest | None:
    """What the person has asked of the organisation and was not let, if its time is not over."""
    found = select(WorkRequest).where(
        WorkRequest.person_id == person_id,
        WorkRequest.organisation_id == organisation_id,
        WorkRequest.standing.is_(None),
        WorkRequest.until > act.at,
    )
    return act.session.scalars(found.order_by(WorkRequest.asked_at.desc())).first()


def _waits_for(organisation_id: UUID, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        WorkRequest.organisation_id == organisation_id,
        WorkRequest.answered_at.is_(None),
        WorkRequest.until > at,
    )


def _read(session: Session, *where: ColumnElement[bool]) -> list[OpenRequest]:
    rows = session.execute(
        select(
            WorkRequest.id,
            WorkRequest.organisation_id,
            Organisation.name,
            Organisation.registration_number,
            Person.id,
            Person.name,
            Person.email,
            WorkRequest.message,
            WorkRequest.asked_at,
            WorkRequest.until,
        )
        .join(Organisation, Organisation.id == WorkRequest.organisation_id)
        .join(Person, Person.id == WorkRequest.person_id)
        .where(*where)
        .order_by(WorkRequest.asked_at, WorkRequest.id)
    )
    return [OpenRequest(*row) for row in rows]
