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
from competition.form.definition import Definition, Section, Slot
from competition.form.operations import definition_of
from competition.form.questions import TITLE, Column, Question, Words
from competition.form.several import chosen_in, ends_in, rows_in
from competition.form.slots import ON_PAPER
from competition.foundation.errors import NotFound

ANY_BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Item:
    """One question with what was answered; an empty text where nothing was.

    `clarified`: what was answered to it when the applicant was asked to clarify it; None where that was not asked.
    """

    question: Question
    text: str
    clarified: str | None = None

    @property
    def beside(self) -> "Item | None":
        """The clarified answer, to be read beside the original."""
        return None if self.clarified is None else Item(self.question, self.clarified)

    @property
    def chosen(self) -> list[Words]:
        """The labels of what was chosen, where that is asked."""
        labels = {one.key: one.label for one in self.question.choices}
        return [labels.get(key, {"lv": key}) for key in chosen_in(self.text)] if labels else []

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last day, where a period is asked for."""
        return ends_in(self.text)

    @property
    def rows(self) -> list[list[tuple[Column, str]]]:
        """The rows of a table that have cells, each cell with its column."""
        columns = self.question.columns
        return [list(zip(columns, row, strict=False)) for row in rows_in(self.text) if row] if columns else []


@dataclass(frozen=True, slots=True)
class Part:
    """One section with its questions."""

    section: Section
    items: list[Item]


@dataclass(frozen=True, slots=True)
class HandedInFile:
    """A file of a version: for what it is (a slot's title in languages; None for a whole application from paper).

    `clarified_at`: when it came, where it came with a clarification.
    """

    slot: str
    title: Mapping[str, str] | None
    file: FileNote
    clarified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A version of an application; mostly the one that counts. `receipt` is its signed code, where it has one.

    `clarified_at`: when the clarification came that stands beside it, where one does.
    """

    application_id: UUID
    number: str
    title: str
    applicant_name: str
    applicant_number: str | None
    version: int
    at: datetime
    channel: Channel
    digest: str
    receipt: str | None
    parts: list[Part]
    files: list[HandedInFile]
    clarified_at: datetime | None = None

    @property
    def for_committee(self) -> list[Part]:
        """What the committee reads of it: without how to reach and pay the applicant."""
        return [Part(part.section, [item for item in part.items if item.question.for_committee]) for part in self.parts]

    @property
    def clarified_items(self) -> list[Item]:
        """The questions that were answered anew when the applicant was asked to clarify them."""
        return [item for part in self.parts for item in part.items if item.beside]

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
    return _read(session, application_id, Submission.version.desc())


def reading_of(session: Session, application_id: UUID, version: int) -> Reading:
    """One version of an application. Raises NotFound where it has none such."""
    return _read(session, application_id, Submission.id, Submission.version == version)


def _read(session: Session, application_id: UUID, order: Any, *where: Any) -> Reading:
    row = session.execute(
        select(Submission, Application)
        .join(Application, Application.id == Submission.application_id)
        .where(Submission.application_id == application_id, *where)
        .order_by(order)
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
        receipt=submission.receipt,
        parts=parts_of(form, content.get("title", ""), answers) if answers else [],
        files=files_in(form.slots, content.get("attachments", [])),
    )


def files_in(
    slots: Iterable[Slot], kept: Iterable[Mapping[str, Any]], clarified_at: datetime | None = None
) -> list[HandedInFile]:
    """The files that a version names, in the order of the slots."""
    titles = {slot.key: slot.title for slot in slots}
    order = [*titles, ON_PAPER]
    files = [HandedInFile(one["slot"], titles.get(one["slot"]), _note(one), clarified_at) for one in kept]
    return sorted(files, key=lambda one: order.index(one.slot) if one.slot in order else len(order))


def _note(kept: Mapping[str, Any]) -> FileNote:
    return FileNote(kept["name"], kept.get("media_type", ANY_BYTES), kept.get("size", 0), kept["sha256"])
