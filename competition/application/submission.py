"""The applicant's verbs: start, save, submit, withdraw."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from competition.application.attachments import attached_to
from competition.application.numbering import Registered, register
from competition.application.records import Answer, Application, Channel, LateAcceptance, Submission
from competition.application.revisions import keep_revisions
from competition.application.states import State, Verb, require
from competition.application.versions import (
    answers_of,
    content_of,
    digest_of,
    keep_version,
    kept_answers,
    latest_of,
    lock_with_call,
    owners_of,
)
from competition.call.amendments import terms_at
from competition.call.deadline import deadline_in_force, has_opened, in_time
from competition.call.queries import window_of
from competition.call.records import Call, CallState
from competition.form.answers import missing_answers, unfit_answers
from competition.form.operations import definition_of
from competition.form.questions import ADDRESS, EMAIL, TITLE
from competition.form.slots import missing_slots
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.organisation.records import Organisation


class CallNotOpen(Refusal):
    """The call does not take applications at this instant."""

    code = "call-not-open"


class ApplicationIncomplete(Refusal):
    """Something must still be answered, corrected or attached."""

    code = "application-incomplete"


class UnknownQuestion(Refusal):
    """The call's form has no such question."""

    code = "unknown-question"


def start(act: Act, call_id: UUID, organisation_id: UUID, *, wins_before: int | None = None) -> Application:
    """Begin an organisation's application in an open call. Raises CallNotOpen."""
    call = act.share(Call, call_id)
    organisation = act.get(Organisation, organisation_id)
    require_open(act, call)
    application = act.add(
        Application(
            call_id=call.id,
            organisation_id=organisation.id,
            applicant_name=organisation.name,
            applicant_number=organisation.registration_number,
            wins_before=wins_before,
            started_at=act.at,
            form=call.form,
        )
    )
    act.note("application.started", application, call=call.slug)
    return application


def save(act: Act, application_id: UUID, answers: Mapping[str, str], title: str | None = None) -> Application:
    """Save answers by their questions' keys, and the project's title. Raises WrongState, UnknownQuestion.

    Kept at any time, before and after the deadline, and whether it fits or not: nothing that somebody typed is lost.
    """
    _, application = lock_with_call(act, application_id)
    texts = answers if title is None else {**answers, TITLE: title}
    write(act, application, kept_answers(act, application_id), texts)
    act.note("application.saved", application, questions=sorted(answers), title=title is not None)
    return application


def write(
    act: Act,
    application: Application,
    kept: Mapping[str, Answer],
    texts: Mapping[str, str],
    *,
    brought_back: bool = False,
) -> None:
    """Write texts under their questions, the title among them, and keep what stood there.

    Under the application's lock, under which its `kept` answers were read. Raises WrongState, UnknownQuestion.
    """
    application.state = require(application.state, Verb.SAVE)
    known = {question.key for question in definition_of(act.session, application.form).questions} | {TITLE}
    if unknown := sorted(set(texts) - known):
        raise UnknownQuestion(questions=unknown)
    stood = {question: kept[question].text if question in kept else None for question in texts}
    keep_revisions(act, application, stood | {TITLE: application.title}, texts, brought_back=brought_back)
    for question, text in texts.items():
        if question == TITLE:
            application.title = text
            continue
        answer = kept.get(question) or Answer(application_id=application.id, question=question)
        answer.text, answer.saved_at, answer.from_details = text, act.at, False
        act.session.add(answer)


def submit(act: Act, application_id: UUID, given: Registered | None = None) -> Submission:
    """Hand the application in, again if it was before. Refuses after the deadline in force, whoever asks.

    Handing in the same again (a second click, two tabs) changes nothing: the first receipt stands.

    Raises WrongState, CallNotOpen, ApplicationIncomplete; nothing is changed then, but the attempt is kept.
    Source: call archive, outcome, step 2.
    """
    with act.attempting("application.submit", f"application:{application_id}"):
        call, application, answers = _ready(act, application_id)
    latest = latest_of(act, application)
    if latest is None:
        take_in(act, call, application, Channel.ONLINE, given)
    content = content_of(act, application, answers)
    if latest and latest.digest == digest_of(content):
        act.note("application.submission-repeated", application, version=latest.version)
        return latest
    application.received_at = act.at
    application.applicant_address, application.applicant_email = answers.get(ADDRESS), answers.get(EMAIL)
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
    """Take a submitted application back and tell its owners: it is neither scored nor decided. Raises WrongState."""
    _, application = lock_with_call(act, application_id)
    application.state = require(application.state, Verb.WITHDRAW)
    assert application.received_at is not None
    application.withdrawn_at = max(act.at, application.received_at)  # it may have waited for the submission
    act.note("application.withdrawn", application, number=application.number)
    act.tell(owners_of(act, application), "withdrawal", application=application.id)
    return application


def take_back(act: Act, application_id: UUID) -> Application:
    """The applicant withdraws in the portal, until the deadline; afterwards the coordinator does it on their letter.

    Raises WrongState, CallNotOpen.
    """
    call, application = lock_with_call(act, application_id)
    require_open(act, call, late_until(act, application))
    return withdraw(act, application_id)


def take_in(act: Act, call: Call, application: Application, channel: Channel, given: Registered | None) -> None:
    """Give an application its number and place, and note how and when it came."""
    registered = register(act, call, given)
    application.state = State.SUBMITTED
    application.number, application.position = registered.number, registered.position
    application.channel, application.received_at = channel, act.at


def _ready(act: Act, application_id: UUID) -> tuple[Call, Application, dict[str, str]]:
    """The application with its call and its answers, locked, where it may be handed in now."""
    call, application = lock_with_call(act, application_id)
    require(application.state, Verb.SUBMIT)
    require_open(act, call, late_until(act, application))
    answers = answers_of(act, application_id)
    _require_complete(act, call, application, answers)
    return call, application, answers


def _require_complete(act: Act, call: Call, application: Application, answers: Mapping[str, str]) -> None:
    form = definition_of(act.session, application.form)
    missing = missing_answers(application.title, answers, form.sections)
    window = None if act.brought_in else window_of(call)
    unfit = list(unfit_answers(application.title, answers, form.sections, window))
    files = missing_slots([one.slot for one in attached_to(act, application)], answers, form.slots)
    if missing or unfit or files:
        raise ApplicationIncomplete(missing=missing, unfit=unfit, files=files)


def require_open(act: Act, call: Call, accepted_until: datetime | None = None) -> None:
    """Raise CallNotOpen unless the call takes applications now.

    Under the orders published by then; a round brought in goes by all of them.
    """
    terms = call.terms if act.brought_in else terms_at(call, act.at)
    published = call.state == CallState.PUBLISHED
    if not (published and has_opened(terms, act.at) and in_time(terms, act.at, accepted_until)):
        raise CallNotOpen(opens_at=terms.opens.at, closes_at=deadline_in_force(terms).at, at=act.at)


def late_until(act: Act, application: Application) -> datetime | None:
    """Until when an act accepts this one application late, if one does."""
    return act.session.scalar(select(LateAcceptance.until).where(LateAcceptance.application_id == application.id))
