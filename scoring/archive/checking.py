"""What must hold between the parts of an archive: unique names, references that resolve, times in order, whole sheets.

Call archive, The file: Names, Ranges, and the invalid archives of the outcome's steps 2 and 4.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from decimal import Decimal
from functools import cache

from competition.call.deadline import Terms, first_move_earlier, has_opened
from scoring.archive.model import Archive, Call, Member, ScoreSheet, exact
from scoring.archive.text import ArchiveInvalid, inside
from scoring.scale import Kind, fault_of

CHAIR, SECRETARY = "chair", "secretary"
Judge = Callable[[str, Decimal], Kind | None]


def check(archive: Archive) -> None:
    """Raises ArchiveInvalid for the first thing that does not fit with another."""
    _check_call(archive.call)
    _check_amendments(archive)
    _check_committee(archive.committee)
    _check_applications(archive)
    _check_sheets(archive)
    _check_tie_orders(archive)


def _check_call(call: Call) -> None:
    _check_unique("call.eligibility_criteria", ".code", (item.code for item in call.eligibility_criteria))
    _check_unique("call.criteria", ".code", (item.code for item in call.criteria))
    if not has_opened(Terms(call.opens, call.deadline), call.deadline.at):
        raise ArchiveInvalid("call.deadline", "a deadline that opens is not after")
    _check_unique("call.scoring.tie_break", "", call.scoring.tie_break)
    codes = {item.code for item in call.criteria}
    for index, code in enumerate(call.scoring.tie_break):
        if code not in codes:
            raise ArchiveInvalid(f"call.scoring.tie_break[{index}]", f"the code of a quality criterion, found {code}")


def _check_amendments(archive: Archive) -> None:
    before: datetime | None = None
    for index, amendment in enumerate(archive.amendments):
        place = f"amendments[{index}]"
        if amendment.number != index + 1:
            raise ArchiveInvalid(f"{place}.number", f"{index + 1}, found {amendment.number}")
        if before is not None and amendment.published < before:
            raise ArchiveInvalid(f"{place}.published", "an instant not before the amendment above")
        before = amendment.published
    earlier = first_move_earlier(archive.terms)
    if earlier is not None:
        moving = [index for index, amendment in enumerate(archive.amendments) if amendment.deadline]
        raise ArchiveInvalid(f"amendments[{moving[earlier]}].deadline", "a deadline not earlier than the one in force")


def _check_committee(committee: Iterable[Member]) -> None:
    members = list(committee)
    _check_unique("committee", ".key", (member.key for member in members))
    chairs = [index for index, member in enumerate(members) if member.role == CHAIR]
    if len(chairs) > 1:
        raise ArchiveInvalid(f"committee[{chairs[1]}].role", "at most one chair")


def _check_applications(archive: Archive) -> None:
    _check_unique("applications", ".number", (application.number for application in archive.applications))
    codes = {item.code for item in archive.call.eligibility_criteria}
    keys = {member.key for member in archive.committee}
    for index, application in enumerate(archive.applications):
        place = f"applications[{index}]"
        if not has_opened(archive.terms, application.received):
            raise ArchiveInvalid(f"{place}.received", "an instant not before the call opens")
        if application.withdrawn is not None and application.withdrawn < application.received:
            raise ArchiveInvalid(f"{place}.withdrawn", "an instant not before received")
        for code in application.eligibility:
            if code not in codes:
                raise ArchiveInvalid(inside(f"{place}.eligibility", code), "the code of an eligibility criterion")
        _check_unique(f"{place}.conflicts", "", application.conflicts)
        for position, key in enumerate(application.conflicts):
            if key not in keys:
                raise ArchiveInvalid(f"{place}.conflicts[{position}]", f"the key of a committee member, found {key}")


def _check_sheets(archive: Archive) -> None:
    numbers = {application.number for application in archive.applications}
    roles = {member.key: member.role for member in archive.committee}
    codes = [criterion.code for criterion in archive.call.criteria]
    judge = _judge(archive.call)
    for index, sheet in enumerate(archive.score_sheets):
        place = f"score_sheets[{index}]"
        if sheet.application not in numbers:
            raise ArchiveInvalid(f"{place}.application", f"the number of an application, found {sheet.application}")
        if sheet.member not in roles:
            raise ArchiveInvalid(f"{place}.member", f"the key of a committee member, found {sheet.member}")
        if roles[sheet.member] == SECRETARY:
            raise ArchiveInvalid(f"{place}.member", f"somebody who scores, {sheet.member} is the secretary")
        _check_scores(sheet, place, codes, judge)
    pairs = ((sheet.application, sheet.member) for sheet in archive.score_sheets)
    _check_unique("score_sheets", "", pairs, "one sheet by a member for an application")


def _check_scores(sheet: ScoreSheet, place: str, codes: list[str], judge: Judge) -> None:
    """Every code is known; a completed sheet has them all, on the scale. Call archive, outcome, step 4."""
    for code, points in sheet.scores.items():
        kind = judge(code, points)
        if kind == Kind.UNKNOWN:
            raise ArchiveInvalid(inside(f"{place}.scores", code), "the code of a quality criterion")
        if kind and sheet.completed is not None:
            wanted = "points within min and max" if kind == Kind.OFF_RANGE else "points on the criterion's step"
            raise ArchiveInvalid(inside(f"{place}.scores", code), f"{wanted}, found {points:f}")
    if sheet.completed is not None and len(sheet.scores) < len(codes):
        missing = next(code for code in codes if code not in sheet.scores)
        raise ArchiveInvalid(
            inside(f"{place}.scores", missing), "points: a completed sheet has them for every criterion"
        )


def _judge(call: Call) -> Judge:
    """What the scale says of a criterion's points, remembered: few values come many times."""
    scales = {criterion.code: criterion.scale() for criterion in call.criteria}

    @cache
    def judge(code: str, points: Decimal) -> Kind | None:
        scale = scales.get(code)
        return Kind.UNKNOWN if scale is None else fault_of(exact(points), scale)

    return judge


def _check_tie_orders(archive: Archive) -> None:
    if archive.commission is None:
        return
    numbers = {application.number for application in archive.applications}
    for index, order in enumerate(archive.commission.tie_order):
        place = f"commission.tie_order[{index}]"
        _check_unique(place, "", order)
        for position, number in enumerate(order):
            if number not in numbers:
                raise ArchiveInvalid(f"{place}[{position}]", f"the number of an application, found {number}")
    groups = [frozenset(order) if len(order) > 1 else index for index, order in enumerate(archive.commission.tie_order)]
    _check_unique("commission.tie_order", "", groups, "one order for the same applications")


def _check_unique(place: str, key: str, names: Iterable[Hashable], rule: str = "a name that is not taken") -> None:
    first: dict[Hashable, int] = {}
    for index, name in enumerate(names):
        if name in first:
            raise ArchiveInvalid(f"{place}[{index}]{key}", f"{rule}, {place}[{first[name]}]{key} is the same")
        first[name] = index
