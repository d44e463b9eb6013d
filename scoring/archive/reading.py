"""Reads an archive: bytes in, a checked Archive out, or the place where the file is wrong and what was expected there.

Nothing is computed from a file before the whole of it is checked. Call archive, The file.
"""

from pathlib import Path
from typing import Any

from competition.foundation.clock import zone
from scoring.archive import shapes, text
from scoring.archive.checking import check
from scoring.archive.model import (
    FORMAT,
    Acceptance,
    Amendment,
    Application,
    Archive,
    Commission,
    Member,
    Organisation,
    ScoreSheet,
)
from scoring.archive.reading_call import read_call
from scoring.archive.shapes import Box, read_at
from scoring.archive.text import ArchiveInvalid
from scoring.archive.times import Times

LARGEST = 512 * 1024 * 1024
PORTION = 1024 * 1024
CHANNELS = ("online", "in_person", "post", "email", "e_document")
ROLES = ("chair", "member", "alternate", "secretary")
FINDINGS = ("yes", "no", "pending")


def read_file(path: str | Path) -> Archive:
    """The archive that a file holds. Raises ArchiveInvalid, for a file that cannot be read as well."""
    try:
        data = _content(Path(path))
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else "no such name"
        raise ArchiveInvalid("", f"a file that can be read: {reason}") from None
    return read_archive(data)


def read_archive(data: bytes | bytearray) -> Archive:
    """The archive that these bytes hold. Raises ArchiveInvalid, with the place and what was expected."""
    archive = _archive(text.load(data))
    check(archive)
    return archive


def _content(path: Path) -> bytearray:
    """A file's bytes, if they are not too many; a pipe is read as well."""
    data = bytearray()
    with path.open("rb") as file:
        while portion := file.read(PORTION):
            data += portion
            if len(data) > LARGEST:
                raise ArchiveInvalid("", f"a file of at most {LARGEST // PORTION} MiB")
    return data


def _archive(value: Any) -> Archive:
    if not isinstance(value, dict):
        raise ArchiveInvalid("", "an object with the keys of a call archive")
    if value.get("format") != FORMAT:
        raise ArchiveInvalid("format", f'"{FORMAT}", found {text.shown(value.get("format"))}')
    required = ("format", "call", "committee", "applications", "score_sheets")
    box = Box(value, "", required, ("amendments", "commission", "recorded"))
    times = Times(zone(_timezone(box)))
    return Archive(
        call=read_call(box.parts["call"], "call", times),
        amendments=tuple(_amendment(item, place, times) for item, place in box.items_if_any("amendments")),
        committee=tuple(_member(item, place) for item, place in box.items("committee")),
        applications=tuple(_application(item, place, times) for item, place in box.items("applications")),
        score_sheets=tuple(_score_sheet(item, place, times) for item, place in box.items("score_sheets")),
        commission=_commission(box),
        recorded=box.maybe("recorded", shapes.free_object),
        more=box.more(),
    )


def _timezone(box: Box) -> str:
    """The call's zone, read before the rest: every wall-clock time in the file needs it."""
    call = box.parts["call"]
    if not isinstance(call, dict):
        box.fail("call", "an object")
    if "timezone" not in call:
        raise ArchiveInvalid("call.timezone", "this key, it is missing")
    return read_at(call["timezone"], "call.timezone", shapes.timezone)


def _amendment(value: Any, place: str, times: Times) -> Amendment:
    box = Box(value, place, ("number", "published"), ("deadline", "legal_basis", "reason"))
    return Amendment(
        number=box.get("number", shapes.integer_from(1)),
        published=box.get("published", times.instant),
        deadline=box.maybe("deadline", times.deadline),
        legal_basis=box.maybe("legal_basis", shapes.text_if_any),
        reason=box.maybe("reason", shapes.texts_if_any),
        more=box.more(),
    )


def _member(value: Any, place: str) -> Member:
    box = Box(value, place, ("key", "name", "role"))
    return Member(
        key=box.get("key", shapes.code),
        name=box.get("name", shapes.text),
        role=box.get("role", shapes.one_of(*ROLES)),
        more=box.more(),
    )


def _application(value: Any, place: str, times: Times) -> Application:
    required = ("number", "title", "organisation", "channel", "received", "eligibility")
    box = Box(value, place, required, ("withdrawn", "exception", "conflicts"))
    return Application(
        number=box.get("number", shapes.number),
        title=box.get("title", shapes.text),
        organisation=_organisation(box.parts["organisation"], box.at("organisation")),
        channel=box.get("channel", shapes.one_of(*CHANNELS)),
        received=box.get("received", times.instant),
        withdrawn=box.maybe("withdrawn", times.instant),
        exception=_exception(box.parts["exception"], box.at("exception"), times) if box.has("exception") else None,
        eligibility=_eligibility(box),
        conflicts=box.each("conflicts", shapes.code),
        more=box.more(),
    )


def _organisation(value: Any, place: str) -> Organisation:
    box = Box(value, place, ("name",), ("registration_number", "wins_before"))
    return Organisation(
        name=box.get("name", shapes.text),
        registration_number=box.maybe("registration_number", shapes.registration_number),
        wins_before=box.maybe("wins_before", shapes.integer_from(0)),
        more=box.more(),
    )


def _exception(value: Any, place: str, times: Times) -> Acceptance:
    box = Box(value, place, ("until",), ("legal_basis", "reason"))
    return Acceptance(
        until=box.get("until", times.last_accepted),
        legal_basis=box.maybe("legal_basis", shapes.text_if_any),
        reason=box.maybe("reason", shapes.texts_if_any),
        more=box.more(),
    )


def _eligibility(box: Box) -> dict[str, str]:
    found = box.parts["eligibility"]
    if not isinstance(found, dict):
        box.fail("eligibility", "an object with a finding for each eligibility criterion")
    place, finding = box.at("eligibility"), shapes.one_of(*FINDINGS)
    return {code: read_at(value, text.inside(place, code), finding) for code, value in found.items()}


def _score_sheet(value: Any, place: str, times: Times) -> ScoreSheet:
    box = Box(value, place, ("application", "member", "completed", "scores"))
    return ScoreSheet(
        application=box.get("application", shapes.number),
        member=box.get("member", shapes.code),
        completed=box.maybe("completed", times.instant),
        scores=box.get("scores", shapes.decimals),
        more=box.more(),
    )


def _commission(box: Box) -> Commission | None:
    if not box.has("commission"):
        return None
    inner = Box(box.parts["commission"], "commission", (), ("tie_order",))
    lists = inner.items_if_any("tie_order")
    tie_order = tuple(_tie_list(value, place) for value, place in lists)
    more = inner.more()
    return Commission(tie_order=tie_order, more=more) if tie_order or more else None


def _tie_list(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ArchiveInvalid(place, f"a list of applications' numbers, found {text.shown(value)}")
    return tuple(read_at(item, f"{place}[{index}]", shapes.number) for index, item in enumerate(value))
