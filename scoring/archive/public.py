"""The archive fit for publishing: what the ranking needs, without what nobody outside may learn.

Call archive, The public archive.
"""

import hmac
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from scoring.archive.model import (
    Acceptance,
    Application,
    Archive,
    Call,
    Commission,
    Member,
    Organisation,
    ScoreSheet,
)
from scoring.outcome import Verdict, counted_sheets, outcome_of

ROLE = "member"


def public_archive(archive: Archive, seed: bytes, *, publish_refusals: bool = False) -> Archive:
    """The public archive of a call, with its own outcome recorded in it.

    `seed` is drawn once for a call, kept, and never published: the same seed gives the same bytes.
    """
    given = archive.round()
    verdicts = {result.number: result.outcome for result in outcome_of(given).results}
    counted = {number: [sheet.member for sheet in sheets] for number, sheets in counted_sheets(given).items()}
    names = {number: _renamed(number, members, seed) for number, members in counted.items()}
    largest = max((len(members) for members in counted.values()), default=0)
    public = Archive(
        call=_call(archive.call),
        amendments=tuple(_without_more(amendment) for amendment in archive.amendments),
        committee=tuple(_member(f"r{place}") for place in range(1, largest + 1)),
        applications=tuple(
            _application(item, named=publish_refusals or verdicts[item.number] == Verdict.AWARD)
            for item in archive.applications
        ),
        score_sheets=_sheets(archive, names),
        commission=_commission(archive.commission),
    )
    return replace(public, recorded=outcome_of(public.round()).as_json())


def _renamed(number: str, members: Iterable[str], seed: bytes) -> dict[str, str]:
    """The members of one application in an order that only the seed knows, as r1, r2, …"""

    def drawn(member: str) -> bytes:
        return hmac.digest(seed, f"{number}\0{member}".encode(), "sha256")

    return {member: f"r{place}" for place, member in enumerate(sorted(members, key=drawn), 1)}


def _sheets(archive: Archive, names: dict[str, dict[str, str]]) -> tuple[ScoreSheet, ...]:
    """The counted sheets, application by application in the order of the new names.

    All sheets of an application carry the instant at which its last was completed: neither their order nor
    their times tell who of r1, r2, … is who in the next application.
    """
    by_name: dict[str, dict[str, ScoreSheet]] = {number: {} for number in names}
    for sheet in archive.score_sheets:
        if sheet.completed is not None and sheet.member in names[sheet.application]:
            by_name[sheet.application][names[sheet.application][sheet.member]] = sheet
    return tuple(
        ScoreSheet(application=number, member=name, completed=last, scores=sheets[name].scores)
        for number, sheets in by_name.items()
        if (last := _last(sheets.values()))
        for name in names[number].values()
    )


def _last(sheets: Iterable[ScoreSheet]) -> datetime | None:
    return max((sheet.completed for sheet in sheets if sheet.completed is not None), default=None)


def _application(given: Application, *, named: bool) -> Application:
    """`named`: it was awarded, or the call publishes its refusals too."""
    anonymous = f"Pieteikums {given.number}"
    return Application(
        number=given.number,
        title=given.title if named else anonymous,
        organisation=_without_more(given.organisation) if named else Organisation(name=anonymous),
        channel=given.channel,
        received=given.received,
        withdrawn=given.withdrawn,
        exception=Acceptance(until=given.exception.until) if given.exception else None,
        eligibility=given.eligibility,
    )


def _call(call: Call) -> Call:
    return replace(
        call,
        organiser=_without_more(call.organiser),
        implementation=_without_more(call.implementation) if call.implementation else None,
        award=_without_more(call.award),
        eligibility_criteria=tuple(_without_more(criterion) for criterion in call.eligibility_criteria),
        criteria=tuple(
            replace(criterion, levels=tuple(_without_more(level) for level in criterion.levels), more=None)
            for criterion in call.criteria
        ),
        scoring=_without_more(call.scoring),
        more=None,
    )


def _member(name: str) -> Member:
    return Member(key=name, name=name, role=ROLE)


def _commission(commission: Commission | None) -> Commission | None:
    return Commission(tie_order=commission.tie_order) if commission and commission.tie_order else None


def _without_more(given: Any) -> Any:
    return replace(given, more=None)
