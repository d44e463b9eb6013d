"""An application as it is read by everybody: what was handed in last, and beside it what was clarified since."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from competition.application.reading import Item, Part, Reading, files_in, latest_reading
from competition.application.records import Application
from competition.eligibility.clarifications import last_answers
from competition.eligibility.clarifying import slots_to_ask
from competition.eligibility.records import ClarificationAnswer
from competition.form.operations import definition_of


def whole_reading(session: Session, application_id: UUID) -> Reading:
    """The last version that was handed in, with the clarification that counts. Raises NotFound where none was."""
    reading = latest_reading(session, application_id)
    answer = last_answers(session, [application_id]).get(application_id)
    if answer is None:
        return reading
    slots = slots_to_ask(definition_of(session, session.get_one(Application, application_id).form))
    files = files_in(slots, answer.content["attachments"], answer.received_at)
    return replace(
        reading,
        parts=_beside(reading.parts, answer.content["answers"]),
        files=[*reading.files, *files],
        clarified_at=answer.received_at,
    )


def clarified_texts(session: Session, applications: Iterable[UUID]) -> dict[UUID, Mapping[str, str]]:
    """What was answered anew under the questions that were asked, by application. One query."""
    return {key: texts_in(answer) for key, answer in last_answers(session, applications).items()}


def texts_in(answer: ClarificationAnswer) -> Mapping[str, str]:
    """The texts of an answer by their questions."""
    return answer.content["answers"]


def _beside(parts: Iterable[Part], clarified: Mapping[str, str]) -> list[Part]:
    return [Part(part.section, [_with(item, clarified) for item in part.items]) for part in parts]


def _with(item: Item, clarified: Mapping[str, str]) -> Item:
    return replace(item, clarified=clarified.get(item.question.key))
