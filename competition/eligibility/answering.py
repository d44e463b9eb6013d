"""Answering what was asked to be clarified: typed and attached, handed in until the end of the term, again if need be.

What was handed in before is never touched; each answer is kept, the last one counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from competition.application.channels import Channel, is_by_hand
from competition.application.intake import NotByHand
from competition.application.placing import Places, Shelf, slot_with
from competition.application.states import Verb, require
from competition.application.submission import UnknownQuestion
from competition.application.versions import digest_of, kept_file, lock_with_call, owners_of
from competition.call.operations import FileNote
from competition.eligibility.clarifications import Clarifying, clarifying_of, content_of
from competition.eligibility.clarifying import may_answer, require_answerable
from competition.eligibility.records import ClarificationAnswer, ClarifyingFile, ClarifyingText
from competition.form.merging import Merged, merge
from competition.form.questions import ADDRESS, EMAIL
from competition.foundation.act import Act
from competition.foundation.errors import Refusal


class ClarificationOver(Refusal):
    """The term of the clarification is over."""

    code = "clarification-over"


class ClarificationIncomplete(Refusal):
    """Something that was asked must still be answered, corrected or attached."""

    code = "clarification-incomplete"


class AnswerOutsideItsTime(Refusal):
    """An answer comes after it was asked for, and not later than it is written down."""

    code = "answer-outside-its-time"


class AnswerWithoutFile(Refusal):
    """An answer that came otherwise than by the portal is kept as a file."""

    code = "answer-without-file"


@dataclass(frozen=True, slots=True)
class Entered:
    """An answer that came otherwise than by the portal: how, when, its files by their slots."""

    channel: Channel
    received: datetime
    files: Sequence[tuple[str, FileNote]]


def save_clarifying(act: Act, application_id: UUID, typed: Mapping[str, str], seen: str) -> Merged:
    """Save what was typed on a page that had `seen` the marks of what stood there; whether it fits or not, at any time.

    What somebody else changed meanwhile stays as it is stored. Raises NotFound, WrongState, UnknownQuestion.
    """
    now = _locked(act, application_id)
    if unknown := sorted(set(typed) - set(now.stored)):
        raise UnknownQuestion(questions=unknown)
    merged = merge(now.stored, typed, seen)
    for question, text in merged.to_save.items():
        kept = now.texts.get(question) or ClarifyingText(
            clarification_id=now.asked.id, application_id=application_id, question=question
        )
        kept.text, kept.saved_at = text, act.at
        act.session.add(kept)
    act.note("application.clarification-saved", now.application, questions=sorted(merged.to_save))
    return merged


def attach_clarifying(
    act: Act, application_id: UUID, slot: str, file: FileNote, instead: UUID | None = None
) -> ClarifyingFile:
    """Attach a file to a place that was opened, its content being in the store; with `instead`, in that one's place.

    The same file again changes nothing. Raises NotFound, WrongState, UnknownSlot, TooLargeHere, KindNotHere,
    TooManyFiles, ReplacedMeanwhile.
    """
    return _places(act, application_id).put(slot, file, instead)


def detach_clarifying(act: Act, application_id: UUID, file_id: UUID) -> None:
    """Take a file out of what is being answered; what was handed in with it stays.

    Raises NotFound, WrongState; DoneAlready of one that was taken out.
    """
    _places(act, application_id).take_out(file_id)


def bring_clarifying_back(act: Act, application_id: UUID, file_id: UUID, instead: UUID | None = None) -> ClarifyingFile:
    """Put a file that was taken out or replaced into its place once more. Raises as `attach_clarifying`."""
    return _places(act, application_id).bring_back(file_id, instead)


def answer_clarification(act: Act, application_id: UUID) -> ClarificationAnswer:
    """Hand the answer in, again if one was before; refuses after the term. The moment that counts is the act's.

    Handing in the same again (a second click, two tabs) changes nothing. Raises NotFound, WrongState,
    ClarificationOver, ClarificationIncomplete; nothing is changed then, but the attempt is kept.
    """
    with act.attempting("application.clarify", f"application:{application_id}"):
        now = _locked(act, application_id)
        _require_in_time(now, act.at)
        if now.lacking:
            raise ClarificationIncomplete(missing=now.missing, unfit=list(now.unfit), files=now.missing_files)
    return _keep(act, now, now.content, Channel.ONLINE, act.at)


def enter_answer(act: Act, application_id: UUID, entered: Entered) -> ClarificationAnswer:
    """Write down an answer that came otherwise, to what was asked of an application that came so, too.

    In time is what was received in time, whenever it is written down. Raises NotFound, WrongState, NotByHand,
    UnknownSlot, AnswerOutsideItsTime, AnswerWithoutFile, ClarificationOver.
    """
    now = _locked(act, application_id)
    require(now.application.state, Verb.CLARIFY)
    if not is_by_hand(now.application.channel):
        raise NotByHand(number=now.application.number)
    if not entered.files:
        raise AnswerWithoutFile
    for slot, _ in entered.files:
        slot_with(now.slots, slot)
    if not now.asked.asked_at <= entered.received <= act.at:
        raise AnswerOutsideItsTime(asked=now.asked.asked_at, received=entered.received, at=act.at)
    _require_in_time(now, entered.received)
    files = [kept_file(slot, file) for slot, file in entered.files]
    return _keep(act, now, content_of(now, {}, files), entered.channel, entered.received)


def _locked(act: Act, application_id: UUID) -> Clarifying:
    """The clarification under its application's lock, where it may be answered as far as the state goes."""
    _, application = lock_with_call(act, application_id)
    now = clarifying_of(act.session, application_id, act.at)
    require_answerable(application.state)
    return now


def _places(act: Act, application_id: UUID) -> Places[ClarifyingFile]:
    now = _locked(act, application_id)
    return Places(
        act=act,
        application=now.application,
        shelf=Shelf.CLARIFICATION,
        slots=now.slots,
        files=now.files,
        kind=ClarifyingFile,
        owned={"clarification_id": now.asked.id, "application_id": application_id},
    )


def _require_in_time(now: Clarifying, received: datetime) -> None:
    if not may_answer(now.asked.until_at, received):
        raise ClarificationOver(until=now.asked.until_at, at=received)


def _keep(
    act: Act, now: Clarifying, content: dict[str, Any], channel: Channel, received: datetime
) -> ClarificationAnswer:
    """Keep an answer as the next version; the same as the one that counts changes nothing."""
    application = now.application
    if now.latest and now.latest.digest == digest_of(content):
        act.note("application.clarification-repeated", application, version=now.latest.version)
        return now.latest
    answer = act.add(
        ClarificationAnswer(
            id=act.key(),
            clarification_id=now.asked.id,
            application_id=application.id,
            version=max((one.version for one in now.answers), default=0) + 1,
            at=act.at,
            received_at=received,
            channel=channel,
            by_person=act.actor.person_id,
            content=content,
            digest=digest_of(content),
        )
    )
    # Letters go to the address that the applicant gave last; the one that was handed in stays in its version.
    application.applicant_address = content["answers"].get(ADDRESS, application.applicant_address)
    application.applicant_email = content["answers"].get(EMAIL, application.applicant_email)
    act.note(
        "application.clarified",
        application,
        number=application.number,
        version=answer.version,
        digest=answer.digest,
        channel=channel,
        received=received,
    )
    act.tell(owners_of(act, application), "clarified", answer=answer.id)
    return answer
