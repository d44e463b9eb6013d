"""The changes of an application as its writers look at them: what stood before each, what after it, who made it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from competition.application.own import Own
from competition.application.records import Revision
from competition.foundation.errors import NotFound
from competition.organisation.records import Person

AT_ONCE = 20
_Next = aliased(Revision)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a question: what stood there before and after it, and who made it (None: the portal itself).

    `version`: the version of the application that had been handed in by then; 0 where none was.
    """

    id: UUID
    question: str
    before: str
    after: str
    who: str | None
    since: datetime
    until: datetime
    brought_back: bool
    version: int


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of them, the newest first; `page` counts from one.

    `above`: the version that had been handed in by the change before the page; on the first page the last version.
    """

    rows: list[Change]
    page: int
    pages: int
    above: int


def changes_of(session: Session, own: Own, questions: Collection[str] | None = None, page: int = 1) -> Changes:
    """The changes of one's own application; where it is given, of some `questions` only. Two queries."""
    where = [*_of(own), Revision.question.in_(questions)] if questions is not None else _of(own)
    count = session.scalar(select(func.count()).select_from(Revision).where(*where)) or 0
    pages = max(1, -(-count // AT_ONCE))
    page = min(max(page, 1), pages)
    one_before = 1 if page > 1 else 0
    rows = _read(session, own, where, (page - 1) * AT_ONCE - one_before, AT_ONCE + one_before)
    above = rows[0].version if one_before else own.latest.version if own.latest else 0
    return Changes(rows[one_before:], page, pages, above)


def change_of(session: Session, own: Own, revision_id: UUID) -> Change:
    """One change of one's own application. Raises NotFound, for another's too."""
    found = _read(session, own, [*_of(own), Revision.id == revision_id], 0, 1)
    if not found:
        raise NotFound(what="revision", key=revision_id)
    return found[0]


def is_brought_back(session: Session, own: Own, question: str) -> bool:
    """Whether what stands under a question is an earlier answer that was brought back, and nothing written since."""
    last = select(Revision.brought_back).where(*_of(own), Revision.question == question)
    return bool(session.scalar(last.order_by(Revision.number.desc()).limit(1)))


def _of(own: Own) -> list[ColumnElement[bool]]:
    """The changes of an application, of what its form asks."""
    asked = [question.key for question in own.form.questions]
    return [Revision.application_id == own.application.id, Revision.question.in_(asked)]


def _read(session: Session, own: Own, where: list[ColumnElement[bool]], beginning: int, most: int) -> list[Change]:
    following = and_(
        _Next.application_id == Revision.application_id,
        _Next.question == Revision.question,
        _Next.number == Revision.number + 1,
    )
    rows = session.execute(
        select(Revision, _Next.text, Person.name)
        .outerjoin(_Next, following)
        .outerjoin(Person, Person.id == Revision.person_id)
        .where(*where)
        .order_by(Revision.until.desc(), Revision.id.desc())
        .offset(beginning)
        .limit(most)
    )
    versions = {one.at: one.version for one in own.versions}
    return [
        Change(
            id=one.id,
            question=one.question,
            before=one.text,
            after=own.answer(one.question) if after is None else after,
            who=who,
            since=one.since,
            until=one.until,
            brought_back=one.brought_back,
            version=versions.get(one.handed_in, 0) if one.handed_in else 0,
        )
        for one, after, who in rows
    ]
