"""An application as it is read: its answers under the questions of the form, section by section, and its files.

The committee and the coordinator read what was handed in, the last version of it; never what is being changed since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.application.records import Application, Channel, Submission
from competition.call.operations import FileNote
from competition.form.definition import Definition, Section
from competition.form.operations import definition_of
from competition.form.questions import TITLE, Column, Question, Words
from competition.form.several import chosen_in, rows_in
from competition.form.slots import ON_PAPER
from competition.foundation.errors import NotFound

ANY_BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Item:
    """One question with what was answered; an empty text where nothing was."""

    question: Question
    text: str

    @property
    def chosen(self) -> list[Words]:
        """The labels of what was chosen, where that is asked."""
        labels = {one.key: one.label for one in self.question.choices}
        return [labels.get(key, {"lv": key}) for key in chosen_in(self.text)] if labels else []

    @property
    def rows(self) -> list[list[tuple[Column, str]]]:
        """The rows of a table, each cell with its column."""
        columns = self.question.columns
        return [list(zip(columns, row, strict=False)) for row in rows_in(self.text)] if columns else []


@dataclass(frozen=True, slots=True)
class Part:
    """One section with its questions."""

    section: Section
    items: list[Item]


@dataclass(frozen=True, slots=True)
class HandedInFile:
    """A file of a version: for what it is (a slot's title in languages; None for a whole application from paper)."""

    slot: str
    title: Mapping[str, str] | None
    file: FileNote


@dataclass(frozen=True, slots=True)
class Reading:
    """The version of an application that counts."""

    application_id: UUID
    number: str
    title: str
    applicant_name: str
    applicant_number: str | None
    version: int
    at: datetime
    channel: Channel
    digest: str
    parts: list[Part]
    files: list[HandedInFile]

    @property
    def for_committee(self) -> list[Part]:
        """What the committee reads of it: without how to reach and pay the applicant."""
        return [Part(part.section, [item for item in part.items if item.question.for_committee]) for part in self.parts]

    def file(self, digest: str) -> FileNote:
        """The file of this version with that digest. Raises NotFound."""
        found = next((one.file for one in self.files if one.file.digest == digest), None)
        if found is None:
            raise NotFound(what="file", key=digest)
        return found


def parts_of(form: Definition, title: str, answers: Mapping[str, str]) -> list[Part]:
    """Answers under the questions of a form."""
    given = {**answers, TITLE: title}
    return [
        Part(section, [Item(question, given.get(question.key, "")) for question in section.questions])
        for section in form.sections
    ]


def latest_reading(session: Session, application_id: UUID) -> Reading:
    """The last version of an application that was handed in. Raises NotFound where none was."""
    row = session.execute(
        select(Submission, Application)
        .join(Application, Application.id == Submission.application_id)
        .where(Submission.application_id == application_id)
        .order_by(Submission.version.desc())
        .limit(1)
    ).first()
    if row is None:
        raise NotFound(what="submission", key=application_id)
    submission, application = row
    form = definition_of(session, application.form)
    content: dict[str, Any] = submission.content
    answers = content.get("answers", {})
    return Reading(
        application_id=application.id,
        number=application.number or "",
        title=content.get("title", ""),
        applicant_name=application.applicant_name,
        applicant_number=application.applicant_number,
        version=submission.version,
        at=submission.at,
        channel=submission.channel,
        digest=submission.digest,
        parts=parts_of(form, content.get("title", ""), answers) if answers else [],
        files=_files(form, content.get("attachments", [])),
    )


def _files(form: Definition, kept: Iterable[Mapping[str, Any]]) -> list[HandedInFile]:
    titles = {slot.key: slot.title for slot in form.slots}
    order = [*titles, ON_PAPER]
    files = [HandedInFile(one["slot"], titles.get(one["slot"]), _note(one)) for one in kept]
    return sorted(files, key=lambda one: order.index(one.slot) if one.slot in order else len(order))


def _note(kept: Mapping[str, Any]) -> FileNote:
    return FileNote(kept["name"], kept.get("media_type", ANY_BYTES), kept.get("size", 0), kept["sha256"])
