"""The coordinator's verbs: registering what came on paper or by e-mail, adding its scan, accepting one late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from competition.application.attachments import attached_to, put_in
from competition.application.channels import is_by_hand
from competition.application.numbering import Registered
from competition.application.records import Application, Channel, LateAcceptance, Submission
from competition.application.states import State, Verb, require
from competition.application.submission import take_in
from competition.application.versions import content_of, keep_version, latest_of, lock_with_call, owners_of, writers_of
from competition.call.deadline import has_opened, in_time
from competition.call.grounds import GroundVague, is_ground
from competition.call.operations import FileNote
from competition.call.records import Call, CallState, Numbering
from competition.form.slots import ON_PAPER
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.organisation.operations import Applicant, find_or_make, other_with_number


class ReceivedBeforeOpening(Refusal):
    """The call did not take applications yet when this one came."""

    code = "received-before-opening"


class ReceivedInFuture(Refusal):
    """Nothing can have been received later than now."""

    code = "received-in-future"


class IntakeIncomplete(Refusal):
    """An application is registered with its title, its applicant and the channel by which it came."""

    code = "intake-incomplete"


class AcceptanceIncomplete(Refusal):
    """Accepting an application late needs its legal ground and its reason."""

    code = "acceptance-incomplete"


class AcceptedAlready(Refusal):
    """This application was accepted late before."""

    code = "accepted-already"


class AcceptedTooShort(Refusal):
    """An acceptance that ends before the application came does not accept it."""

    code = "accepted-too-short"


class AcceptanceOver(Refusal):
    """An acceptance that is over already opens a draft for nobody."""

    code = "acceptance-over"


class RegisteredAlready(Refusal):
    """The same applicant's application with this title, which came at the same instant, is registered."""

    code = "registered-already"


class NotByHand(Refusal):
    """The applicant handed it in through the form; its files are theirs to add."""

    code = "not-by-hand"


class NumberOfAnother(Refusal):
    """The registration number is that of an organisation which the portal knows, but not by this name."""

    code = "number-of-another"


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in, as the coordinator registers it. `received` is the instant of arrival; `files` are its scans.

    `same_organisation`: the coordinator says that the organisation known by the number is meant, whatever its name.
    """

    applicant: Applicant
    title: str
    channel: Channel
    received: datetime
    wins_before: int | None = None
    more: str | None = None
    address: str | None = None
    email: str | None = None
    files: tuple[FileNote, ...] = ()
    same_organisation: bool = False


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why one application is accepted after the deadline, and until when."""

    until: datetime
    legal_basis: str | None
    reason: Mapping[str, str] | None


def receive(act: Act, call_id: UUID, intake: Intake, given: Registered | None = None) -> Application:
    """Register an application that came otherwise than through the form; a late one too, which is not evaluated.

    Raises CallNotOpen's kin: ReceivedBeforeOpening, ReceivedInFuture, IntakeIncomplete; NumberOfAnother where number
    and name do not belong together; RegisteredAlready where the same is registered twice (a second click).
    Source: RULES §2, channels and late applications.
    """
    call = act.share(Call, call_id)
    _require_possible(act, call, intake)
    if not act.brought_in and not intake.same_organisation:
        _require_belonging(act, intake.applicant)
    organisation = find_or_make(act, intake.applicant)
    if not act.brought_in:
        _require_new(act, call, organisation.id, intake)
    application = Application(
        id=act.key(),
        call_id=call.id,
        organisation_id=organisation.id,
        applicant_name=intake.applicant.name,
        applicant_number=intake.applicant.registration_number,
        applicant_address=intake.address,
        applicant_email=intake.email,
        title=intake.title,
        wins_before=intake.wins_before,
        started_at=act.at,
        form=call.form,
        more=intake.more,
        state=require(State.DRAFT, Verb.RECEIVE),
    )
    take_in(act, call, application, intake.channel, given)
    application.received_at = intake.received
    act.add(application)
    for file in intake.files:
        put_in(act, application, ON_PAPER, file)
    submission = keep_version(act, application, content_of(act, application, {}), intake.channel)
    act.note(
        "application.received",
        application,
        number=application.number,
        channel=intake.channel,
        received=intake.received,
        in_time=in_time(call.terms, intake.received),
        digest=submission.digest,
    )
    act.tell(owners_of(act, application), "receipt", submission=submission.id)
    return application


def add_file(act: Act, application_id: UUID, file: FileNote) -> Submission:
    """Add a scan to an application that was registered by hand: its next version, with the answers as they were.

    The same file again (a second click) changes nothing. Raises WrongState, NotByHand.
    """
    _, application = lock_with_call(act, application_id)
    application.state = require(application.state, Verb.ADD_FILE)
    latest = latest_of(act, application)
    if latest is None or application.channel is None or not is_by_hand(application.channel):
        raise NotByHand(number=application.number)
    if file.digest in {one.digest for one in attached_to(act, application)}:
        act.note("application.attached-again", application, slot=ON_PAPER, digest=file.digest)
        return latest
    put_in(act, application, ON_PAPER, file)
    answers = latest.content.get("answers", {})
    submission = keep_version(act, application, content_of(act, application, answers), application.channel)
    act.note(
        "application.file-added",
        application,
        number=application.number,
        version=submission.version,
        file=file.digest,
        digest=submission.digest,
    )
    return submission


def accept_late(act: Act, application_id: UUID, acceptance: Acceptance) -> LateAcceptance:
    """Accept this one application after the deadline; the call stays closed for all others.

    One that is not handed in yet can be until then, and those who write it are told. Raises WrongState,
    AcceptedAlready, AcceptanceIncomplete, GroundVague, AcceptedTooShort, AcceptanceOver.
    Source: RULES §2, individual acceptance.
    """
    call, application = lock_with_call(act, application_id)
    application.state = require(application.state, Verb.ACCEPT_LATE) if not act.brought_in else application.state
    if not act.brought_in and not (acceptance.legal_basis and acceptance.reason):
        raise AcceptanceIncomplete
    if not act.brought_in and not is_ground(acceptance.legal_basis):
        raise GroundVague(ground=acceptance.legal_basis)
    if act.session.scalar(select(LateAcceptance.id).where(LateAcceptance.application_id == application.id)):
        raise AcceptedAlready(number=application.number)
    if not act.brought_in and application.received_at and acceptance.until < application.received_at:
        raise AcceptedTooShort(number=application.number, received=application.received_at)
    is_draft = application.state is State.DRAFT
    if not act.brought_in and is_draft and acceptance.until < act.at:
        raise AcceptanceOver(until=acceptance.until, at=act.at)
    accepted = act.add(
        LateAcceptance(
            id=act.key(),
            application_id=application.id,
            call_id=call.id,
            until=acceptance.until,
            legal_basis=acceptance.legal_basis,
            reason=dict(acceptance.reason) if acceptance.reason else None,
            accepted_at=act.at,
        )
    )
    act.note("application.accepted-late", application, until=acceptance.until, basis=acceptance.legal_basis)
    if is_draft:
        act.tell(writers_of(act, application), "accepted-late", application=application.id)
    return accepted


def _require_possible(act: Act, call: Call, intake: Intake) -> None:
    if not intake.title.strip() or not intake.applicant.name.strip():
        raise IntakeIncomplete(missing=["title" if intake.applicant.name.strip() else "applicant"])
    hidden = call.state != CallState.PUBLISHED and not act.brought_in
    if hidden or not has_opened(call.terms, intake.received):
        raise ReceivedBeforeOpening(opens_at=call.terms.opens.at, received=intake.received)
    if intake.received > act.at:
        raise ReceivedInFuture(received=intake.received, at=act.at)


def _require_belonging(act: Act, applicant: Applicant) -> None:
    if other := other_with_number(act, applicant):
        raise NumberOfAnother(name=other.name)


def _require_new(act: Act, call: Call, organisation_id: UUID, intake: Intake) -> None:
    act.lock(Numbering, call.id)  # two clicks at once: the second one waits here and sees the first
    same = select(Application.number).where(
        Application.call_id == call.id,
        Application.organisation_id == organisation_id,
        Application.title == intake.title,
        Application.received_at == intake.received,
        Application.channel == intake.channel,
    )
    if number := act.session.scalar(same):
        raise RegisteredAlready(number=number)
