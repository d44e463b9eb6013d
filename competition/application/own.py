"""What an applicant's pages ask: the applications of the person's own organisations, and nothing of others'."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session, joinedload

from competition.application.channels import is_by_hand
from competition.application.records import Answer, Application, Attachment, LateAcceptance, Submission
from competition.application.states import Side, State, Verb, WrongState, discardable, may_move, require
from competition.application.versions import content_from, digest_of
from competition.call.amendments import terms_at
from competition.call.deadline import has_opened, in_time, is_open, until_when
from competition.call.period import Window
from competition.call.queries import window_of
from competition.call.records import Call
from competition.form.answers import Unfit, missing_answers, unfit_answers
from competition.form.definition import Definition, Section, Slot
from competition.form.operations import definition_of
from competition.form.questions import TITLE
from competition.form.slots import missing_slots
from competition.foundation.clock import Moment
from competition.foundation.errors import NotFound
from competition.organisation.records import WRITERS, Membership, Organisation, Standing


@dataclass(frozen=True)
class Own:
    """An application as those who write it see it, at an instant. Nothing of a decision is in here."""

    application: Application
    call: Call
    form: Definition
    answers: Mapping[str, str]
    saved_at: Mapping[str, datetime]
    files: Sequence[Attachment]
    versions: Sequence[Submission]
    accepted_until: datetime | None
    standing: Standing
    at: datetime

    @property
    def may_write(self) -> bool:
        """Whether whoever looks writes for the applicant, and does not only read."""
        return self.standing in WRITERS

    @property
    def latest(self) -> Submission | None:
        """The version that counts, if any was handed in."""
        return self.versions[-1] if self.versions else None

    def answer(self, key: str) -> str:
        """What stands under a question."""
        return self.application.title if key == TITLE else self.answers.get(key, "")

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the form for which it is written."""
        return self.form.sections

    @property
    def window(self) -> Window | None:
        """When projects of the call run, and for how long."""
        return window_of(self.call)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The attachments that its form asks for."""
        return self.form.slots

    @cached_property
    def missing(self) -> list[str]:
        """The questions that must still be answered."""
        return missing_answers(self.application.title, self.answers, self.sections)

    @cached_property
    def unfit(self) -> dict[str, Unfit]:
        """The answers that do not fit."""
        return unfit_answers(self.application.title, self.answers, self.sections, self.window)

    @cached_property
    def missing_files(self) -> list[str]:
        """The slots that still need a file."""
        return missing_slots([one.slot for one in self.files], self.answers, self.slots)

    @property
    def lacking(self) -> int:
        """How many things keep it from being handed in."""
        return len(self.missing) + len(self.unfit) + len(self.missing_files)

    @property
    def by_hand(self) -> bool:
        """Whether it came otherwise than through the form."""
        return is_by_hand(self.application.channel)

    @property
    def writable(self) -> bool:
        """Whether it may still be changed in the form."""
        return not self.by_hand and may_move(Side.APPLICANT, self.application.state, Verb.SAVE)

    @property
    def accepts(self) -> bool:
        """Whether it could be handed in now, as far as time goes."""
        terms = terms_at(self.call, self.at)
        return has_opened(terms, self.at) and in_time(terms, self.at, self.accepted_until)

    @property
    def deadline(self) -> Moment:
        """Until when it may be handed in: the deadline in force, or later where it was accepted late."""
        return until_when(terms_at(self.call, self.at), self.accepted_until)

    @property
    def left(self) -> timedelta | None:
        """How much time is left; None where it is over or has not begun."""
        return self.deadline.at - self.at if self.accepts else None

    @property
    def late(self) -> bool:
        """Whether it was handed in after its time."""
        received = self.application.received_at
        return received is not None and not in_time(terms_at(self.call, self.at), received, self.accepted_until)

    @property
    def changed(self) -> bool:
        """Whether something was changed since it was last handed in."""
        if self.latest is None or not self.writable:
            return False
        return digest_of(content_from(self.application, self.answers, self.files)) != self.latest.digest

    @property
    def state(self) -> str:
        """The word for where it stands, as long as nothing of a decision is told."""
        match self.application.state:
            case State.DRAFT:
                return "draft" if self.accepts else "not_submitted"
            case State.WITHDRAWN:
                return "withdrawn"
            case _ if self.late:
                return "late"
            case _:
                return "submitted" if self.accepts else "being_scored"

    @property
    def may_take_back(self) -> bool:
        """Whether whoever looks may withdraw it in the portal."""
        return self.may_write and self.accepts and may_move(Side.APPLICANT, self.application.state, Verb.WITHDRAW)

    @property
    def may_copy(self) -> bool:
        """Whether a new draft may be begun with its answers: once it is withdrawn, while the call is open."""
        opened = self.may_write and is_open(terms_at(self.call, self.at), self.at)
        return opened and self.application.state is State.WITHDRAWN and bool(self.answers)

    @property
    def may_discard(self) -> bool:
        """Whether it may be taken away: a draft that was neither handed in nor accepted late."""
        return self.may_write and discardable(self.application.state, accepted=self.accepted_until is not None)


def of_person(person_id: UUID, *standings: Standing) -> ColumnElement[bool]:
    """Applications of the organisations for which a person works; where they are given, as one of `standings`."""
    return Application.organisation_id.in_(_organisations(person_id, standings))


def _organisations(person_id: UUID, standings: Sequence[Standing]) -> Select[UUID]:
    theirs = select(Membership.organisation_id).where(Membership.person_id == person_id)
    return theirs.where(Membership.standing.in_(standings)) if standings else theirs


def own_organisations(session: Session, person_id: UUID, *standings: Standing) -> list[Organisation]:
    """The organisations for which a person works; where they are given, as one of `standings`."""
    theirs = _organisations(person_id, standings)
    rows = select(Organisation).where(Organisation.id.in_(theirs)).order_by(Organisation.name, Organisation.id)
    return list(session.scalars(rows))


def own_applications(session: Session, person_id: UUID, at: datetime, call_id: UUID | None = None) -> list[Own]:
    """The applications of a person's organisations, the latest begun first; where it is given, of one call."""
    where = [of_person(person_id)]
    if call_id is not None:
        where.append(Application.call_id == call_id)
    return _read(session, person_id, at, where)


def own_application(session: Session, person_id: UUID, application_id: UUID, at: datetime) -> Own:
    """An application of one of the person's organisations. Raises NotFound, for another's too."""
    found = _read(session, person_id, at, [Application.id == application_id, of_person(person_id)])
    if not found:
        raise NotFound(what="application", key=application_id)
    return found[0]


def require_writable(own: Own) -> Own:
    """The application, where its form may still be changed. Raises WrongState."""
    require(own.application.state, Verb.SAVE)
    if not own.writable:
        raise WrongState(state=own.application.state, verb=Verb.SAVE)
    return own


def own_attachment(own: Own, attachment_id: UUID) -> Attachment:
    """A file that is in the application now. Raises NotFound."""
    found = next((one for one in own.files if one.id == attachment_id), None)
    if found is None:
        raise NotFound(what="attachment", key=attachment_id)
    return found


def _read(session: Session, person_id: UUID, at: datetime, where: list[ColumnElement[bool]]) -> list[Own]:
    """The applications with all that belongs to them, in as many queries for many as for one."""
    rows = session.execute(
        select(Application, LateAcceptance.until, Membership.standing)
        .outerjoin(LateAcceptance, LateAcceptance.application_id == Application.id)
        .outerjoin(
            Membership,
            and_(Membership.organisation_id == Application.organisation_id, Membership.person_id == person_id),
        )
        .where(*where)
        .options(joinedload(Application.call))
        .order_by(Application.started_at.desc(), Application.id.desc())
    ).all()
    keys = [application.id for application, *_ in rows]
    answers = _by_application(session.scalars(select(Answer).where(Answer.application_id.in_(keys))))
    files = _by_application(
        session.scalars(
            select(Attachment)
            .where(Attachment.application_id.in_(keys), Attachment.removed_at.is_(None))
            .order_by(Attachment.id)
        )
    )
    versions = _by_application(
        session.scalars(select(Submission).where(Submission.application_id.in_(keys)).order_by(Submission.version))
    )
    return [
        Own(
            application=application,
            call=application.call,
            form=definition_of(session, application.form),
            answers={one.question: one.text for one in answers.get(application.id, [])},
            saved_at={one.question: one.saved_at for one in answers.get(application.id, [])},
            files=files.get(application.id, []),
            versions=versions.get(application.id, []),
            accepted_until=until,
            standing=standing or Standing.READER,
            at=at,
        )
        for application, until, standing in rows
    ]


def _by_application(records: Iterable[Any]) -> dict[UUID, list[Any]]:
    sorted_out: dict[UUID, list[Any]] = {}
    for one in records:
        sorted_out.setdefault(one.application_id, []).append(one)
    return sorted_out
