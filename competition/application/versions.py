"""What was handed in, version by version: each is kept whole with its digest and never changed."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import bindparam, select

from competition.application.receipts import receipt_for
from competition.application.records import Answer, Application, Attachment, Channel, Submission
from competition.call.records import Call
from competition.foundation import audit
from competition.foundation.act import Act
from competition.foundation.engine import locks_rows
from competition.foundation.errors import NotFound
from competition.organisation.records import WRITERS, Membership


class Attached(Protocol):
    """A file with what is written down of it."""

    @property
    def file_name(self) -> Any: ...
    @property
    def media_type(self) -> Any: ...
    @property
    def size(self) -> Any: ...
    @property
    def digest(self) -> Any: ...


_THIS = Application.id == bindparam("application_id")
_CALL_SHARED = (
    select(Call.id).join(Application, Application.call_id == Call.id).where(_THIS).with_for_update(read=True, of=Call)
)
_APPLICATION_LOCKED = select(Application.id).where(_THIS).with_for_update()


def hold(act: Act, application_id: UUID) -> None:
    """Hold the application as `lock_with_call` does, and read nothing of it; there may be none. Raises NotFound."""
    act.session.flush()
    if not locks_rows(act.session):
        return
    if act.session.scalar(_CALL_SHARED, {"application_id": application_id}) is None:
        raise NotFound(what="application", key=application_id)
    act.session.execute(_APPLICATION_LOCKED, {"application_id": application_id})


def lock_with_call(act: Act, application_id: UUID) -> tuple[Call, Application]:
    """The application for this act alone, its call shared: the call first, as everywhere. Raises NotFound."""
    call_id = act.session.scalar(select(Application.call_id).where(Application.id == application_id))
    if call_id is None:
        raise NotFound(what="application", key=application_id)
    return act.share(Call, call_id), act.lock(Application, application_id)


def kept_answers(act: Act, application_id: UUID) -> dict[str, Answer]:
    """The answers by their questions' keys as they stand under the application's lock, whatever was read before it."""
    rows = select(Answer).where(Answer.application_id == application_id)
    return {one.question: one for one in act.session.scalars(rows.execution_options(populate_existing=True))}


def answers_of(act: Act, application_id: UUID) -> dict[str, str]:
    """The same, as what was typed."""
    return texts_of(kept_answers(act, application_id))


def texts_of(kept: Mapping[str, Answer]) -> dict[str, str]:
    """What was typed, of answers by their questions' keys."""
    return {question: answer.text for question, answer in kept.items()}


def owners_of(act: Act, application: Application) -> list[UUID]:
    """The people of the organisation whose application it is."""
    return list(
        act.session.scalars(
            select(Membership.person_id).where(Membership.organisation_id == application.organisation_id)
        )
    )


def writers_of(act: Act, application: Application) -> list[UUID]:
    """Those of them who can write it and hand it in."""
    return list(
        act.session.scalars(
            select(Membership.person_id).where(
                Membership.organisation_id == application.organisation_id, Membership.standing.in_(WRITERS)
            )
        )
    )


def latest_of(act: Act, application: Application) -> Submission | None:
    """The last version that was handed in, or None."""
    return act.session.scalars(
        select(Submission).where(Submission.application_id == application.id).order_by(Submission.version.desc())
    ).first()


def keep_version(act: Act, application: Application, content: dict[str, Any], channel: Channel) -> Submission:
    """Keep what was handed in as the next version, with its digest, the way by which it came and its receipt."""
    latest = latest_of(act, application)
    submission = Submission(
        application_id=application.id,
        call_id=application.call_id,
        version=latest.version + 1 if latest else 1,
        at=act.at,
        channel=channel,
        content=content,
        digest=digest_of(content),
    )
    submission.receipt = receipt_for(act, application, submission)
    return act.add(submission)


def digest_of(content: dict[str, Any]) -> str:
    """The SHA-256 of what was handed in, in one form of its JSON."""
    return hashlib.sha256(audit.canonical_bytes(content)).hexdigest()


def content_of(act: Act, application: Application, answers: Mapping[str, str]) -> dict[str, Any]:
    """What is handed in: title, applicant, answers, and the attachments with their digests."""
    files = act.session.scalars(
        select(Attachment)
        .where(Attachment.application_id == application.id, Attachment.removed_at.is_(None))
        .order_by(Attachment.id)
    )
    return content_from(application, answers, files)


def content_from(application: Application, answers: Mapping[str, str], files: Iterable[Attachment]) -> dict[str, Any]:
    """The same of records that were read already; `files` in the order in which they came."""
    return {
        "number": application.number,
        "title": application.title,
        "applicant": {"name": application.applicant_name, "registration_number": application.applicant_number},
        "answers": dict(sorted(answers.items())),
        "attachments": [kept_file(one.slot, one) for one in files],
    }


def kept_file(slot: str, file: Attached) -> dict[str, Any]:
    """How a version names a file in a slot."""
    return {
        "slot": slot,
        "name": file.file_name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.digest,
    }
