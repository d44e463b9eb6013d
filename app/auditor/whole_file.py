"""The complete file of a call: all that the portal keeps about it, with the digests to check it by elsewhere."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.adapters.storage import Storage
from app.file_names import clean_name
from app.minutes import record_of
from competition.application.chain import actors_in, events_of_call, names_of
from competition.application.receipts import public_keys
from competition.application.records import Application, Submission
from competition.call.records import Call
from competition.eligibility.records import Clarification, ClarificationAnswer
from competition.foundation.audit import AuditEvent, canonical_bytes, head_of
from competition.foundation.errors import NotFound
from competition.foundation.kept_files import FileInfected, FileNotScannedYet, require_harmless
from competition.foundation.reading_log import Reading
from competition.result.letter_queries import all_facts, decided_dossier, letter_rows
from documents.letter_files import letter_file_name
from documents.letter_pdf import letter_pdf
from documents.letters import letter_of
from scoring.archive.gather import full_text
from scoring.meeting.records import Meeting

HERE = Path(__file__).parent
IN_ARCHIVE = 200
"""As many bytes a file's name has here: its number stands before it."""
Member = tuple[str, bytes]


def members_of(session: Session, storage: Storage, call: Call) -> Iterator[Member]:
    """Every file of the call's file by its name, one at a time; their digests last."""
    digests: list[str] = []
    for name, content in _members(session, storage, call):
        digests.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        yield name, content
    yield "digests.txt", "".join(digests).encode()


def _members(session: Session, storage: Storage, call: Call) -> Iterator[Member]:
    yield "README.txt", (HERE / "README.txt").read_bytes()
    yield "check.py", (HERE / "check.py").read_bytes()
    yield "archive.json", full_text(session, call.slug).encode()
    missing: list[str] = []
    held_back: list[str] = []
    for name, digest in (*_documents(call), *_files(session, call)):
        try:
            require_harmless(session, digest, name)
            yield name, storage.get(digest)
        except NotFound:
            missing.append(f"{digest}  {name}\n")
        except (FileInfected, FileNotScannedYet) as why:
            held_back.append(f"{digest}  {why.code}  {name}\n")
    yield from _versions(session, call)
    yield from _clarifications(session, call)
    yield "receipt-keys.json", _pretty(dict(public_keys(session)))
    yield from _letters(session, call)
    yield "minutes.json", _pretty(_minutes(session, call))
    events = events_of_call(session, call)
    readings = session.scalars(select(Reading).where(Reading.call_id == call.id).order_by(Reading.id)).all()
    yield "events.json", _pretty(_events(session, events))
    yield "readings.json", _pretty([_reading(one) for one in readings])
    people = actors_in(one.actor for one in events) | {one.person_id for one in readings}
    yield "people.json", _pretty(names_of(session, people))
    if missing:
        yield "missing.txt", "".join(missing).encode()
    if held_back:
        yield "held-back.txt", "".join(held_back).encode()


def _documents(call: Call) -> Iterator[tuple[str, str]]:
    for one in sorted(call.documents, key=lambda one: (one.position, one.version)):
        yield f"documents/{one.position:02d}-v{one.version}-{clean_name(one.file_name, IN_ARCHIVE)}", one.digest


def _submissions(session: Session, call: Call) -> list[tuple[str, Submission]]:
    rows = session.execute(
        select(Application.number, Submission)
        .join(Application, Application.id == Submission.application_id)
        .where(Submission.call_id == call.id)
        .order_by(Application.position, Submission.version)
    )
    return [(f"applications/{clean_name(number or '')}/v{one.version}", one) for number, one in rows]


def _files(session: Session, call: Call) -> Iterator[tuple[str, str]]:
    answers = ((f"{folder}/answer-v{one.version}", one) for folder, one in _answers(session, call))
    for folder, kept in (*_submissions(session, call), *answers):
        for number, one in enumerate(kept.content.get("attachments", []), 1):
            yield f"{folder}/{number:02d}-{clean_name(one['name'], IN_ARCHIVE)}", one["sha256"]


def _versions(session: Session, call: Call) -> Iterator[Member]:
    """What was handed in, in the very form of which the receipt's digest is; with the receipt's code, if any."""
    for folder, submission in _submissions(session, call):
        yield f"{folder}/application.json", canonical_bytes(submission.content)
        if submission.receipt is not None:
            yield f"{folder}/receipt.txt", f"{submission.receipt}\n".encode()


def _clarifications(session: Session, call: Call) -> Iterator[Member]:
    """What applicants were asked to clarify, and each answer in the very form of which its digest is."""
    rows = session.execute(
        select(Application.number, Clarification)
        .join(Application, Application.id == Clarification.application_id)
        .where(Clarification.call_id == call.id)
        .order_by(Application.position)
    )
    for number, asked in rows:
        yield f"{_folder(number)}/asked.json", _pretty(_asked(asked))
    for folder, answer in _answers(session, call):
        yield f"{folder}/answer-v{answer.version}.json", canonical_bytes(answer.content)


def _answers(session: Session, call: Call) -> list[tuple[str, ClarificationAnswer]]:
    rows = session.execute(
        select(Application.number, ClarificationAnswer)
        .join(Application, Application.id == ClarificationAnswer.application_id)
        .where(Application.call_id == call.id)
        .order_by(Application.position, ClarificationAnswer.version)
    )
    return [(_folder(number), one) for number, one in rows]


def _folder(number: str | None) -> str:
    return f"applications/{clean_name(number or '')}/clarification"


def _asked(asked: Clarification) -> dict[str, Any]:
    return {
        "id": str(asked.id),
        "asked_at": asked.asked_at.astimezone(UTC).isoformat(),
        "until": asked.until_at.astimezone(UTC).isoformat(),
        "text": asked.text,
        "questions": asked.questions,
        "slots": asked.slots,
    }


def _letters(session: Session, call: Call) -> Iterator[Member]:
    rows = letter_rows(session, call)
    if not rows:
        return
    taken: set[str] = set()
    for facts in all_facts(decided_dossier(session, call), rows):
        name = letter_file_name(facts, "pdf")
        while name in taken:
            name = f"x-{name}"
        taken.add(name)
        yield f"letters/{name}", letter_pdf(letter_of(facts))


def _minutes(session: Session, call: Call) -> dict[str, Any] | None:
    record = record_of(session, call)
    if record is None:
        return None
    meeting = record.meeting
    held = session.scalar(select(Meeting).where(Meeting.call_id == call.id))
    return {
        "decided_at": record.decision.decided_at.astimezone(UTC).isoformat(),
        "outcome": json.loads(record.decision.outcome),
        "meeting": meeting
        and held
        and {
            "held_on": meeting.held_on.isoformat(),
            "number": meeting.number,
            "present": [one.name for one in meeting.present],
            "absent": [one.name for one in meeting.absent],
            "votes": {"for": held.votes_for, "against": held.votes_against, "abstained": held.abstained},
            "remarks": meeting.remarks,
        },
    }


def _events(session: Session, events: list[AuditEvent]) -> dict[str, Any]:
    head = head_of(session)
    return {"head": {"number": head.number, "hash": head.hash}, "events": [_event(one) for one in events]}


def _event(event: AuditEvent) -> dict[str, Any]:
    return {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor,
        "verb": event.verb,
        "subject": event.subject,
        "facts": event.facts,
        "brought_in": event.brought_in,
        "details": event.details_digest,
        "previous": event.previous,
        "hash": event.hash,
        "told": event.details,
    }


def _reading(one: Reading) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "at": one.at.astimezone(UTC).isoformat(),
        "person": f"person:{one.person_id}",
        "role": one.role,
        "shown": one.shown,
        "application": str(one.application_id) if one.application_id else None,
        "page": one.page,
        "piece": one.piece,
    }


def _pretty(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
