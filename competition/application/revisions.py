"""What stood under a question before it was changed: kept with every save, to be looked at and brought back.

Saves of one sitting are one change: a page saves itself every few seconds, and nobody looks for a text that lacked half
a word. A sitting is of one question and one person, is short, and loses next to nothing of what it has saved before:
what somebody wrote and then deleted is a text of its own. It ends when the application is handed in, and a text that
was brought back never belongs to one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from competition.application.records import Application, Revision
from competition.foundation.act import Act

SITTING = timedelta(minutes=5)
"""How long the saves of one sitting may lie apart, from the first to the last."""
CORRECTED = 20
"""How many characters one sitting may lose of what it has saved: corrections, no more."""


@dataclass(frozen=True, slots=True)
class Save:
    """A save of one question: by whom, when, what it takes away, when the application had last been handed in."""

    person_id: UUID | None
    at: datetime
    gone: int
    handed_in: datetime | None


def goes_on(last: Revision, save: Save) -> bool:
    """Whether a save belongs to the sitting of the last change of its question."""
    return (
        not last.brought_back
        and last.person_id == save.person_id
        and last.handed_in == save.handed_in
        and save.at - last.since <= SITTING
        and last.gone + save.gone <= CORRECTED
    )


def gone_from(before: str, after: str) -> int:
    """How many characters of a text are not in the next one, which was written into it at one place."""
    first = _shared(before, after)
    return len(before) - first - _shared(before[first:][::-1], after[first:][::-1])


def keep_revisions(
    act: Act,
    application: Application,
    before: Mapping[str, str | None],
    after: Mapping[str, str],
    *,
    brought_back: bool = False,
) -> None:
    """Keep what stood `before` under each question under which something else stands `after`.

    Under the application's lock. None: nothing was ever saved there. A round brought in was written elsewhere.
    """
    if act.brought_in:
        return
    for question, text in after.items():
        stood = before[question]
        if text == (stood or ""):
            continue
        last = None if stood is None else last_revision(act, application.id, question)
        save = Save(act.actor.person_id, act.at, gone_from(stood or "", text), application.received_at)
        if last is None or brought_back or not goes_on(last, save):
            number = last.number + 1 if last else 1
            act.session.add(_revision(application.id, question, number, stood or "", save, brought_back=brought_back))
        elif last.text == text:
            act.session.delete(last)  # the sitting has changed nothing
        else:
            last.until, last.gone = max(last.until, act.at), last.gone + save.gone


def last_revision(act: Act, application_id: UUID, question: str) -> Revision | None:
    """The last change of a question as it stands under the application's lock, whatever was read before it."""
    changes = select(Revision).where(Revision.application_id == application_id, Revision.question == question)
    last = changes.order_by(Revision.number.desc()).limit(1)
    return act.session.scalars(last.execution_options(populate_existing=True)).first()


def _revision(
    application_id: UUID, question: str, number: int, text: str, save: Save, *, brought_back: bool
) -> Revision:
    return Revision(
        application_id=application_id,
        question=question,
        number=number,
        text=text,
        person_id=save.person_id,
        since=save.at,
        until=save.at,
        gone=0,  # what this save takes away is kept in `text`
        brought_back=brought_back,
        handed_in=save.handed_in,
    )


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
