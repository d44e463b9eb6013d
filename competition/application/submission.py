"""The applicant's verbs: start, save, attach, submit, withdraw."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from competition.application.numbering import Registered, register
from competition.application.records import Answer, Application, Attachment, Channel, LateAcceptance, Submission
from competition.application.states import State, Verb, require
from competition.call.deadline import deadline_in_force, has_opened, in_time
from competition.call.operations import FileNote
from competition.call.records import Call, CallState
from competition.form.answers import missing_answers
from competition.form.sections import sections_of
from competition.foundation import audit
from competition.foundation.act import Act
from competition.foundation.errors import NotFound, Refusal
from competition.organisation.records import Membership, Organisation


class CallNotOpen(Refusal):
    """The call does not take applications at this instant."""

    code = "call-not-open"


class ApplicationIncomplete(Refusal):
    """Something must still be answered or attached."""

    code = "application-incomplete"


class UnknownSection(Refusal):
    """The call's form has no such section."""

    code = "unknown-section"


def start(act: Act, call_id: UUID, organisation_id: UUID, *, wins_before: int | None = None) -> Application:
    """Begin an organisation's application in an open call. Raises CallNotOpen."""
    call = act.share(Call, call_id)
    organisation = act.get(Organisation, organisation_id)
    _require_open(call, act, accepted_until=None)
    application = act.add(
        Application(
            call_id=call.id,
            organisation_id=organisation.id,
            applicant_name=organisation.name,
            applicant_number=organisation.registration_number,
            wins_before=wins_before,
            started_at=act.at,
        )
    )
    act.note("application.started", application, call=call.slug)
    return application


def save(act: Act, application_id: UUID, answers: Mapping[str, str], title: str | None = None) -> Application:
    """Save what stands in sections of the form, and the project's title. Raises WrongState, UnknownSection.

    Kept at any time, before and after the deadline: nothing that somebody typed is lost.
    """
    call, application = lock_with_call(act, application_id)
    application.state = require(application.state, Verb.SAVE)
    known = {section.key for section in sections_of(call.form)}
    if unknown := sorted(set(answers) - known):
        raise UnknownSection(sections=unknown)
    if title is not None:
        application.title = title
    stored = {answer.section: answer for answer in _answers_of(act, application)}
    for section, text in answers.items():
        answer = stored.get(section) or Answer(application_id=application.id, section=section)
        answer.text, answer.saved_at = text, act.at
        act.session.add(answer)
    act.note("application.saved", application, sections=sorted(answers), title=title is not None)
    return application


def attach(act: Act, application_id: UUID, slot: str, file: FileNote) -> Attachment:
    """Attach a file to a slot of the application; its content is in the store under its digest. Raises WrongState."""
    application = act.lock(Application, application_id)
    application.state = require(application.state, Verb.ATTACH)
    attachment = act.add(
        Attachment(
            application_id=application.id,
            slot=slot,
            file_name=file.file_name,
            media_type=file.media_type,
            size=file.size,
            digest=file.digest,
            attached_at=act.at,
        )
    )
    act.note("application.attached", application, slot=slot, digest=file.digest, size=file.size)
    return attachment


def submit(act: Act, application_id: UUID, given: Registered | None = None) -> Submission:
    """Hand the application in, again if it was before. Refuses after the deadline in force, whoever asks.

    Handing in the same again (a second click, two tabs) changes nothing: the first receipt stands.

    Raises WrongState, CallNotOpen, ApplicationIncomplete; nothing is changed then, but the attempt is kept.
    Source: call archive, outcome, step 2.
    """
    with act.attempting("application.submit", f"application:{application_id}"):
        call, application, answers = _ready(act, application_id)
    latest = _latest(act, application)
    if latest is None:
        take_in(act, call, application, Channel.ONLINE, given)
    content = content_of(act, application, answers)
    if latest and latest.digest == digest_of(content):
        act.note("application.submission-repeated", application, version=latest.version)
        return latest
    application.received_at = act.at
    submission = keep_version(act, application, content, Channel.ONLINE)
    act.note(
        "application.submitted",
        application,
        number=application.number,
        version=submission.version,
        digest=submission.digest,
    )
    act.tell(owners_of(act, application), "receipt", submission=submission.id)
    return submission


def withdraw(act: Act, application_id: UUID) -> Application:
    """Take a submitted application back; it is then neither scored nor decided. Raises WrongState."""
    _, application = lock_with_call(act, application_id)
    application.state = require(application.state, Verb.WITHDRAW)
    assert application.received_at is not None
    application.withdrawn_at = max(act.at, application.received_at)  # it may have waited for the submission
    act.note("application.withdrawn", application, number=application.number)
    return application


def take_in(act: Act, call: Call, application: Application, channel: Channel, given: Registered | None) -> None:
    """Give an application its number and place, and note how and when it came."""
    registered = register(act, call, given)
    application.state = State.SUBMITTED
    application.number, application.position = registered.number, registered.position
    application.channel, application.received_at = channel, act.at


def keep_version(act: Act, application: Application, content: dict[str, Any], channel: Channel) -> Submission:
    """Keep what was handed in as the next version, with its digest and the way by which it came."""
    latest = _latest(act, application)
    return act.add(
        Submission(
            application_id=application.id,
            call_id=application.call_id,
            version=latest.version + 1 if latest else 1,
            at=act.at,
            channel=channel,
            content=content,
            digest=digest_of(content),
        )
    )


def digest_of(content: dict[str, Any]) -> str:
    """The SHA-256 of what was handed in, in one form of its JSON."""
    return hashlib.sha256(audit.canonical_bytes(content)).hexdigest()


def lock_with_call(act: Act, application_id: UUID) -> tuple[Call, Application]:
    """The application for this act alone, its call shared: the call first, as everywhere. Raises NotFound."""
    call_id = act.session.scalar(select(Application.call_id).where(Application.id == application_id))
    if call_id is None:
        raise NotFound(what="application", key=application_id)
    return act.share(Call, call_id), act.lock(Application, application_id)


def owners_of(act: Act, application: Application) -> list[UUID]:
    """The people of the organisation whose application it is."""
    return list(
        act.session.scalars(
            select(Membership.person_id).where(Membership.organisation_id == application.organisation_id)
        )
    )


def _ready(act: Act, application_id: UUID) -> tuple[Call, Application, dict[str, str]]:
    """The application with its call and its answers, locked, where it may be handed in now."""
    call, application = lock_with_call(act, application_id)
    require(application.state, Verb.SUBMIT)
    until = act.session.scalar(select(LateAcceptance.until).where(LateAcceptance.application_id == application.id))
    _require_open(call, act, accepted_until=until)
    answers = {answer.section: answer.text for answer in _answers_of(act, application)}
    if missing := missing_answers(application.title, answers, sections_of(call.form)):
        raise ApplicationIncomplete(missing=missing)
    return call, application, answers


def _require_open(call: Call, act: Act, accepted_until: datetime | None) -> None:
    terms = call.terms
    published = call.state == CallState.PUBLISHED
    if not (published and has_opened(terms, act.at) and in_time(terms, act.at, accepted_until)):
        raise CallNotOpen(opens_at=terms.opens.at, closes_at=deadline_in_force(terms).at, at=act.at)


def _answers_of(act: Act, application: Application) -> list[Answer]:
    """The answers as they stand under the application's lock, whatever was read before it."""
    answers = select(Answer).where(Answer.application_id == application.id)
    return list(act.session.scalars(answers.execution_options(populate_existing=True)))


def _latest(act: Act, application: Application) -> Submission | None:
    return act.session.scalars(
        select(Submission).where(Submission.application_id == application.id).order_by(Submission.version.desc())
    ).first()


def content_of(act: Act, application: Application, answers: Mapping[str, str]) -> dict[str, Any]:
    """What is handed in: title, applicant, answers, and the digests of the attachments."""
    files = act.session.scalars(
        select(Attachment).where(Attachment.application_id == application.id).order_by(Attachment.id)
    )
    return {
        "number": application.number,
        "title": application.title,
        "applicant": {"name": application.applicant_name, "registration_number": application.applicant_number},
        "answers": dict(sorted(answers.items())),
        "attachments": [{"slot": one.slot, "name": one.file_name, "sha256": one.digest} for one in files],
    }
