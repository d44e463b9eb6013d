"""A clarification as it stands: what was asked and handed in before, what is being answered and was answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.application.reading import HandedInFile, files_in
from competition.application.records import Application, Submission
from competition.application.versions import digest_of, kept_file
from competition.call.period import Window
from competition.call.queries import window_of
from competition.call.records import Call
from competition.eligibility.clarifying import asked_section, asked_slots, is_open, missing_files, slots_to_ask
from competition.eligibility.records import Clarification, ClarificationAnswer, ClarifyingFile, ClarifyingText
from competition.form.answers import Unfit, missing_answers, unfit_answers
from competition.form.definition import Definition, Section, Slot
from competition.form.operations import definition_of
from competition.form.questions import TITLE
from competition.foundation.errors import NotFound


@dataclass(frozen=True)
class Clarifying:
    """A clarification with all that belongs to it, at an instant. `answers` in their order: the last one counts.

    `original`: what had been answered under every question; `handed_in`: the files of that version.
    """

    asked: Clarification
    application: Application
    call: Call
    form: Definition
    original: Mapping[str, str]
    handed_in: Sequence[HandedInFile]
    texts: Mapping[str, ClarifyingText]
    files: Sequence[ClarifyingFile]
    answers: Sequence[ClarificationAnswer]
    at: datetime

    @cached_property
    def section(self) -> Section:
        """The questions that were asked, as a section of their own."""
        return asked_section(self.form, self.asked.questions)

    @cached_property
    def slots(self) -> list[Slot]:
        """The places for files that were opened."""
        return asked_slots(self.form, self.asked.slots)

    @property
    def stored(self) -> dict[str, str]:
        """What stands under each question that was asked: what was typed, else what had been handed in."""
        return {
            one.key: self.texts[one.key].text if one.key in self.texts else self.original.get(one.key, "")
            for one in self.section.questions
        }

    @property
    def open(self) -> bool:
        """Whether an answer would be taken now, as far as the applicant may know."""
        return is_open(self.application.state, self.asked.until_at, self.at)

    @property
    def left(self) -> timedelta | None:
        """How much time is left; None where it is over."""
        return self.asked.until_at - self.at if self.open else None

    @property
    def latest(self) -> ClarificationAnswer | None:
        """The answer that counts, if any came."""
        return self.answers[-1] if self.answers else None

    @property
    def window(self) -> Window | None:
        """When projects of the call run, and for how long."""
        return window_of(self.call)

    @property
    def content(self) -> dict[str, Any]:
        """What would be handed in as it stands now."""
        return content_of(self, self.stored, [kept_file(one.slot, one) for one in self.files])

    @property
    def changed(self) -> bool:
        """Whether what stands here is not the answer that counts."""
        return self.latest is None or digest_of(self.content) != self.latest.digest

    @property
    def begun(self) -> bool:
        """Whether something was typed or attached."""
        return bool(self.texts or self.files)

    @cached_property
    def missing(self) -> list[str]:
        """The questions that must still be answered."""
        return missing_answers("", self.stored, [self.section])

    @cached_property
    def unfit(self) -> dict[str, Unfit]:
        """The answers that do not fit, seen beside all others."""
        given = {**self.original, **self.stored}
        asked = {one.key for one in self.section.questions}
        found = unfit_answers(given.get(TITLE, ""), given, self.form.sections, self.window)
        return {key: why for key, why in found.items() if key in asked}

    @cached_property
    def missing_files(self) -> list[str]:
        """The places that still need a file."""
        before, now = (one.slot for one in self.handed_in), (one.slot for one in self.files)
        return missing_files(self.slots, before, now, words=bool(self.section.questions))

    @property
    def lacking(self) -> int:
        """How many things keep it from being handed in."""
        return len(self.missing) + len(self.unfit) + len(self.missing_files)

    def answer(self, key: str) -> str:
        """What stands under a question, asked or not."""
        return self.stored.get(key, self.original.get(key, ""))


def ever_clarifying(session: Session, asked: Clarification) -> list[ClarifyingFile]:
    """All files that are or were in what is being answered, as they came."""
    rows = select(ClarifyingFile).where(ClarifyingFile.clarification_id == asked.id).order_by(ClarifyingFile.id)
    return list(session.scalars(rows))


def content_of(
    clarifying: Clarifying, texts: Mapping[str, str], attachments: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """What an answer is kept as."""
    return {
        "number": clarifying.application.number,
        "clarification": str(clarifying.asked.id),
        "answers": dict(texts),
        "attachments": [dict(one) for one in attachments],
    }


def clarifying_of(session: Session, application_id: UUID, at: datetime) -> Clarifying:
    """What the applicant was asked to clarify, as it stands. Raises NotFound where nothing was asked."""
    found = find_clarifying(session, application_id, at)
    if found is None:
        raise NotFound(what="clarification", key=application_id)
    return found


def find_clarifying(session: Session, application_id: UUID, at: datetime) -> Clarifying | None:
    """The same, or None."""
    row = session.execute(
        select(Clarification, Application, Call, Submission.content)
        .join(Application, Application.id == Clarification.application_id)
        .join(Call, Call.id == Application.call_id)
        .join(Submission, Submission.id == Clarification.submission_id)
        .where(Clarification.application_id == application_id)
    ).first()
    if row is None:
        return None
    asked, application, call, content = row
    form = definition_of(session, application.form)
    texts = select(ClarifyingText).where(ClarifyingText.clarification_id == asked.id)
    files = select(ClarifyingFile).where(
        ClarifyingFile.clarification_id == asked.id, ClarifyingFile.removed_at.is_(None)
    )
    fresh = {"populate_existing": True}
    return Clarifying(
        asked=asked,
        application=application,
        call=call,
        form=form,
        original={**content.get("answers", {}), TITLE: content.get("title", "")},
        handed_in=files_in(slots_to_ask(form), content.get("attachments", [])),
        texts={one.question: one for one in session.scalars(texts.execution_options(**fresh))},
        files=list(session.scalars(files.order_by(ClarifyingFile.id).execution_options(**fresh))),
        answers=_answers(session, [application_id]).get(application_id, []),
        at=at,
    )


def last_answers(session: Session, applications: Iterable[UUID]) -> dict[UUID, ClarificationAnswer]:
    """The clarifying answers that count, by application. One query."""
    return {key: answers[-1] for key, answers in _answers(session, applications).items()}


def terms_of(session: Session, applications: Iterable[UUID]) -> dict[UUID, Clarification]:
    """What was asked of these applications. One query."""
    rows = session.scalars(select(Clarification).where(Clarification.application_id.in_(list(applications))))
    return {one.application_id: one for one in rows}


def _answers(session: Session, applications: Iterable[UUID]) -> dict[UUID, list[ClarificationAnswer]]:
    """The answers of each application, in the order in which they came."""
    rows = session.scalars(
        select(ClarificationAnswer)
        .where(ClarificationAnswer.application_id.in_(list(applications)))
        .order_by(ClarificationAnswer.received_at, ClarificationAnswer.version)
    )
    found: dict[UUID, list[ClarificationAnswer]] = {}
    for one in rows:
        found.setdefault(one.application_id, []).append(one)
    return found
