"""The text of attachments, searched: in what was handed in last, and in what came with a clarification."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from competition.application.records import Application, Submission
from competition.eligibility.clarifications import last_answers
from competition.foundation.kept_files import PIECE, KeptFile, folded

MOST_WORDS, MOST_TYPED, SHORTEST, LONGEST = 8, 100, 2, 60
GAP = re.compile(r"\s+")
QUOTED = re.compile(r"[\"“”„‟«»]([^\"“”„‟«»]*)[\"“”„‟«»]")
ENDS = re.compile(r"^[\W_]+|[\W_]+$")
TEXTS_AT_ONCE = 20
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
    """What is looked for, as texts are kept for it: words, and what stands between quotation marks as one phrase, whose
    words have a space between them. Each once, without the signs around it; too short ones are left out.
    """
    phrases = [_plain(phrase) for phrase in QUOTED.findall(typed)]
    words = [word for word in _plain(QUOTED.sub(" ", typed)).split() if len(word) >= SHORTEST]
    return list(dict.fromkeys([*(one for one in phrases if len(one) >= SHORTEST), *words]))[:MOST_WORDS]


def _plain(typed: str) -> str:
    return " ".join(filter(None, (ENDS.sub("", folded(word))[:LONGEST] for word in typed.split()[:MOST_TYPED])))


def search_files(session: Session, applications: Iterable[UUID], words: Iterable[str]) -> list[Hit]:
    """The files of these applications in whose text all words stand, in the order of their numbers. None without words.

    A word is found within another, without regard to capitals and marks over letters; the words of a phrase one after
    the other, also where a line ends between them. Three queries, and one more for phrases.
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
                and_(*(KeptFile.folded.contains(word, autoescape=True) for one in wanted for word in one.split())),
            )
        )
    )
    if phrases := [pattern_of([one]) for one in wanted if " " in one]:
        known = _with_phrases(session, known, phrases)
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


def _with_phrases(session: Session, digests: Iterable[str], phrases: Iterable[re.Pattern[str]]) -> set[str]:
    texts = select(KeptFile.digest, KeptFile.folded).where(KeptFile.digest.in_(set(digests)))
    rows = session.execute(texts.execution_options(yield_per=TEXTS_AT_ONCE))
    return {digest for digest, text in rows if all(phrase.search(text) for phrase in phrases)}


def pattern_of(wanted: Iterable[str]) -> re.Pattern[str]:
    """Where any of these words and phrases stands in a folded text, the longest first."""
    ordered = sorted(wanted, key=len, reverse=True)
    return re.compile("|".join(r"\s+".join(map(re.escape, one.split())) for one in ordered) or r"(?!)")


def marked(text: str, wanted: Collection[str]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is one of the words and phrases that are looked for."""
    if not wanted:
        return [(text, False)] if text else []
    pieces, until = [], 0
    for found in pattern_of(wanted).finditer(folded(text)):
        pieces += [(text[until : found.start()], False), (text[found.start() : found.end()], True)]
        until = found.end()
    return [piece for piece in [*pieces, (text[until:], False)] if piece[0]]


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
    there = pattern_of([word]).search(kept)
    begin, end = there.span() if there else (0, len(word))
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
