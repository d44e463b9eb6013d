"""Which contents the records of the competition name: those that must lie in the store, and those with trouble."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, or_, select
from sqlalchemy.orm import Session

from competition.application.records import Application, Attachment, Submission
from competition.call.records import Call, CallDocument
from competition.eligibility.records import ClarificationAnswer, ClarifyingFile
from competition.foundation.kept_files import KeptFile, Scan

ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Troubled:
    """A file that the store has lost, or in which a virus was found. `application_id` and `number` are None for a
    document of the call, and for a lost file of a draft, of which nothing but its digest is the organiser's to know.
    """

    call_slug: str
    application_id: UUID | None
    number: str | None
    about: str
    file_name: str
    digest: str
    missing_since: datetime | None
    virus: str | None
    draft: bool = False


def named_digests(session: Session) -> set[str]:
    """The digests of every content that a record names, also of what was taken out of a form: its versions name it."""
    found: set[str] = set()
    for column in (Attachment.digest, ClarifyingFile.digest, CallDocument.digest):
        found.update(session.scalars(select(column).distinct()))
    for content in (Submission.content, ClarificationAnswer.content):
        found.update(_in_versions(session, content))
    return found


def is_named(session: Session, digest: str) -> bool:
    """Whether a record names the content with this digest."""
    for column in (Attachment.digest, ClarifyingFile.digest, CallDocument.digest):
        if session.scalar(select(column).where(column == digest).limit(1)):
            return True
    versions = (Submission.content, ClarificationAnswer.content)
    return any(digest in _in_versions(session, content, digest) for content in versions)


def _in_versions(session: Session, content: Any, digest: str = "") -> Iterator[str]:
    rows = select(content).where(cast(content, Text).contains(digest, autoescape=True)) if digest else select(content)
    for kept in session.scalars(rows.execution_options(yield_per=ROWS_AT_ONCE)):
        yield from (one["sha256"] for one in kept.get("attachments", []))


def _handed_in(session: Session, application_id: UUID) -> set[str]:
    """The contents that what was handed in names, of an application or of an answer to what was to be clarified."""
    versions = select(Submission.content).where(Submission.application_id == application_id)
    answers = select(ClarificationAnswer.content).where(ClarificationAnswer.application_id == application_id)
    kept = [*session.scalars(versions), *session.scalars(answers)]
    return {one["sha256"] for content in kept for one in content.get("attachments", [])}


def contents_of(session: Session, application_id: UUID) -> dict[str, KeptFile]:
    """What is known of the files of an application, by their digests. One query."""
    attached = select(Attachment.digest).where(Attachment.application_id == application_id)
    clarified = select(ClarifyingFile.digest).where(ClarifyingFile.application_id == application_id)
    rows = select(KeptFile).where(or_(KeptFile.digest.in_(attached), KeptFile.digest.in_(clarified)))
    return {one.digest: one for one in session.scalars(rows)}


def troubled_files(session: Session, organisers: Collection[UUID]) -> list[Troubled]:
    """The files of these organisers' calls with which something is wrong. Of what was never handed in the lost ones
    only: what the scanner finds in a draft is its writer's to know. Three queries where nothing is.
    """
    wrong = or_(KeptFile.missing_since.is_not(None), KeptFile.scan == Scan.INFECTED)
    found: list[Troubled] = []
    for kind in (Attachment, ClarifyingFile):
        rows = session.execute(
            select(kind, Application, Call, KeptFile)
            .join(Application, Application.id == kind.application_id)
            .join(Call, Call.id == Application.call_id)
            .join(KeptFile, KeptFile.digest == kind.digest)
            .where(Call.organiser_id.in_(list(organisers)), wrong)
            .order_by(kind.id)
        )
        for one, of, call, kept in rows:
            if one.digest in _handed_in(session, of.id):
                about = (call.slug, of.id, of.number, of.title, one.file_name)
                found.append(Troubled(*about, one.digest, kept.missing_since, kept.virus))
            elif kept.missing_since:
                found.append(
                    Troubled(
                        call.slug, None, None, call.title["lv"], "", one.digest, kept.missing_since, None, draft=True
                    )
                )
    documents = session.execute(
        select(CallDocument, Call.slug, KeptFile)
        .join(Call, Call.id == CallDocument.call_id)
        .join(KeptFile, KeptFile.digest == CallDocument.digest)
        .where(Call.organiser_id.in_(list(organisers)), wrong)
        .order_by(CallDocument.id)
    )
    found = list(dict.fromkeys(found))  # the same file may have been taken out and brought back
    found.extend(
        Troubled(slug, None, None, one.title["lv"], one.file_name, one.digest, kept.missing_since, kept.virus)
        for one, slug, kept in documents
    )
    return found
