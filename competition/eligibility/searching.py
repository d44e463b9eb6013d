"""The text of attachments, searched: in what was handed in last, and in what came with a clarification."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from competition.application.records import Application, Submission
from competition.eligibility.clarifications import last_answers
from competition.foundation.kept_files import PIECE, KeptFile, folded

MOST_WORDS, SHORTEST, LONGEST = 8, 2, 60
GAP = re.compile(r"\s+")
AROUND = 80
"""So many signs of the text are shown before and behind what was found."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where in a text a word was found: before it, itself, behind it; `piece`: in which, the first is 1."""

    before: str
    found: str
    behind: str
    piece: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A file in which every word was found."""

    application_id: UUID
    number: str
    applicant: str
    title: str
    file_name: str
    media_type: str
    digest: str


def words_in(typed: str) -> list[str]:
    """The words that are looked for, as texts are kept for it: each once, too short ones left out."""
    words = (folded(word)[:LONGEST] for word in typed.split())
    return list(dict.fromkeys(word for word in words if len(word) >= SHORTEST))[:MOST_WORDS]


def search_files(session: Session, applications: Iterable[UUID], words: Iterable[str]) -> list[Hit]:
    """The files of these applications in whose text all words stand, in the order of their numbers. None without words.

    A word is found within another, without regard to capitals and marks over letters. Three queries.
    """
    wanted, keys = list(words), list(applications)
    if not wanted or not keys:
        return []
    files = _files_of(session, keys)
    digests = {digest for found in files.values() for digest in found}
    known = set(
        session.scalars(
            select(KeptFile.digest).where(
                KeptFile.digest.in_(digests),
                and_(*(KeptFile.folded.contains(word, autoescape=True) for word in wanted)),
            )
        )
    )
    rows = session.scalars(select(Application).where(Application.id.in_(keys)).order_by(Application.position))
    return [
        Hit(
            application_id=one.id,
            number=one.number or "",
            applicant=one.applicant_name,
            title=one.title,
            file_name=name,
            media_type=media_type,
            digest=digest,
        )
        for one in rows
        for digest, (name, media_type) in files.get(one.id, {}).items()
        if digest in known
    ]


def passages_of(session: Session, hits: Iterable[Hit], word: str) -> list[tuple[Hit, Passage]]:
    """Where a word stands in each of these files; one text after the other is read."""
    found = []
    for hit in hits:
        texts = select(KeptFile.text, KeptFile.folded).where(KeptFile.digest == hit.digest)
        text, kept = session.execute(texts).one()
        found.append((hit, passage_in(text, kept, word)))
    return found


def passage_in(text: str, kept: str, word: str) -> Passage:
    """Where a word stands first in a text, of which `kept` is the folded form, sign by sign."""
    begin = max(kept.find(word), 0)
    end = begin + len(word)
    before, found, behind = text[max(begin - AROUND, 0) : begin], text[begin:end], text[end : end + AROUND]
    return Passage(_on_one_line(before), found, _on_one_line(behind), text.count(PIECE, 0, begin) + 1)


def _on_one_line(text: str) -> str:
    """A text whose every gap is one space, also at its ends."""
    return GAP.sub(" ", text)


def _files_of(session: Session, keys: list[UUID]) -> dict[UUID, dict[str, tuple[str, str]]]:
    """The files of each application that are read of it: their names and media types by their digests."""
    latest = (
        select(Submission.application_id, func.max(Submission.version).label("version"))
        .where(Submission.application_id.in_(keys))
        .group_by(Submission.application_id)
        .subquery()
    )
    rows = session.execute(
        select(Submission.application_id, Submission.content).join(
            latest,
            and_(latest.c.application_id == Submission.application_id, latest.c.version == Submission.version),
        )
    )
    found = {key: _named(kept) for key, kept in rows}
    for key, answer in last_answers(session, keys).items():
        found.setdefault(key, {}).update(_named(answer.content))
    return found


def _named(kept: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    return {one["sha256"]: (one["name"], one.get("media_type", "")) for one in kept.get("attachments", [])}
